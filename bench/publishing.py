"""A population of feeds that publish as feeds do: made-up, seeded, the same for whoever asks.

Rates are heavy-tailed; each feed keeps its own hours in its own zone, most rest at night and many at the weekend, some publish
round the clock; items come alone or in batches; some feeds are dead, some are gone, some ask for pauses.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

WEEK = 7 * 24 * 60.0  # minutes
HELD = 25  # entries that a feed's list holds
DEAD, GONE = 0.08, 0.03  # parts of the feeds that bring nothing more, and that answer with an error only
# Name: parts of the population, each (share, median items a day, sigma of the logarithm).
POPULATIONS: dict[str, tuple[tuple[float, float, float], ...]] = {
    "mixed": ((1.0, 0.45, 1.9),),
    "quiet": ((1.0, 0.15, 1.7),),
    "newspapers": ((1.0, 3.0, 1.6),),
    "blogs and agencies": ((0.9, 0.2, 1.2), (0.1, 60.0, 1.0)),
}
_MOST = 1500.0  # items a day of one feed
# Local hour's weight on a working day: an office's, a paper's, an agency's.
_HOURS = np.array([[1, 1, 1, 1, 1, 2, 4, 8, 12, 14, 14, 13, 11, 12, 13, 12, 11, 9, 6, 4, 3, 3, 2, 1],
                   [3, 2, 2, 2, 4, 8, 12, 14, 14, 13, 12, 12, 12, 12, 12, 13, 13, 12, 11, 10, 9, 8, 6, 4],
                   [8, 7, 7, 7, 8, 9, 10, 11, 12, 12, 12, 12, 12, 12, 12, 12, 12, 12, 11, 11, 10, 10, 9, 9],
                   [1] * 24], dtype=float)  # fmt: skip
_WEEKENDS = np.array([0.15, 0.5, 0.75, 1.0])  # of a working day's, by the same four kinds
_KINDS = np.array([0.35, 0.3, 0.15, 0.2])  # how many are of each
_ZONES = np.array([-8, -5, -5, -3, 0, 0, 1, 1, 1, 2, 3, 5, 8, 9])  # hours from UTC; as often as they stand here


@dataclass(frozen=True, slots=True)
class Feeds:
    """A population: `times` in minutes from its Monday, all feeds' one after another, `starts[i]:starts[i + 1]` of feed `i`.

    Times before 0 are what the feed's list holds at the first look.
    """

    starts: NDArray[np.int64]
    times: Floats
    gone: NDArray[np.bool_]
    ttl: Floats

    def of(self, feed: int) -> list[float]:
        """One feed's times, in order."""
        return list(self.times[self.starts[feed] : self.starts[feed + 1]])


def made(population: str, many: int, seed: int, weeks: float = 1.0) -> Feeds:
    """So many feeds of a population, with `weeks` ahead of them and enough behind them to fill their lists."""
    random = np.random.default_rng(seed)
    rates = _rates(POPULATIONS[population], many, random)
    dead = random.random(many) < DEAD
    behind = np.clip(np.ceil(1.5 * HELD / rates / 7), 1, 26)
    ahead = np.where(dead, 0.0, weeks)
    batch = random.choice([1.0, 1.5, 4.0], many, p=[0.5, 0.35, 0.15])  # items that come together, on average
    clusters = random.poisson(rates * 7 * (behind + ahead) / batch)
    feed = np.repeat(np.arange(many), clusters)
    kind = random.choice(len(_KINDS), many, p=_KINDS)
    zone = random.choice(_ZONES, many)
    week = np.floor(random.random(len(feed)) * (behind + np.ceil(ahead))[feed]) - behind[feed]
    times = (week * 168 + _hours_of_week(kind[feed], zone[feed], random)) * 60
    sizes = np.where(batch[feed] > 1, random.geometric(1 / batch[feed]), 1)
    feed, times = np.repeat(feed, sizes), np.repeat(times, sizes)
    first = np.r_[True, np.diff(np.repeat(np.arange(len(sizes)), sizes)) > 0] if len(feed) else np.array([], bool)
    times = times + np.where(first, 0.0, random.exponential(8.0, len(times)))
    kept = times < ahead[feed] * WEEK
    feed, times = feed[kept], times[kept]
    order = np.lexsort((times, feed))
    starts = np.searchsorted(feed[order], np.arange(many + 1))
    ttl = np.where(random.random(many) < 0.25, random.choice([10, 15, 30, 60, 60, 120], many), 0)
    return Feeds(starts.astype(np.int64), times[order], random.random(many) < GONE, ttl.astype(float))


def _rates(parts: tuple[tuple[float, float, float], ...], many: int, random: np.random.Generator) -> Floats:
    shares = np.array([part[0] for part in parts])
    which = random.choice(len(parts), many, p=shares / shares.sum())
    medians, sigmas = np.array([part[1] for part in parts]), np.array([part[2] for part in parts])
    return np.asarray(np.clip(medians[which] * np.exp(sigmas[which] * random.standard_normal(many)), 0.005, _MOST))


def _hours_of_week(kind: NDArray[np.int64], zone: NDArray[np.int64], random: np.random.Generator) -> Floats:
    """A moment of the week in UTC for each item, in hours."""
    local = np.concatenate([np.tile(_HOURS, 5), np.tile(_HOURS * _WEEKENDS[:, None], 2)], axis=1)
    reach = np.cumsum(local / local.sum(axis=1, keepdims=True), axis=1)
    reach[:, -1] = 1.0
    flat = (reach + np.arange(len(reach))[:, None]).ravel()
    at = np.searchsorted(flat, random.random(len(kind)) * 0.999999 + kind, side="right") - kind * 168
    return np.asarray((at + random.random(len(kind)) - zone) % 168, dtype=np.float64)
