"""What a term is worth: heavy when few articles of the archive have it, as counted so far (IDF, Spärck Jones 1972).

The counts begin with the general list of `commonness`, so that day one works, and belong to the fold: steps only count words.
A vector has two parts, each of fixed length: all words, and the title's; its keys are `2 * term` and `2 * term + 1`.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from math import isqrt

from broadsheet.desk.commonness import EVERYDAY, EVERYDAY_IN_PRIOR, PRIOR, RARE_IN_PRIOR
from broadsheet.desk.logarithm import log, scaled
from broadsheet.desk.terms import MARKS, TITLE, Counts, stem

LENGTH = 10_000  # of a whole vector: the product of two, divided by it, is a cosine in ten-thousandths
IN_TITLE = 2_000  # the title's part of a product, of ten thousand: best mean over all event sets of 2,000, 2,500, 3,000, 4,000
HEAVIEST = 64  # terms of a vector beside the title's; 40 and 100 lose .005 of ECB+, the rest does not change

_everyday = frozenset(map(stem, sorted(EVERYDAY)))


class Vector:
    """Keys and their weights, a cosine's two arrays."""

    __slots__ = ("keys", "weights")

    def __init__(self, keys: Iterable[int] = (), weights: Iterable[int] = ()) -> None:
        self.keys = array("i", keys)
        self.weights = array("i", weights)

    def pairs(self) -> Iterable[tuple[int, int]]:
        """Each key with its weight."""
        return zip(self.keys, self.weights, strict=True)


class Weights:
    """The archive's words: their numbers, and how many articles had each."""

    __slots__ = ("articles", "numbers", "seen", "words")

    def __init__(self) -> None:
        self.articles = 0
        self.numbers: dict[str, int] = {}
        self.words: list[str] = []
        self.seen = array("i")

    def number(self, term: str) -> int:
        """The term's number, given on first sight."""
        found = self.numbers.get(term)
        if found is None:
            found = self.numbers[term] = len(self.words)
            self.words.append(term)
            self.seen.append(0)
        return found

    def count(self, terms: Counts) -> array[int]:
        """Count one article's terms; answers its keys and counts in turn, for `vector`."""
        self.articles += 1
        flat = array("i")
        for term, count in terms:
            if term[0] == TITLE:
                flat.extend((2 * self.number(term[1:]) + 1, count))
            elif term[0] not in MARKS:
                number = self.number(term)
                self.seen[number] += 1
                flat.extend((2 * number, count))
        return flat

    def idf(self, number: int) -> int:
        """The weight of a term in 256ths of a doubling; 0 when half of the articles have it."""
        prior = EVERYDAY_IN_PRIOR if self.words[number] in _everyday else RARE_IN_PRIOR
        return max(0, log(self.articles + PRIOR) - log(self.seen[number] + prior))

    def vector(self, flat: array[int]) -> Vector:
        """The weighted vector of an article's keys and counts, by the counts of now."""
        text: list[tuple[int, int]] = []
        title: list[tuple[int, int]] = []
        for key, count in zip(flat[::2], flat[1::2], strict=True):
            idf = self.idf(key >> 1)
            if key & 1:
                title.append((idf, key))
            elif idf:
                text.append((idf * (256 + log(count)) >> 8, key))
        if len(text) > HEAVIEST:
            text = sorted(text, reverse=True)[:HEAVIEST]
        share = IN_TITLE if title else 0
        return _joined(text, isqrt(LENGTH * (10_000 - share)), title, isqrt(LENGTH * share))

    def word(self, key: int) -> str:
        """The term of a key."""
        return self.words[key >> 1]


def _joined(text: list[tuple[int, int]], long: int, title: list[tuple[int, int]], short: int) -> Vector:
    weights = scaled([w for w, _ in text], long) + scaled([w for w, _ in title], short)
    return Vector([k for _, k in text] + [k for _, k in title], weights)
