"""Sketches: the same text the same sketch, near texts near sketches, and nothing hostile costs more."""

from __future__ import annotations

import random
import subprocess
import sys
import time

from hypothesis import given
from hypothesis import strategies as st

from broadsheet.desk.fingerprint import LEAST, ROWS, SAMPLE, STEP, shingles, sketch
from broadsheet.news import Article, Reading
from broadsheet.settings import Settings


def prose(seed, many=300):
    chance = random.Random(seed)  # noqa: S311  (a seed, not a secret)
    return " ".join(f"w{chance.randrange(2000)}" for _ in range(many))


def test_the_same_text_gives_the_same_sketch_in_another_process():
    code = "import sys; from broadsheet.desk.fingerprint import sketch; print(sketch(sys.stdin.read()))"
    said = [
        subprocess.run(
            [sys.executable, "-c", code],
            input=prose(1),
            capture_output=True,
            text=True,
            check=True,
            env={"PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("1", "2")
    ]
    assert said[0] == said[1] == f"{sketch(prose(1))}\n"


def test_punctuation_case_and_quotation_marks_do_not_matter():
    assert sketch("“" + prose(1) + "”, he said — at last") == sketch(prose(1).upper() + " HE SAID AT LAST.")


def test_a_sketch_has_rows_and_a_bounded_sample():
    assert len(sketch(prose(1, 1400))) <= ROWS + SAMPLE + 1
    assert len(sketch(prose(1, 40))) == ROWS + 38


def test_a_text_too_short_to_copy_has_none():
    assert sketch("") == sketch("one two three") == ()
    assert sketch(prose(1, LEAST + 2)) != ()


def test_scripts_without_spaces_are_shingled_by_character():
    assert len(shingles("東京都庁前で")) == 4


def test_a_hundred_kilobytes_cost_what_a_long_article_costs():
    start = time.process_time()
    for text in ("spam " * 20_000, "x" * 100_000, prose(3, 20_000)):
        sketch(text)
    assert time.process_time() - start < 0.5


@given(st.text(max_size=3000))
def test_any_text_has_a_sketch(text):
    assert sketch(text) == sketch(text)


def test_the_step_answers_in_order():
    batch = [Reading(Article(str(n), "", "", "", text=prose(n))) for n in range(3)]
    assert STEP.function(batch, Settings()) == [sketch(prose(n)) for n in range(3)]
