"""Which articles of the window share prose with this one? Their sketches in blocks, and a table of who holds which pair.

An article's number is given from outside and free again once removed. The table is an open one of buckets: an article stands
in those of its smallest hashes, a bucket holds the latest `RING`, so no text however often printed costs more than another.
Beside it counts of the pairs that unrelated texts share, so that furniture is known without knowing the outlet. The loops over
all this are in `sketch_loops`, which brings numba and so is imported when an index is made, and no sooner.
"""

from __future__ import annotations

import io
from array import array
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from broadsheet.desk.fingerprint import COARSE, FORMAT, TOP, UNITS, Sketch
from broadsheet.desk.room import zeros

RING = 8  # articles in a bucket, the latest
FULL = 6  # entries a bucket in the mean at which the table grows by half
LOOKED_AT = 8  # candidates, those that share most and rarest pairs first; 16 found .004 more, in a first form of the hard set
LEAST_SHARED = 4  # pairs that a candidate shares; at 3 an article that quotes is taken for a copy
LEFT = 8  # pairs that furniture leaves of a text; where it leaves less, it is no furniture but a text often printed
FADE = 1 << 16  # texts counted, after which all counts are halved: what no outlet prints any more is forgotten

Array = NDArray[Any]


class Index:
    """The sketches of the window; numbers are below 4,194,303."""

    __slots__ = ("_facts", "_free", "_heap", "_known", "_loops", "_table", "_told")

    def __init__(self) -> None:
        from broadsheet.desk import sketch_loops as loops

        self._loops = loops
        self._facts = np.zeros((0, 3), np.uint32)  # when it came, where its block begins, pairs and units and those of the lead
        self._heap = np.zeros(0, np.uint8)
        self._free = np.zeros(loops.GRAINS, np.int64)  # the first free block of each size
        self._table = np.full((1 << 8, RING), TOP, np.uint32)
        self._known = np.zeros(1 << loops.COUNTED, np.uint16)
        self._told = np.array([0, 1, 0, 0], np.int64)

    def add(self, number: int, sketch: Sketch) -> None:
        """File a sketch under a number that is free."""
        if (mine := _numbers(sketch)) is None:
            return
        loops, told = self._loops, self._told
        if number >= len(self._facts):
            self._facts = _longer(self._facts, max(number + 1, len(self._facts) * 3 // 2, 64))
        if (end := (int(told[loops.END]) + loops.GRAINS) * loops.GRAIN) > len(self._heap):
            self._heap = _longer(self._heap, max(end, len(self._heap) * 3 // 2))
        loops.add(mine, number, told, self._free, self._facts, self._heap, self._table)
        if told[loops.ENTRIES] > len(self._table) * FULL:
            self._grow()

    def learn(self, sketch: Sketch, kin: Sequence[int] = ()) -> None:
        """Count a text's pairs, once for each text; what stands in those that it shares its prose with counts for nothing."""
        if (mine := _numbers(sketch)) is None:
            return
        loops = self._loops
        loops.learn(mine, np.array(kin, np.int64), self._known, self._facts, self._heap)
        self._told[loops.TEXTS] += 1
        if self._told[loops.TEXTS] % FADE == 0:
            counts, most = self._known, np.uint16(loops.MOST)
            halves = (counts & most) >> np.uint16(1)
            self._known = np.where(halves > 0, counts & ~most | halves, np.uint16(0))

    def remove(self, number: int) -> None:
        """Forget a sketch; a number without one is passed over."""
        if self._holds(number):
            self._loops.remove(number, self._told, self._free, self._facts, self._heap, self._table)

    def sketch(self, number: int) -> Sketch:
        """The sketch under a number, hashes without their last bits, places as their order tells them; empty without one."""
        if not self._holds(number):
            return ()
        head, many = self._loops.HEAD, int((laid := self._sample(number))[3])
        hashes, places = laid[head : head + many], laid[head + UNITS : head + UNITS + many]
        length, whole, lead = (int(each) for each in laid[:3])
        rest = (1 << COARSE) - 1
        return (FORMAT, length, whole << COARSE | rest, lead << COARSE | rest, *(places << 32 | hashes << COARSE).tolist())

    def candidates(self, sketch: Sketch) -> list[int]:
        """The numbers that share its rarest pairs, best first, then the earliest; at most `LOOKED_AT`."""
        if (mine := _numbers(sketch)) is None:
            return []
        found = np.empty(LOOKED_AT, np.int64)
        many = self._loops.candidates(mine, self._table, self._known, self._facts, self._heap, found, LEAST_SHARED)
        return [int(each) for each in found[:many].tolist()]

    def plain(self, sketch: Sketch) -> Sketch:
        """A sketch without the pairs that many unrelated texts share; whole when they are most of it."""
        if (mine := _numbers(sketch)) is None:
            return sketch
        common = np.empty(len(mine) - 4, np.bool_)
        many = self._loops.furniture(mine, self._known, common)
        if not many or len(common) - many < LEFT:
            return sketch
        return (*sketch[:4], *(unit for unit, dropped in zip(sketch[4:], common.tolist(), strict=True) if not dropped))

    def shared(self, younger: Sketch | int, elder: Sketch | int) -> tuple[list[int], list[int]]:
        """What two texts share, each given by its number or its sketch, as `origins.Overlap` counts it.

        Pairs in common, looked for, the elder's, in order, parts; the same of the lead's sample, where the younger is brief.
        """
        found = np.zeros(10, np.int64)
        self._loops.overlap(self._sample(younger), self._sample(elder), found)
        counts = found.tolist()
        return counts[:5], counts[5:]

    def _sample(self, of: Sketch | int) -> Array:
        laid = np.zeros(self._loops.HEAD + 2 * UNITS, np.int64)
        if not isinstance(of, int):
            if (mine := _numbers(of)) is not None:
                self._loops.laid(mine, laid)
        elif self._holds(of):
            self._loops.opened(of, self._facts, self._heap, laid)
        return laid

    def _holds(self, number: int) -> bool:
        return number < len(self._facts) and self._facts[number, 0] > 0

    def dump(self) -> bytes:
        """Everything as bytes: the same history gives the same bytes."""
        written, loops = io.BytesIO(), self._loops
        seen, filed = np.flatnonzero(self._known), np.flatnonzero(self._facts[:, loops.CAME])
        facts = self._facts[: filed[-1] + 1 if len(filed) else 0]
        heap = self._heap[: int(self._told[loops.END]) * loops.GRAIN]
        for each in (self._told, facts, heap, self._free, self._table, seen, self._known[seen]):
            np.save(written, each, allow_pickle=False)
        return written.getvalue()

    @staticmethod
    def load(data: bytes) -> Index:
        """The index that `dump` wrote."""
        index, read = Index(), io.BytesIO(data)
        index._told, index._facts, index._heap, index._free, index._table, seen, counts = (np.load(read) for _ in range(7))
        index._known[seen] = counts
        return index

    def _grow(self) -> None:
        """Half as many buckets again, filled in the order in which the articles came."""
        self._table = zeros((len(self._table) * 3 // 2, RING), np.uint32)
        self._table[:] = TOP
        came = self._facts[:, self._loops.CAME]
        order = np.argsort(came, kind="stable")
        self._loops.enter(order[came[order] > 0], self._told, self._facts, self._heap, self._table)


@lru_cache(maxsize=16)
def _numbers(sketch: Sketch) -> Array | None:
    """A sketch as an array; None of one in another format."""
    if len(sketch) < 5 or sketch[0] != FORMAT:
        return None
    return np.frombuffer(array("q", sketch[: 4 + UNITS]), np.int64)


def _longer(column: Array, size: int) -> Array:
    """The column with zeros after it, which cost no memory until they are written."""
    found = zeros((size, *column.shape[1:]), column.dtype)
    found[: len(column)] = column
    return found
