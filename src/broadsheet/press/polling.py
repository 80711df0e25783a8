"""Which feeds are due, and what a poll leaves behind in the archive."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from broadsheet import news
from broadsheet.press.archive.entries import Entered, enter
from broadsheet.press.archive.models import Feed
from broadsheet.wire.poll import Health, Polled

HEALTH = (
    "etag", "last_modified", "body_hash", "next_poll", "last_poll", "last_good", "failures", "items_a_day", "paused", "why",
)  # fmt: skip

_LONGEST = {"etag": 300, "last_modified": 100}  # characters that the database holds


def due(now: datetime, most: int, under_way: Iterable[int]) -> list[Feed]:
    """Feeds whose time has come, the longest due first."""
    rows = Feed.objects.filter(Q(next_poll=None) | Q(next_poll__lte=now), paused=False, publisher__opted_out=False)
    return list(rows.exclude(pk__in=list(under_way)).select_related("publisher").order_by("next_poll", "pk")[:most])


def noun(row: Feed) -> news.Feed:
    """The feed as the wire knows it."""
    language = row.language or row.publisher.language
    return news.Feed(row.url, row.publisher_id, row.title, row.section, language)


def health(row: Feed) -> Health:
    """Its health as the poller knows it."""
    return Health(**{name: getattr(row, name) for name in HEALTH})


def record(row: Feed, polled: Polled, now: datetime) -> Entered:
    """Keep what a poll found, its entries and the feed's health together; nothing of a feed that was deleted meanwhile.

    What an editor did to the feed during the poll stays: only the poll's own pause is written, and no title over one.
    """
    values = {name: getattr(polled.health, name) for name in HEALTH if name != "paused" or polled.health.paused}
    for name, longest in _LONGEST.items():  # a validator that is cut short would never match, so a long one is not kept
        values[name] = values[name] if len(values[name]) <= longest else ""
    kept = Feed.objects.filter(pk=row.pk)
    with transaction.atomic():
        if not kept.update(**values | {"why": polled.health.why[:500]}):
            return Entered(0, 0)
        if polled.title:
            kept.filter(title="").update(title=polled.title[:300])
        return enter(row, polled.entries, now)
