"""Rows of the window: taken, freed and taken again, as many as are asked for."""

from __future__ import annotations

from broadsheet.desk.columns import FIRST, Columns


def test_a_freed_row_is_empty_and_taken_again():
    columns = Columns()
    first, second = columns.take(), columns.take()
    columns.terms[first], columns.flags[first], columns.facts[first] = 7, 1, 9
    columns.mean(first, bytes([1, 2, 255]))
    columns.give_back(first)
    assert second == 1
    assert columns.take() == first
    assert not columns.terms[first].any()
    assert not columns.facts[first].any()
    assert not columns.meaning[first].any()
    assert columns.top == 2


def test_more_rows_than_there_was_room_for_keep_what_they_hold():
    columns = Columns()
    rows = [columns.take() for _ in range(FIRST + 5)]
    assert rows == list(range(FIRST + 5))
    columns.number[rows] = rows
    for _ in range(2 * FIRST):
        columns.take()
    assert columns.number[rows].tolist() == rows
    assert len(columns.ids) == columns.top == 3 * FIRST + 5


def test_the_first_meaning_says_how_long_one_is():
    columns = Columns()
    row, other, none = columns.take(), columns.take(), columns.take()
    columns.mean(none, None)
    assert columns.meaning.shape[1] == 0
    columns.mean(row, bytes([1, 2, 255]))
    columns.mean(other, bytes([1, 2]))
    assert columns.meaning[row].tolist() == [1, 2, -1]
    assert columns.meaning[other].tolist() == [0, 0, 0]
