"""Sketches: the same text the same sketch, near texts near sketches, and nothing hostile costs more."""

from __future__ import annotations

import os
import random
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.desk.fingerprint import COARSE, FORMAT, LEAD, LEADING, LEAST, NOTHING, STEP, TOP, WHOLE, letters, sample, sketch
from broadsheet.news import Article, Reading
from broadsheet.settings import Settings


def prose(seed, many=300):
    chance = random.Random(seed)  # noqa: S311  (a seed, not a secret)
    return " ".join(f"word{chance.randrange(2000)}" for _ in range(many))


def test_the_same_text_gives_the_same_sketch_in_another_process():
    code = "import sys; from broadsheet.desk.fingerprint import sketch; print(sketch(sys.stdin.read()))"
    said = [
        subprocess.run(
            [sys.executable, "-c", code],
            input=prose(1),
            capture_output=True,
            text=True,
            check=True,
            env=os.environ | {"PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("1", "2")
    ]
    assert said[0] == said[1] == f"{sketch(prose(1))}\n"


def test_punctuation_case_and_quotation_marks_do_not_matter():
    assert sketch("“" + prose(1) + "”, he said — at last") == sketch(prose(1).upper() + " HE SAID AT LAST.")


def test_a_sample_is_bounded_in_order_and_denser_in_the_lead():
    whole = sample(sketch(prose(1, 1400)))
    assert WHOLE <= len(whole.hashes) <= WHOLE + LEADING
    assert list(whole.places) == sorted(whole.places)
    assert sum(place < LEAD for place in whole.places) >= LEADING
    assert whole.whole < whole.lead < TOP
    assert all(each <= (whole.lead if place < LEAD else whole.whole) for each, place in zip(*whole[3:], strict=True))


def test_the_sample_of_a_short_text_is_all_of_it():
    short = sample(sketch(prose(1, 20)))
    assert (short.length, short.whole, short.lead, len(short.hashes)) == (19, TOP >> COARSE, TOP >> COARSE, 19)


def test_a_text_too_short_to_copy_has_none():
    assert sketch("") == sketch("one two three") == ()
    assert sketch(prose(1, LEAST)) == ()
    assert sketch(prose(1, LEAST + 1))[0] == FORMAT


@pytest.mark.parametrize("old", [(), (FORMAT,), tuple(range(3_000_000_000, 3_000_000_112)), (FORMAT - 1, 300, 9, 9, 8, 7)])
def test_a_sketch_of_another_format_holds_nothing(old):
    assert sample(old) == NOTHING


def test_short_words_are_passed_over_and_letters_of_scripts_without_spaces_are_not():
    assert sketch("The end of an era, " + prose(1)) == sketch(prose(1))
    assert letters("The era, says Île-de-France").split() == [b"the", b"era", b"says", "île".encode(), b"de", b"france"]
    assert letters("東京都庁前で").split() == [each.encode() for each in "東京都庁前で"]
    assert sample(sketch("東京都庁前で" * 9)).length == 53
    assert letters("สวัสดี").count(b" ") > 6


def test_a_word_has_the_same_hash_wherever_it_stands():
    early, late = sample(sketch(prose(1, 40))), sample(sketch(f"{'filler ' * 5}{prose(1, 40)}"))
    assert set(early.hashes) <= set(late.hashes)


def test_units_fit_what_json_and_floats_hold():
    assert all(unit < 1 << 53 for unit in sketch(prose(2, 3000)))


def test_a_hundred_kilobytes_are_read_as_a_long_article():
    for text in ("spam " * 20_000, "x" * 100_000, prose(3, 20_000)):
        assert len(sketch(text)) <= 4 + WHOLE + LEADING
        assert not sketch(text) or sketch(text)[1] < 1_500


@given(st.text(max_size=3000))
def test_any_text_has_a_sketch(text):
    assert sketch(text) == sketch(text)


def test_the_step_answers_in_order():
    batch = [Reading(Article(str(n), "", "", "", text=prose(n))) for n in range(3)]
    assert STEP.function(batch, Settings()) == [sketch(prose(n)) for n in range(3)]
