"""How near are two articles? Five numbers, each between 0 and 1, and how crowded it is where they stand.

`text`: the cosine of their weighted terms. `cross`: how the title of each stands in the other's text. `meaning`: the cosine of
their meaning vectors. `calendar`: the days and months that both name. `own`: whether one publisher tells both, which tells
against it: nobody tells an event twice, and who read one outlet wants another.
In a crowded neighbourhood (an election, a pandemic) all are alike, so a likeness counts as far as it stands above
the mean of each one's nearest (cross-domain similarity local scaling, Conneau et al. 2018).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from broadsheet.desk.counts import SLOTS
from broadsheet.desk.shelf import Numbers, Shelf

READ = 8_000  # entries of lists read a search, rarest terms first
COMPARED = 96  # candidates compared in full, those that share most of these terms
CROWD = 3  # the nearest, whose mean says how crowded it is: of 3, 5, 10, 20 the best on all pools of NeuS, by up to .02
NAMED = 8  # terms that a reason is made of, more than it names, since some stand in others
KEPT = 48  # of those compared, whose crowds may be asked for
TAIL = 8  # the lists are made anew when a part of one in so many is not in them

# Parts of a thousand, fitted by a softmax over each query's nearest 30 on 1,200 events of NeuS (600 to 1800) and rounded.
TEXT, CROSS, MEANING, CALENDAR, OWN = 330, 300, 250, 50, 70

USUAL = (
    6_500  # ten-thousandths: vectors of unrelated articles have a cosine of .5 (two leads) to .65 (two full texts) in the mean
)

_place = np.zeros(SLOTS, np.int16)  # of a slot in the query at hand, from 1; 0 everywhere between two queries


@dataclass(frozen=True, slots=True)
class Found:
    """The nearest of an article among so many, best first: their numbers, and how near each is in ten-thousandths.

    `crowd` is the mean of the nearest, 0 at least.
    """

    among: int
    numbers: list[int]
    near: list[int]
    crowd: int


class Lists:
    """Which articles have each term, for a run of articles: entries sorted by slot, each a place in the shelf's long rows."""

    __slots__ = ("_keys", "_places", "_rows", "first", "last")

    def __init__(self, shelf: Shelf, first: int, last: int) -> None:
        self.first, self.last = first, last
        start, end = int(shelf.starts[first]), int(shelf.starts[last])
        order = np.argsort(shelf.slots[start:end], kind="stable")
        self._keys = shelf.slots[start:end][order]
        self._places = (order + start).astype(np.int32)
        self._rows = np.repeat(np.arange(first, last, dtype=np.int32), np.diff(shelf.starts[first : last + 1]))[order]

    def lengths(self, slots: Numbers) -> tuple[Numbers, Numbers]:
        """Where the list of each slot begins and ends."""
        return np.searchsorted(self._keys, slots), np.searchsorted(self._keys, slots, "right")

    def forget(self, numbers: Sequence[int]) -> None:
        """Take the entries of these articles out of every list."""
        kept = ~np.isin(self._rows, np.array(numbers, np.int32))
        self._keys, self._places, self._rows = self._keys[kept], self._places[kept], self._rows[kept]

    def read(self, begin: Numbers, end: Numbers, which: Numbers) -> tuple[Numbers, Numbers, Numbers]:
        """The articles, the places and the query's term (a number of `which`) of every entry of these lists."""
        many = end - begin
        at = np.arange(many.sum()) + np.repeat(begin - np.concatenate(([0], np.cumsum(many)[:-1])), many)
        return self._rows[at], self._places[at], np.repeat(which, many)


