"""Where a picture's interest lies."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image

from broadsheet.wire.focus import SIDE, focal_point
from tests.wire import prints


def grey(picture):
    small = picture.convert("L")
    small.thumbnail((SIDE, SIDE), Image.Resampling.BOX)
    return np.asarray(small, dtype=np.float64)


@pytest.mark.parametrize("x", [0.2, 0.5, 0.8])
@pytest.mark.parametrize("y", [0.3, 0.5, 0.75])
def test_it_lies_on_the_one_thing_in_the_picture(x, y):
    at_x, at_y = focal_point(grey(prints.subject(x, y)))
    assert abs(at_x - 100 * x) <= 12, (at_x, at_y)
    assert abs(at_y - 100 * y) <= 15, (at_x, at_y)


def test_the_same_in_a_tall_picture():
    at_x, at_y = focal_point(grey(prints.subject(0.5, 0.25, (600, 900))))
    assert abs(at_x - 50) <= 12, at_x
    assert abs(at_y - 25) <= 15, at_y


def test_of_nothing_it_is_the_middle():
    assert focal_point(np.full((40, 64), 128.0)) == (50, 50)


def test_the_same_picture_has_the_same_point():
    picture = grey(prints.scene("b"))
    assert focal_point(picture) == focal_point(picture.copy())
