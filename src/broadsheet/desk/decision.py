"""Do two groups of articles tell one event? A calibrated decision: a weighed sum of few numbers, each with a name.

The weights are fitted on labelled events (tools/fit_events.py) and stand in data/events.toml; all is in whole numbers, so that
the same two groups get the same answer on every machine. The sum is the logarithm of the odds, in 256ths.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from math import exp
from typing import TYPE_CHECKING, NamedTuple

from broadsheet.desk.logarithm import UNIT, logs
from broadsheet.desk.signals import ABROAD, AGREE, CLASH, FIGURE, LENGTH, LIKE, MEANS, NAMED, OVER, TOLD

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

SCALE = 256  # a weight of one
SURE = 8 * UNIT  # log odds beyond which nothing is surer

# What is added to a share, in ten-thousandths, before its logarithm is taken: the level of chance.
CHANCE = {LIKE: 40, TOLD: 500, OVER: 300}
CHANCE_RIVALS = 100

NAMES = (
    "like", "like_short", "told", "told_short", "over_long", "means_long", "means_short", "figure_long", "named_long",
    "agree_long", "clash_long", "abroad_long", "cohesion", "cohesion_short", "crowd", "crowd_short", "crowd_more",
    "above_crowd", "short", "smaller", "size", "size_short", "beside_own", "beside_own_short", "single", "single_like",
    "foreign", "foreign_like",
)  # fmt: skip


class Facts(NamedTuple):
    """What is known of groups beside their signals, each a column: one line a pair of groups, both sides of it.

    Shares in ten-thousandths, `short` in 256ths, sizes in articles.
    """

    short: tuple[NDArray[np.int64], NDArray[np.int64]]
    rivals: tuple[NDArray[np.int64], NDArray[np.int64]]
    inside: tuple[NDArray[np.int64], NDArray[np.int64]]
    size: tuple[NDArray[np.int64], NDArray[np.int64]]
    foreign: NDArray[np.int64]


def features(means: NDArray[np.int64], facts: Facts) -> NDArray[np.int64]:
    """The numbers that are weighed, in 256ths: one line a pair of groups, one column for each of `NAMES`."""
    import numpy as np

    short = (facts.short[0] + facts.short[1]) >> 1
    long = UNIT - short
    like = _log(means[:, LIKE], CHANCE[LIKE])
    told, over = _log(means[:, TOLD], CHANCE[TOLD]), _log(means[:, OVER], CHANCE[OVER])
    rivals = (facts.rivals[0] + facts.rivals[1]) >> 1
    crowd = _log(rivals, CHANCE_RIVALS)
    cohesion = (_log(facts.inside[0], 0) + _log(facts.inside[1], 0)) >> 1
    own = _beside(like, facts, 0) + _beside(like, facts, 1)
    size = logs(facts.size[0]) + logs(facts.size[1])
    smaller = logs(np.minimum(*facts.size))
    single = ((facts.size[0] == 1).astype(np.int64) + (facts.size[1] == 1)) * UNIT >> 1
    share = {each: means[:, each] * UNIT // LENGTH for each in (LIKE, MEANS, FIGURE, NAMED, AGREE, CLASH, ABROAD)}
    columns = (
        like, _part(like, short), told, _part(told, short), _part(over, long), _part(share[MEANS], long),
        _part(share[MEANS], short), _part(share[FIGURE], long), _part(share[NAMED], long), _part(share[AGREE], long),
        _part(share[CLASH], long), _part(share[ABROAD], long),
        cohesion, _part(cohesion, short), crowd, _part(crowd, short), _log(np.maximum(*facts.rivals), CHANCE_RIVALS),
        share[LIKE] - rivals * UNIT // LENGTH, short, smaller, size,
        _part(size, short), own, _part(own, short), single, _part(like, single), facts.foreign * UNIT, like * facts.foreign,
    )  # fmt: skip
    return np.stack(columns, axis=1)


def margins(means: NDArray[np.int64], facts: Facts) -> NDArray[np.int64]:
    """How sure it is that the two groups of each line are one: log odds in 256ths, 0 at the bar."""
    import numpy as np

    each, bar = weights()
    found: NDArray[np.int64] = np.clip((features(means, facts) @ each + bar) // SCALE, -SURE, SURE)
    return found


def sureness(margin: int) -> int:
    """The margin as a chance in ten-thousandths: 5,000 at the bar."""
    return _chances()[min(2 * SURE, max(0, margin + SURE))]


def _part(value: NDArray[np.int64], of: NDArray[np.int64]) -> NDArray[np.int64]:
    """As much of a number as `of` says, in 256ths."""
    return value * of >> 8


def _log(shares: NDArray[np.int64], chance: int) -> NDArray[np.int64]:
    """Logarithm of a share of one, in 256ths of a doubling."""
    import numpy as np

    return logs(np.maximum(shares, 0) + max(chance, 1)) - _one()


@lru_cache(maxsize=1)
def _one() -> int:
    from broadsheet.desk.logarithm import log

    return log(LENGTH)


def _beside(like: NDArray[np.int64], facts: Facts, side: int) -> NDArray[np.int64]:
    """How much less alike the two are than the articles of one are among themselves; 0 for a group of one."""
    import numpy as np

    size = facts.size[side]
    among = (facts.inside[side] * size - LENGTH) // np.maximum(size - 1, 1)
    return np.where(size > 1, like - _log(among, CHANCE[LIKE]), 0)


@lru_cache(maxsize=1)
def _chances() -> list[int]:
    return [round(LENGTH / (1 + exp(-at / UNIT))) for at in range(-SURE, SURE + 1)]


@lru_cache(maxsize=1)
def weights() -> tuple[NDArray[np.int64], int]:
    """What each of `NAMES` weighs, and what is added."""
    from broadsheet.desk.wordlists import table

    return read(table("events")["weights"])


def read(kept: Mapping[str, float]) -> tuple[NDArray[np.int64], int]:
    """The same of weights by name, `bar` what is added; a name that is not there weighs nothing."""
    import numpy as np

    return np.array([round(kept.get(name, 0) * SCALE) for name in NAMES], np.int64), round(kept["bar"] * SCALE * UNIT)
