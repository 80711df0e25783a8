"""A story's headline is the clearest of the outlets' own."""

import pytest

from broadsheet.desk.headline import choose
from tests.desk.wire_copy import SETTINGS, article, story

TEXT = "The ferry Aurelia hit a pier in Calais on Friday and eleven people were hurt, the harbour master said."
CLEAR = "Eleven hurt as ferry Aurelia hits pier in Calais"


def best(*titles, copies=(), **fields):
    articles = [article(t, TEXT, publisher=f"Outlet {n}", **fields) for n, t in enumerate(titles)]
    return choose([story(*articles, copies=copies)], SETTINGS)[0]


@pytest.mark.parametrize(
    "worse",
    [
        "You won't believe what this ferry did",
        "LIVE: Ferry hits pier",
        "Is your ferry safe?",
        "9 things to know about the Aurelia ferry in Calais",
        "Bang",
        "SHOCKING FERRY CRASH!!!",
        "Watch: Moment ferry Aurelia hits pier in Calais",
        "He saw it coming, and then it came",
        "Here's why ferries keep on hitting piers",
    ],
)
def test_clearer_wins(worse):
    for titles in ((CLEAR, worse), (worse, CLEAR)):
        judgement = best(*titles)
        assert judgement.value == CLEAR
        assert judgement.why.startswith(f"Outlet {titles.index(CLEAR)}'s: names who")


def test_the_originals_before_a_copys():
    assert (
        best(
            CLEAR, "Eleven hurt as ferry Aurelia hits Calais pier", copies=("Eleven hurt as ferry Aurelia hits Calais pier",)
        ).value
        == CLEAR
    )


@pytest.mark.parametrize(
    "fields", [{"genre": "opinion"}, {"genre": "sponsored"}, {"rights": "none"}, {"genre": "press_release"}]
)
def test_none_qualifies(fields):
    assert best(CLEAR, **fields) is None


def test_a_language_that_is_not_printed():
    german = (
        "Die Fähre Aurelia ist am Freitag gegen eine Mole gefahren, und elf Menschen wurden nach Angaben der Behörden verletzt."
    )
    assert choose([story(article("Elf Verletzte nach Fährunglück in Calais", german))], SETTINGS) == [None]


def test_a_tease_alone_is_no_headline():
    assert best("You won't believe this") is None
