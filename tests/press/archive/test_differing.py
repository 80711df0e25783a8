"""What readers see of the differences that a story's row keeps."""

from dataclasses import replace

import pytest

from broadsheet.press.archive import models, told
from broadsheet.press.archive.differing import differing
from tests.press.drafted import flood

pytestmark = pytest.mark.django_db


def kept(tellings, *values, of="hurt", kind="number", state="open"):
    sides = [
        {
            "value": value,
            "publisher": each.publisher,
            "article": each.article,
            "start": 0,
            "end": 4,
            "sha256": "",
            "text": "Said.",
        }
        for each, value in zip(tellings, values, strict=False)
    ]
    return [{"kind": kind, "of": of, "state": state, "why": "", "sides": sides}]


def test_who_says_the_same_stands_together():
    row = flood()
    tellings = told.tellings(row.pk)
    row.differences = kept(tellings, "three injured", "Three injured")
    (found,) = differing(row, tellings)
    assert found.name == "How many were hurt"
    assert [(value, len(those)) for value, those in found.values] == [("Three injured", 2)]


def test_a_denial_is_named():
    row = flood()
    tellings = told.tellings(row.pk)
    row.differences = kept(tellings, "said", "denied", of="said", kind="claim")
    assert [value for value, _ in differing(row, tellings)[0].values] == ["It is so", "It is not so"]


def test_an_outlet_that_left_takes_the_difference_along():
    row = flood()
    tellings = told.tellings(row.pk)
    row.differences = kept(tellings, "three", "four")
    assert differing(row, tellings[:1]) == ()
    assert models.Story._meta.get_field("differences").default is list


def test_words_go_with_the_right_to_quote():
    row = flood()
    tellings = told.tellings(row.pk)
    row.differences = kept(tellings, "three", "four")
    shut = tuple(replace(each, rights="link") for each in tellings)
    assert {side.text for side in differing(row, shut)[0].sides} == {""}
