"""Terms are shown as they are written, and what is remembered for that is bounded."""

from __future__ import annotations

import pytest

from broadsheet.desk import spelling
from broadsheet.desk.spelling import Spelling, shown
from broadsheet.news import Article


def article(title="", text=""):
    return Article("a", "https://a.example/", "a", title, text=text)


def test_a_stem_is_shown_in_the_shortest_form_heard():
    told = Spelling()
    told.learn(article("Bridge collapses", "The mayor's deadlines passed. Collapsing again. Park here."))
    told.learn(article("Collapsed: no parking before the deadline"))
    assert [told.known[stem] for stem in ("collaps", "deadlin", "mayor", "park")] == [
        "collapses",
        "deadline",
        "mayor",
        "park",
    ]


def test_no_more_is_remembered_than_says_the_bound(monkeypatch):
    monkeypatch.setattr(spelling, "MOST", 3)
    told = Spelling()
    told.learn(article("closing closed passing running bridges"))
    assert list(told.known) == ["pass", "run", "bridg"]
    assert Spelling(told.known.items()).known == told.known


@pytest.mark.parametrize(
    ("term", "expected"),
    [
        ("collaps", "collapsed"),
        ("^collaps", "collapsed"),
        ("john kerry", "john kerry"),
        ("unheard", "unheard"),
        ("#12 dead", "12 dead"),
        ("#300 bridg", "300 bridges"),
        ("#$3 billion", "$3 billion"),
        ("#1200", "1200"),
        ("@Lyon", "Lyon"),
        ("@broken arrow", "Broken Arrow"),
        ("@~Ohio", "Ohio"),
        ("@FR", "France"),
        ("@XX", "XX"),
    ],
)
def test_a_term_as_a_reason_shows_it(term, expected):
    told = Spelling()
    told.learn(article("Bridges collapsed", "John Kerry came."))
    assert shown(term, told.known) == expected
