"""Does an article tell several stories, or one as it happens? Then it joins stories without a voice, and glues none together.

A headline says so in set words (`round_up`, `live`), a page by its kind, and a text by how it is built (`several`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache

from broadsheet.desk.several import several
from broadsheet.desk.wordlists import table
from broadsheet.news import Article, Judgement, Reading
from broadsheet.settings import Settings
from broadsheet.steps import Step

TITLE_CHARACTERS = 400
SEVERAL, TOLD_LIVE = "several", "live"
KINDS = {"live": "a live blog", "listing": "a listing"}  # what a page declares itself to be

_marks = re.compile(r"\s*[:|•·»«()\[\]]\s*|\s[–—-]+\s|,\s|\s/\s|[.!?…]+(?:\s|$)")
_first_mark = re.compile(r"\s*[:|]|\s[–—-]+\s")


def round_up(title: str) -> str:
    """The words of a headline that say that it heads several stories; empty when none does."""
    return _said(title, "alone", "within")


def live(title: str) -> str:
    """The words of a headline that say that it is told as it happens; empty when none does."""
    if found := _said(title, "live.alone", "live.within"):
        return found
    mark = _first_mark.search(title[:TITLE_CHARACTERS])
    head = title[: mark.start()].lower() if mark else ""
    lists = table("round_up")["live"]["before"]
    if any(head.endswith(words) for words in lists["never"]):
        return ""
    return next((words for words in lists["any"] if head.endswith(f" {words}")), "")


def glues(reading: Reading) -> Judgement[bool]:
    """Whether it would glue stories together if its words counted, and what says so; the score is how sure that is."""
    found = reading.form or form(reading.article)
    return Judgement(bool(found.value), found.score, found.why)


def form(article: Article) -> Judgement[str]:
    """The form of an article: `several` stories in one, one told `live` as it happens; empty for a report of one."""
    found = declared(article)
    if found.value:
        return found
    built = several(article.title, article.text)
    return Judgement(SEVERAL if built.value else "", built.score, built.why)


def declared(article: Article) -> Judgement[str]:
    """The form that an article's page and its headline declare, whatever its text is."""
    if found := round_up(article.title):
        return Judgement(SEVERAL, 0.9, f"'{found}' in its headline")
    if article.kind in KINDS:
        return Judgement(SEVERAL if article.kind == "listing" else TOLD_LIVE, 1.0, f"its page is {KINDS[article.kind]}")
    if found := live(article.title):
        return Judgement(TOLD_LIVE, 0.9, f"'{found}' in its headline")
    return Judgement("", 0.5, "neither its page nor its headline says so")


def step(batch: Sequence[Reading], _settings: Settings) -> list[Judgement[str]]:
    """`form` for each reading's article."""
    return [form(reading.article) for reading in batch]


def _said(title: str, alone: str, within: str) -> str:
    title = title[:TITLE_CHARACTERS].replace("’", "'")
    for part in _marks.split(title):
        if part and _pattern(alone).fullmatch(part):
            return part
    found = _pattern(within).search(title)
    return found[0] if found else ""


@cache
def _pattern(name: str) -> re.Pattern[str]:
    """A list of data/round_up.toml in all its languages as one pattern."""
    data = table("round_up")
    parts = {key: "|".join(map(re.escape, words)) for key, words in data["parts"].items()}
    lists = data
    for key in name.split("."):
        lists = lists[key]
    every = "|".join(_phrase(phrase, parts) for phrases in lists.values() for phrase in phrases)
    return re.compile(rf"(?<!\w)(?:{every})(?!\w)", re.IGNORECASE)


def _phrase(phrase: str, parts: dict[str, str]) -> str:
    """`the? day|week in _` as a pattern: a choice, a word that may be missing, any one word."""
    return "".join(_words(phrase.split(" "), parts))


def _words(words: Iterable[str], parts: dict[str, str]) -> Iterable[str]:
    first = True
    for word in words:
        optional, bare = word.endswith("?"), word.removesuffix("?")
        choice = parts[bare[1:-1]] if bare.startswith("{") else r"[\w'’-]+" if bare == "_" else _choices(bare)
        if not first:
            yield f"(?: (?:{choice}))?" if optional else f" (?:{choice})"
        else:
            yield f"(?:(?:{choice}) )?" if optional else f"(?:{choice})"
            first = optional


def _choices(word: str) -> str:
    return "|".join(map(re.escape, word.split("|")))


STEP = Step(step, gives="form")
