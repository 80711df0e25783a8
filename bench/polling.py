"""What adaptive polling costs and how late it sees, beside a poll every thirty minutes: `python bench/polling.py [--feeds N]`.

A week of 100,000 made-up feeds (`publishing.py`), each poll decided by the wire's own `poll.after`, from the first look on.
The delay is an item's, from its publication to the poll that sees it: readers see items, so all feeds' items are ranked
together; the last column but two gives it by feed. `never seen` are items that fell out of a feed's list between two polls.
Both sides lose one poll in a hundred to the network. Prints what it ran on, a table, and JSON with `--json FILE`; `--all`
takes every population, `--sweep` prints how far the decider's constants may move.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import time
from bisect import bisect_right
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np

import machine
import publishing
from broadsheet.settings import Settings
from broadsheet.wire import rate
from broadsheet.wire.asked import Asked
from broadsheet.wire.poll import Health, Outcome, after

Row = dict[str, object]

MONDAY = datetime(2026, 11, 23, tzinfo=UTC)
EVERY = 30.0  # minutes between two polls of the fixed peer
LOST = 0.01  # polls that the network loses
SAMPLED = 101  # one poll in so many is kept, to time the decider alone
MINUTE = timedelta(minutes=1)
GONE = Outcome("failed", "There is nothing.", status=404)
BROKEN = Outcome("failed", "It did not answer.")


@dataclass
class Seen:
    """What a week of polls came to."""

    polls: int = 0
    delays: list[float] = field(default_factory=list)
    by_feed: list[float] = field(default_factory=list)
    missed: int = 0
    sample: list[tuple[Health, Outcome, datetime]] = field(default_factory=list)


def week(feeds: publishing.Feeds, many: int, seed: int, minutes: float = publishing.WEEK) -> Seen:
    """All feeds polled as the decider says, from a first look at each within the first half-hour."""
    seen, chance, settings = Seen(), random.Random(seed), Settings()  # noqa: S311 -- a simulation
    for at in range(many):
        before = len(seen.delays)
        _poll_through(seen, feeds.of(at), bool(feeds.gone[at]), float(feeds.ttl[at]), chance, settings, minutes)
        if len(seen.delays) > before:
            seen.by_feed.append(float(np.mean(seen.delays[before:])))
    return seen


def _poll_through(
    seen: Seen, times: list[float], gone: bool, ttl: float, chance: random.Random, settings: Settings, minutes: float
) -> None:
    health, now, known = Health(), chance.random() * EVERY, 0
    asked = Asked(ttl or None)
    first = True
    while True:
        counted = now < minutes
        seen.polls += counted
        moment = MONDAY + now * MINUTE
        if gone:
            outcome = GONE
        elif chance.random() < LOST:
            outcome = BROKEN
        else:
            held = bisect_right(times, now)
            outcome = _outcome(times, known, held, first, asked, now)
            if first:
                known = bisect_right(times, 0.0)
            first = False
            arrived = times[known:held]
            seen.delays.extend(now - each for each in arrived if each < minutes)
            seen.missed += max(0, held - known - publishing.HELD)
            known = held
        if seen.polls % SAMPLED == 0:
            seen.sample.append((health, outcome, moment))
        health = after(health, outcome, settings, moment, chance.random())
        assert health.next_poll is not None
        if not counted and (gone or known == len(times)):
            return
        now = (health.next_poll - MONDAY) / MINUTE
        if now >= minutes and (gone or known == len(times)):
            return


def _outcome(times: list[float], known: int, held: int, first: bool, asked: Asked, now: float) -> Outcome:
    """What a poll finds: at the first look the whole list, then what is newer."""
    listed = times[max(held - publishing.HELD, 0 if first else known) : held]
    if not listed:
        return Outcome("same", "Nothing new.", asked=asked)
    published = tuple([MONDAY + each * MINUTE for each in listed])
    if first:
        return Outcome("new", "x", length=len(listed), span_days=(now - listed[0]) / 1440, asked=asked, times=published)
    return Outcome("new", "x", fresh=len(listed), length=min(held, publishing.HELD), asked=asked, times=published)


def fixed(feeds: publishing.Feeds, many: int, seed: int, minutes: float = publishing.WEEK) -> Seen:
    """Every feed every thirty minutes, each at its own minute; a lost poll makes an item wait for the next."""
    chance = np.random.default_rng(seed)
    owner = np.repeat(np.arange(many), np.diff(feeds.starts))
    kept = (feeds.times >= 0) & (feeds.times < minutes) & ~feeds.gone[owner]
    owner, times = owner[kept], feeds.times[kept]
    phase = chance.random(many) * EVERY
    delays = (phase[owner] - times) % EVERY + EVERY * (chance.geometric(1 - LOST, len(times)) - 1)
    counts = np.bincount(owner, minlength=many)
    later = np.r_[times[publishing.HELD :], np.full(min(publishing.HELD, len(times)), np.inf)]
    same = np.r_[owner[publishing.HELD :], np.full(min(publishing.HELD, len(owner)), -1)] == owner
    missed = int(np.sum(same & (later <= times + delays)))
    by_feed = np.bincount(owner, weights=delays, minlength=many)[counts > 0] / counts[counts > 0]
    return Seen(int(many * minutes / EVERY), delays.tolist(), by_feed.tolist(), missed)


def row(name: str, by: str, seen: Seen, many: int, days: float, polls: int) -> Row:
    """A line of the table; `polls` are the peer's."""
    delays = np.array(seen.delays)
    return {
        "feeds": name, "by": by, "items": len(delays), "polls a feed and day": seen.polls / many / days,
        "of the peer's": seen.polls / polls, "median delay, min": float(np.median(delays)), "mean": float(delays.mean()),
        "90th": float(np.percentile(delays, 90)), "99th": float(np.percentile(delays, 99)), "never seen": seen.missed,
        "median feed's mean": float(np.median(seen.by_feed)),
    }  # fmt: skip


