"""In what are groups of articles alike on average? The loops over their pairs, compiled.

A group is laid out once, all its articles' terms in one table, so that a term of another article is looked up once for the
whole group. What the numbers mean stands with `signals`; `compiled` says why the loops stand in one file.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from broadsheet.desk import signals as s
from broadsheet.desk.columns import ABROAD, COUNTRIES, FIGURED, FIGURES, PLACED, PLACES, SUMS, TEXT, TITLE, WIDTH
from broadsheet.desk.compiled import compiled, summing, whole
from broadsheet.desk.vectors import NAME, SHIFT, WHOLE

ROOM = 256  # places in the table for each article laid out, a power of two, five times as many as it has terms
MOST = 2_048  # and of a table, which is then a third full: larger ones leave the processor's nearest memory
OWN_HEADS, OWN_MOST, ITS_HEADS, ITS_MOST = range(4)  # what is known of the headlines with a term
BOTH, MY_TOLD, ITS_TOLD, MY_TEXT, ITS_TEXT, NAMED = range(6)  # what is added up over the terms of a pair


@compiled
def _spread(number: int) -> int:
    return ((number * 2_654_435_761) & 0xFFFFFFFF) >> 16  # 2^32 by the golden ratio (Knuth 6.4)


@compiled
def _spot(keys: Any, slot: int) -> Any:
    """Where a slot stands in the table, or would."""
    at = _spread(slot) & (len(keys) - 1)
    while keys[at] != 0 and keys[at] != slot:
        at = (at + 1) & (len(keys) - 1)
    return at


@compiled
def _lay(words: Any, own: Any, keys: Any, heads: Any, after: Any) -> None:
    """All terms of some articles in a table: of each the seats that have it, one behind another (a seat and one; 0 ends)."""
    keys[:] = 0
    for n in range(len(own)):
        for seat in range(WIDTH):
            packed = whole(words[own[n], seat])
            if packed == 0:
                break
            spot = _spot(keys, (packed >> SHIFT) + 1)
            if keys[spot] == 0:
                keys[spot], heads[spot] = (packed >> SHIFT) + 1, 0
            after[n * WIDTH + seat], heads[spot] = heads[spot], n * WIDTH + seat + 1


@compiled
def _tell(words: Any, octets: Any, other: int, table: Any, owner: Any, text: Any, title: Any, tally: Any) -> None:
    """Add up, for each article laid out, what it and another have in common."""
    keys, heads, after = table
    tally[:] = 0
    for at in range(WIDTH):
        packed = whole(words[other, at])
        if packed == 0:
            break
        spot = _spot(keys, (packed >> SHIFT) + 1)
        if keys[spot] == 0:
            continue
        its, its_title, seat = whole(octets[other, TEXT + at]), whole(octets[other, TITLE + at]), heads[spot]
        while seat != 0:
            n, mine, my_title = owner[seat - 1], text[seat - 1], title[seat - 1]
            tally[n, BOTH] += mine * its * (s.LENGTH - s.IN_TITLE) + my_title * its_title * s.IN_TITLE
            tally[n, MY_TOLD] += my_title
            tally[n, ITS_TOLD] += its_title
            tally[n, MY_TEXT] += mine
            tally[n, ITS_TEXT] += its
            tally[n, NAMED] += (packed & NAME) > 0
            seat = after[seat - 1]


@summing
def _product(meanings: Any, one: int, other: int) -> Any:
    found = np.float32(0)
    for at in range(meanings.shape[1]):
        found += meanings[one, at] * meanings[other, at]  # below 2^24: 192 numbers of 127 at most
    return whole(found)


@compiled
def _common(words: Any, column: int, many: int, one: int, other: int) -> int:
    """How many of an article's few slots another has."""
    found = 0
    for at in range(column, column + many):
        mine = words[one, at]
        if mine == 0:
            break
        for place in range(column, column + many):
            if words[other, place] == mine:
                found += 1
    return found


@compiled
def _sum_up(words: Any, row: int, other: int, tally: Any, n: int, found: Any, at: int) -> None:
    """Add to a line of `found` in what two articles are alike, but for their meaning, by what their terms add up to."""
    own_text, own_title = whole(words[row, SUMS + 0]), whole(words[row, SUMS + 1])
    the_text, the_title = whole(words[other, SUMS + 0]), whole(words[other, SUMS + 1])
    found[at, s.LIKE] += tally[n, BOTH] // (WHOLE * WHOLE)
    found[at, s.TOLD] += (
        tally[n, MY_TOLD] * s.LENGTH // max(own_title, 1) + tally[n, ITS_TOLD] * s.LENGTH // max(the_title, 1)
    ) >> 1
    least = tally[n, ITS_TEXT] if the_text <= own_text else tally[n, MY_TEXT]
    found[at, s.OVER] += least * s.LENGTH // max(min(the_text, own_text), 1)
    found[at, s.NAMED] += min(tally[n, NAMED], 3) * s.LENGTH // 3
    found[at, s.FIGURE] += min(_common(words, FIGURED, FIGURES, row, other), 3) * s.LENGTH // 3
    if words[row, PLACED] != 0 and words[other, PLACED] != 0:
        agree = _common(words, PLACED, PLACES, row, other) > 0
        found[at, s.AGREE if agree else s.CLASH] += s.LENGTH
    if words[row, ABROAD] != 0 and words[other, ABROAD] != 0:
        found[at, s.ABROAD] += 0 if _common(words, ABROAD, COUNTRIES, row, other) > 0 else s.LENGTH


