"""Which feeds are due, and what a poll leaves behind in the archive."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django.db import transaction
from django.db.models import Q

from broadsheet import news
from broadsheet.press.archive import rulings
from broadsheet.press.archive.entries import Entered, enter
from broadsheet.press.archive.models import Feed
from broadsheet.wire.poll import Health, Polled

HEALTH = (
    "etag", "last_modified", "body_hash", "next_poll", "last_poll", "last_good", "failures", "items_a_day", "paused", "why",
    "watched", "rhythm", "newest", "skip_hours", "skip_days", "moved_to", "moved_since", "moved_polls", "hub", "topic",
    "pushed_until",
)  # fmt: skip
_TUPLES = frozenset({"rhythm", "skip_hours", "skip_days"})  # JSON has lists
_SPREAD = 97  # by how many parts of a host's rest its feeds come back one after another
FORMER = 10  # addresses that are remembered of a feed
RECURRING = 2  # polls in a row with new guids for known entries that are called a habit

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
    columns: dict[str, Any] = {name: getattr(row, name) for name in HEALTH}
    columns |= {name: tuple(columns[name]) for name in _TUPLES}
    return Health(**columns)


def record(row: Feed, polled: Polled, now: datetime) -> Entered:
    """Keep what a poll found, its entries and the feed's health together; nothing of a feed that was deleted meanwhile.

    What an editor did to the feed during the poll stays: only the poll's own pause is written, no title over one, and
    nothing at all when its address was changed.
    """
    values = {name: getattr(polled.health, name) for name in HEALTH if name != "paused" or polled.health.paused}
    for name, longest in _LONGEST.items():  # a validator that is cut short would never match, so a long one is not kept
        values[name] = values[name] if len(values[name]) <= longest else ""
    kept = Feed.objects.filter(pk=row.pk, url=row.url)
    with transaction.atomic():
        if not kept.update(**values | {"why": polled.health.why[:500]}):
            return Entered(0, 0)
        if polled.rights is not None:
            kept.update(rights=rulings.feed_terms(polled.rights.licence, polled.rights.contents))
        if polled.title:
            kept.filter(title="").update(title=polled.title[:300])
        entered = enter(row, polled.entries, now)
        if polled.entries:
            _say_of_guids(row, polled, entered)
        if polled.rests:
            _rest(row, polled.rests, now)
        if polled.moved:
            _move(row, polled)
        return entered


def _say_of_guids(row: Feed, polled: Polled, entered: Entered) -> None:
    """Count the polls at which most of the known entries came under new guids, and say so when that is the feed's habit."""
    habit = row.reguided + 1 if entered.reguided * 2 > entered.known and entered.reguided > 2 else 0
    columns: dict[str, Any] = {"reguided": habit}
    if habit >= RECURRING:
        columns["why"] = f"{polled.health.why} Its guids change from poll to poll; entries are known by their addresses."[:500]
    if columns != {"reguided": row.reguided}:
        Feed.objects.filter(pk=row.pk).update(**columns)


def _rest(row: Feed, until: datetime, now: datetime) -> None:
    """Leave a host's other feeds alone until then, and let them come back one after another."""
    parts = urlsplit(row.url)
    host = f"{parts.scheme}://{parts.netloc}/"
    others = Feed.objects.filter(url__gte=host, url__lt=f"{host}\U0010ffff", next_poll__lt=until).exclude(pk=row.pk)
    rows = list(others.only("pk", "next_poll"))
    for each in rows:
        each.next_poll = until + (until - now) * (each.pk * 31 % _SPREAD) / _SPREAD / 4
    Feed.objects.bulk_update(rows, ["next_poll"])


def _move(row: Feed, polled: Polled) -> None:
    """Change the feed's address to where it has moved for good; where that is polled already, this one pauses."""
    kept = Feed.objects.filter(pk=row.pk)
    if Feed.objects.filter(url=polled.moved).exclude(pk=row.pk).exists():
        why = f"It has moved to {polled.moved}, which is polled already; so this one is paused."
        kept.update(paused=True, why=why[:500])
        return
    why = f"{polled.health.why.partition(' It says that it has moved')[0]} It has moved for good, from {row.url}."
    former = [*row.former, row.url][-FORMER:]
    kept.update(url=polled.moved, former=former, why=why[:500], moved_to="", moved_since=None, moved_polls=0)
