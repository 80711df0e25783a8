"""Whom and what is a story about, in a few dozen numbers by which a later story can be known as its next chapter?

Terms are hashed to 22 bits (CRC-32), so that a chapter is a handful of integers; the words for a reason are those of the
story at hand.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from struct import pack, unpack_from
from zlib import crc32

from broadsheet.desk.commonness import EVERYDAY
from broadsheet.desk.logarithm import UNIT, log
from broadsheet.desk.round_up import KINDS, glues, live, round_up
from broadsheet.desk.terms import stem, words
from broadsheet.news import Reading, Telling

SLOTS = (1 << 22) - 1
VOICES = 8  # tellings read a story, the first ones; what a story is about is settled by then
READ = 2_500  # characters searched for names: of 800, 1,500, 2,500 and 6,000 the whole text is best on ECB+ (.38 for the
# likest pair of two events against .51 at 800), 2,500 within .02 of it
NOUNS_HAVE_CAPITALS = ("de", "lb")  # a capital says nothing there; only a run of two does

_capital = f"[{''.join(c for c in map(chr, range(0x41, 0x52F)) if c.isupper())}]"
_run = re.compile(rf"(?<=[\w,;)] ){_capital}[\w’'-]{{1,24}}(?: {_capital}[\w’'-]{{1,24}}){{0,3}}")
_everyday = frozenset(map(stem, sorted(EVERYDAY)))

Weighed = tuple[tuple[int, int], ...]  # slots with how much each says of a story, in 256ths


@dataclass(frozen=True, slots=True)
class Facts:
    """A story as it is told now: times in minutes since 1970, its names and its other words, and how the names are spelt.

    `pairs` are names of two words, so that a first name and a surname are one actor; `common` are slots of everyday words.
    """

    story: str
    first: int
    last: int
    voices: int
    names: Weighed
    words: Weighed
    pairs: tuple[tuple[int, int], ...] = ()
    common: frozenset[int] = frozenset()
    spelt: tuple[tuple[int, str], ...] = ()


@dataclass(slots=True)
class Chapter:
    """A story as it is remembered: times in minutes, slots with their weights, its line, and the one that it follows."""

    story: str
    first: int
    last: int
    voices: int
    names: Weighed
    words: Weighed
    pairs: tuple[tuple[int, int], ...]
    common: frozenset[int]
    line: str
    of: str = ""

    def pack(self) -> bytes:
        """What it is about as bytes, without its times, line and parent: the same numbers give the same bytes."""
        flat = [len(self.names), len(self.words), len(self.pairs), len(self.common)]
        for pairs in (self.names, self.words, self.pairs):
            flat.extend(number for pair in pairs for number in pair)
        flat.extend(sorted(self.common))
        return pack(f"<{len(flat)}I", *flat)


def unpack(story: str, first: int, last: int, voices: int, trace: bytes) -> Chapter:
    """The chapter that `pack` wrote, in a line of its own."""
    flat = unpack_from(f"<{len(trace) // 4}I", trace)
    names, words_, pairs, common = flat[:4]
    numbers = iter(flat[4:])

    def taken(many: int) -> Weighed:
        return tuple((next(numbers), next(numbers)) for _ in range(many))

    return Chapter(
        story, first, last, voices,
        names=taken(names), words=taken(words_), pairs=taken(pairs), common=frozenset(islice(numbers, common)), line=story,
    )  # fmt: skip


def voices(tellings: Iterable[Telling]) -> list[Reading]:
    """Who tells a story in own words, the first `VOICES` of them: no reprint, no column, no listing, no live blog."""
    return [telling.reading for telling in tellings if _speaks(telling)][:VOICES]


def facts(story: str, tellings: Sequence[Telling]) -> Facts | None:
    """What a story is about, by those who tell it in own words; None when none does, or when none says when.

    A single text that tells several stories is no chapter; among others it counts as one of them.
    """
    told = voices(tellings)
    if not told or (len(told) == 1 and glues(told[0]).value):
        return None
    times = [int(when.timestamp()) // 60 for t in tellings if (when := t.reading.article.when)]
    if not times:
        return None
    weights: dict[str, int] = {}
    named: dict[str, str] = {}
    pairs: dict[str, None] = {}
    for reading in told:
        _hear(reading, weights, named, pairs)
    many = len(told)
    return Facts(
        story=story,
        first=min(times),
        last=max(times),
        voices=many,
        names=tuple((slot(term), weights.get(term, UNIT) // many) for term in named if term not in _everyday),
        words=tuple((slot(term), weight // many) for term, weight in weights.items() if term not in named),
        pairs=tuple((slot(one), slot(other)) for one, _, other in (pair.partition(" ") for pair in pairs)),
        common=frozenset(slot(term) for term in weights if term in _everyday),
        spelt=tuple((slot(term), name) for term, name in named.items()),
    )


def slot(term: str) -> int:
    """The number of a term, 0 to 4,194,303; two terms share one by chance once in four million."""
    return crc32(term.encode()) & SLOTS


def _speaks(telling: Telling) -> bool:
    article, genre = telling.reading.article, telling.reading.genre
    if telling.copy_of is not None or (genre is not None and genre.value == "opinion"):
        return False
    return article.kind not in KINDS and not round_up(article.title) and not live(article.title)


def _hear(reading: Reading, weights: dict[str, int], named: dict[str, str], pairs: dict[str, None]) -> None:
    for term, count in reading.terms or ():
        if not term[0].isalnum():
            continue  # of the title, a place or a figure: it stands among the plain ones too
        if " " in term:
            pairs[term] = None
            for part in term.split(" "):
                named.setdefault(part, part)
        else:
            weights[term] = weights.get(term, 0) + UNIT + log(count)
    if _language(reading) not in NOUNS_HAVE_CAPITALS:
        for run in _runs(reading.article.text[:READ]):
            for term in words(run):
                if named.get(term, term) == term:
                    named[term] = run


def _runs(text: str) -> Iterable[str]:
    """The capitalised words inside the sentences of a text, those that stand together as one."""
    return (found[0].removesuffix("'s").removesuffix("’s") for found in _run.finditer(text))


def _language(reading: Reading) -> str:
    found = reading.language.value if reading.language else reading.article.language
    return found.partition("-")[0].lower()


def strongest(weighed: Sequence[tuple[int, int, int]], most: int) -> Weighed:
    """The `most` heaviest of (worth, slot, weight), in the order of their slots."""
    return tuple(sorted((slot, weight) for _, slot, weight in sorted(weighed, key=lambda w: (-w[0], w[1]))[:most]))
