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
_shared, _told = [LIKE, TOLD, OVER], [LIKE, MEANS, FIGURE, NAMED, AGREE, CLASH, ABROAD]

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
    rivals = (facts.rivals[0] + facts.rivals[1]) >> 1
    size, inside = np.stack(facts.size), np.stack(facts.inside)
    among = (inside * size - LENGTH) // np.maximum(size - 1, 1)  # how alike the articles of each side are among themselves
    shares = np.stack((*means.T[_shared], rivals, np.maximum(*facts.rivals), *inside, *among))
    like, told, over, crowd, more, *within = logs(np.maximum(shares, 0) + _chance()[:, None]) - _one()
    cohesion = (within[0] + within[1]) >> 1
    own = np.where(size > 1, like - np.stack(within[2:]), 0).sum(axis=0)  # how much less alike the two are than those are
    sizes = logs(size)
    each = sizes.sum(axis=0)
    single = (size == 1).sum(axis=0) * UNIT >> 1
    alike, meant, *told_long = means.T[_told] * UNIT // LENGTH
    of_short = np.stack((like, told, meant, cohesion, crowd, each, own)) * short >> 8
    of_long = np.stack((over, meant, *told_long)) * (UNIT - short) >> 8
    columns = (
        like, of_short[0], told, of_short[1], of_long[0], of_long[1],
        of_short[2], *of_long[2:],
        cohesion, of_short[3], crowd, of_short[4], more,
        alike - rivals * UNIT // LENGTH, short, sizes.min(axis=0), each,
        of_short[5], own, of_short[6], single, like * single >> 8, facts.foreign * UNIT, like * facts.foreign,
    )  # fmt: skip
    return np.concatenate(columns).reshape(len(columns), -1).T


def margins(means: NDArray[np.int64], facts: Facts) -> NDArray[np.int64]:
    """How sure it is that the two groups of each line are one: log odds in 256ths, 0 at the bar."""
    import numpy as np

    each, bar = weights()
    found: NDArray[np.int64] = np.clip((features(means, facts) @ each + bar) // SCALE, -SURE, SURE)
    return found


def sureness(margin: int) -> int:
    """The margin as a chance in ten-thousandths: 5,000 at the bar."""
    return _chances()[min(2 * SURE, max(0, margin + SURE))]


@lru_cache(maxsize=1)
def _chance() -> NDArray[np.int64]:
    """What is added to each of the shares whose logarithms are taken."""
    import numpy as np

    return np.array([*(CHANCE[each] for each in _shared), CHANCE_RIVALS, CHANCE_RIVALS, 1, 1, CHANCE[LIKE], CHANCE[LIKE]])


@lru_cache(maxsize=1)
def _one() -> int:
    from broadsheet.desk.logarithm import log

    return log(LENGTH)


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
