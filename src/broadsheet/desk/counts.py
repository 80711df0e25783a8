"""How many articles had a term? Counts that the archive learns as it goes, so that a new name is heavy on its first day.

A term is told by a slot of 22 bits, its checksum; two terms of one slot share their count, which hurts only where one of them
is common, and few are. The counts begin with a general list (data/commonness.txt), as if so many articles had been read, and
halve as the archive grows, so that last year's news grows rare again. The fold owns them: the same articles in the same order
give the same counts, whole numbers all.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from broadsheet.desk.commonness import EVERYDAY, ranked
from broadsheet.desk.logarithm import log, logs
from broadsheet.desk.room import zeros
from broadsheet.desk.terms import stem

BITS = 22
SLOTS = 1 << BITS  # 16 MB of counts
ARTICLE = 16  # parts of an article that counts are kept in, so that the list's small shares and halved counts keep their weight
HALVING = 200_000  # articles, about three weeks of five hundred outlets: a story that long gone is news again
PRIOR = (
    1_000  # articles that the list stands for; mean precision of pairs (bench/weights.py) .789 with 400, .790 with 1,000, 3,000
)
SPREAD = 10  # a word of rank r stands in SPREAD of SPREAD + r texts: a hundred words by Zipf's .1; .788 with 3, .789 with 30
EVERYDAY_SHARE = 100  # one article in so many has a word of the hand list, if the ranks know it as no commoner
UNSEEN = ARTICLE  # added to each count: a term never heard of is as rare as one that a single article had

_MILLION = 1_000_000

Slots = NDArray[np.signedinteger[Any]]


def slot(term: str) -> int:
    """The slot of a term, the same on every machine."""
    return zlib.crc32(term.encode("utf-8", "surrogatepass")) & (SLOTS - 1)


def slots(terms: Iterable[str]) -> Slots:
    """The slot of each term."""
    return np.array([slot(term) for term in terms], dtype=np.int32)


class Counts:
    """The articles of an archive that had each term; `articles` of them were read or stand in the general list.

    `table` by slot and `read` are in parts of an article.
    """

    __slots__ = ("_until", "read", "table")

    def __init__(self, seen: NDArray[np.int32] | None = None, read: int = PRIOR * ARTICLE, until: int = 0) -> None:
        self.table = zeros((SLOTS,), np.int32) if seen is None else seen
        if seen is None:
            self.table[:] = _seeded()
        self.read = read
        self._until = until or HALVING

    @property
    def articles(self) -> int:
        """Articles that the counts are of, halved as they are."""
        return self.read // ARTICLE

    def learn(self, slots: Slots) -> None:
        """Count one article's terms; a slot that stands there twice counts once."""
        self.table[slots] += ARTICLE
        self.read += ARTICLE
        self._until -= 1
        if not self._until:
            self.table >>= 1
            self.read >>= 1
            self._until = HALVING

    def seen(self, slots: Slots) -> NDArray[np.int32]:
        """Articles that had each, whole ones."""
        return self.table[slots] // ARTICLE

    def idf(self, slots: Slots) -> NDArray[np.int64]:
        """The weight of each term, in 256ths of a doubling: how many times rarer it is than one that every article has."""
        return np.maximum(log(self.read) - logs(self.table[slots] + UNSEEN), 0)

    def dump(self) -> bytes:
        """The counts as bytes, about two a term known: equal counts give equal bytes."""
        known = self.table != 0
        head = np.array([self.read, self._until], dtype="<i8").tobytes()
        planes = self.table[known].astype("<i4").view(np.uint8).reshape(-1, 4).T  # the high bytes are noughts and cost nothing
        return zlib.compress(head + np.packbits(known).tobytes() + planes.tobytes(), 6)

    @classmethod
    def load(cls, data: bytes) -> Counts:
        """The counts that `dump` wrote."""
        plain = zlib.decompress(data)
        read, until = np.frombuffer(plain, dtype="<i8", count=2).tolist()
        known = np.unpackbits(np.frombuffer(plain, dtype=np.uint8, count=SLOTS // 8, offset=16)).astype(bool)
        planes = np.frombuffer(plain, dtype=np.uint8, offset=16 + SLOTS // 8)
        seen = zeros((SLOTS,), np.int32)
        seen[known] = np.ascontiguousarray(planes.reshape(4, -1).T).view("<i4").ravel()
        return cls(seen, read, until)


@cache
def _seeded() -> NDArray[np.int32]:
    """The general list's counts by slot."""
    rates: dict[str, int] = {}
    for rank, word in enumerate(ranked(), 1):
        rates[stem(word)] = rates.get(stem(word), 0) + SPREAD * _MILLION // rank
    counts = {term: PRIOR * ARTICLE * rate // (_MILLION + rate) for term, rate in rates.items()}
    for term in map(stem, EVERYDAY):
        counts[term] = max(counts.get(term, 0), PRIOR * ARTICLE // EVERYDAY_SHARE)
    counts.pop("", None)
    found = zeros((SLOTS,), np.int32)
    found[slots(counts)] = list(counts.values())
    return found
