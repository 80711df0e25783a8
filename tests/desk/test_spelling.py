"""Terms are shown as they are written, and what is remembered for that is bounded."""

from __future__ import annotations

import pytest

from broadsheet.desk import spelling
from broadsheet.desk.spelling import Spelling, own, shown
from broadsheet.desk.terms import terms
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


def test_an_articles_own_spelling_comes_first():
    told = Spelling()
    told.learn(article("Bridge collapses at the deadline"))
    own = told.of(article("Bridge collapsed", "x " * 1_000 + "in Zürich"))
    assert own["collaps"] == "collapsed"
    assert own["zurich"] == "zürich"
    assert own["deadlin"] == "deadline"


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
    assert shown(term, own(article("Bridges collapsed", "John Kerry came."))) == expected


def test_the_article_at_hand_spells_each_of_its_words():
    told = article("Bridge’s collapse in Köln", "‘Twelve’ killed, the mayor's 'deadline' passed; Müller closing 300 parks.")
    stems = [term for term, _ in terms(told) if term[0] not in "^@#" and " " not in term]
    assert set(stems) <= set(own(told))
