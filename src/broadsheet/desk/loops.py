"""The loops over the window's columns, compiled: which articles are near one, who speaks for a story, which terms two share.

What the numbers mean stands with `signals`, `buckets` and `near`; `compiled` says why the loops stand in one file.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from broadsheet.desk import groups as g
from broadsheet.desk import signals as s
from broadsheet.desk.columns import LANGUAGE, LIVE, LOCKED, PUBLISHER, RIVALS, SIZE, SPEAKS, TEXT, TITLE, WHEN, WIDTH
from broadsheet.desk.compiled import compiled, whole
from broadsheet.desk.vectors import SHIFT, WHOLE

ROOM = 256  # places in the table of one article's terms, a power of two, five times as many as terms
CROWDED = 2_048  # of the candidates of a look, a power of two: the buckets of all keys hold 768
BANDS = 4  # keys of a meaning
BAND_BITS = 16  # signs in each
NONE = -(1 << 63)  # no story
BAND = 1 << 10  # what a shared band of signs weighs among shared terms: as one of an eighth of a vector's length


@compiled
def _spread(number: int) -> int:
    return ((number * 2_654_435_761) & 0xFFFFFFFF) >> 16  # 2^32 by the golden ratio (Knuth 6.4)


@compiled
def _open(words: Any, row: int, keys: Any, seats: Any) -> None:
    """Lay an article's terms out in a table, so that another's are found in it."""
    keys[:] = 0
    for seat in range(WIDTH):
        packed = whole(words[row, seat])
        if packed == 0:
            break
        slot = (packed >> SHIFT) + 1
        at = _spread(slot) & (ROOM - 1)
        while keys[at] != 0:
            at = (at + 1) & (ROOM - 1)
        keys[at], seats[at] = slot, seat


@compiled
def _seat(keys: Any, seats: Any, packed: int) -> Any:
    """Where the article laid out has a term; -1 where it has not."""
    slot = (packed >> SHIFT) + 1
    at = _spread(slot) & (ROOM - 1)
    while keys[at] != 0:
        if keys[at] == slot:
            return seats[at]
        at = (at + 1) & (ROOM - 1)
    return -1


@compiled
def _like(words: Any, octets: Any, row: int, other: Any, keys: Any, seats: Any) -> Any:
    """How alike the article laid out is to another: `LIKE` alone, which touches a third of the memory."""
    both = 0
    for at in range(WIDTH):
        packed = whole(words[other, at])
        if packed == 0:
            break
        seat = _seat(keys, seats, packed)
        if seat >= 0:
            text = whole(octets[row, TEXT + seat]) * whole(octets[other, TEXT + at])
            title = whole(octets[row, TITLE + seat]) * whole(octets[other, TITLE + at])
            both += text * (s.LENGTH - s.IN_TITLE) + title * s.IN_TITLE
    return both // (WHOLE * WHOLE)


@compiled
def gather(facts: Any, flags: Any, samples: Any, sizes: Any, inside: Any, numbers: Any, skipped: Any) -> tuple[Any, Any, Any]:
    """The articles that speak for groups, `rows[starts[g]:starts[g + 1]]` for each, and what is known of them (`groups`).

    A group is a story's number, or `~row` for one article. Where `skipped` names a row, it is the story without that article
    and without what an editor put there.
    """
    rows, starts = np.zeros(len(numbers) * samples.shape[1], np.int64), np.zeros(len(numbers) + 1, np.int64)
    known = np.zeros((len(numbers), g.MANY), np.int64)
    many = 0
    for n in range(len(numbers)):
        number, line = numbers[n], known[n]
        line[g.SIZE], line[g.INSIDE] = 1, s.LENGTH
        if number < 0:
            if ~number != skipped[n]:
                rows[many], many = ~number, many + 1
        else:
            for row in samples[number]:
                if row >= 0 and (skipped[n] < 0 or (row != skipped[n] and flags[row] & LOCKED == 0)):
                    rows[many], many = row, many + 1
            if many - starts[n] > 1:
                line[g.SIZE], line[g.INSIDE] = max(1, sizes[number]), inside[number]
        starts[n + 1] = many
        _sum_up(facts, rows[starts[n] : many], line)
    return rows[:many], starts, known


@compiled
def _sum_up(facts: Any, rows: Any, line: Any) -> None:
    """What is known of articles together, from what is known of each."""
    line[g.FIRST], line[g.LAST], line[g.PUBLISHER] = -1, -1, -1
    if not len(rows):
        return
    line[g.LANGUAGE], line[g.PUBLISHER] = facts[rows[0], LANGUAGE], facts[rows[0], PUBLISHER]
    terms, crowd = 0, 0
    for row in rows:
        when = whole(facts[row, WHEN])
        if when >= 0:
            line[g.FIRST] = when if line[g.FIRST] < 0 else min(line[g.FIRST], when)
            line[g.LAST] = max(line[g.LAST], when)
        if facts[row, PUBLISHER] != line[g.PUBLISHER]:
            line[g.PUBLISHER] = -1
        terms, crowd = terms + whole(facts[row, SIZE]), crowd + whole(facts[row, RIVALS])
    line[g.CROWD] = crowd // len(rows)
    line[g.SHORT] = max(0, min(256, 256 * (g.TOLD - terms // len(rows)) // (g.TOLD - g.HEADLINE)))


@compiled
def keys(sheets: Any, row: int, many: int, room: int) -> tuple[Any, Any]:
    """In which of `room` buckets, a power of two, an article is found, and what each of its keys weighs.

    Its keys are the first `many` of its terms and runs of the signs of its meaning.
    """
    words, octets, meaning = sheets
    buckets, weights = np.zeros(many + BANDS, np.int64), np.zeros(many + BANDS, np.int64)
    found = 0
    for at in range(many):
        packed = whole(words[row, at])
        if packed == 0:
            break
        text = whole(octets[row, TEXT + at])
        buckets[found], weights[found] = _bucket(packed >> SHIFT, room), max(1, text * text)
        found += 1
    runs = min(BANDS, meaning.shape[1] // BAND_BITS)
    if runs > 0 and np.any(meaning[row] != 0):
        for run in range(runs):
            signs = 0
            for at in range(run * BAND_BITS, (run + 1) * BAND_BITS):
                signs = signs << 1 | (meaning[row, at] > 0)
            buckets[found], weights[found] = _bucket((run + 1) << 40 | signs, room), BAND
            found += 1
    return buckets[:found], weights[:found]


@compiled
def _bucket(key: int, room: int) -> Any:
    mixed = np.uint64(key) * np.uint64(0x9E3779B97F4A7C15)  # 2^64 by the golden ratio (Knuth 6.4): neighbours in, far apart out
    return whole(mixed >> np.uint64(33)) & (room - 1)


@compiled
def file(sheets: Any, held: Any, turn: Any, rows: Any, many: int) -> None:
    """File articles in the buckets of their keys, each in the place of the oldest there."""
    for row in rows:
        for bucket in keys(sheets, row, many, len(turn))[0]:
            if not np.any(held[bucket] == row):
                held[bucket, turn[bucket]] = row
                turn[bucket] = (turn[bucket] + 1) % held.shape[1]


@compiled
def looks(sheets: Any, flags: Any, held: Any, own: Any, many: int, exact: int) -> tuple[Any, Any]:
    """The articles near each of some, by the first `many` terms, and how alike they are to it; -1 where there are fewer.

    Those that share the weightiest keys are compared, `exact` at most.
    """
    words, octets, _ = sheets
    table, seats = np.zeros(ROOM, np.int32), np.zeros(ROOM, np.int64)
    votes, spots = np.zeros(CROWDED, np.int64), np.zeros(CROWDED // 2, np.int64)  # votes: a row and one, above its votes
    rows, likes = np.full((len(own), exact), -1, np.int64), np.zeros((len(own), exact), np.int64)
    for a in range(len(own)):
        buckets, weights = keys(sheets, own[a], many, len(held))
        found = 0
        for k in range(len(buckets)):
            for row in held[buckets[k]]:
                if row < 0:
                    break
                spot = _spread(row + 1) & (CROWDED - 1)
                while votes[spot] != 0 and votes[spot] >> 24 != row + 1:
                    spot = (spot + 1) & (CROWDED - 1)
                if votes[spot] == 0:
                    votes[spot] = whole(row + 1) << 24
                    spots[found], found = spot, found + 1
                votes[spot] += weights[k]
        ranked = np.zeros(found, np.int64)
        for n in range(found):
            vote = votes[spots[n]]
            ranked[n] = ((1 << 24) - (vote & 0xFFFFFF)) << 32 | ((vote >> 24) - 1)
            votes[spots[n]] = 0
        if found > 2 * exact:
            ranked = np.partition(ranked, 2 * exact)[: 2 * exact]
        ranked.sort()
        _open(words, own[a], table, seats)
        near = 0
        for each in ranked:
            row = each & 0xFFFFFFFF
            if row == own[a] or flags[row] & SPEAKS != LIVE:
                continue
            rows[a, near], likes[a, near] = row, _like(words, octets, own[a], row, table, seats)
            near += 1
            if near == exact:
                break
    return rows, likes


@compiled
def nearest(story: Any, rows: Any, likes: Any, looks: Any, starts: Any, without: Any, faint: int, tried: int) -> Any:
    """The numbers of the stories nearest to each of some groups, the nearest first; `NONE` where there are fewer.

    The looks `looks[starts[g]:starts[g + 1]]` are of group g's articles, and `without[g]` is its own story.
    """
    found = np.full((len(starts) - 1, tried), NONE, np.int64)
    room = rows.shape[1] * max(1, np.max(starts[1:] - starts[:-1]))
    names, best = np.zeros(room, np.int64), np.zeros(room, np.int64)
    for group in range(len(starts) - 1):
        many = 0
        for look in looks[starts[group] : starts[group + 1]]:
            for n in range(rows.shape[1]):
                if rows[look, n] < 0:
                    break
                number, like = whole(story[rows[look, n]]), likes[look, n]
                if like <= faint or number == without[group]:
                    continue
                for at in range(many):
                    if names[at] == number:
                        best[at] = max(best[at], like)
                        break
                else:
                    names[many], best[many] = number, like
                    many += 1
        for place in range(min(many, tried)):
            top = 0
            for at in range(1, many):
                if best[at] > best[top] or (best[at] == best[top] and names[at] < names[top]):
                    top = at
            found[group, place] = names[top]
            best[top] = -1
    return found


@compiled
def common(sheets: Any, rows: Any, others: Any) -> tuple[Any, Any]:
    """The slots that articles share with others, and what each weighs in the product of the two."""
    words, octets, _ = sheets
    keys, seats = np.zeros(ROOM, np.int32), np.zeros(ROOM, np.int64)
    slots, weights = np.zeros(len(rows) * WIDTH, np.int64), np.zeros(len(rows) * WIDTH, np.int64)
    for a in range(len(rows)):
        row = rows[a]
        _open(words, row, keys, seats)
        for seat in range(WIDTH):
            slots[a * WIDTH + seat] = whole(words[row, seat]) >> SHIFT
        for other in others:
            for at in range(WIDTH):
                packed = whole(words[other, at])
                if packed == 0:
                    break
                seat = _seat(keys, seats, packed)
                if seat >= 0:
                    weights[a * WIDTH + seat] += whole(octets[row, TEXT + seat]) * whole(octets[other, TEXT + at])
    shared = np.flatnonzero(weights)
    return slots[shared], weights[shared]
