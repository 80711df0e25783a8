"""What in a text is the page's furniture: promotion, players, teasers, share and reprint lines; the prose stays."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

LONGEST = 320  # characters of a line that may be furniture; promotion is short, and a long line with its words is prose

_WORD = re.compile(r"\w")


@lru_cache(maxsize=1)
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """What furniture.toml lists, each name's patterns as one that must match a whole line."""
    listed = tomllib.loads(files("broadsheet.wire").joinpath("furniture.toml").read_text(encoding="utf-8"))
    return tuple(
        (name, re.compile(rf"[\W_]{{0,4}}(?:{'|'.join(words)})[\W_]{{0,4}}", re.IGNORECASE)) for name, words in listed.items()
    )


@dataclass(frozen=True, slots=True)
class Cut:
    """A line that was taken out, and as what."""

    line: str
    why: str


def cleaned(paragraphs: list[str], title: str = "") -> tuple[list[str], list[Cut]]:
    """The paragraphs that are prose, and what was cut with why: furniture, and the headline where it repeats itself."""
    kept: list[str] = []
    cut: list[Cut] = []
    headline = _key(title)
    for number, line in enumerate(paragraphs):
        why = "headline" if number < 3 and headline and _key(line) == headline else judged(line)
        if why:
            cut.append(Cut(line, why))
        else:
            kept.append(line)
    return kept, cut


def judged(line: str) -> str:
    """What furniture a line is; empty for prose."""
    if not _WORD.search(line):
        return "nothing"
    if len(line) > LONGEST:
        return ""
    return next((name for name, pattern in _patterns() if pattern.fullmatch(line)), "")


def _key(text: str) -> str:
    return "".join(c for c in text.casefold() if c.isalnum())
