"""Which rows an editor means by a few words."""

import pytest

from broadsheet.press.archive.models import Article, Story
from broadsheet.press.newsdesk.finding import articles_titled, stories_saying
from tests.press.newsdesk.paper import told

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("words", ['tunnel "pump', "tunnel*", "tunnel NEAR pump", "(", "headline:tunnel", "'; DROP TABLE x"])
def test_no_words_break_the_search(words):
    told("Tunnel closed after pump fails")
    list(stories_saying(words, Story.objects.all()))
    list(articles_titled(words, Article.objects.all()))


def test_a_story_is_found_by_its_id():
    story = told("Tunnel closed after pump fails")
    assert stories_saying(story.pk, Story.objects.all()).get() == story
