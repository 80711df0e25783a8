"""A sentence that is no article's own stands only on a sentence that has all of it."""

from __future__ import annotations

import pytest

from broadsheet.desk.borne_out import borne_out
from broadsheet.news import Article

TEXT = """A pump failed on Wednesday and flood water closed the Humber tunnel at Hull. About 4,000 vehicles use it each hour.

Engineers did not expect to reopen a lane before Friday. Police said Karl Denning was arrested near the tunnel on Thursday.

“We are pumping as fast as we can,” said Ruth Calder. Anna Lowe thanked Karl Denning for his help with two crews."""
ARTICLE = Article("a", "https://p.example/a", "paper", "Humber tunnel at Hull closed by flood", text=TEXT)


def stands(text, *articles, language="en"):
    return borne_out(text, articles or (ARTICLE,), language).value


@pytest.mark.parametrize(
    "text",
    [
        "Flood water closed the Humber tunnel at Hull",
        "A pump failed and flood water closed the Humber tunnel at Hull on Wednesday.",
        "About 4,000 vehicles use it each hour.",
        "Engineers did not expect to reopen a lane before Friday.",
        "Police said Karl Denning was arrested near the tunnel.",
        "Ruth Calder said: “We are pumping as fast as we can.”",
        "Anna Lowe thanked Karl Denning for his help.",
    ],
)
def test_what_a_sentence_has_stands(text):
    assert stands(text)


@pytest.mark.parametrize(
    "text",
    [
        "A pump failed and flood water closed the Humber tunnel at Leeds on Wednesday.",
        "About 5,000 vehicles use it each hour.",
        "Engineers did expect to reopen a lane before Friday.",
        "Engineers expect to reopen a lane before Friday.",
        "Karl Denning was arrested near the tunnel on Thursday.",
        "Police said Karl Denning was charged near the tunnel on Thursday.",
        "Police said Karl Denning was not arrested near the tunnel.",
        "Police said Ruth Calder was arrested near the tunnel on Thursday.",
        "Karl Denning thanked Anna Lowe for his help with two crews.",
        "Anna Lowe thanked Karl Denning for his help with three crews.",
        "“We are pumping as slowly as we can,” said Ruth Calder.",
        "“We are pumping as fast as we can,” said Anna Lowe.",
        "A meteor fell on Vienna.",
    ],
)
def test_a_changed_number_name_speaker_quote_or_negation_does_not(text):
    assert not stands(text)


def test_sentences_of_two_articles_are_not_joined():
    other = Article("b", "https://q.example/b", "other", "Opera", text="Lotte Anders leads the Vienna opera.")
    assert not stands("Lotte Anders closed the Humber tunnel at Hull", ARTICLE, other)


def test_a_language_without_lists_is_refused():
    assert not stands("Humber tunnel at Hull closed by flood", language="tr")
    assert stands("Humber tunnel at Hull closed by flood")
