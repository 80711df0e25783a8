"""What is kept of each article among which others are looked for: columns of whole numbers, all terms in one long row.

A term is its slot, a hash of 22 bits; two terms in one slot are taken for one, which among 200,000 befalls one in twenty.
How many articles have each is counted as they come; weights follow when the shelf has grown by an eighth.
"""

from __future__ import annotations

from typing import Any
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from broadsheet.desk.calendar_words import ALL, named
from broadsheet.desk.counts import Counts, slot
from broadsheet.desk.fingerprint import Sketch
from broadsheet.desk.logarithm import UNIT, logs
from broadsheet.desk.terms import TITLE
from broadsheet.news import Reading

Numbers = NDArray[Any]

LENGTH = 1 << 12  # of a weighted vector: the product of two is a cosine in 2^24ths
REMEMBERED = 100_000  # terms whose word is known, for reasons, about 12 MB; the first heard are forgotten first
GROWN = (9, 8)  # weights follow when there are so many times the articles


class Shelf:
    """The articles in order of arrival; `number` finds one by its id. One that was forgotten has no id."""

    def __init__(self) -> None:
        self.ids: list[str] = []
        self.number: dict[str, int] = {}
        self.events: list[str] = []
        self.sketches: list[Sketch] = []
        self.words: dict[int, str] = {}
        self.starts = np.zeros(1_025, np.int64)
        self.slots = np.zeros(1 << 16, np.int32)
        self.counts = np.zeros(1 << 16, np.uint8)
        self.in_title = np.zeros(1 << 16, np.bool_)
        self.text = np.zeros(1 << 16, np.int16)
        self.title = np.zeros(1 << 16, np.int16)
        self.publishers = np.zeros(1_024, np.int32)
        self.calendar = np.zeros((1_024, len(ALL)), np.bool_)
        self.meanings = np.zeros((1_024, 0), np.int8)
        self._known = Counts()
        self._weighed = 0  # articles that have weights
        self._counted = 0  # articles when all of them were weighed last
        self.turn = 0  # how often all of them were weighed anew

    def __len__(self) -> int:
        return len(self.ids)

    def put(self, reading: Reading, event: str) -> None:
        """Take in an article that is not here yet."""
        article, number = reading.article, len(self.ids)
        self.number[article.id] = number
        self.ids.append(article.id)
        self.events.append(event)
        self.sketches.append(reading.sketch or ())
        self._room(number + 1)
        self.publishers[number] = crc32(article.publisher.encode()) & 0x7FFFFFFF
        self.calendar[number, named(f"{article.title[:400]} {(article.text or article.standfirst)[:1_200]}")] = True
        if reading.meaning:
            self._mean(number, np.frombuffer(reading.meaning, np.int8))
        self._count(number, reading)

    def forget(self, name: str) -> int:
        """Take an article out with all that it said; answers its number, which stays empty. Counts of terms stay."""
        number = self.number.pop(name)
        self.ids[number] = self.events[number] = ""
        self.sketches[number] = ()
        part = self.span(number)
        for column in (self.slots, self.counts, self.in_title, self.text, self.title):
            column[part] = 0
        self.calendar[number] = self.meanings[number] = 0
        self.publishers[number] = -1
        return number

    def span(self, number: int) -> slice:
        """Where an article's terms stand in the long rows."""
        return slice(int(self.starts[number]), int(self.starts[number + 1]))

    def weigh(self) -> None:
        """Give weights to those without, and anew to all when the shelf has grown."""
        many = len(self.ids)
        if many * GROWN[1] > self._counted * GROWN[0]:
            self._weighed, self._counted, self.turn = 0, many, self.turn + 1
        if self._weighed == many:
            return
        first, lengths = self._weighed, np.diff(self.starts[self._weighed : many + 1])
        part = slice(int(self.starts[first]), int(self.starts[many]))
        rows = np.repeat(np.arange(many - first), lengths)
        idf = self._known.idf(self.slots[part]) * (self.counts[part] > 0)  # a term that nobody has any more weighs nothing
        self.text[part] = _scaled(idf * (UNIT + logs(self.counts[part].astype(np.int64))) >> 8, rows, many - first)
        self.title[part] = _scaled(idf * self.in_title[part], rows, many - first)
        self._weighed = many

    def _count(self, number: int, reading: Reading) -> None:
        found: dict[int, int] = {}
        titled: dict[int, None] = {}
        for term, count in reading.terms or ():
            place = slot(term.removeprefix(TITLE))
            if term[0] == TITLE:
                titled[place] = None
            else:
                found[place] = found.get(place, 0) + count
                self.words.setdefault(place, term)
        for place in titled:
            found.setdefault(place, 1)
        while len(self.words) > REMEMBERED:
            del self.words[next(iter(self.words))]
        start = int(self.starts[number])
        end = self.starts[number + 1] = start + len(found)
        self._length(end)
        slots = np.fromiter(found, np.int32, len(found))
        self.slots[start:end] = slots
        self.counts[start:end] = [min(count, 255) for count in found.values()]
        self.in_title[start:end] = [place in titled for place in found]
        self._known.learn(slots)

    def _mean(self, number: int, meaning: Numbers) -> None:
        if not self.meanings.shape[1]:
            self.meanings = np.zeros((len(self.publishers), len(meaning)), np.int8)
        if len(meaning) == self.meanings.shape[1]:
            self.meanings[number] = meaning

    def _room(self, many: int) -> None:
        if many > len(self.publishers):
            more = len(self.publishers)
            for name in ("starts", "publishers", "calendar", "meanings"):
                setattr(self, name, _longer(getattr(self, name), more))

    def _length(self, end: int) -> None:
        while end > len(self.slots):
            more = len(self.slots)
            for name in ("slots", "counts", "in_title", "text", "title"):
                setattr(self, name, _longer(getattr(self, name), more))


def _longer(column: Numbers, more: int) -> Numbers:
    return np.concatenate((column, np.zeros((more, *column.shape[1:]), column.dtype)))


def _scaled(weights: Numbers, rows: Numbers, many: int) -> Numbers:
    """Each row of weights at the same length. The sums are whole numbers below 2^53, so that floats hold them exactly."""
    norms = np.sqrt(np.bincount(rows, weights * weights, minlength=many)).astype(np.int64)
    scaled: Numbers = weights * LENGTH // np.maximum(norms[rows], 1)
    return scaled
