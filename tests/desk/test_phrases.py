"""Phrases are found by their words: the longest first, capitals as written."""

import pytest

from broadsheet.desk.phrases import Phrases
from broadsheet.desk.sentences import words

PHRASES = Phrases((p, p) for p in ("bank", "Bank of England", "US", "interest rate", "Apple", "city", "Turkey"))


def found(text):
    return [hit.value for hit in PHRASES.find(words(text))]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("The Bank of England and a bank", ["Bank of England", "bank"]),
        ("BANK OF ENGLAND", ["Bank of England"]),
        ("Bank Of England Raises Interest Rates", ["Bank of England", "interest rate"]),
        ("tell us, US", ["US"]),
        ("the U.S. of A.", []),
        ("an apple from Apple", ["Apple"]),
        ("cities and Cities and a city", ["city", "city", "city"]),
        ("bankers", []),
        ("turkey in Turkey", ["Turkey"]),
        ("", []),
    ],
)
def test_find(text, values):
    assert found(text) == values


def test_two_values_of_one_phrase():
    both = Phrases([("bank", 1), ("bank", 2)])
    assert [hit.value for hit in both.find(("bank",))] == [1, 2]


def test_as_they_stand():
    assert not Phrases([("boy", 1)], plurals=False).any(("boys",))
