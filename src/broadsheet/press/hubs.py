"""Which hubs are asked for which feeds, what they verified, and what they bring: the database's side of WebSub."""

from __future__ import annotations

import secrets
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F

from broadsheet.news import Page
from broadsheet.press import polling
from broadsheet.press.archive.entries import Entered, enter
from broadsheet.press.archive.models import Feed, HubSubscription
from broadsheet.settings import Settings
from broadsheet.wire import websub
from broadsheet.wire.feeds import NotAFeed, Parsed, parse

PATH = "hub"  # our addresses for hubs stand below it
_KEPT = ("hub", "topic", "secret", "state", "asked_at", "lease_until", "lease_seconds", "why")

Database = Callable[..., Awaitable[Any]]


async def keep(door: websub.Door, database: Database, feed: int, settings: Settings, now: datetime) -> None:
    """Ask a feed's hub for what is due: a subscription, its renewal, its end. A hub may verify before it answers."""
    if not websub.reachable(settings.site.address):
        return
    asked: tuple[websub.Subscription, str] | None = await database(to_ask, feed, settings, now)
    if asked is None:
        return
    why = await websub.ask(door, *asked)
    if why:
        await database(refused, feed, why)


def to_ask(feed: int, settings: Settings, now: datetime) -> tuple[websub.Subscription, str] | None:
    """What a feed's hub is to be asked now, written down before it is; None when there is nothing."""
    row = Feed.objects.filter(pk=feed).first()
    if row is None:
        return None
    kept = HubSubscription.objects.filter(feed=row).first()
    mode = websub.wanted(_noun(kept, settings) if kept else None, row.hub, row.topic, now)
    if not mode:
        return None
    if mode == "unsubscribe" and kept:
        kept.state, kept.why = "ending", "The feed names this hub no longer."
    elif kept is None or (kept.hub, kept.topic) != (row.hub, row.topic):
        kept = _new(row, kept)
    if kept.state != "active" and mode == "subscribe":
        kept.state, kept.why = "asked", f"Its hub, {kept.hub}, was asked to bring what is new."
    kept.asked_at = now
    kept.save()
    if mode == "unsubscribe" or kept.state == "asked":
        Feed.objects.filter(pk=row.pk).update(pushed_until=None)
    return _noun(kept, settings), mode


def _new(row: Feed, kept: HubSubscription | None) -> HubSubscription:
    """A subscription that nobody knows of, in the place of an earlier one."""
    made = HubSubscription(
        feed=row, hub=row.hub, topic=row.topic, token=secrets.token_urlsafe(32), secret=secrets.token_hex(32)
    )
    made.pk = kept.pk if kept else None
    return made


def _noun(row: HubSubscription, settings: Settings) -> websub.Subscription:
    callback = f"{settings.site.address}/{PATH}/{row.token}"
    return websub.Subscription(**{name: getattr(row, name) for name in _KEPT}, callback=callback)


def refused(feed: int, why: str) -> None:
    """Note that a hub did not take a request; polling goes on as before, and the hub is asked again another day."""
    HubSubscription.objects.filter(feed=feed, state="asked").update(state="", why=why[:500])
    HubSubscription.objects.filter(feed=feed, state="active").update(why=why[:500])


def verify(row: HubSubscription, asked: Mapping[str, str], settings: Settings, now: datetime) -> str:
    """The challenge to echo to a hub; empty for an intent that is not ours."""
    verdict = websub.verified(_noun(row, settings), asked, now)
    if verdict.after is not None:
        told = verdict.after
        columns = {"state": told.state, "lease_until": told.lease_until, "lease_seconds": told.lease_seconds}
        HubSubscription.objects.filter(pk=row.pk, token=row.token).update(**columns, why=told.why[:500])
        if told.state == "active" and row.delivered_at:
            Feed.objects.filter(pk=row.feed_id).update(pushed_until=told.lease_until)
        elif told.state != "active":
            Feed.objects.filter(pk=row.feed_id).update(pushed_until=None)
    return verdict.challenge


def deliver(row: HubSubscription, body: bytes, content_type: str, signature: str, now: datetime) -> Entered:
    """Take in what a hub brought, as a poll would; nothing of it unless it is signed, asked for, and a feed."""
    feed = row.feed
    asked = row.state == "active" and row.lease_until is not None and row.lease_until > now
    if not asked or feed.paused or feed.publisher.opted_out or not websub.signed(row.secret, body, signature):
        return Entered(0, 0)
    page = Page(feed.url, feed.url, 200, content_type, body, now)
    try:
        parsed = parse(page, polling.noun(feed), now, feed.publisher.timezone)
    except NotAFeed as wrong:
        HubSubscription.objects.filter(pk=row.pk).update(why=f"What its hub brought last is of no use. {wrong.reason}"[:500])
        return Entered(0, 0)
    return _taken(row, feed, parsed, now)


def _taken(row: HubSubscription, feed: Feed, parsed: Parsed, now: datetime) -> Entered:
    with transaction.atomic():
        entered = enter(feed, parsed.entries, now)
        times = [each.published for each in parsed.entries if each.published and each.published <= now]
        fresh = [time for time in times if feed.newest is None or time > feed.newest]
        rate = (
            feed.items_a_day + len(fresh) / feed.watched if feed.items_a_day is not None and feed.watched else feed.items_a_day
        )
        why = f"Its hub brought {len(parsed.entries)} entries, {entered.new} of them new."
        Feed.objects.filter(pk=feed.pk).update(
            pushed_until=row.lease_until,
            newest=max(fresh, default=feed.newest),
            items_a_day=rate,
            last_good=now,
            failures=0,
            why=why,
        )
        HubSubscription.objects.filter(pk=row.pk).update(delivered_at=now, deliveries=F("deliveries") + 1)
    return entered
