"""The index of sketches: near texts are candidates, rows come back, furniture is learned, and the same text costs the same."""

from __future__ import annotations

import random

import pytest

from broadsheet.desk import sketch_loops
from broadsheet.desk.fingerprint import COARSE, FORMAT, LEAD, TOP, UNITS, sample, sketch
from broadsheet.desk.origins import BRIEF, PARTS, compare, compare_in
from broadsheet.desk.sketch_loops import COMMON
from broadsheet.desk.sketches import LOOKED_AT, RING, Index

VOCABULARY = [f"word{n}" for n in range(3000)]


def prose(seed, many=400):
    chance = random.Random(seed)  # noqa: S311  (a seed, not a secret)
    return [chance.choice(VOCABULARY) for _ in range(many)]


def drawn(seed, many=400):
    return sketch(" ".join(prose(seed, many)))


def filled(many, index=None):
    index = index or Index()
    for number in range(many):
        index.add(number, drawn(number))
        index.learn(drawn(number))
    return index


def test_each_of_many_texts_is_its_own_first_candidate_as_the_table_grows():
    index = filled(600)
    assert [index.candidates(drawn(number))[0] for number in range(600)] == list(range(600))


def test_cuts_edits_and_briefs_are_candidates():
    index = filled(300)
    words = prose(7)
    chance = random.Random(2)  # noqa: S311  (a seed, not a secret)
    changed = [word if chance.random() > 0.3 else chance.choice(VOCABULARY) for word in words]
    for text in (words[:60], words[100:300], changed, words[200:] + words[:200]):
        assert 7 in index.candidates(sketch(" ".join(text)))


def test_what_was_removed_is_no_candidate_and_its_number_is_free():
    index = filled(20)
    index.remove(3)
    index.remove(3)
    index.remove(9_999)
    assert index.candidates(drawn(3)) == []
    assert index.sketch(3) == ()
    index.add(3, drawn(99))
    assert index.candidates(drawn(99)) == [3]
    assert index.candidates(drawn(4)) == [4]


def test_of_equal_candidates_the_earliest_is_first_whatever_its_number():
    index = Index()
    for number in (5, 2, 9):
        index.add(number, drawn(1))
    assert index.candidates(drawn(1)) == [5, 2, 9]


def test_a_sketch_comes_back_with_its_hashes_and_its_places_near_enough():
    index = Index()
    index.add(0, drawn(1, 700))
    mine, kept = sample(drawn(1, 700)), sample(index.sketch(0))
    assert kept[:4] == mine[:4]
    assert max(abs(a - b) for a, b in zip(mine.places, kept.places, strict=True)) < 160
    assert index.sketch(1) == ()


@pytest.mark.parametrize("odd", [(), (1, 2), tuple(range(3_000_000_000, 3_000_000_112)), (FORMAT - 1, 300, 9, 9, 8, 7)])
def test_a_sketch_of_no_or_another_format_is_passed_over(odd):
    index = filled(3)
    index.add(7, odd)
    index.learn(odd)
    assert index.candidates(odd) == []
    assert index.plain(odd) == odd
    assert index.sketch(7) == ()
    index.remove(7)


def test_furniture_that_unrelated_texts_share_is_passed_over_and_a_copy_is_not():
    index, furniture = Index(), prose(5_000, 70)
    for number in range(COMMON + 2):
        text = sketch(" ".join(prose(number, 200) + furniture))
        index.add(number, text)
        index.learn(text)
    late = sketch(" ".join(prose(77, 200) + furniture))
    places = sample(index.plain(late)).places
    assert sum(place >= 200 for place in places) <= 3 < sum(place >= 200 for place in sample(late).places)
    assert index.candidates(index.plain(late)) == []
    assert index.candidates(index.plain(drawn(3, 200)))[0] == 3


def test_a_text_often_printed_does_not_become_furniture():
    index, one = Index(), drawn(1)
    for number in range(50):
        index.add(number, one)
        index.learn(one, [0] if number else [])
    assert index.plain(one) == one
    for _ in range(50):
        index.learn(one)
    assert index.plain(one) == one


def test_the_same_text_ten_thousand_times_fills_no_more_than_its_buckets():
    index, one = Index(), drawn(1)
    for number in range(10_000):
        index.add(number, one)
    assert len(index.candidates(one)) == min(RING, LOOKED_AT)
    assert index._table.nbytes < 20_000
    for number in range(10_000):
        index.remove(number)
    assert index.candidates(one) == []
    assert index._told[0] == 0


def test_a_dump_is_the_same_for_the_same_history_and_goes_on_the_same():
    index = filled(200)
    for number in range(0, 200, 3):
        index.remove(number)
    again = Index.load(index.dump())
    assert again.dump() == index.dump()
    for each in (index, again):
        filled(260, each)
    assert again.dump() == index.dump()
    assert [again.candidates(drawn(n)) for n in range(260)] == [index.candidates(drawn(n)) for n in range(260)]


def test_nothing_of_a_removed_text_stays_and_its_place_begins_empty():
    index = Index()
    index.add(0, drawn(1, 300))
    index.remove(0)
    assert not index._heap.any()
    assert Index.load(index.dump()).dump() == index.dump()
    index.add(0, drawn(2, 30))
    assert Index.load(index.dump()).candidates(drawn(1, 300)) == index.candidates(drawn(1, 300)) == []


def test_the_loops_know_sketches_as_they_are_made():
    assert [getattr(sketch_loops, name) for name in ("TOP", "COARSE", "LEAD", "UNITS")] == [TOP, COARSE, LEAD, UNITS]
    assert (sketch_loops.PARTS, sketch_loops.BRIEF) == (PARTS, BRIEF)


@pytest.mark.parametrize("seed", range(12))
def test_the_index_compares_as_two_sketches_are_compared(seed):
    index, words = Index(), prose(seed, 90 + 40 * seed)
    chance = random.Random(seed)  # noqa: S311  (a seed, not a secret)
    changed = [word if chance.random() > 0.2 else chance.choice(VOCABULARY) for word in words[:: chance.choice((1, -1))]]
    one, other = (sketch(" ".join(text)) for text in (words, changed[: chance.randrange(40, 200)]))
    index.add(0, one)
    index.add(1, other)
    assert compare_in(index, other, 0) == compare(other, one)
    assert compare_in(index, 0, other) == compare(index.sketch(0), other)
    assert compare_in(index, 0, 1) == compare(index.sketch(0), index.sketch(1))
    assert compare_in(index, (), 0) == compare((), one) == compare_in(index, one, 7) == compare(one, ())


def test_a_block_that_a_removed_text_left_is_used_again():
    index = filled(40)
    held = len(index.dump())
    for turn in range(5):
        for number in range(40):
            index.remove(number)
        for number in range(39, -1, -1):
            index.add(number, drawn(1_000 * turn + number))
    assert len(index.dump()) < held * 1.2
    assert [index.candidates(drawn(4_000 + number))[0] for number in range(40)] == list(range(40))
