"""What a poll leaves behind, also when the feed was changed or deleted under it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

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


def test_what_is_known_of_a_feed_comes_back_as_it_was(feed):
    known = Health(
        etag="e", items_a_day=2.5, watched=3.0, rhythm=(1.0,) * 31, newest=NOW, skip_hours=(1, 2), skip_days=(6,),
        moved_to="https://new.example/", moved_since=NOW, moved_polls=2, hub="https://h.example/", topic="t", pushed_until=NOW,
        next_poll=NOW, last_poll=NOW, last_good=NOW, why="Nothing new.",
    )  # fmt: skip
    polling.record(feed, Polled(known), NOW)
    assert polling.health(Feed.objects.get()) == known


def test_a_feed_that_has_moved_is_asked_at_its_new_address_and_the_old_one_remembered(feed):
    old, new = feed.url, "https://courier.example/new.xml"
    polling.record(feed, Polled(Health(why="Nothing new.", moved_to=new, moved_polls=3), moved=new), NOW)
    kept = Feed.objects.get()
    assert (kept.url, kept.former, kept.moved_to) == (new, [old], "")
    assert kept.why == f"Nothing new. It has moved for good, from {old}."


def test_a_feed_that_has_moved_to_one_that_is_polled_already_pauses(feed):
    new = "https://courier.example/new.xml"
    Feed.objects.create(url=new, publisher=feed.publisher)
    polling.record(feed, Polled(Health(), moved=new), NOW)
    kept = Feed.objects.get(pk=feed.pk)
    assert kept.paused
    assert "polled already" in kept.why


def test_a_host_that_wants_rest_is_left_alone_with_all_its_feeds(feed):
    soon, until = NOW + timedelta(minutes=1), NOW + timedelta(hours=2)
    for name in ("a", "b"):
        Feed.objects.create(url=f"https://courier.example/{name}", publisher=feed.publisher, next_poll=soon)
    Feed.objects.create(url="https://courier.example.org/", publisher=feed.publisher, next_poll=soon)
    polling.record(feed, Polled(Health(next_poll=until), rests=until), NOW)
    times = list(Feed.objects.exclude(pk=feed.pk).order_by("url").values_list("next_poll", flat=True))
    assert times[0] == soon
    assert all(until <= time < until + timedelta(minutes=31) for time in times[1:])
    assert times[1] != times[2]


def test_guids_that_change_from_poll_to_poll_are_noticed_in_words(feed):
    said = [entry("courier", name, name) for name in "abcd"]
    for number in range(4):
        brought = tuple(replace(each, guid=f"{each.guid}-{number}") for each in said)
        polling.record(Feed.objects.get(), Polled(Health(why="4 entries."), brought), NOW)
    assert Article.objects.count() == 4
    assert "guids change from poll to poll" in Feed.objects.get().why
    polling.record(Feed.objects.get(), Polled(Health(why="4 entries."), brought), NOW)
    assert Feed.objects.get().why == "4 entries."


@pytest.mark.parametrize(("name", "longest"), [("etag", 300), ("last_modified", 100)])
def test_a_validator_too_long_to_be_kept_is_not_cut_short(feed, name, longest):
    for length, kept in ((longest, longest), (longest + 1, 0)):
        polling.record(feed, Polled(Health(**{name: "x" * length})), NOW)
        assert len(getattr(Feed.objects.get(), name)) == kept