class Nearness:
    """The articles of a shelf nearest to one of them."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf
        self._lists: list[Lists] = []
        self._found: dict[int, Found] = {}
        self._turn = 0

    def found(self, number: int) -> Found:
        """What is nearest to an article; remembered until the weights are worked out anew."""
        found = self._found.get(number)
        if found is None:
            found = self._found[number] = self._search(number)
        return found

    def fresh(self, number: int) -> Found:
        """What is nearest to an article now, those that came since it was asked for last among them."""
        shelf = self._shelf
        shelf.weigh()
        if self._turn != shelf.turn:
            self._turn = shelf.turn
            self._found.clear()
        self._file()
        if number in self._found and self._found[number].among != len(shelf):
            del self._found[number]
        return self.found(number)

    def forget(self, numbers: Sequence[int]) -> None:
        """Find these articles no more, which the shelf has forgotten."""
        self._found.clear()
        for lists in self._lists:
            lists.forget(numbers)

    def shared(self, number: int, others: list[int]) -> list[dict[int, int]]:
        """The terms that weigh most in what an article shares with each of these, by slot."""
        where = np.array(others, np.int64)
        place, at, which = self._met(number, where)
        mine = self._shelf.span(number)
        worth = self._shelf.text[mine].astype(np.int64)[place] * self._shelf.text[at]
        slots = self._shelf.slots[at]
        order = np.lexsort((slots, -worth, which))
        found: list[dict[int, int]] = [{} for _ in others]
        for one, slot, value in zip(which[order].tolist(), slots[order].tolist(), worth[order].tolist(), strict=True):
            if value and len(found[one]) < NAMED:
                found[one][slot] = value
        return found

    def _file(self) -> None:
        many, lists = len(self._shelf), self._lists
        if lists and lists[-1].last == many:
            return
        whole = lists[0].last if lists else 0
        if (many - whole) * TAIL > many:
            self._lists = [Lists(self._shelf, 0, many)]
        else:
            self._lists = [lists[0], Lists(self._shelf, whole, many)]

    def _search(self, number: int) -> Found:
        among, candidates = len(self._shelf), self._candidates(number)
        if not len(candidates):
            return Found(among, [], [], 0)
        near = self._compared(number, candidates)
        order = np.lexsort((candidates, -near))[:KEPT]
        nearest = near[order].tolist()
        return Found(among, candidates[order].tolist(), nearest, max(0, sum(nearest[:CROWD])) // CROWD)

    def _candidates(self, number: int) -> Numbers:
        shelf = self._shelf
        mine = shelf.span(number)
        slots, weights = shelf.slots[mine], shelf.text[mine].astype(np.int64)
        bounds = [lists.lengths(slots) for lists in self._lists]
        lengths = np.sum([end - begin for begin, end in bounds], axis=0)
        order = np.lexsort((slots, lengths))
        chosen = order[np.cumsum(lengths[order]) - lengths[order] <= READ]
        gains = np.zeros(len(shelf))
        for lists, (begin, end) in zip(self._lists, bounds, strict=True):
            rows, places, which = lists.read(begin[chosen], end[chosen], chosen)
            gains += np.bincount(rows, weights[which] * shelf.text[places], minlength=len(shelf))
        gains[number] = 0
        found = np.flatnonzero(gains)
        if len(found) > COMPARED:
            ranked = gains[found].astype(np.int64) * len(shelf) - found
            found = found[np.argpartition(-ranked, COMPARED)[:COMPARED]]
        return found

    def _compared(self, number: int, others: Numbers) -> Numbers:
        shelf = self._shelf
        text, cross = self._worded(number, others)
        near = TEXT * text + CROSS * cross + CALENDAR * self._dated(number, others)
        if shelf.meanings.shape[1]:
            product = shelf.meanings[others].astype(np.int32) @ shelf.meanings[number].astype(np.int32)
            near += MEANING * np.maximum(0, (product.astype(np.int64) * 10_000 >> 16) - USUAL)
        near -= OWN * 10_000 * (shelf.publishers[others] == shelf.publishers[number])
        found: Numbers = near // 1_000
        return found

    def _worded(self, number: int, others: Numbers) -> tuple[Numbers, Numbers]:
        shelf = self._shelf
        mine = shelf.span(number)
        text, title = shelf.text[mine].astype(np.int64), shelf.title[mine].astype(np.int64)
        place, at, which = self._met(number, others)
        words, theirs = text[place], shelf.text[at]
        both = np.bincount(which, words * theirs, minlength=len(others))
        across = np.bincount(which, title[place] * theirs + words * shelf.title[at], minlength=len(others))
        return both.astype(np.int64) * 10_000 >> 24, across.astype(np.int64) * 10_000 >> 25

    def _met(self, number: int, others: Numbers) -> tuple[Numbers, Numbers, Numbers]:
        """Each term shared with one of these: its places in the article and in the long rows, and which of these has it."""
        shelf = self._shelf
        slots = shelf.slots[shelf.span(number)]
        starts = shelf.starts[others]
        many = shelf.starts[others + 1] - starts
        whole = np.cumsum(many)
        at = np.arange(whole[-1] if len(whole) else 0) + np.repeat(starts - whole + many, many)
        _place[slots] = np.arange(1, len(slots) + 1)
        place = _place[shelf.slots[at]]
        _place[slots] = 0
        shared = np.flatnonzero(place)
        return place[shared] - 1, at[shared], np.repeat(np.arange(len(others)), many)[shared]

    def _dated(self, number: int, others: Numbers) -> Numbers:
        """The cosine of the days and months that two texts name, in ten-thousandths."""
        mine, theirs = self._shelf.calendar[number], self._shelf.calendar[others]
        sizes = theirs.sum(axis=1) * mine.sum()
        shared: Numbers = (theirs @ mine.astype(np.int64) * 10_000 // np.maximum(1, np.sqrt(sizes))).astype(np.int64)
        return shared
