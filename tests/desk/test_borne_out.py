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
        "A pump failed on Friday and flood water closed the Humber tunnel at Hull.",
        "About 4,000 lorries use it each minute.",
        "A meteor fell on Vienna.",
    ],
)
def test_a_changed_number_name_speaker_quote_or_negation_does_not(text):
    assert not stands(text)


LONGER = Article(
    "c",
    "https://p.example/c",
    "paper",
    "Two fined",
    text="""Bo Ryle allegedly sold 5 million tonnes of ore to Al Finch on Monday, and Al Finch allegedly paid him on Tuesday.

The council said it was not told, its clerk said.""",
)


@pytest.mark.parametrize(
    "text",
    [
        "Bo Ryle sold 5 million tonnes of ore to Al Finch on Monday, and Al Finch allegedly paid him on Tuesday.",
        "Al Finch allegedly sold 5 million tonnes of ore to Bo Ryle on Monday, and Al Finch allegedly paid him on Tuesday.",
        "Bo Ryle allegedly sold 5 billion tonnes of ore to Al Finch on Monday, and Al Finch allegedly paid him on Tuesday.",
        "Bo Ryle allegedly sold 5 million tonnes of ore to Al Finch on Tuesday, and Al Finch allegedly paid him on Tuesday.",
        "The council said it was not told.",
    ],
)
def test_each_doubt_each_speaker_each_unit_and_who_does_what_must_be_there(text):
    assert not stands(text, LONGER)


@pytest.mark.parametrize(
    "text",
    [
        "Bo Ryle allegedly sold 5 million tonnes of ore to Al Finch on Monday, and Al Finch allegedly paid him on Tuesday.",
        "The council said it wasn’t told, its clerk said.",
    ],
)
def test_the_same_typed_otherwise_stands(text):
    assert stands(text, LONGER)


def test_sentences_of_two_articles_are_not_joined():
    other = Article("b", "https://q.example/b", "other", "Opera", text="Lotte Anders leads the Vienna opera.")
    assert not stands("Lotte Anders closed the Humber tunnel at Hull", ARTICLE, other)


def test_a_language_without_lists_is_refused():
    assert not stands("Humber tunnel at Hull closed by flood", language="tr")
    assert stands("Humber tunnel at Hull closed by flood")
