"""How near are two articles? Five numbers, each between 0 and 1, and how crowded it is where they stand.

`text`: the cosine of their weighted terms. `cross`: how the title of each stands in the other's text. `meaning`: the cosine of
their meaning vectors. `calendar`: the days and months that both name. `own`: whether one publisher tells both, which counts
against it: nobody tells an event twice, and who has read one outlet wants another.
In a crowded neighbourhood (an election, a pandemic) every two articles are alike, so a likeness counts as far as it stands above
the mean of each one's nearest (cross-domain similarity local scaling, Conneau et al. 2018).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from broadsheet.desk.shelf import SLOTS, Numbers, Shelf

READ = 8_000  # entries of lists read a search, rarest terms first
COMPARED = 96  # candidates compared in full, those that share most of these terms
CROWD = 3  # the nearest, whose mean says how crowded it is: of 3, 5, 10, 20 the best on all pools of NeuS, by up to .02
KEPT = 48  # of those compared, whose crowds may be asked for
TAIL = 8  # the lists are made anew when a part of one in so many is not in them

# Parts of a thousand, fitted by a softmax over each query's nearest 30 on 1,200 events of NeuS (600 to 1800) and rounded.
TEXT, CROSS, MEANING, CALENDAR, OWN = 330, 300, 250, 50, 70

_place = np.zeros(SLOTS, np.int16)  # of a slot in the query at hand, from 1; 0 everywhere between two queries


@dataclass(frozen=True, slots=True)
class Found:
    """The nearest of an article by number, best first, and how near each is in ten-thousandths."""

    numbers: Numbers
    near: Numbers

    @property
    def crowd(self) -> int:
        """The mean of the nearest, 0 at least."""
        return max(0, int(self.near[:CROWD].sum())) // CROWD


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
        shelf = self._shelf
        shelf.weigh()
        if self._turn != shelf.turn:
            self._turn = shelf.turn
            self._found.clear()
        self._file()
        if number not in self._found:
            self._found[number] = self._search(number)
        return self._found[number]

    def fresh(self, number: int) -> Found:
        """What is nearest to an article now, those that came since it was asked for last among them."""
        self._found.pop(number, None)
        return self.found(number)

    def product(self, one: int, other: int) -> dict[int, int]:
        """What each term that two articles share is worth, by slot."""
        shelf = self._shelf
        first, second = shelf.span(one), shelf.span(other)
        slots, at, to = np.intersect1d(shelf.slots[first], shelf.slots[second], assume_unique=True, return_indices=True)
        worth = shelf.text[first][at].astype(np.int64) * shelf.text[second][to]
        return dict(zip(slots.tolist(), worth.tolist(), strict=True))

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
        candidates = self._candidates(number)
        if not len(candidates):
            return Found(candidates, candidates)
        near = self._compared(number, candidates)
        order = np.lexsort((candidates, -near))[:KEPT]
        return Found(candidates[order], near[order])

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
            near += MEANING * (product.astype(np.int64) * 10_000 >> 16)
        near -= OWN * 10_000 * (shelf.publishers[others] == shelf.publishers[number])
        found: Numbers = near // 1_000
        return found

    def _worded(self, number: int, others: Numbers) -> tuple[Numbers, Numbers]:
        shelf = self._shelf
        mine = shelf.span(number)
        slots, text, title = shelf.slots[mine], shelf.text[mine].astype(np.int64), shelf.title[mine].astype(np.int64)
        many = shelf.starts[others + 1] - shelf.starts[others]
        at = np.arange(many.sum()) + np.repeat(shelf.starts[others] - np.concatenate(([0], np.cumsum(many)[:-1])), many)
        _place[slots] = np.arange(1, len(slots) + 1)
        place = _place[shelf.slots[at]]
        _place[slots] = 0
        shared = np.flatnonzero(place)
        at, place, which = at[shared], place[shared] - 1, np.repeat(np.arange(len(others)), many)[shared]
        theirs = shelf.text[at]
        both = np.bincount(which, text[place] * theirs, minlength=len(others))
        across = np.bincount(which, title[place] * theirs + text[place] * shelf.title[at], minlength=len(others))
        return both.astype(np.int64) * 10_000 >> 24, across.astype(np.int64) * 10_000 >> 25

    def _dated(self, number: int, others: Numbers) -> Numbers:
        """The cosine of the days and months that two texts name, in ten-thousandths."""
        mine, theirs = self._shelf.calendar[number], self._shelf.calendar[others]
        sizes = theirs.sum(axis=1) * mine.sum()
        shared: Numbers = (theirs @ mine.astype(np.int64) * 10_000 // np.maximum(1, np.sqrt(sizes))).astype(np.int64)
        return shared
