"""Do articles bear out a sentence that is none of theirs? Strictly: most true sentences in other words are refused too.

One sentence of one article must have all that it says: its figures with their units, its days, its names and grave words in
their order and what stands between two names, its quotes word for word, four fifths of its other words; and it must deny, doubt
and attribute as often as that sentence does.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from broadsheet.desk.sentences import WORD, said
from broadsheet.desk.wordlists import listed, table
from broadsheet.news import Article, Judgement

COVERED = 0.8  # of a sentence's telling words; the rest is joints of grammar that the lists of common words do not hold
STEM = 5  # characters of a word that are compared, so that `closes` is `closed`; grave words are compared whole
HARD = 64  # what placing a word that must stand counts against placing another: more than a sentence has words
TURNING = ("deny", "doubt", "speak")
TURNED = (
    "it denies where its source does not, or the other way round",
    "it leaves open what its source does not, or the other way round",
    "its source names a speaker where it does not, or the other way round",
)
THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}\b)")
PERCENT = re.compile(r"(?<=\d) ?(?:%|percent\b|per cent\b)")
IN_FULL = (
    (re.compile(r"\bcan(?:not|['’]t)\b", re.IGNORECASE), "can not"),
    (re.compile(r"\bwon['’]t\b", re.IGNORECASE), "will not"),
    (re.compile(r"(?<=[a-z]) ?n['’]t\b", re.IGNORECASE), " not"),
    (re.compile(r"\bfail(?:s|ed|ing)? to\b", re.IGNORECASE), "not to"),  # a pump that failed denies nothing
)
QUOTED = re.compile(r"[\"“”„«»]([^\"“”„«»]{2,})[\"“”„«»]")


@dataclass(frozen=True, slots=True)
class Claim:
    """What a sentence says, taken apart: `own` is what it says in no quote, word by word."""

    exact: tuple[str, ...]
    names: frozenset[str]
    counted: tuple[tuple[str, str], ...]
    stems: frozenset[str]
    turns: tuple[int, ...]
    quotes: tuple[str, ...]
    own: tuple[str, ...]


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
    passage = _spelt(passage)
    run = WORD.findall(passage)
    low = [word.lower() for word in run]
    missing = next((word for word in claim.exact if word not in low), "")
    if missing:
        return f"no sentence that speaks of it has {missing!r}"
    if any(_plain(quote) not in _plain(passage) for quote in claim.quotes):
        return "its quote is nobody's there, word for word"
    if Counter(claim.counted) - Counter(_counted(low, language)):
        return "its source counts something else, or names another day"
    if not claim.names <= {*run}:
        return "its names do not stand together in one sentence"
    if len(claim.stems & {word[:STEM] for word in low}) < COVERED * len(claim.stems):
        return "no sentence has most of its words"
    turns = _turns(low, language)
    turned = next((why for why, ours, theirs in zip(TURNED, claim.turns, turns, strict=True) if ours != theirs), "")
    return turned or ("" if _in_order(claim, run, language) else "its names and words stand in another order")


def _in_order(claim: Claim, run: Sequence[str], language: str) -> bool:
    """Whether its names, figures and grave words stand in the passage in their order, and between two names its other words.

    Who did what to whom is order; a day may stand where it pleases.
    """
    named, stop = claim.names, listed("stop")
    bound = {*claim.exact} - _lists("dates", language)
    hard = [(word in named and word.lower() not in stop) or word.lower() in bound for word in claim.own]
    placed = _placed(claim.own, run, hard)
    if not all(place for place, must in zip(placed, hard, strict=True) if must):
        return False
    theirs, between, after_name = {word.lower()[:STEM] for word in run}, True, False
    for word, place in zip(claim.own, placed, strict=True):
        if word in named:
            if after_name and not between:
                return False
            between, after_name = True, True
        elif len(word) > 2 and word.lower() not in stop and word.lower()[:STEM] in theirs and not place:
            between = False
    return True


def _placed(own: Sequence[str], run: Sequence[str], hard: Sequence[bool]) -> list[bool]:
    """Which words of one run stand in the other in their order, those that must before others (longest common subsequence)."""
    ours, theirs = [word.lower()[:STEM] for word in own], [word.lower()[:STEM] for word in run]
    best = [[0] * (len(theirs) + 1) for _ in range(len(ours) + 1)]
    for a in range(len(ours) - 1, -1, -1):
        worth = HARD if hard[a] else 1
        for b in range(len(theirs) - 1, -1, -1):
            taken = worth + best[a + 1][b + 1] if _same(own[a], run[b], ours[a], theirs[b], hard[a]) else 0
            best[a][b] = max(best[a + 1][b], best[a][b + 1], taken)
    placed, a, b = [False] * len(ours), 0, 0
    while a < len(ours) and b < len(theirs):
        if best[a][b] == best[a + 1][b]:
            a += 1
        elif best[a][b] == best[a][b + 1]:
            b += 1
        else:
            placed[a], a, b = True, a + 1, b + 1
    return placed


def _same(mine: str, its: str, stem: str, other: str, must: bool) -> bool:
    return stem == other and (not must or mine.lower() == its.lower())


def _counted(low: Sequence[str], language: str) -> tuple[tuple[str, str], ...]:
    """Each unit with the word before it: `5 miles`, `two years`, `several weeks`; and each day and month."""
    units, dates = _lists("units", language), _lists("dates", language)
    pairs = ((before if word in units else "", word) for before, word in pairwise(("", *low)))
    return tuple(pair for pair in pairs if pair[1] in units or pair[1] in dates)


def _near(claim: Claim, passage: str) -> bool:
    return 2 * len(claim.stems & {word.lower()[:STEM] for word in WORD.findall(passage)}) >= len(claim.stems)


def _claim(text: str, language: str) -> Claim:
    text = _spelt(text)
    run = WORD.findall(text)
    low = tuple(word.lower() for word in run)
    stop, grave = listed("stop"), _lists("grave", language)
    numbers = {word for each in table("figures")["numbers"].values() for word in each.split()}
    opening = low[:1] if run[:1] and run[0][:1].isupper() and low[0] not in stop else ()  # a name, or a word that is there
    kept = numbers | grave | _lists("dates", language)
    exact = (*opening, *(word for word in low if word in kept or word[:1].isdigit()))
    names = frozenset(word for at, word in enumerate(run) if at and word[:1].isupper())
    turning = frozenset().union(*(_lists(name, language) for name in TURNING))
    told = {word for word in low if len(word) > 2 and word not in stop and word not in turning}
    stems = frozenset(word[:STEM] for word in told)
    own = tuple(WORD.findall(QUOTED.sub(" ", text)))
    return Claim(exact, names, _counted(low, language), stems, _turns(low, language), tuple(QUOTED.findall(text)), own)


def _turns(low: Sequence[str], language: str) -> tuple[int, ...]:
    """How often it denies, doubts and names a speaker: a second `not` takes back the first, a second `alleged` is another's."""
    deny, doubt, speak = (sum(word in _lists(name, language) for word in low) for name in TURNING)
    return deny, doubt, speak


def _spelt(text: str) -> str:
    """As one house types it: figures without commas, `percent`, `not` in full."""
    for short, long in IN_FULL:
        text = short.sub(long, text)
    return PERCENT.sub(" percent", THOUSANDS.sub("", text))


def _plain(text: str) -> str:
    return " ".join(WORD.findall(text)).lower()


@cache
def _lists(name: str, language: str) -> frozenset[str]:
    return frozenset(table("borne_out")[name].get(language, "").split())
