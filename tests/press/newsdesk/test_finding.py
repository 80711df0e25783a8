"""Which rows an editor means by a few words."""

import pytest

from broadsheet.press.archive.models import Article, Publisher, Story
from broadsheet.press.newsdesk.finding import articles_titled, stories_saying
from tests.press.newsdesk.paper import told

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ('tunnel "pump', True),
        ("tunnel*", True),
        ("pump tunn", True),
        ("tunnel NEAR pump", False),
        ("(", False),
        ("headline:tunnel", False),
        ("'; DROP TABLE x", False),
    ],
)
def test_no_words_are_operators(words, found):
    story = told("Tunnel closed after pump fails")
    assert list(stories_saying(words, Story.objects.all())) == [story] * found
    assert list(articles_titled(words, Article.objects.all())) == []


def test_articles_are_found_by_title_and_address():
    told("Tunnel closed after pump fails")
    article = Article.objects.get()
    assert list(articles_titled("after PUMP", Article.objects.all())) == [article]
    assert list(articles_titled(article.url, Article.objects.all())) == [article]


def test_a_story_is_found_by_who_tells_it():
    story = told("Tunnel closed after pump fails", 2)
    Publisher.objects.filter(slug="outlet-1").update(name="The Hull Post")
    for words in ("outlet-0", "the hull post "):
        assert list(stories_saying(words, Story.objects.all())) == [story]


def test_a_story_is_found_by_its_id():
    story = told("Tunnel closed after pump fails")
    assert stories_saying(story.pk, Story.objects.all()).get() == story
