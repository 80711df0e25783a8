"""The table of candidates: the latest articles of a key, in a window of any size."""

from __future__ import annotations

import numpy as np

from broadsheet.desk.buckets import DEEP, LEAST, Buckets
from broadsheet.desk.columns import LIVE, Columns
from broadsheet.desk.loops import BAND_BITS
from broadsheet.desk.vectors import SHIFT


def filled(many):
    """A window in which each article shares one term with all others, and has one of its own."""
    columns, buckets = Columns(), Buckets()
    for number in range(many):
        row = columns.take()
        columns.rows[str(row)] = row
        columns.flags[row], columns.number[row] = LIVE, number
        columns.terms[row, :2] = [7 << SHIFT | 1, (1_000 + number) << SHIFT | 1]
        buckets.add(columns, row)
    return columns, buckets


def found(columns, buckets, row):
    return {each for each in buckets.rows[buckets.of(columns, row)].ravel().tolist() if each >= 0}


def test_a_key_that_many_share_holds_the_latest():
    columns, buckets = filled(40)
    near = found(columns, buckets, 0)
    assert set(range(40 - DEEP, 40)) <= near
    assert 0 in near


def test_a_window_that_outgrows_the_table_is_filed_anew_and_nothing_is_lost():
    columns, buckets = filled(LEAST + 10)
    assert len(buckets.turn) == 2 * LEAST
    assert all(row in found(columns, buckets, row) for row in range(0, LEAST + 10, 97))


def test_articles_of_like_meaning_meet_without_a_word_in_common():
    columns, buckets = Columns(), Buckets()
    chance = np.random.default_rng(3)
    one = chance.integers(-100, 100, BAND_BITS * 4).astype(np.int8)
    other = one.copy()
    other[:3] = -other[:3]
    for meaning, term in ((one, 1), (other, 2), (-one, 3)):
        row = columns.take()
        columns.rows[str(row)] = row
        columns.flags[row] = LIVE
        columns.terms[row, 0] = term << SHIFT | 1
        columns.mean(row, meaning.tobytes())
        buckets.add(columns, row)
    assert 1 in found(columns, buckets, 0)
    assert 2 not in found(columns, buckets, 0)