def decider(sample: list[tuple[Health, Outcome, datetime]]) -> float:
    """CPU microseconds of one decision, over a sample of the week's polls."""
    settings = Settings()
    start = time.process_time()
    for health, outcome, moment in sample:
        after(health, outcome, settings, moment, 0.5)
    return (time.process_time() - start) / max(1, len(sample)) * 1e6


def measured(names: list[str], many: int, seed: int, days: float) -> list[Row]:
    """Two lines a population: the peer's and ours."""
    rows: list[Row] = []
    for name in names:
        feeds = publishing.made(name, many, seed)
        minutes = days * 1440
        peer = fixed(feeds, many, seed, minutes)
        start = time.process_time()
        ours = week(feeds, many, seed, minutes)
        spent = time.process_time() - start
        rows.append(row(name, "every 30 minutes", peer, many, days, peer.polls))
        told = row(name, "broadsheet", ours, many, days, peer.polls)
        rows.append(told | {"CPU µs a decision": decider(ours.sample), "CPU s of the simulation": spent})
    return rows


def swept(many: int, seed: int, days: float) -> list[Row]:
    """Each constant of the decider at half and at twice its value, the others as they are."""
    rows: list[Row] = []
    for constant in ("_ASKS", "_GROWS", "_MEMORY", "_FLAT", "_SLOWEST"):
        value = getattr(rate, constant)
        for factor in (0.5, 1.0, 2.0):
            setattr(rate, constant, value * factor)
            found = measured(list(publishing.POPULATIONS), many, seed, days)
            rows += [{"constant": f"{constant} {value * factor:g}", **each} for each in found if each["by"] == "broadsheet"]
        setattr(rate, constant, value)
    return rows


def main() -> int:
    """Simulate and print."""
    asked = argparse.ArgumentParser(description="What adaptive polling costs and how late it sees.")
    asked.add_argument("--feeds", type=int, default=100_000, help="feeds of a population")
    asked.add_argument("--days", type=float, default=7.0, help="days that are simulated, from a Monday, at most 7")
    asked.add_argument(
        "--population", choices=tuple(publishing.POPULATIONS), action="append", help="one of them; again for more"
    )
    asked.add_argument("--all", action="store_true", help="all populations; `mixed` alone otherwise")
    asked.add_argument("--sweep", action="store_true", help="move each constant of the decider")
    asked.add_argument("--seed", type=int, default=3)
    asked.add_argument("--json", default="", metavar="FILE", help="write the numbers there; - for stdout")
    chosen = asked.parse_args()
    names = list(publishing.POPULATIONS) if chosen.all else chosen.population or ["mixed"]
    if chosen.sweep:
        rows = swept(chosen.feeds, chosen.seed, chosen.days)
    else:
        rows = measured(names, chosen.feeds, chosen.seed, chosen.days)
    print(" ".join(f"{name} {value}" for name, value in machine.described().items()))
    print(machine.table(rows))
    told = {"machine": machine.described(), "polling": rows}
    if chosen.json == "-":
        print(json.dumps(told))
    elif chosen.json:
        Path(chosen.json).write_text(json.dumps(told, indent=1), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
