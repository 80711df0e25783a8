"""What sort of piece it is, by how its title, its opening and its ending are worded."""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from importlib.resources import files
from itertools import pairwise

from broadsheet.news import Judgement

OPENING, CLOSING = 400, 1200  # characters
ASKED, ASKING = 5, 0.3  # paragraphs that are questions with an answer behind, and their part of all, of an interview
_QUESTION = 400  # characters of a question that an interviewer asks

_PLACES = {"title": "its title's words", "opening": "the words it opens with", "closing": "the words it ends with"}


@lru_cache(maxsize=1)
def listed() -> dict[str, dict[str, list[str]]]:
    """The words of genres.toml: those of labels under an empty name, those of titles, openings and endings under theirs."""
    read = tomllib.loads(files("broadsheet.wire").joinpath("genres.toml").read_text(encoding="utf-8"))
    return {"": {name: words for name, words in read.items() if isinstance(words, list)}, **{p: read[p] for p in _PLACES}}


@lru_cache(maxsize=1)
def _patterns() -> tuple[tuple[str, str, re.Pattern[str]], ...]:
    found = ((place, genre, "|".join(words)) for place in _PLACES for genre, words in listed()[place].items())
    return tuple((place, genre, re.compile(words, re.IGNORECASE)) for place, genre, words in found)


def worded(title: str, text: str) -> Judgement[str] | None:
    """The genre that a piece's own words show, with which; None when they show none."""
    places = {"title": title, "opening": text[:OPENING], "closing": text[-CLOSING:]}
    for place, genre, pattern in _patterns():
        found = pattern.search(places[place])
        if found:
            return Judgement(genre, 0.7, f"{_PLACES[place]}: {found[0].strip()[:60]!r}")
    paragraphs = text.split("\n\n")
    questions = [each.rstrip(" \"»”'").endswith("?") and len(each) < _QUESTION for each in paragraphs]
    asked = sum(1 for this, following in pairwise(questions) if this and not following)
    if asked >= ASKED and asked >= ASKING * len(paragraphs):
        return Judgement("interview", 0.6, f"{asked} of its {len(paragraphs)} paragraphs are questions with an answer behind")
    return None
