"""What is known of the articles that speak for a story: when, by whom, in how many words, how near to others."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

HEADLINE = 16  # terms; an article with no more is a headline alone (four of five UCI headlines)
TOLD = 28  # terms; an article with as many has a lead (nine of ten NeuS leads)
CLOSEST = 5  # the nearest other stories, whose likeness says how crowded it is; the fit of data/events.toml is to this many

FIRST, LAST = 0, 1  # minutes since 1970 of the first and the last telling, -1 unknown
CROWD = 2  # how alike the nearest others are to each in the mean, in ten-thousandths
LANGUAGE, PUBLISHER = 3, 4  # numbers of their names; the publisher is -1 for several
SHORT = 5  # how much they are headlines alone: 256 wholly, 0 when they have a lead
INSIDE = 6  # their mean likeness to one another and themselves, in ten-thousandths
SIZE = 7  # how many they are
MANY = 8


def gap(one: NDArray[np.int64], other: NDArray[np.int64]) -> int:
    """Minutes between the nearest tellings of two groups; 0 when they overlap or a time is unknown."""
    if one[FIRST] < 0 or other[FIRST] < 0:
        return 0
    return max(0, int(one[FIRST] - other[LAST]), int(other[FIRST] - one[LAST]))
