"""What a poll leaves behind, also when the feed was changed or deleted under it."""

from __future__ import annotations

import pytest

from broadsheet.press import polling
from broadsheet.press.archive.models import Article, Feed
from broadsheet.wire.poll import Health, Polled
from tests.press.archive.newsroom import NOW, entry, publisher

pytestmark = pytest.mark.django_db


@pytest.fixture
def feed():
    publisher("courier")
    return Feed.objects.get()


def test_entries_health_and_title_are_kept(feed):
    entered = polling.record(feed, Polled(Health(why="One entry."), (entry("courier", "a", "A"),), "Courier"), NOW)
    kept = Feed.objects.get()
    assert (entered.new, kept.why, kept.title) == (1, "One entry.", "Courier")


def test_an_editors_pause_and_title_during_a_poll_stay(feed):
    Feed.objects.update(paused=True, title="Desk")
    polling.record(feed, Polled(Health(why="Nothing new."), title="Courier"), NOW)
    assert (Feed.objects.get().paused, Feed.objects.get().title) == (True, "Desk")


def test_a_poll_that_pauses_its_feed_does(feed):
    polling.record(feed, Polled(Health(paused=True, why="Gone twice.")), NOW)
    assert Feed.objects.get().paused


def test_a_feed_deleted_during_its_poll_leaves_nothing(feed):
    Feed.objects.all().delete()
    assert polling.record(feed, Polled(Health(), (entry("courier", "a", "A"),)), NOW).new == 0
    assert not Article.objects.exists()


@pytest.mark.parametrize(("name", "longest"), [("etag", 300), ("last_modified", 100)])
def test_a_validator_too_long_to_be_kept_is_not_cut_short(feed, name, longest):
    for length, kept in ((longest, longest), (longest + 1, 0)):
        polling.record(feed, Polled(Health(**{name: "x" * length})), NOW)
        assert len(getattr(Feed.objects.get(), name)) == kept
