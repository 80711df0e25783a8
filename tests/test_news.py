"""What a story says of itself: how many outlets tell it, and how many in their own words."""

from __future__ import annotations

import pytest

from broadsheet.news import Article, Judgement, Reading, Story, Telling


def story(*told):
    """Of (publisher, genre, whose copy)."""
    tellings = []
    for number, (publisher, genre, copy_of) in enumerate(told):
        article = Article(f"a{number}", f"https://{publisher}.example/{number}", publisher, "A headline")
        judged = Judgement(genre, 0.9, "it says so") if genre else None
        tellings.append(Telling(Reading(article, genre=judged), copy_of or article.id, copy_of or None, 9_000, "near"))
    return Story("s", tuple(tellings))


@pytest.mark.parametrize(
    ("told", "origins"),
    [
        ((("one", "news", ""), ("two", "news", "")), 2),
        ((("one", "news", ""), ("one", "analysis", "")), 1),
        ((("one", "news", ""), ("two", "news", "a0")), 1),
        ((("one", "news", ""), ("two", "opinion", "")), 1),
        ((("one", None, ""), ("two", "opinion", ""), ("three", "opinion", "")), 1),
        ((("one", "opinion", ""), ("one", "news", "")), 1),
        ((("one", "opinion", ""), ("two", "opinion", "")), 2),
        ((("one", "opinion", ""), ("two", "news", "a0")), 1),
    ],
)
def test_an_opinion_is_no_origin_beside_a_report(told, origins):
    assert story(*told).origins == origins


def test_an_opinion_still_counts_as_an_outlet():
    assert story(("one", "news", ""), ("two", "opinion", "")).outlets == 2
