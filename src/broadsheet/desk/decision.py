"""Do two groups of articles tell one event? A calibrated decision: a weighed sum of few numbers, each with a name.

The weights are fitted on labelled events (tools/fit_events.py) and stand in data/events.toml; all is in whole numbers, so that
the same two groups get the same answer on every machine. The sum is the logarithm of the odds, in 256ths.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from math import exp
from typing import Any

import numpy as np
from numpy.typing import NDArray

from broadsheet.desk import groups as g
from broadsheet.desk import signals as s
from broadsheet.desk.compiled import compiled
from broadsheet.desk.logarithm import UNIT, table
from broadsheet.desk.signals import LENGTH
from broadsheet.desk.wordlists import table as kept

SCALE = 256  # a weight of one
SURE = 8 * UNIT  # log odds beyond which nothing is surer
DOUBT = 64  # log odds, in 256ths, on either side of the bar: 44 to 56 of 100, which an editor should see
OWN_SERIES = 256  # log odds, in 256ths, by argument: a publisher's own articles are a series before they are an event
FRESH_HOURS = 48  # two tellings so far apart may be of one event: the specimen's longest gap is 49 hours
# Log odds, in 256ths, that a further day costs: what comes later is a story of its own that follows (`storylines`). With 20,
# two of the specimen's nine chapters stay their own, with 2,048 eight, and no pair of one event is lost.
FADE = 2_048
TOO_LATE = 7 * 24  # hours after which nothing joins by likeness alone

# What is added to a share, in ten-thousandths, before its logarithm is taken: the level of chance.
CHANCE_LIKE, CHANCE_TOLD, CHANCE_OVER, CHANCE_CROWD = 40, 500, 300, 100

NAMES = (
    "like", "like_short", "told", "told_short", "over_long", "means_long", "means_short", "figure_long", "named_long",
    "agree_long", "clash_long", "abroad_long", "cohesion", "cohesion_short", "crowd", "crowd_short", "crowd_more",
    "above_crowd", "short", "smaller", "size", "size_short", "beside_own", "beside_own_short", "single", "single_like",
    "foreign", "foreign_like", "theme", "theme_short",
)  # fmt: skip
_long = (s.FIGURE, s.NAMED, s.AGREE, s.CLASH, s.ABROAD)  # the signals that headlines alone are too short for


@compiled
def _log(logs: Any, number: int) -> Any:
    shift = 0
    while number >= len(logs):
        number, shift = number >> 1, shift + 1
    return logs[max(number, 0)] + UNIT * shift


@compiled
def _features(mean: Any, one: Any, two: Any, crowded: int, logs: Any, out: Any) -> None:
    short, rivals = (one[g.SHORT] + two[g.SHORT]) >> 1, (crowded + two[g.CROWD]) >> 1
    whole = _log(logs, LENGTH)
    like = _log(logs, mean[s.LIKE] + CHANCE_LIKE) - whole
    told, over = _log(logs, mean[s.TOLD] + CHANCE_TOLD) - whole, _log(logs, mean[s.OVER] + CHANCE_OVER) - whole
    crowd = _log(logs, max(rivals, 0) + CHANCE_CROWD) - whole
    more = _log(logs, max(crowded, two[g.CROWD]) + CHANCE_CROWD) - whole
    cohesion, own, sizes, least, single = 0, 0, 0, 1 << 40, 0
    for side in (one, two):
        size = side[g.SIZE]
        cohesion += _log(logs, max(side[g.INSIDE], 0) + 1) - whole
        sizes += _log(logs, size)
        least = min(least, _log(logs, size))
        if size > 1:  # how much less alike the two are than the articles of this side among themselves
            among = (side[g.INSIDE] * size - LENGTH) // (size - 1)
            own += like - (_log(logs, max(among, 0) + CHANCE_LIKE) - whole)
        else:
            single += UNIT
    cohesion, single = cohesion >> 1, single >> 1
    long = UNIT - short
    means = mean[s.MEANS] * UNIT // LENGTH
    foreign = UNIT if one[g.LANGUAGE] != two[g.LANGUAGE] and one[g.LANGUAGE] > 0 and two[g.LANGUAGE] > 0 else 0
    out[0], out[1], out[2], out[3] = like, like * short >> 8, told, told * short >> 8
    out[4], out[5], out[6] = over * long >> 8, means * long >> 8, means * short >> 8
    for at in range(len(_long)):
        out[7 + at] = (mean[_long[at]] * UNIT // LENGTH) * long >> 8
    out[12], out[13], out[14], out[15], out[16] = cohesion, cohesion * short >> 8, crowd, crowd * short >> 8, more
    out[17], out[18], out[19], out[20] = (mean[s.LIKE] - rivals) * UNIT // LENGTH, short, least, sizes
    out[21], out[22], out[23] = sizes * short >> 8, own, own * short >> 8
    out[24], out[25], out[26], out[27] = single, like * single >> 8, foreign, like * foreign >> 8
    theme = mean[s.THEME] * UNIT // LENGTH
    out[28], out[29] = theme, theme * short >> 8


@compiled
def _fade(one: Any, two: Any) -> Any:
    """How much the time between two groups speaks against them; all that there is after `TOO_LATE`."""
    if one[g.FIRST] < 0 or two[g.FIRST] < 0:
        return 0
    hours = max(0, one[g.FIRST] - two[g.LAST], two[g.FIRST] - one[g.LAST]) // 60
    if hours > TOO_LATE:
        return 4 * SURE
    return max(0, hours - FRESH_HOURS) * FADE // 24


@compiled
def crowding(likes: Any, first: Any) -> tuple[Any, Any]:
    """How crowded groups are: for each the mean of the likenesses nearest to it, and the same without each of these.

    `likes[first[a]:first[a + 1]]` are of group a.
    """
    crowds, without = np.zeros(len(first) - 1, np.int64), np.zeros(len(likes), np.int64)
    best = np.zeros(g.CLOSEST + 1, np.int64)  # the nearest first
    for a in range(len(crowds)):
        best[:] = 0
        for at in range(first[a], first[a + 1]):
            like = likes[at]
            for place in range(len(best)):
                if like > best[place]:
                    like, best[place] = best[place], like
        whole = best[:-1].sum()
        crowds[a] = whole // g.CLOSEST
        for at in range(first[a], first[a + 1]):
            without[at] = (whole - likes[at] + best[-1] if likes[at] >= best[-2] else whole) // g.CLOSEST
    return crowds, without


@compiled
def _weighed(means: Any, facts: Any, first: Any, crowds: Any, logs: Any, weights: Any, bar: int) -> tuple[Any, Any]:
    features, above = np.zeros((len(means), len(weights)), np.int64), np.zeros(len(means), np.int64)
    asked = len(first) - 1
    for a in range(asked):
        one = facts[a]
        for at in range(first[a], first[a + 1]):
            two = facts[asked + at]
            _features(means[at], one, two, crowds[at], logs, features[at])
            odds = min(SURE, max(-SURE, ((features[at] * weights).sum() + bar) // SCALE)) - _fade(one, two)
            if one[g.PUBLISHER] >= 0 and one[g.PUBLISHER] == two[g.PUBLISHER]:
                odds -= OWN_SERIES
            above[at] = max(-SURE, odds)
    return above, features


def weighed(
    means: NDArray[np.int64], facts: NDArray[np.int64], first: NDArray[np.int64], crowds: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """How sure it is that the groups of each pair are one: log odds in 256ths, 0 at the bar; and the numbers that were weighed.

    A pair has a line of signals in `means`, and in `crowds` how alike the nearest of all but the other are to the first; a
    group has a line in `facts` (`groups`). Which groups are a pair `first` says, as in `pairs.means`.
    """
    each, bar = weights()
    return _weighed(means, facts, first, crowds, table(), each, bar)


def sureness(margin: int) -> int:
    """The margin as a chance in ten-thousandths: 5,000 at the bar."""
    return _chances()[min(2 * SURE, max(0, margin + SURE))]


@lru_cache(maxsize=1)
def _chances() -> list[int]:
    return [round(LENGTH / (1 + exp(-at / UNIT))) for at in range(-SURE, SURE + 1)]


@lru_cache(maxsize=1)
def weights() -> tuple[NDArray[np.int64], int]:
    """What each of `NAMES` weighs, and what is added."""
    return read(kept("events")["weights"])


def read(kept: Mapping[str, float]) -> tuple[NDArray[np.int64], int]:
    """The same of weights by name, `bar` what is added; a name that is not there weighs nothing."""
    return np.array([round(kept.get(name, 0) * SCALE) for name in NAMES], np.int64), round(kept["bar"] * SCALE * UNIT)
