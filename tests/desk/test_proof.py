"""A sentence is printed only when it stands, whole and unchanged, in its source."""

from dataclasses import replace

import pytest

from broadsheet.desk.proof import check
from broadsheet.news import Sentence, text_hash
from tests.desk.wire_copy import article

TEXT = "The mayor did not resign, police said. She left at 9 p.m. with two aides.\n\n“No,” she said."
SOURCE = article("Mayor stays", TEXT)
FIRST = Sentence(TEXT[:38], SOURCE.id, 0, 38, text_hash(TEXT))


def ranged(start, end):
    return Sentence(TEXT[start:end], SOURCE.id, start, end, text_hash(TEXT))


def test_a_true_sentence_passes():
    assert check(FIRST, SOURCE).value
    assert check(ranged(75, len(TEXT)), SOURCE).value
    assert SOURCE.publisher in check(FIRST, SOURCE).why


@pytest.mark.parametrize(
    ("mutant", "why"),
    [
        (replace(FIRST, text=FIRST.text.replace("not ", "")), "words"),
        (replace(FIRST, text=FIRST.text.replace("police", "friends")), "words"),
        (replace(FIRST, source="another"), "source"),
        (replace(FIRST, sha256=text_hash("another")), "stored text"),
        (replace(FIRST, sha256=""), "stored text"),
        (replace(FIRST, start=-1), "range"),
        (replace(FIRST, end=10_000), "range"),
        (replace(FIRST, start=38), "range"),
        (ranged(0, 24), "ends"),
        (ranged(0, 37), "ends"),
        (ranged(4, 38), "begins"),
        (ranged(14, 38), "begins"),
    ],
)
def test_a_changed_one_does_not(mutant, why):
    verdict = check(mutant, SOURCE)
    assert not verdict.value
    assert why in verdict.why


def test_a_changed_source_does_not():
    assert not check(FIRST, replace(SOURCE, text=TEXT + " More.")).value


def test_a_text_without_a_hash_does_not():
    text = "A mark \ud800 stands here."
    assert not check(Sentence(text, "x", 0, len(text), ""), replace(SOURCE, id="x", text=text)).value
