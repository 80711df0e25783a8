"""Fingerprints of pictures: near for one picture in other clothes, far for another picture."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from PIL import Image, ImageEnhance

from broadsheet.wire.lookalike import SAME, SIDE, distance, fingerprint, same
from tests.wire import prints


def mark(picture):
    return fingerprint(np.asarray(picture.convert("L").resize((SIDE, SIDE), Image.Resampling.BOX), dtype=np.float64))


DRESSES = {
    "smaller": lambda picture: picture.resize((300, 200)),
    "much smaller": lambda picture: picture.resize((90, 60)),
    "badly saved": lambda picture: prints.opened(prints.saved(picture, "JPEG", quality=15)),
    "as AVIF": lambda picture: prints.opened(prints.saved(picture, "AVIF", quality=30)),
    "brighter": lambda picture: ImageEnhance.Brightness(picture).enhance(1.15),
    "grey": lambda picture: picture.convert("L"),
    "a little cropped": lambda picture: picture.crop((6, 4, 894, 596)),
}


@pytest.mark.parametrize("dress", DRESSES)
def test_the_same_picture_in_other_clothes_is_the_same(dress):
    far = [distance(mark(prints.scene(seed)), mark(DRESSES[dress](prints.scene(seed)))) for seed in "abcdefgh"]
    assert max(far) <= SAME, far


def test_other_pictures_are_others():
    marks = [mark(prints.scene(f"scene {number}")) for number in range(24)]
    near = [distance(one, other) for one, other in itertools.combinations(marks, 2)]
    assert min(near) > SAME, sorted(near)[:5]
    assert not same(marks[0], marks[1])
