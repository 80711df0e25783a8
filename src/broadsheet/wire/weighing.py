"""How likely each block is the page's own text, and which of them to keep: two fitted weighings, then the best cut."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from importlib.resources import files
from math import exp
from operator import mul

from broadsheet.wire import context, signals
from broadsheet.wire.layout import Layout, Told

Weights = tuple[tuple[float, ...], float]


@lru_cache(maxsize=1)
def weights() -> tuple[Weights, Weights]:
    """The coefficients of body.toml for signals.FIRST and context.SECOND, each with its constant."""
    said = tomllib.loads(files("broadsheet.data").joinpath("body.toml").read_text(encoding="utf-8"))
    first, second = said["first"], said["second"]
    return (
        (tuple(first[name] for name in signals.FIRST), first["constant"]),
        (tuple(second[name] for name in context.SECOND), second["constant"]),
    )


def chances(page: Layout, told: Told) -> list[float]:
    """Of each block, how likely it is that it belongs to the text, 0 to 1: alone, then among what the others were given."""
    first, second = weights()
    return _weighed(context.second(page, _weighed(signals.first(page, told), first)), second)


def kept(found: list[float], sizes: list[float]) -> tuple[set[int], float]:
    """The blocks to keep, and how sure that is: the selection whose expected F1 by words is the highest, and that F1.

    Lewis (1995), "Evaluating and optimizing autonomous text classification systems": for independent chances the best set
    is the likeliest blocks down to some chance; the expectation is taken as the ratio of the expected sums.
    """
    whole = sum(chance * size for chance, size in zip(found, sizes, strict=True))
    best, many, taken, right = 0.0, 0, 0.0, 0.0
    order = sorted(range(len(found)), key=lambda at: -found[at])
    for number, at in enumerate(order, 1):
        taken += sizes[at]
        right += sizes[at] * found[at]
        expected = 2 * right / (taken + whole) if taken else 0.0
        if expected > best:
            best, many = expected, number
    return set(order[:many]), best


def _weighed(rows: list[list[float]], by: Weights) -> list[float]:
    factors, constant = by
    sums = (constant + sum(map(mul, row, factors)) for row in rows)
    return [1 / (1 + exp(-max(-30.0, min(30.0, said)))) for said in sums]
