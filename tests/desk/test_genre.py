"""Genres are told from labels, addresses, headlines and the text's own words."""

import pytest

from broadsheet.news import GENRES
from tests.desk.wire_copy import article, judged, read


def genre(title, text="", **fields):
    (reading,) = read([article(title, text, **fields)], "language", "genre")
    return reading.genre


def test_the_cases():
    wrong = [(c["title"], r.genre) for c, r in judged("genre", "language", "genre") if r.genre.value != c["genre"]]
    assert len(wrong) <= 2, wrong  # .95; issue 5 asks .9 of a larger set


def test_every_genre_has_cases():
    assert {case["genre"] for case, _ in judged("genre", "language", "genre")} == set(GENRES)


@pytest.mark.parametrize("declared", [g for g in GENRES if g != "news"])
def test_what_the_page_declares_is_believed(declared):
    assert genre("The flood wall", "It is high.", genre=declared).value == declared


def test_someone_elses_opinion_is_news():
    text = "“I think it is time to go,” she said. “In my view we must not wait. I believe it.”"
    assert genre("Mayor calls for bypass", text).value == "news"


def test_why_names_the_sign():
    assert genre("Opinion: Wait", "I believe so.").why == "'Opinion' in its headline; it says 'I believe'"


def test_doubt_is_said():
    judgement = genre("The wall", "I think it is high.")
    assert judgement.value == "news"
    assert "opinion" in judgement.why
    assert judgement.score < 1
