"""A feed's hub: asked, verified, delivering, renewed, left; and polling slowed down meanwhile."""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import replace
from datetime import timedelta

import pytest

from broadsheet.news import Page
from broadsheet.press import hubs, polling
from broadsheet.press.archive.models import Article, Feed, HubSubscription, Publisher
from broadsheet.settings import Settings
from broadsheet.wire.fetch import Refused
from tests.press.archive.newsroom import NOW, publisher

PUBLIC = replace(Settings(), site=replace(Settings().site, address="https://paper.example"))
BODY = (
    b'<rss version="2.0"><channel><title>C</title><item><title>Tunnel open</title><link>https://courier.example/9</link>'
    b"<guid>9</guid><pubDate>Wed, 04 Mar 2026 11:55:00 GMT</pubDate></item></channel></rss>"
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def feed():
    publisher("courier")
    Feed.objects.update(hub="https://hub.example/", topic="https://courier.example/feed.xml", items_a_day=4.0, watched=2.0)
    return Feed.objects.get()


def subscribed(feed):
    hubs.to_ask(feed.pk, PUBLIC, NOW)
    row = HubSubscription.objects.get()
    asked = {"hub.mode": "subscribe", "hub.topic": row.topic, "hub.challenge": "echo", "hub.lease_seconds": "864000"}
    assert hubs.verify(row, asked, PUBLIC, NOW) == "echo"
    return HubSubscription.objects.select_related("feed__publisher").get()


def deliver(row, body=BODY, signature=None):
    own = hmac.new(row.secret.encode(), body, hashlib.sha256).hexdigest()
    return hubs.deliver(row, body, "application/rss+xml", f"sha256={own}" if signature is None else signature, NOW)


def test_a_hub_is_asked_once_and_verified(feed):
    asked, mode = hubs.to_ask(feed.pk, PUBLIC, NOW)
    assert (mode, asked.hub, asked.topic) == ("subscribe", "https://hub.example/", "https://courier.example/feed.xml")
    assert asked.callback.startswith("https://paper.example/hub/")
    assert len(asked.callback.rpartition("/")[2]) > 40
    assert hubs.to_ask(feed.pk, PUBLIC, NOW + timedelta(hours=1)) is None
    assert Feed.objects.get().pushed_until is None


def test_a_delivery_is_entered_as_a_poll_would_and_slows_polling(feed):
    row = subscribed(feed)
    assert deliver(row).new == 1
    assert deliver(row).new == 0
    kept = Feed.objects.get()
    assert Article.objects.get().title == "Tunnel open"
    assert (kept.pushed_until, kept.last_good, kept.newest) == (row.lease_until, NOW, NOW - timedelta(minutes=5))
    assert kept.items_a_day == pytest.approx(4.5)
    assert polling.health(kept).pushed_until == row.lease_until
    assert HubSubscription.objects.get().deliveries == 2


@pytest.mark.parametrize("signature", ["", "sha256=00", "sha1=" + "0" * 40])
def test_a_forged_delivery_leaves_nothing(feed, signature):
    assert deliver(subscribed(feed), signature=signature).new == 0
    assert not Article.objects.exists()
    assert Feed.objects.get().pushed_until is None


def test_what_comes_for_a_paused_feed_or_one_opted_out_or_after_its_lease_leaves_nothing(feed):
    row = subscribed(feed)
    Feed.objects.update(paused=True)
    assert deliver(HubSubscription.objects.select_related("feed__publisher").get()).new == 0
    Feed.objects.update(paused=False)
    Publisher.objects.update(opted_out=True)
    assert deliver(HubSubscription.objects.select_related("feed__publisher").get()).new == 0
    row.lease_until = NOW
    assert deliver(row).new == 0


def test_a_delivery_that_is_no_feed_is_told_of(feed):
    assert deliver(subscribed(feed), b"nothing").new == 0
    assert "no use" in HubSubscription.objects.get().why


def test_a_lease_is_renewed_in_time_and_its_end_carried_over(feed):
    deliver(subscribed(feed))
    assert hubs.to_ask(feed.pk, PUBLIC, NOW + timedelta(days=5)) is None
    later = NOW + timedelta(days=8)
    _, mode = hubs.to_ask(feed.pk, PUBLIC, later)
    row = HubSubscription.objects.get()
    assert (mode, row.state) == ("subscribe", "active")
    asked = {"hub.mode": "subscribe", "hub.topic": row.topic, "hub.challenge": "again", "hub.lease_seconds": "864000"}
    assert hubs.verify(row, asked, PUBLIC, later) == "again"
    assert Feed.objects.get().pushed_until == later + timedelta(days=10)


def test_a_feed_that_names_another_hub_leaves_the_first(feed):
    first = subscribed(feed)
    Feed.objects.update(hub="https://two.example/")
    asked, mode = hubs.to_ask(feed.pk, PUBLIC, NOW)
    assert (mode, asked.hub) == ("unsubscribe", "https://hub.example/")
    gone = {"hub.mode": "unsubscribe", "hub.topic": first.topic, "hub.challenge": "bye"}
    assert hubs.verify(HubSubscription.objects.get(), gone, PUBLIC, NOW) == "bye"
    asked, mode = hubs.to_ask(feed.pk, PUBLIC, NOW)
    assert (mode, asked.hub) == ("subscribe", "https://two.example/")
    assert asked.secret != first.secret
    assert HubSubscription.objects.count() == 1


class Hub:
    def __init__(self, refused=None):
        self.refused, self.sent = refused, []

    async def post(self, url, *, form):
        self.sent.append(form["hub.mode"])
        if self.refused:
            raise self.refused
        return Page(url, url, 202, "", b"", NOW)


async def at_once(function, *arguments):
    return function(*arguments)


def run(coroutine):
    """Runs what awaits nothing but `at_once`: the database stays in this thread."""
    with pytest.raises(StopIteration):
        coroutine.send(None)


def test_only_a_public_site_asks(feed, monkeypatch):
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
    hub = Hub()
    run(hubs.keep(hub, at_once, feed.pk, Settings(), NOW))
    assert hub.sent == []
    run(hubs.keep(hub, at_once, feed.pk, PUBLIC, NOW))
    assert hub.sent == ["subscribe"]


def test_a_hub_that_refuses_is_noted_and_asked_another_day(feed, monkeypatch):
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
    hub = Hub(Refused("status", "hub.example answered 403.", 403))
    run(hubs.keep(hub, at_once, feed.pk, PUBLIC, NOW))
    assert "answered 403" in HubSubscription.objects.get().why
    assert hubs.to_ask(feed.pk, PUBLIC, NOW + timedelta(hours=2)) is None
    assert hubs.to_ask(feed.pk, PUBLIC, NOW + timedelta(hours=25)) is not None
