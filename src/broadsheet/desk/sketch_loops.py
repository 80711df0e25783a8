"""The loops of the index of sketches: who holds these pairs, which of them are furniture, how much of one stands in another.

An article's block in the heap: three bytes for each of its two depths, three for each unit's hash, in the text's order, and the
lowest byte of those that are its keys, so that its buckets can be found again. A *sample* is a block or a sketch laid out:
pairs of the text, depths, units, their hashes, their places. Whole numbers below 2^53 and products modulo 2^64, so the same
answer on every machine. Imported where an index is used, and nowhere else: it brings numba.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from broadsheet.desk.compiled import compiled

TOP, COARSE, LEAD, UNITS = (1 << 32) - 1, 8, 128, 100  # as `fingerprint` has them; what is compiled keeps only its own file's
KEYS = 12  # of the smallest hashes of the whole, keys of the table
LEADING_KEYS = 8  # of the smallest of the lead
COMMON = 3  # unrelated texts that a pair and what follows it stood in before: furniture; 2 to 10 are within .003 of F1
SURE = TOP // 12  # the greatest hash that the samples of most texts hold
COUNTED = 21  # bits of a slot of the counts: 4 MB
MOST = 31  # the highest count
TAG = 10  # bits of an entry that tell pairs of one bucket apart; the other 22 are the number of its article
NONE = TOP  # an entry of no article
PARTS = 8  # of a text, for how far what it shares is spread
BRIEF = LEAD * 4 // 3  # pairs; a text no longer is compared with the lead of the elder too
HEAD = 4  # numbers of a sample before its hashes: pairs of the text, depth of the whole and of the lead, units
DEPTHS = 6  # bytes of a block before its hashes
CAME, START, SHAPE = 0, 1, 2  # the columns of an article's facts
GRAIN = 8  # bytes; a block begins at a multiple of it
GRAINS = (DEPTHS + 3 * UNITS + KEYS + LEADING_KEYS) // GRAIN + 2  # more than the largest block has
ENTRIES, END, SERIAL, TEXTS = 0, 1, 2, 3  # what `told` holds: entries of the table, the heap's end in grains, articles added

_PLACES = (1 << 11) - 1
_SLOTS = 1 << 10  # of a set; no bucket of any pair holds so many articles
_PAIR = 0x9E3779B97F4A7C15 - (1 << 64)
_FOLLOW = 0xD6E8FEB86659FD93 - (1 << 64)
_BUCKET = 0x9E3779B1
_SEEN = 0x9E3779B1

Array = NDArray[Any]
Whole = int | np.signedinteger[Any]


@compiled
def _count(unit: Whole, known: Array) -> Whole:
    """How many unrelated texts had this pair with what follows it."""
    mixed = ((unit & TOP) * _PAIR + (unit >> 43) * _FOLLOW) >> 32 & TOP
    held = np.int64(known[mixed >> (32 - COUNTED)])
    return held & MOST if held >> 5 == mixed & ((1 << (32 - COUNTED)) - 1) else 0


@compiled
def _bucket(unit: Whole, buckets: Whole) -> Whole:
    return (((unit & TOP) * _BUCKET & TOP) * buckets) >> 32


@compiled
def furniture(sketch: Array, known: Array, common: Array) -> Whole:
    """Which pairs are furniture, and how many: counted so, or between two that are, too great for long texts' samples."""
    units = sketch[HEAD:]
    many, last, found = len(units), -1, 0
    counts = np.empty(many, np.int64)
    for at in range(many):
        counts[at] = _count(units[at], known)
        found += counts[at] >= COMMON
        common[at] = counts[at] >= COMMON
    if not found:
        return 0
    before, after = np.empty(many, np.int64), np.empty(many, np.int64)
    for at in range(many):
        before[at] = last
        if common[at] or units[at] & TOP < SURE:
            last = at
    following = -1
    for at in range(many - 1, -1, -1):
        after[at] = following
        if common[at] or units[at] & TOP < SURE:
            following = at
    for at in range(many):
        if common[at] or units[at] & TOP < SURE:
            continue
        first = before[at] if before[at] >= 0 else after[at]
        second = after[at] if after[at] >= 0 else before[at]
        sides = np.int64(counts[first] >= COMMON) + np.int64(counts[second] >= COMMON)
        if sides == 2 or (sides == 1 and counts[at] >= 2):
            common[at] = True
            found += 1
    return found


