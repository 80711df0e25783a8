"""Counts of terms: what is kept, what weighs twice, and that nothing hostile costs more than another text."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.desk.terms import MARKS, MOST, STEP, TITLE, dateline, names, shouted, stem, terms, words
from broadsheet.news import Article, Reading
from broadsheet.settings import Settings


def article(title="", text="", **fields):
    return Article("a", "https://a.example/", "a", title, text=text, **fields)


def plain_words(told):
    return [each for each in terms(told) if each[0][0] not in MARKS - {TITLE}]


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


@pytest.mark.parametrize(
    ("line", "agency"),
    [
        ("SALFORD (UW) — ", "UW"),
        ("LONDON (Reuters) - ", "Reuters"),
        ("(Reuters) - ", "Reuters"),
        ("MINSK, Belarus (AP) — ", "AP"),
        ("WASHINGTON, Jan 5 (Reuters) - ", "Reuters"),
        ("BERLIN/PARIS (Reuters) -\n", "Reuters"),
        ("HULL (PA Media) -- ", "PA Media"),
        ("PARIS, 3 mars (AFP) – ", "AFP"),
        ("Hamburg (dpa) - ", "dpa"),
        ("Des Moines, Iowa (CNN) ", "CNN"),
        ("TRENTON, N.J. — ", ""),
    ],
)
def test_a_dateline_and_the_agency_it_names_are_no_words_of_the_article(line, agency):
    text = f"{line}The ferry sank, a lifeboat crew told {agency or 'reporters'}."
    assert dateline(text) == (len(line), agency)
    plain = f"The ferry sank, a lifeboat crew told {'' if agency and ' ' not in agency else agency or 'reporters'}."
    assert plain_words(article("Ferry sinks", text)) == plain_words(article("Ferry sinks", plain))


@pytest.mark.parametrize(
    "text",
    ["The minister (Labour) - who", "A tunnel — the longest — is shut", "Sen. John McCain (R-AZ), who", "", "(", "A" * 9_000],
)
def test_what_is_no_dateline_stays(text):
    assert dateline(text) == (0, "")


@pytest.mark.parametrize("publisher", ["unionwire", "Union Wire", "www.unionwire.example", "The Union Wire"])
def test_the_publishers_own_name_does_not_count(publisher):
    told = Article(
        "a", "https://a.example/", publisher, "Ferry sinks | Union Wire", text="UnionWire's boat saw a ferry of the union."
    )
    counted = dict(terms(told))
    assert {"wire", "unionwire", "union wire", f"{TITLE}union"}.isdisjoint(counted)
    assert counted["union"] == 2


@pytest.mark.parametrize("publisher", ["", "x", "…", "y" * 100_000, "(["])
def test_any_publishers_name_will_do(publisher):
    assert dict(terms(Article("a", "https://a.example/", publisher, "Ferry sinks")))["ferry"] == 2


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


def test_a_number_with_a_point_stands_whole_in_title_and_lead():
    assert {"1.9", "1,200"} <= set(dict(terms(article("A bill of $1.9 trillion", "It costs 1,200 jobs."))))


def test_a_word_as_long_as_a_page_is_no_word():
    assert terms(article("x" * 390, "y" * 90_000)) == ()


def test_places_and_figures_follow_the_words():
    assert [term for term, _ in terms(article("Blast in Lyon kills 12"))][-3:] == ["@Lyon", "@FR", "#12 dead"]


def test_the_step_answers_in_order():
    batch = [Reading(article("Flood")), Reading(article("Strike"))]
    assert STEP.function(batch, Settings()) == [terms(r.article) for r in batch]
