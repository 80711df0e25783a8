"""How a feed is, in a word and a sentence."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import QuerySet
from django.utils.timesince import timesince

from broadsheet.press.archive.models import Feed, HubSubscription
from broadsheet.wire.rate import in_words

WORDS = {
    "good": "Good",
    "failing": "Failing",
    "silent": "Silent",
    "late": "Late",
    "new": "Not polled yet",
    "paused": "Paused",
    "opted out": "Opted out",
}
PAUSES = (
    "it is paused; lift that when it has a new address.",
    "so this one is paused.",
)  # as a poll ends its own
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
SILENT = timedelta(hours=48)  # without one good poll; the longest time between two polls is twelve hours
LATE = timedelta(hours=1)  # past the time of its next poll: the loop is not running, or far behind


def health(feed: Feed, now: datetime) -> tuple[str, str]:
    """The word (a key of WORDS) and the sentence."""
    if resting := _resting(feed):
        return resting
    if feed.last_poll is None:
        return "new", "It waits for its first poll."
    good = f"the last good poll was {_ago(feed.last_good, now)}" if feed.last_good else "it never answered well"
    why = feed.why.rstrip(".")
    if feed.failures:
        return "failing", f"{why or 'The last poll failed'}; {good}."
    if feed.last_good is None or feed.last_good < now - SILENT:
        return "silent", f"Nothing for long: {good}."
    if feed.next_poll is not None and feed.next_poll < now - LATE:
        return "late", f"Its next poll is overdue since {timesince(feed.next_poll, now, depth=1)}; {good}."
    return "good", f"{why or 'Read'}; {good}."


def _resting(feed: Feed) -> tuple[str, str] | None:
    if feed.publisher_id and feed.publisher.opted_out:
        return "opted out", "Its publisher opted out, so it is not polled."
    if feed.paused:
        return "paused", feed.why if feed.why.endswith(PAUSES) else "An editor paused it."
    return None


def facts(feed: Feed) -> list[str]:
    """What else is known of a feed, a sentence each: its hours, what it asks, where it has moved, its hub."""
    told = []
    if hours := in_words(tuple(feed.rhythm)):
        told.append(f"What it brings comes {hours}.")
    if feed.skip_hours or feed.skip_days:
        skipped = [f"{hour} h" for hour in feed.skip_hours] + [DAYS[day] for day in feed.skip_days]
        told.append(f"It asks not to be polled at {', '.join(skipped)} (UTC).")
    if feed.moved_to and feed.moved_since:
        told.append(f"Since {feed.moved_since:%d %B} it leads to {feed.moved_to}, on {feed.moved_polls} polls in a row.")
    if feed.former:
        told.append(f"It was at {feed.former[-1]} before.")
    subscription = HubSubscription.objects.filter(feed=feed).first() if feed.pk else None
    if subscription is not None and subscription.why:
        told.append(subscription.why)
    elif feed.hub:
        told.append(f"It names a hub, {feed.hub}; a site without a public https address cannot subscribe there.")
    if feed.pushed_until:
        told.append("While its hub delivers, it is polled only for a check.")
    return told


def failing(feeds: QuerySet[Feed]) -> QuerySet[Feed]:
    """Feeds whose last poll failed."""
    return feeds.filter(paused=False, publisher__opted_out=False, failures__gt=0)


def silent(feeds: QuerySet[Feed], now: datetime) -> QuerySet[Feed]:
    """Feeds that answer, or should, and have brought nothing good for long."""
    polled = feeds.filter(paused=False, publisher__opted_out=False, failures=0, last_poll__isnull=False)
    return polled.exclude(last_good__gte=now - SILENT)


def _ago(moment: datetime | None, now: datetime) -> str:
    return f"{timesince(moment, now, depth=1)} ago" if moment is not None else "never"