@compiled
def _vote(units: Array, table: Array, known: Array, numbers: Array, votes: Array) -> Whole:
    """Who holds these pairs, each pair weighed by its rarity; how many hold one."""
    slots = np.zeros(_SLOTS, np.int64)
    found = 0
    for unit in units:
        bucket = _bucket(unit, len(table))
        weight: Whole = -1
        for turn in range(table.shape[1]):
            entry = np.int64(table[bucket, turn])
            if entry == NONE or (entry ^ unit) & ((1 << TAG) - 1):
                continue
            if weight < 0:
                weight = 1 + (24 >> min(_count(unit, known), 5))
            number = entry >> TAG
            slot = number * _SEEN & (_SLOTS - 1)
            while slots[slot] and numbers[slots[slot] - 1] != number:
                slot = (slot + 1) & (_SLOTS - 1)
            if not slots[slot]:
                numbers[found] = number
                votes[found] = 0
                found += 1
                slots[slot] = found
            votes[slots[slot] - 1] += weight
    return found


@compiled
def candidates(sketch: Array, table: Array, known: Array, facts: Array, heap: Array, out: Array, least: Whole) -> Whole:
    """The numbers that share `least` pairs, the rarest first, then the earliest, as many as `out` holds; how many."""
    units, numbers, votes = sketch[HEAD:], np.empty(_SLOTS, np.int64), np.empty(_SLOTS, np.int64)
    many = _vote(units, table, known, numbers, votes)
    if not many:
        return 0
    own = np.zeros(256, np.int64)
    for unit in units:
        high = (unit & TOP) >> COARSE
        slot = high * _SEEN & 255
        while own[slot]:
            slot = (slot + 1) & 255
        own[slot] = high + 1
    found = 0
    for _ in range(min(many, 2 * len(out))):
        best = -1
        for at in range(many):
            if votes[at] > 0 and (
                best < 0
                or votes[at] > votes[best]
                or (votes[at] == votes[best] and facts[numbers[at], CAME] < facts[numbers[best], CAME])
            ):
                best = at
        votes[best] = 0
        if _shared(own, numbers[best], facts, heap) >= least:
            out[found] = numbers[best]
            found += 1
            if found == len(out):
                break
    return found


@compiled
def _shared(own: Array, number: Whole, facts: Array, heap: Array) -> Whole:
    start, found = np.int64(facts[number, START]) * GRAIN + DEPTHS, 0
    for at in range(np.int64(facts[number, SHAPE]) >> 16 & 255):
        high = _high(heap, start + 3 * at)
        slot = high * _SEEN & 255
        while own[slot] and own[slot] != high + 1:
            slot = (slot + 1) & 255
        found += own[slot] > 0
    return found


@compiled
def _high(heap: Array, at: Whole) -> Whole:
    return np.int64(heap[at]) | np.int64(heap[at + 1]) << 8 | np.int64(heap[at + 2]) << 16


@compiled
def _chosen(sample: Array, leading: Whole) -> Array:
    """Which units are keys, by their hashes: the smallest of all and the smallest of the lead."""
    chosen = np.zeros(UNITS, np.bool_)
    room, end = KEYS, sample[3]
    for _ in range(2):
        taken = 0
        for at in range(end):  # what is chosen of the lead already is of its smallest
            taken += chosen[at]
        for _ in range(min(room, end) - taken):
            best = -1
            for at in range(end):
                if not chosen[at] and (best < 0 or sample[HEAD + at] < sample[HEAD + best]):
                    best = at
            chosen[best] = True
        room, end = LEADING_KEYS, leading
    return chosen


