"""How much of a text is quoted, and which words that takes."""

from dataclasses import replace

import pytest

from broadsheet.desk import quotation
from broadsheet.news import Article
from broadsheet.settings import Settings

SETTINGS = Settings()
TEXT = "One two three four five six seven eight nine ten."
ARTICLE = Article("a", "https://paper.example/a", "paper", "Count", text=TEXT)


@pytest.mark.parametrize(
    ("most", "shown"),
    [(100, TEXT), (12, "One two…"), (len(TEXT), TEXT), (len(TEXT) - 1, "One two three four five six seven eight nine…"),
     (1, "…"), (0, "")],
)  # fmt: skip
def test_an_excerpt_is_whole_words_within_its_characters(most, shown):
    assert quotation.excerpt(TEXT, most) == shown
    assert len(shown) <= most


def test_a_sentence_that_ends_at_the_cut_leaves_no_fourth_dot():
    assert quotation.excerpt("It burned, they said. Nobody was hurt there.", 24) == "It burned, they said…"


def test_a_page_that_asks_for_less_gets_less():
    assert quotation.characters(ARTICLE, SETTINGS) == SETTINGS.publish.excerpt_characters
    assert quotation.characters(replace(ARTICLE, snippet=12), SETTINGS) == 12
    assert quotation.characters(replace(ARTICLE, snippet=9_999), SETTINGS) == SETTINGS.publish.excerpt_characters
    assert quotation.excerpted(replace(ARTICLE, snippet=12), SETTINGS) == 2


def test_a_sentence_costs_only_what_lies_beyond_the_excerpt():
    start, end = TEXT.index("two"), TEXT.index("four") + 4
    assert [quotation.beyond(TEXT, start, end, taken) for taken in (0, 1, 3, 9)] == [3, 3, 1, 0]


def test_what_the_excerpt_took_is_not_left_and_a_free_text_has_no_bound():
    long = replace(ARTICLE, text=TEXT * 20)
    taken = quotation.excerpted(long, SETTINGS)
    assert quotation.left(long, SETTINGS) == SETTINGS.publish.verbatim_words - taken
    assert quotation.left(replace(long, rights="full"), SETTINGS) is None


def test_no_sentence_is_longer_than_a_page_lets_a_snippet_be():
    assert quotation.fits(ARTICLE, TEXT, SETTINGS)
    assert not quotation.fits(replace(ARTICLE, snippet=12), TEXT, SETTINGS)
    assert quotation.fits(replace(ARTICLE, snippet=12, rights="full"), TEXT, SETTINGS)
