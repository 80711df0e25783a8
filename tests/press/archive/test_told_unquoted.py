"""Of an allegation that one origin alone makes, readers see the headline and the link, and no word of the text."""

import pytest

from broadsheet.press.archive import catalogue, told
from broadsheet.press.archive.models import Article, Story
from broadsheet.press.archive.queries import cards
from tests.press.drafted import flood

pytestmark = pytest.mark.django_db


def shown(row):
    """Every text that is shown of the story's articles: its page, a card, its publishers' pages."""
    lines = [line for each in Article.objects.values_list("publisher", flat=True).distinct() for line in listed(each)]
    return [each.text for each in told.tellings(row.pk)], [cards([row.pk])[row.pk].text], [line.text for line in lines]


def listed(publisher):
    return catalogue.of_publisher(publisher, 20).lines


def test_nothing_of_its_text_is_shown_anywhere():
    row = flood()
    Article.objects.update(excerpt="Water closed it.", state="published", rights="excerpt")
    Story.objects.filter(pk=row.pk).update(outlets=1, summary=[], state="printed", headline_from=Article.objects.first())
    assert all(any(texts) for texts in shown(row)), "the story shows words while nothing speaks against it"
    Story.objects.filter(pk=row.pk).update(unquoted="an allegation, from one origin")
    assert not any(any(texts) for texts in shown(row))
