"""A reason names words as they are written."""

from __future__ import annotations

from broadsheet.desk.words import MOST, Wording, Words
from broadsheet.news import Article


def article(title, text=""):
    return Article("a", "https://x.example/a", "x", title, text=text)


def test_a_stem_is_written_as_the_article_writes_it():
    wording = Wording({1: "bridg", 2: "john kerry", 3: "^collaps"}, article("Bridges collapsed", "John Kerry’s bridge"))
    assert wording.written(wording.term(1)) == "bridges"
    assert wording.written(wording.term(2)) == "john kerry"
    assert wording.written(wording.term(3)) == "collapsed"
    assert wording.term(9) == ""
    assert wording.written("unheard") == "unheard"


def test_an_article_without_a_word_spells_nothing():
    assert Wording({}, article("")).written("flood") == "flood"


def test_what_was_heard_last_is_remembered():
    words = Words((n, "old") for n in range(MOST))
    words.learn(Wording({-1: "flood", 5: "hull"}, article("Floods in Hull")), [-1, 5])
    assert words.known[-1] == "floods"
    assert words.known[5] == "old"
    assert 0 not in words.known
    assert len(words.known) == MOST
