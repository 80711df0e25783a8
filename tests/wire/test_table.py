"""The table that pages print says what the judgement does."""

from datetime import UTC, datetime

import pytest

from broadsheet.wire import rights
from broadsheet.wire.table import MEANS, TABLE

NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize("row", TABLE, ids=lambda row: row.found[:40])
def test_a_row_comes_to_what_it_says(row):
    assert rights.judge(row.evidence, NOW).value == row.mode
    assert rights.machine(row.evidence, NOW) is row.machine


@pytest.mark.parametrize("upper", range(len(TABLE) - 1))
def test_of_two_that_speak_the_upper_row_holds(upper):
    one, other = TABLE[upper], TABLE[upper + 1]
    assert rights.judge((*other.evidence, *one.evidence), NOW).value == one.mode


def test_every_mode_is_explained_and_stands_in_the_table():
    assert {row.mode for row in TABLE} == set(MEANS)
