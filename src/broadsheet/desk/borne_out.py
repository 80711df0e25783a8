"""Do articles bear out a sentence that is none of theirs? Strictly: most true sentences in other words are refused too.

One sentence of one article must have all that it says: its figures, its names in their order, its quotes word for word, its
grave words, four fifths of its other words; and it must deny, doubt and attribute as that sentence does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from broadsheet.desk.sentences import WORD, said
from broadsheet.desk.wordlists import listed, table
from broadsheet.news import Article, Judgement

COVERED = 0.8  # of a sentence's telling words; the rest is joints of grammar that the lists of common words do not hold
STEM = 5  # characters of a word that are compared, so that `closes` is `closed`; grave words are compared whole
TURNING = ("deny", "doubt", "speak")
TURNED = (
    "it denies where its source does not, or the other way round",
    "it leaves open what its source does not, or the other way round",
    "its source names a speaker where it does not, or the other way round",
)
FIGURE = re.compile(r"\d+(?:[.,:]\d+)*")
CONTRACTED = re.compile(r"(?<=[a-z])n['’]t\b", re.IGNORECASE)
QUOTED = re.compile(r"[\"“”„«»]([^\"“”„«»]{2,})[\"“”„«»]")


@dataclass(frozen=True, slots=True)
class Claim:
    """What a sentence says, taken apart."""

    figures: tuple[str, ...]
    exact: tuple[str, ...]
    names: tuple[str, ...]
    stems: frozenset[str]
    turns: tuple[int, ...]
    quotes: tuple[str, ...]


def borne_out(text: str, articles: Sequence[Article], language: str) -> Judgement[bool]:
    """Whether a drafted sentence stands in these articles. Nothing does that cannot be shown."""
    if not _lists("deny", language):
        return Judgement(False, 1.0, f"nothing is known of how {language} denies and doubts")
    claim = _claim(text, language)
    why = "no sentence of an article that it names speaks of it"
    for article in articles:
        for passage in _passages(article, language):
            fault = _fault(claim, passage, language)
            if not fault:
                return Judgement(True, 1.0, f"a sentence of {article.publisher}'s has all of it")
            why = fault if _near(claim, passage) else why
    return Judgement(False, 1.0, why)


def _passages(article: Article, language: str) -> Iterator[str]:
    """The headline, and each sentence. Two together would lend one the other's speaker, or its `not`."""
    yield article.title
    for span in said(article.text, language):
        yield article.text[span.start : span.end]


def _fault(claim: Claim, passage: str, language: str) -> str:
    run = WORD.findall(_spelt(passage))
    low = [word.lower() for word in run]
    missing = [
        *(f for f in claim.figures if f not in FIGURE.findall(passage)),
        *(word for word in claim.exact if word not in low),
    ]
    if missing:
        return f"no sentence that speaks of it has {missing[0]!r}"
    if any(_plain(quote) not in _plain(passage) for quote in claim.quotes):
        return "its quote is nobody's there, word for word"
    stop = listed("stop")  # days and months stand where they please
    places = [run.index(name) for name in claim.names if name in run and name.lower() not in stop]
    if not {*claim.names} <= {*run} or places != sorted(places):
        return "its names do not stand together, and in that order, in one sentence"
    if len(claim.stems & {word[:STEM] for word in low}) < COVERED * len(claim.stems):
        return "no sentence has most of its words"
    turns = _turns(low, language)
    return next((why for why, ours, theirs in zip(TURNED, claim.turns, turns, strict=True) if ours != theirs), "")


def _near(claim: Claim, passage: str) -> bool:
    return 2 * len(claim.stems & {word.lower()[:STEM] for word in WORD.findall(passage)}) >= len(claim.stems)


def _claim(text: str, language: str) -> Claim:
    run = WORD.findall(_spelt(text))
    low = tuple(word.lower() for word in run)
    stop, grave = listed("stop"), _lists("grave", language)
    numbers = {word for each in table("figures")["numbers"].values() for word in each.split()}
    opening = low[:1] if run[:1] and run[0][:1].isupper() and low[0] not in stop else ()  # a name, or a word that is there
    exact = (*opening, *(word for word in low if word in numbers or word in grave))
    names = tuple(word for at, word in enumerate(run) if at and word[:1].isupper())
    turning = frozenset().union(*(_lists(name, language) for name in TURNING))
    told = {word for word in low if len(word) > 2 and word not in stop and word not in turning}
    stems = frozenset(word[:STEM] for word in told)
    return Claim(tuple(FIGURE.findall(text)), exact, names, stems, _turns(low, language), tuple(QUOTED.findall(text)))


def _turns(low: Sequence[str], language: str) -> tuple[int, ...]:
    """How often it denies, and whether it leaves open and names a speaker: a second `not` takes back the first."""
    deny, doubt, speak = (sum(word in _lists(name, language) for word in low) for name in TURNING)
    return deny, min(doubt, 1), min(speak, 1)


def _spelt(text: str) -> str:
    return CONTRACTED.sub(" not", text)


def _plain(text: str) -> str:
    return " ".join(WORD.findall(text)).lower()


@cache
def _lists(name: str, language: str) -> frozenset[str]:
    return frozenset(table("borne_out")[name].get(language, "").split())
