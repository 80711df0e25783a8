"""Which articles of the window share prose with this one? Their sketches in columns, and a table of who holds which pair.

A row is an article, its number given from outside and free again once removed. The table is an open one of buckets: an
article stands in those of its smallest hashes, a bucket holds the latest `RING`, so no text however often printed costs more
than another. Beside it counts of the pairs that unrelated texts share, so that furniture is known without knowing the outlet.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from broadsheet.desk.fingerprint import FORMAT, LEAD, LEADING, TOP, WHOLE, Sketch, sample

UNITS = WHOLE + LEADING
KEYS = 12  # of the smallest hashes of the whole, keys of the table
LEADING_KEYS = 8  # of the smallest of the lead
RING = 8  # articles in a bucket, the latest
FULL = 6  # entries a bucket in the mean at which the table grows by half
LOOKED_AT = 8  # candidates, those that share most and rarest pairs first; 16 found .004 more, in a first form of the hard set
LEAST_SHARED = 4  # pairs that a candidate shares; at 3 an article that quotes is taken for a copy
COMMON = 3  # unrelated texts that a pair and what follows it stood in before: furniture; 2 to 10 are within .003 of F1
SURE = TOP // 12  # the greatest hash that the samples of most texts hold
LEFT = 8  # pairs that furniture leaves of a text; where it leaves less, it is no furniture but a text often printed
FADE = 1 << 16  # texts counted, after which all counts are halved: what no outlet prints any more is forgotten
_COUNTED = 21  # bits of a slot of the counts: 4 MB
_MANY = 31  # the highest count
_TAG = 10  # bits of an entry that tell pairs of one bucket apart; the other 22 are the number of its article
_NONE = TOP
_AT_ONCE = 2_048  # articles entered together when the table grows: some 10 MB

Array = NDArray[Any]


class Index:
    """The sketches of the window; numbers are below 4,194,303."""

    __slots__ = ("_buckets", "_came", "_counted", "_depths", "_entries", "_known", "_serial", "_sizes", "_table", "_units")

    def __init__(self) -> None:
        self._units = np.zeros((0, UNITS), np.uint32)
        self._depths = np.zeros((0, 2), np.uint32)  # of the whole's sample and the lead's
        self._sizes = np.zeros((0, 3), np.uint16)  # pairs of the text, units, units of the lead
        self._came = np.zeros(0, np.uint32)
        self._buckets = 1 << 8
        self._table = np.full((self._buckets, RING), _NONE, np.uint32)
        self._known = np.zeros(1 << _COUNTED, np.uint16)
        self._entries = self._counted = self._serial = 0

    def add(self, number: int, sketch: Sketch) -> None:
        """File a sketch under a number that is free."""
        if len(sketch) < 5 or sketch[0] != FORMAT:
            return
        self._reach(number)
        units = np.array(sketch[4:], np.uint64)
        hashes = units.astype(np.uint32)
        leading = int(np.count_nonzero((units >> np.uint64(32) & np.uint64(2047)) < LEAD))
        many = len(hashes)
        self._units[number, :many] = hashes
        self._depths[number] = sketch[2:4]
        self._sizes[number] = (sketch[1], many, leading)
        self._serial += 1
        self._came[number] = self._serial
        if self._entries > self._buckets * FULL:
            self._grow()
        else:
            self._enter(np.array([number]))

    def learn(self, sketch: Sketch, kin: Sequence[Sketch] = ()) -> None:
        """Count a text's pairs, once for each text; what stands in those that it shares its prose with counts for nothing."""
        if len(sketch) < 5 or sketch[0] != FORMAT:
            return
        units = np.array(sketch[4:], np.uint64)
        for each in map(sample, kin):
            hashes = units.astype(np.uint32)
            units = units[(hashes <= each.whole) & ~np.isin(hashes, np.array(each.hashes, np.uint32))]
        self._count(units)

    def remove(self, number: int) -> None:
        """Forget a sketch; a number without one is passed over."""
        if number >= len(self._came) or not (many := int(self._sizes[number, 1])):
            return
        buckets = np.unique(self._bucket(self._units[number, :many]))
        held = self._table[buckets]
        mine = held >> np.uint32(_TAG) == number
        self._entries -= int(np.count_nonzero(mine))
        held[mine] = _NONE
        self._table[buckets] = held
        for column in (self._units, self._depths, self._sizes, self._came):
            column[number] = 0  # nothing of a text stays, and a row used again begins empty

    def sketch(self, number: int) -> Sketch:
        """The sketch under a number, its places as its order tells them; empty without one."""
        if number >= len(self._came) or not self._sizes[number, 1]:
            return ()
        whole, lead = map(int, self._depths[number])
        length, many, leading = map(int, self._sizes[number])
        hashes = self._units[number, :many].astype(np.uint64)
        even = hashes <= whole
        places: Array = np.cumsum(even) - even
        places = places * length // int(np.count_nonzero(even))
        places[:leading] = np.minimum(places[:leading], LEAD - 1)
        places[leading:] = np.maximum(places[leading:], LEAD)
        return (FORMAT, length, whole, lead, *(hashes | places.astype(np.uint64) << np.uint64(32)).tolist())

    def candidates(self, sketch: Sketch) -> list[int]:
        """The numbers that share its rarest pairs, best first, then the earliest; at most `LOOKED_AT`."""
        if len(sketch) < 5 or sketch[0] != FORMAT:
            return []
        units = np.array(sketch[4:], np.uint64)
        hashes = units.astype(np.uint32)
        held = self._table[self._bucket(hashes)]
        own = (hashes & np.uint32((1 << _TAG) - 1))[:, None] == (held & np.uint32((1 << _TAG) - 1))
        own &= held != _NONE
        at, _ = np.nonzero(own)
        if not len(at):
            return []
        weights = 1 + (24 >> np.minimum(self._counts(units), 5)).astype(np.int64)
        rows, which = np.unique(held[own] >> np.uint32(_TAG), return_inverse=True)
        votes = np.bincount(which, weights[at], len(rows)).astype(np.int64)
        best = rows[np.lexsort((self._came[rows], -votes))[: 2 * LOOKED_AT]]
        hashes.sort()
        units = self._units[best]
        found = hashes[np.minimum(np.searchsorted(hashes, units), len(hashes) - 1)] == units
        shared = np.count_nonzero(found & (units > 0), axis=1)
        return [int(each) for each in best[shared >= LEAST_SHARED][:LOOKED_AT]]

    def plain(self, sketch: Sketch) -> Sketch:
        """A sketch without the pairs that many unrelated texts share; whole when they are most of it."""
        if len(sketch) < 5 or sketch[0] != FORMAT:
            return sketch
        common = self._common(np.array(sketch[4:], np.uint64))
        if not common.any() or len(common) - int(np.count_nonzero(common)) < LEFT:
            return sketch
        return (*sketch[:4], *(unit for unit, dropped in zip(sketch[4:], common.tolist(), strict=True) if not dropped))

    def _common(self, units: Array) -> Array:
        """Which pairs are furniture: counted so, or between two that are, their own hash too great for long texts' samples."""
        counts = self._counts(units)
        known = counts >= COMMON
        sure = np.flatnonzero(known | (units.astype(np.uint32) < SURE))
        if not known.any() or len(sure) == len(units):
            return known
        after = np.searchsorted(sure, np.arange(len(units)))
        sides = known[sure[np.maximum(after - 1, 0)]].astype(np.int8) + known[sure[np.minimum(after, len(sure) - 1)]]
        common: Array = (sides == 2) | ((sides == 1) & (counts >= 2))
        common[sure] = known[sure]
        return common

    def dump(self) -> bytes:
        """Everything as bytes: the same history gives the same bytes."""
        written = io.BytesIO()
        seen = np.flatnonzero(self._known)
        scalars = np.array([self._buckets, self._entries, self._counted, self._serial], np.int64)
        used = int(np.flatnonzero(self._came)[-1]) + 1 if self._came.any() else 0
        columns = (self._units, self._depths, self._sizes, self._came)
        for each in (scalars, *(column[:used] for column in columns), self._table, seen, self._known[seen]):
            np.save(written, each, allow_pickle=False)
        return written.getvalue()

    @staticmethod
    def load(data: bytes) -> Index:
        """The index that `dump` wrote."""
        index, read = Index(), io.BytesIO(data)
        scalars, *columns, index._table, seen, counts = (np.load(read) for _ in range(8))
        index._units, index._depths, index._sizes, index._came = columns
        index._buckets, index._entries, index._counted, index._serial = map(int, scalars)
        index._known[seen] = counts
        return index

    def _reach(self, number: int) -> None:
        if number < (size := len(self._came)):
            return
        size = max(number + 1, size + size // 2, 64)
        self._units, self._depths = _longer(self._units, size), _longer(self._depths, size)
        self._sizes, self._came = _longer(self._sizes, size), _longer(self._came, size)

    def _bucket(self, hashes: Array) -> Array:
        mixed: Array = (hashes * np.uint32(0x9E3779B1)).astype(np.uint64)
        mixed *= np.uint64(self._buckets)
        mixed >>= np.uint64(32)
        return mixed

    def _enter(self, numbers: Array) -> None:
        """Put articles, in this order, before the others in the buckets of their keys; a full one lets its oldest go."""
        units = self._units[numbers]
        at = np.arange(UNITS)
        whole = np.where(at < self._sizes[numbers, 1:2], units, np.uint32(_NONE))
        lead = np.where(at < self._sizes[numbers, 2:3], units, np.uint32(_NONE))
        keys = np.concatenate((_least(whole, KEYS), _least(lead, LEADING_KEYS)), axis=1)
        keys.sort(axis=1)
        keys[:, 1:][keys[:, 1:] == keys[:, :-1]] = _NONE
        own, _ = np.nonzero(keys != _NONE)
        kept = keys[keys != _NONE]
        buckets = self._bucket(kept)
        entries = numbers[own].astype(np.uint32) << np.uint32(_TAG) | kept & np.uint32((1 << _TAG) - 1)
        order = np.argsort(buckets, kind="stable")
        ranked = buckets[order]
        starts = np.flatnonzero(np.concatenate(([True], ranked[1:] != ranked[:-1])))
        turns = np.arange(len(ranked)) - np.repeat(starts, np.diff(np.append(starts, len(ranked))))
        for turn in range(int(turns.max(initial=-1)) + 1):
            chosen = order[turns == turn]
            held = self._table[buckets[chosen]]
            self._entries += int(np.count_nonzero(held[:, -1] == _NONE))
            held[:, 1:] = held[:, :-1]
            held[:, 0] = entries[chosen]
            self._table[buckets[chosen]] = held

    def _grow(self) -> None:
        """Half as many buckets again, filled in the order in which the articles came."""
        self._buckets += self._buckets // 2
        self._table = np.full((self._buckets, RING), _NONE, np.uint32)
        self._entries = 0
        order = np.argsort(self._came, kind="stable")
        order = order[self._came[order] > 0]
        for start in range(0, len(order), _AT_ONCE):
            self._enter(order[start : start + _AT_ONCE])

    def _slots(self, units: Array) -> tuple[Array, Array]:
        mixed = (units & np.uint64(TOP)) * np.uint64(0x9E3779B97F4A7C15) + (units >> np.uint64(43)) * np.uint64(
            0xD6E8FEB86659FD93
        )
        mixed >>= np.uint64(32)
        return mixed >> np.uint64(32 - _COUNTED), (mixed & np.uint64((1 << (32 - _COUNTED)) - 1)).astype(np.uint16)

    def _counts(self, units: Array) -> Array:
        slots, tags = self._slots(units)
        known = self._known[slots]
        found: Array = np.where(known >> np.uint16(5) == tags, known & np.uint16(_MANY), np.uint16(0))
        return found

    def _count(self, units: Array) -> None:
        """Count a text's pairs; another pair in its slot loses one, and the slot with its last (HeavyKeeper's way)."""
        slots, tags = self._slots(units)
        known = self._known[slots]
        counts = known & np.uint16(_MANY)
        same = known >> np.uint16(5) == tags
        more = known + (counts < _MANY)
        less = np.where(counts <= 1, (tags << np.uint16(5)) + np.uint16(1), known - np.uint16(1))
        self._known[slots] = np.where(same, more, less)
        self._counted += 1
        if self._counted % FADE == 0:
            halves = (self._known & np.uint16(_MANY)) >> np.uint16(1)
            self._known = np.where(halves > 0, self._known & np.uint16(TOP & ~_MANY & 0xFFFF) | halves, np.uint16(0))


def _longer(column: Array, size: int) -> Array:
    """The column with zeros after it, which cost no memory until they are written."""
    found = np.zeros((size, *column.shape[1:]), column.dtype)
    found[: len(column)] = column
    return found


def _least(hashes: Array, many: int) -> Array:
    """The smallest of each row."""
    return np.partition(hashes, many, axis=1)[:, :many]
