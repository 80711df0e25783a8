"""Who was heard since a story began: nobody who is down, not followed, or not to be read is called silent."""

from __future__ import annotations

import pytest

from broadsheet.press.archive import told
from broadsheet.press.archive.heard import unseen
from broadsheet.press.archive.models import Article, Feed, NearMiss, Publisher, Story, Telling
from tests.press.factories import NOW, article, hours_ago, story

pytestmark = pytest.mark.django_db


@pytest.fixture
def row():
    """A story that three tell since six hours ago, while "quiet" printed something else two hours ago."""
    made = story(*(article(f"Crane falls, says {name}", name, 6) for name in ("one", "two", "three")))
    article("Something else", "quiet", 2)
    Feed.objects.update(last_good=hours_ago(0.1))
    return told.found(made.pk)


def names(row, now=NOW):
    found = unseen(row, told.tellings(row.pk), now)
    return None if found is None else [each.slug for each in found.unseen]


def test_an_outlet_that_was_heard_and_does_not_tell_it_is_named(row, django_assert_num_queries):
    tellings = told.tellings(row.pk)
    with django_assert_num_queries(1):
        found = unseen(row, tellings, NOW)
    assert [each.slug for each in found.unseen] == ["quiet"]
    assert (found.heard, found.telling, found.since) == (4, 3, row.first_seen)


@pytest.mark.parametrize(
    "apart",
    [
        lambda: Feed.objects.filter(publisher="quiet").update(last_good=hours_ago(30)),
        lambda: Feed.objects.filter(publisher="quiet").update(last_good=None),
        lambda: Feed.objects.filter(publisher="quiet").update(paused=True),
        lambda: Feed.objects.filter(publisher="quiet").delete(),
        lambda: Article.objects.filter(publisher="quiet").update(when=hours_ago(7)),
        lambda: Article.objects.filter(publisher="quiet").update(state="wanted"),
        lambda: Article.objects.filter(publisher="quiet").update(state="dropped", rights="none"),
        lambda: Publisher.objects.filter(slug="quiet").update(opted_out=True),
        lambda: article("What we may not read", "quiet", 1, state="dropped", rights="none"),
    ],
    ids=[
        "down",
        "never answered",
        "paused",
        "not followed",
        "printed nothing",
        "not read",
        "may not be",
        "opted out",
        "in part",
    ],
)
def test_who_was_not_heard_is_not_silent(row, apart):
    assert names(row) == ["quiet"]
    apart()
    assert names(row) is None


@pytest.mark.parametrize("hidden", [{"rights": "none"}, {"state": "held"}])
def test_who_tells_it_unseen_is_neither_listed_nor_silent(row, hidden):
    Article.objects.filter(publisher="two").update(**hidden)
    article("Something else by two", "two", 1)
    found = unseen(row, told.tellings(row.pk), NOW)
    assert (found.heard, found.telling, [each.slug for each in found.unseen]) == (3, 2, ["quiet"])


def test_a_near_miss_is_marked(row):
    NearMiss.objects.create(article=Article.objects.get(publisher="quiet"), story=row, score=4000, at=NOW)
    found = unseen(row, told.tellings(row.pk), NOW)
    assert [each.slug for each in found.near] == ["quiet"]


def test_a_young_story_or_one_of_two_origins_says_nothing(row, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert unseen(row, (), hours_ago(4)) is None
        assert unseen(Story(origins=2, first_seen=hours_ago(9)), (), NOW) is None
    assert Telling.objects.count() == 3
