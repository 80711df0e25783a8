"""How often a feed brings something, at which hours and on which days, and when it is worth asking again."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import datetime, timedelta

Rhythm = tuple[float, ...]  # what came by hour of the day in UTC (24), then by day of the week (7, from Monday)

# Chosen together on the population `mixed` of bench/polling.py, 2,000 to 2,500 feeds over four or five days, and looked at on
# its other three; `--sweep` moves each.
_ASKS = 10.5  # polls a day of a feed that brings one item a day: the most that keep below a quarter of the peer's requests
# Mean and median delay in minutes, and requests beside the peer's: .5 27, 14, .262; .6 33, 14, .226; 1 52, 12, .212.
_GROWS = 0.6  # power of the rate with which polls grow
_MEMORY = 14.0  # days over which what was observed fades; 7 and 28 move the median delay by 2% at most
# Mean delay in minutes at a like number of polls: 28.4; at 12 32.4; with all days even 29.2.
_FLAT = 48.0  # items that an even day is believed to be worth before a feed's own hours are
_KEPT = 240.0  # items that a rhythm remembers at most: five times what it takes to believe it half
_SLOWEST = 0.1  # part of its mean rate that a feed has in its deadest hour at least; .04 and .25 move the median by 1%
_EVEN: Rhythm = (0.0,) * 31


def observed(rate: float | None, watched: float, fresh: int, days: float) -> tuple[float, float]:
    """The rate in items a day and the days it rests on, after `fresh` items in so many days more.

    What was seen fades with `_MEMORY`, so that the days it rests on never grow beyond that.
    """
    fades = math.exp(-days / _MEMORY)
    kept = watched * fades
    watched = kept + days
    return ((rate or 0.0) * kept + fresh) / watched if watched > 0 else rate or 0.0, watched


def learned(rhythm: Rhythm, times: Sequence[datetime]) -> Rhythm:
    """The rhythm with these publications (UTC) counted in; beyond `_KEPT` the old ones fade as new ones come."""
    if not times:
        return rhythm
    bins = list(rhythm or _EVEN)
    for time in times:
        bins[time.hour] += 1.0
        bins[24 + time.weekday()] += 1.0
    total = sum(bins[:24])
    if total > _KEPT:
        bins = [round(each * _KEPT / total, 3) for each in bins]
    return tuple(bins)


def wait(rate: float, rhythm: Rhythm, now: datetime, shortest: float, longest: float) -> float:
    """Minutes until the next poll: when the hours that pass add up to one poll, busy hours counting more than dead ones."""
    if rate <= 0:
        return longest
    asks: float = _ASKS * rate**_GROWS / 1440.0  # a minute
    if not rhythm:
        return min(max(1.0 / asks, shortest), longest)
    hour, day, left = now.hour, now.weekday(), 60.0 - now.minute
    even = sum(rhythm[24:]) + _FLAT
    asks_today = asks * (7.0 * (rhythm[24 + day] + _FLAT / 7) / even) ** _GROWS
    passed, due = 0.0, 1.0
    while passed < longest:
        near = 0.5 * rhythm[hour] + 0.25 * (rhythm[hour - 1] + rhythm[hour + 1 if hour < 23 else 0])
        a_minute = asks_today * max((24.0 * near + _FLAT) / even, _SLOWEST) ** _GROWS
        if a_minute * left >= due:
            passed += due / a_minute
            break
        due -= a_minute * left
        passed, left, hour = passed + left, 60.0, hour + 1
        if hour == 24:
            hour, day = 0, (day + 1) % 7
            asks_today = asks * (7.0 * (rhythm[24 + day] + _FLAT / 7) / even) ** _GROWS
    return min(max(passed, shortest), longest)


def outside(then: datetime, skip_hours: Sequence[int], skip_days: Sequence[int]) -> datetime:
    """The first time from `then` on that no skipped hour or day (UTC) holds, at most a day later."""
    for _ in range(24):
        if then.hour not in skip_hours and then.weekday() not in skip_days:
            return then
        then = then.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
    return then


def in_words(rhythm: Rhythm) -> str:
    """The hours (UTC) in which most comes, as `mostly 5 to 19 h UTC`; empty while too little is known."""
    total = sum(rhythm[:24])
    if total < 24:
        return ""
    best = (24, 0)
    for start in range(24):
        held, length = 0.0, 0
        while held < 0.9 * total and length < 24:
            held += rhythm[(start + length) % 24]
            length += 1
        best = min(best, (length, start))
    length, start = best
    return "" if length > 18 else f"mostly {start} to {(start + length) % 24} h UTC"