@compiled
def laid(sketch: Array, sample: Array) -> Whole:
    """A sketch laid out as a sample; how many of its units are of the lead."""
    many, leading = min(len(sketch) - HEAD, UNITS), 0
    sample[0], sample[1], sample[2], sample[3] = sketch[1], sketch[2] >> COARSE, sketch[3] >> COARSE, many
    for at in range(many):
        unit = sketch[HEAD + at]
        sample[HEAD + at] = (unit & TOP) >> COARSE
        sample[HEAD + UNITS + at] = unit >> 32 & _PLACES
        leading += unit >> 32 & _PLACES < LEAD
    return leading


@compiled
def opened(number: Whole, facts: Array, heap: Array, sample: Array) -> Whole:
    """An article's block laid out, its places as its order tells them; how many of its units are of the lead."""
    shape, at = np.int64(facts[number, SHAPE]), np.int64(facts[number, START]) * GRAIN
    length, many, leading = shape & 0xFFFF, shape >> 16 & 255, shape >> 24
    sample[0], sample[1], sample[2], sample[3] = length, _high(heap, at), _high(heap, at + 3), many
    even = 0
    for unit in range(many):
        sample[HEAD + unit] = _high(heap, at + DEPTHS + 3 * unit)
        even += sample[HEAD + unit] <= sample[1]
    passed = 0
    for unit in range(many):
        place = passed * length // max(even, 1)
        sample[HEAD + UNITS + unit] = min(place, LEAD - 1) if unit < leading else max(place, LEAD)
        passed += sample[HEAD + unit] <= sample[1]
    return leading


@compiled
def add(sketch: Array, number: Whole, told: Array, free: Array, facts: Array, heap: Array, table: Array) -> None:
    """Write a sketch into a free block and into the buckets of its keys."""
    sample = np.empty(HEAD + 2 * UNITS, np.int64)
    leading = laid(sketch, sample)
    chosen, many, keys = _chosen(sample, leading), sample[3], 0
    for at in range(many):
        keys += chosen[at]
    grains = (DEPTHS + 3 * many + keys + GRAIN - 1) // GRAIN
    start = free[grains]
    if start:
        at = start * GRAIN
        free[grains] = _high(heap, at) | np.int64(heap[at + 3]) << 24
    else:
        start = told[END]
        told[END] += grains
    told[SERIAL] += 1
    facts[number, CAME], facts[number, START] = told[SERIAL], start
    facts[number, SHAPE] = sample[0] | many << 16 | leading << 24
    at = start * GRAIN
    _write(heap, at, sample[1], 3)
    _write(heap, at + 3, sample[2], 3)
    low = at + DEPTHS + 3 * many
    for unit in range(many):
        _write(heap, at + DEPTHS + 3 * unit, sample[HEAD + unit], 3)
        if chosen[unit]:
            heap[low] = sketch[HEAD + unit] & 255
            low += 1
    _enter(number, told, facts, heap, table)


@compiled
def _write(heap: Array, at: Whole, value: Whole, many: Whole) -> None:
    for byte in range(many):
        heap[at + byte] = value >> (8 * byte) & 255


@compiled
def _enter(number: Whole, told: Array, facts: Array, heap: Array, table: Array) -> None:
    """Put an article before the others in the buckets of its keys; a full one lets its oldest go."""
    sample = np.empty(HEAD + 2 * UNITS, np.int64)
    chosen = _chosen(sample, opened(number, facts, heap, sample))
    low = np.int64(facts[number, START]) * GRAIN + DEPTHS + 3 * sample[3]
    for at in range(sample[3]):
        if not chosen[at]:
            continue
        unit = sample[HEAD + at] << COARSE | np.int64(heap[low])
        low += 1
        held = table[_bucket(unit, len(table))]
        told[ENTRIES] += held[-1] == NONE
        for turn in range(len(held) - 1, 0, -1):
            held[turn] = held[turn - 1]
        held[0] = number << TAG | unit & ((1 << TAG) - 1)


