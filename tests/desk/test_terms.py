"""Counts of terms: what is kept, what weighs twice, and that nothing hostile costs more than another text."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.desk.terms import MOST, STEP, TITLE, names, shouted, stem, terms, words
from broadsheet.news import Article, Reading
from broadsheet.settings import Settings


def article(title="", text="", **fields):
    return Article("a", "https://a.example/", "a", title, text=text, **fields)


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("Tunnels", "tunnel"),
        ("parties", "party"),
        ("closing", "clos"),
        ("closed", "clos"),
        ("Müller", "muller"),
        ("mayor's", "mayor"),
        ("mayor’s", "mayor"),
        ("crisis", "crisis"),
        ("glass", "glass"),
        ("the", ""),
        ("und", ""),
        ("x", ""),
        ("2026", "2026"),
    ],
)
def test_stems(word, expected):
    assert stem(word) == expected


def test_words_of_one_event_meet_across_forms():
    assert set(words("The council closed two bridges")) & set(words("Bridge closing: councils meet")) >= {
        "council",
        "bridg",
        "clos",
    }


def test_a_name_is_two_neighbouring_words():
    assert names("the harbour master Ada Osei Lund spoke") == ["ada osei", "osei lund"]


def test_title_case_says_nothing_about_names():
    assert shouted("Harbour Tunnel Closes After Flood")
    assert not shouted("Harbour tunnel closes after flood")
    assert "harbour tunnel" not in dict(terms(article("Harbour Tunnel Closes After Flood")))


def test_the_title_stands_a_second_time_and_the_lead_counts_double():
    counted = dict(terms(article("Ferry sinks", "The ferry sank. " + "Padding goes here. " * 60 + "A lifeboat came.")))
    assert counted[f"{TITLE}ferry"] == 1
    assert counted["ferry"] == 4
    assert counted["lifeboat"] == 1


def test_a_standfirst_speaks_when_there_is_no_text():
    assert "lifeboat" in dict(terms(article("Ferry sinks", standfirst="A lifeboat came")))


def test_scripts_without_spaces_give_pairs_of_characters():
    assert words("東京都庁") == ["東京", "京都", "都庁"]


@pytest.mark.parametrize("text", ["", " \n\n ", "…—!?", "\ud800"])
def test_nothing_to_count(text):
    assert terms(article(text, text)) == () or text == "\ud800"


def test_a_hundred_kilobyte_title_costs_what_others_cost():
    start = time.process_time()
    counted = terms(article("flood harbour " * 7_000, "word " * 200_000))
    assert time.process_time() - start < 0.5
    assert len(counted) <= MOST + 2


@given(st.text(max_size=400), st.text(max_size=2000))
def test_any_text_gives_positive_counts_of_distinct_terms(title, text):
    counted = terms(article(title, text))
    assert len(dict(counted)) == len(counted)
    assert all(term and count > 0 for term, count in counted)


def test_the_step_answers_in_order():
    batch = [Reading(article("Flood")), Reading(article("Strike"))]
    assert STEP.function(batch, Settings()) == [terms(r.article) for r in batch]
