"""What an article's words weigh: the rare and the frequent ones much, in a row of numbers of one length."""

from __future__ import annotations

import numpy as np

from broadsheet.desk.columns import SIZE, WIDTH, Columns
from broadsheet.desk.counts import Counts, slot
from broadsheet.desk.vectors import COUNT, IN_TITLE, NAME, SHIFT, WHOLE, weigh, write


def written(terms, counts=None, keys=20):
    columns = Columns()
    row = columns.take()
    by_slot = write(columns, counts or Counts(), row, tuple(terms), keys)
    return columns, row, by_slot


def slots(columns, row):
    return [each >> SHIFT for each in columns.terms[row].tolist() if each]


def test_the_heaviest_come_first_and_say_what_they_are():
    columns, row, by_slot = written([("^tunnel", 1), ("tunnel", 9), ("john kerry", 2), ("flood", 1)])
    assert slots(columns, row) == [slot("tunnel"), slot("john kerry"), slot("flood")]
    assert [bool(each & IN_TITLE) for each in columns.terms[row, :3].tolist()] == [True, False, False]
    assert [bool(each & NAME) for each in columns.terms[row, :3].tolist()] == [False, True, False]
    assert [each & COUNT for each in columns.terms[row, :3].tolist()] == [9, 2, 1]
    assert columns.facts[row, SIZE] == 4
    assert by_slot[slot("tunnel")] == "tunnel"


def test_each_part_has_the_length_of_a_whole():
    columns, row, _ = written([(f"^word{n}", 1) for n in range(6)] + [(f"word{n}", n + 1) for n in range(40)])
    for part in (columns.text[row], columns.title[row]):
        assert abs(np.sqrt((part.astype(int) ** 2).sum()) - WHOLE) < 4
    assert np.count_nonzero(columns.title[row]) == 6


def test_a_long_text_keeps_its_title_and_the_same_of_equal_words_in_any_order():
    terms = [("^harbour", 1), ("harbour", 1), *((f"word{n}", 1) for n in range(150))]
    columns, row, _ = written(terms)
    other, its, _ = written(reversed(terms))
    assert len(slots(columns, row)) == WIDTH
    assert slot("harbour") in slots(columns, row)
    assert sorted(slots(columns, row)) == sorted(slots(other, its))


def test_places_and_figures_stand_apart():
    columns, row, _ = written([("@hull", 1), ("#40 injured", 1), ("flood", 2)])
    assert slots(columns, row) == [slot("flood")]
    assert columns.places[row].tolist() == [slot("@hull") + 1, 0, 0, 0]
    assert columns.figures[row].tolist()[:2] == [slot("#40 injured") + 1, 0]


def test_no_term_at_all_weighs_nothing():
    columns, row, by_slot = written([])
    assert not columns.terms[row].any()
    assert not columns.text[row].any()
    assert by_slot == {}


def test_weighed_anew_by_the_same_counts_it_weighs_the_same():
    counts = Counts()
    columns, row, _ = written([("^flood", 1), ("flood", 3), ("hull", 1), ("john kerry", 2)], counts)
    before = columns.text[row].tolist(), columns.title[row].tolist()
    weigh(columns, counts, np.array([row]))
    assert (columns.text[row].tolist(), columns.title[row].tolist()) == before
    for _ in range(300):
        counts.learn(np.array([slot("hull")]))
    weigh(columns, counts, np.array([row]))
    assert columns.text[row].tolist() != before[0]