@compiled
def enter(numbers: Array, told: Array, facts: Array, heap: Array, table: Array) -> None:
    """Fill an empty table with articles, in this order."""
    told[ENTRIES] = 0
    for number in numbers:
        _enter(number, told, facts, heap, table)


@compiled
def remove(number: Whole, told: Array, free: Array, facts: Array, heap: Array, table: Array) -> None:
    """Take an article out of its buckets, leave nothing of it in its block, and remember the block as free."""
    sample = np.empty(HEAD + 2 * UNITS, np.int64)
    chosen = _chosen(sample, opened(number, facts, heap, sample))
    start = np.int64(facts[number, START])
    low = start * GRAIN + DEPTHS + 3 * sample[3]
    for at in range(sample[3]):
        if not chosen[at]:
            continue
        held = table[_bucket(sample[HEAD + at] << COARSE | np.int64(heap[low]), len(table))]
        low += 1
        for turn in range(len(held)):
            if held[turn] != NONE and held[turn] >> TAG == number:
                held[turn] = NONE
                told[ENTRIES] -= 1
    grains = (low - start * GRAIN + GRAIN - 1) // GRAIN
    heap[start * GRAIN : (start + grains) * GRAIN] = 0
    _write(heap, start * GRAIN, free[grains], 4)
    free[grains] = start
    facts[number] = 0


@compiled
def learn(sketch: Array, kin: Array, known: Array, facts: Array, heap: Array) -> None:
    """Count a text's pairs except what is, or may be, in its kin; another pair in its slot loses one (HeavyKeeper's way)."""
    sample, other = np.empty(HEAD + 2 * UNITS, np.int64), np.empty(HEAD + 2 * UNITS, np.int64)
    laid(sketch, sample)
    counted = np.ones(UNITS, np.bool_)
    for number in kin:
        opened(number, facts, heap, other)
        for at in range(sample[3]):
            counted[at] &= sample[HEAD + at] <= other[1] and not _holds(other, sample[HEAD + at])
    for at in range(sample[3]):
        if not counted[at]:
            continue
        unit = sketch[HEAD + at]
        mixed = ((unit & TOP) * _PAIR + (unit >> 43) * _FOLLOW) >> 32 & TOP
        slot, tag = mixed >> (32 - COUNTED), mixed & ((1 << (32 - COUNTED)) - 1)
        held = np.int64(known[slot])
        if held >> 5 == tag:
            known[slot] = held + (held & MOST < MOST)
        else:
            known[slot] = held - 1 if held & MOST > 1 else tag << 5 | 1


@compiled
def _holds(sample: Array, high: Whole) -> bool:
    found = False
    for at in range(sample[3]):
        found |= sample[HEAD + at] == high
    return found


@compiled
def overlap(new: Array, old: Array, shared: Array) -> None:
    """What two samples share, as `origins` tells it: five counts of the whole, then, of a brief, five of the lead's sample."""
    places, tops = np.full(UNITS, -1, np.int64), np.empty(UNITS, np.int64)
    for at in range(new[3]):
        for there in range(old[3]):
            if new[HEAD + at] == old[HEAD + there]:
                places[at] = there
    for turn in range(1 + (new[0] <= BRIEF)):
        depth = min(new[1 + turn], old[1 + turn])
        looked = matched = rising = parts = whole = 0
        for at in range(new[3]):
            place = new[HEAD + UNITS + at]
            if new[HEAD + at] > depth or (turn and place >= LEAD):
                continue
            looked += 1
            if places[at] < 0:
                continue
            matched += 1
            parts |= 1 << (place * PARTS // new[0])
            top = 0
            while top < rising and tops[top] < places[at]:
                top += 1
            tops[top] = places[at]
            rising = max(rising, top + 1)
        for there in range(old[3]):
            whole += turn or old[HEAD + there] <= depth
        spread = 0
        while parts:
            spread += parts & 1
            parts >>= 1
        counts = shared[5 * turn : 5 * turn + 5]
        counts[0], counts[1], counts[2], counts[3], counts[4] = matched, looked, whole, rising, spread
