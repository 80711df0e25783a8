"""How a feed is, in a word and a sentence."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import QuerySet
from django.utils.timesince import timesince

from broadsheet.press.archive.models import Feed

WORDS = {"good": "Good", "failing": "Failing", "silent": "Silent", "late": "Late", "new": "Not polled yet", "paused": "Paused"}
SILENT = timedelta(hours=48)  # without one good poll; the longest time between two polls is twelve hours
LATE = timedelta(hours=1)  # past the time of its next poll: the loop is not running, or far behind


def health(feed: Feed, now: datetime) -> tuple[str, str]:
    """The word (a key of WORDS) and the sentence."""
    if feed.paused:
        return "paused", "An editor paused it."
    if feed.last_poll is None:
        return "new", "It waits for its first poll."
    good = f"the last good poll was {_ago(feed.last_good, now)}" if feed.last_good else "it never answered well"
    if feed.failures:
        return "failing", f"{feed.why or 'The last poll failed'}; {good}."
    if feed.last_good is None or feed.last_good < now - SILENT:
        return "silent", f"Nothing for long: {good}."
    if feed.next_poll is not None and feed.next_poll < now - LATE:
        return "late", f"Its next poll is overdue since {timesince(feed.next_poll, now, depth=1)}; {good}."
    return "good", f"{feed.why or 'Read'}; {good}."


def failing(feeds: QuerySet[Feed]) -> QuerySet[Feed]:
    """Feeds whose last poll failed."""
    return feeds.filter(paused=False, failures__gt=0)


def silent(feeds: QuerySet[Feed], now: datetime) -> QuerySet[Feed]:
    """Feeds that answer, or should, and have brought nothing good for long."""
    return feeds.filter(paused=False, failures=0, last_poll__isnull=False).exclude(last_good__gte=now - SILENT)


def _ago(moment: datetime | None, now: datetime) -> str:
    return f"{timesince(moment, now, depth=1)} ago" if moment is not None else "never"