@compiled
def _head(words: Any, own: Any, text: Any, title: Any, keys: Any, heads: Any, spots: Any) -> int:
    """Where the terms of the headlines laid out stand, in how many each is, and the most that it weighs in their texts."""
    many = 0
    for at in range(len(own) * WIDTH):
        if title[at] > 0:
            spot = _spot(keys, (whole(words[own[at // WIDTH], at % WIDTH]) >> SHIFT) + 1)
            if heads[spot, OWN_HEADS] == 0:
                spots[many], many = spot, many + 1
            heads[spot, OWN_HEADS] += 1
            heads[spot, OWN_MOST] = max(heads[spot, OWN_MOST], text[at])
    return many


@compiled
def _theme(words: Any, octets: Any, many: int, group: Any, keys: Any, heads: Any, spots: Any) -> Any:
    """`THEME` of so many articles laid out and a group."""
    best = 0
    for other in group:
        for at in range(WIDTH):
            if octets[other, TITLE + at] == 0:
                continue
            line = heads[_spot(keys, (whole(words[other, at]) >> SHIFT) + 1)]
            if line[OWN_HEADS] > 0:
                line[ITS_HEADS], line[ITS_MOST] = line[ITS_HEADS] + 1, max(line[ITS_MOST], whole(octets[other, TEXT + at]))
                share = line[OWN_HEADS] * line[ITS_HEADS] * s.LENGTH // ((many + 1) * (len(group) + 1))
                best = max(best, share * min(line[OWN_MOST], line[ITS_MOST]) // WHOLE)
    for spot in spots:
        heads[spot, ITS_HEADS], heads[spot, ITS_MOST] = 0, 0
    return best


@compiled
def means(sheets: Any, rows: Any, starts: Any, first: Any) -> Any:
    """In what groups of articles are alike on average: a line a pair.

    Group g is `rows[starts[g]:starts[g + 1]]`. The first `len(first) - 1` groups are compared, each with its part of those that
    follow them: group a with the `first[a]`th to before the `first[a + 1]`th.
    """
    words, octets, meaning = sheets
    asked, most, room = len(first) - 1, 1, ROOM
    for a in range(asked):
        most = max(most, starts[a + 1] - starts[a])
    while room < min(MOST, most * ROOM):
        room *= 2
    table = np.zeros(room, np.int32), np.zeros(room, np.int32), np.zeros(most * WIDTH, np.int32)
    owner = np.repeat(np.arange(most), WIDTH)
    text, title = np.zeros(most * WIDTH, np.int64), np.zeros(most * WIDTH, np.int64)
    heads, spots, headed = np.zeros((room, 4), np.int64), np.zeros(most * WIDTH, np.int64), 0
    tally = np.zeros((most, 6), np.int64)
    meant = np.zeros((most + 1, meaning.shape[1]), np.float32)  # the last is the other's
    found = np.zeros((first[asked], s.MANY), np.int64)
    for a in range(asked):
        own = rows[starts[a] : starts[a + 1]]
        _lay(words, own, *table)
        for n in range(len(own)):
            text[n * WIDTH : (n + 1) * WIDTH] = octets[own[n], TEXT : TEXT + WIDTH]
            title[n * WIDTH : (n + 1) * WIDTH] = octets[own[n], TITLE : TITLE + WIDTH]
            meant[n] = meaning[own[n]]
        for spot in spots[:headed]:
            heads[spot] = 0
        headed = _head(words, own, text, title, table[0], heads, spots)
        for at in range(first[a], first[a + 1]):
            group = rows[starts[asked + at] : starts[asked + at + 1]]
            for other in group:
                _tell(words, octets, other, table, owner, text, title, tally)
                for place in range(meant.shape[1]):
                    meant[most, place] = meaning[other, place]
                for n in range(len(own)):
                    _sum_up(words, own[n], other, tally, n, found, at)
                    found[at, s.MEANS] += _product(meant, n, most) * s.LENGTH >> 16
            found[at] //= max(1, len(own) * len(group))
            found[at, s.THEME] = _theme(words, octets, len(own), group, table[0], heads, spots[:headed])
    return found
