"""Whole logarithms: one number or many, the answer is the same."""

from __future__ import annotations

from math import log2

import numpy as np
import pytest

from broadsheet.desk.logarithm import UNIT, log, logs, part

NUMBERS = [*range(1, 9_000), *(2**n + d for n in range(13, 31) for d in (-1, 0, 1, 2 ** (n - 1)))]


def test_logarithms_of_arrays_are_those_of_numbers():
    small = [n for n in NUMBERS if n < 1 << 16]
    assert logs(np.array(small)).tolist() == [log(n) for n in small]
    assert logs(np.array(NUMBERS, np.int32)).tolist() == [log(n) for n in NUMBERS]


@pytest.mark.parametrize("beside", [5, 100_000])
def test_what_is_less_than_one_has_none(beside):
    assert logs(np.array([0, -1, -70_000, beside])).tolist() == [0, 0, 0, log(beside)]
    assert logs(np.array([], np.int64)).tolist() == []


def test_a_logarithm_is_within_half_of_one_in_a_thousand():
    assert all(abs(log(n) - UNIT * log2(n)) <= 0.5 + UNIT * log2(1.0005) for n in NUMBERS)


def test_a_share_of_nothing_is_none():
    assert (part(1, 3), part(5, 0)) == (3_333, 0)
