"""Which feeds are due, how a poll went, and when the next one is: a pure decider, and the poll around it."""

from __future__ import annotations

import asyncio
import hashlib
import math
import random
import re
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from broadsheet.news import Entry, Feed, Page
from broadsheet.settings import Settings
from broadsheet.wire.feed_rights import Terms, terms
from broadsheet.wire.feeds import NotAFeed, Parsed, parse
from broadsheet.wire.fetch import Fetcher, Refused

ACCEPT = "application/rss+xml, application/atom+xml, application/feed+json, application/xml;q=0.9, */*;q=0.5"

_MEMORY = 1.0  # days over which a feed's observed rate fades: a night without news must not make a morning late
_PER_ITEM = 2.0  # polls for each item that a feed is expected to bring
_FIRST = 30.0  # minutes to the second poll of a feed that told nothing of its rate
_GONE = 2  # 410s in a row that pause a feed
_PATIENCE = 8  # failures in a row after which the wait no longer grows
_MAX_AGE = re.compile(r"max-age\s*=\s*(\d{1,9})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Health:
    """What is known of a feed between two polls.

    `failures` counts those in a row, `items_a_day` is the smoothed observed rate (None before a second look),
    `paused` feeds are not polled until someone lifts it, `why` says in words how the last poll went.
    """

    etag: str = ""
    last_modified: str = ""
    body_hash: str = ""
    next_poll: datetime | None = None
    last_poll: datetime | None = None
    last_good: datetime | None = None
    failures: int = 0
    items_a_day: float | None = None
    paused: bool = False
    why: str = "not polled yet"


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one poll went, as the decider sees it.

    `kind` is `new` (read), `same` (304 or the same bytes) or `failed`; `fresh` counts entries newer than the last good
    poll, `span_days` is the time that the feed's dated entries cover, for a first guess of its rate; `wait` is what a
    Retry-After asks in seconds, `ttl` what the feed or its Cache-Control asks in minutes.
    """

    kind: str
    why: str
    etag: str = ""
    last_modified: str = ""
    body_hash: str = ""
    fresh: int = 0
    entries: int = 0
    span_days: float = 0.0
    wait: float | None = None
    ttl: float | None = None
    status: int = 0


@dataclass(frozen=True, slots=True)
class Polled:
    """A poll's result: the feed's health after it, its entries (none when nothing changed or it failed), its own title.

    `rights` is what it says of its entries' rights; None when nothing changed or it failed.
    """

    health: Health
    entries: tuple[Entry, ...] = ()
    title: str = ""
    language: str = ""
    rights: Terms | None = None


def due(health: Health, now: datetime) -> bool:
    """Whether a feed is to be polled now."""
    return not health.paused and (health.next_poll is None or health.next_poll <= now)


def after(health: Health, outcome: Outcome, settings: Settings, now: datetime, jitter: float) -> Health:
    """The feed's health after a poll; `jitter` (0 to 1) spreads the next polls of feeds that went alike.

    A feed is polled about twice for each item that it is expected to bring, within the settings' shortest and longest
    time, never before its Retry-After; failures wait twice as long each time; 410 twice in a row pauses it.
    """
    if outcome.kind == "failed":
        return _failed(health, outcome, settings, now, jitter)
    rate = _rate(health, outcome, now)
    minutes = _within(_interval(rate), settings)
    minutes = max(minutes, min(outcome.ttl or 0.0, _longest_ttl(settings)))
    spread = minutes * (0.95 + 0.1 * jitter)
    return Health(
        etag=outcome.etag,
        last_modified=outcome.last_modified,
        body_hash=outcome.body_hash or health.body_hash,
        next_poll=now + max(timedelta(minutes=spread), timedelta(seconds=outcome.wait or 0.0)),
        last_poll=now,
        last_good=now,
        items_a_day=rate,
        why=outcome.why,
    )


def _failed(health: Health, outcome: Outcome, settings: Settings, now: datetime, jitter: float) -> Health:
    failures = health.failures + 1
    gone = outcome.status == 410 and failures >= _GONE and health.why.endswith(_GONE_ONCE)
    minutes = _within(settings.wire.min_minutes * 2 ** min(failures, _PATIENCE), settings)
    wait = max(timedelta(minutes=minutes * (0.75 + 0.5 * jitter)), timedelta(seconds=outcome.wait or 0.0))
    why = outcome.why
    if gone:
        why = f"{why} It said so twice, so it is paused; lift that when it has a new address."
    elif outcome.status == 410:
        why = f"{why}{_GONE_ONCE}"
    return replace(health, failures=failures, last_poll=now, next_poll=now + wait, paused=gone, why=why)


_GONE_ONCE = " If it says so again, it is paused."


def _rate(health: Health, outcome: Outcome, now: datetime) -> float | None:
    """Items a day: the last day or so of the past and what came since; at first what the entries' dates tell."""
    days = max((now - health.last_good).total_seconds(), 60.0) / 86400 if health.last_good else 0.0
    if health.items_a_day is None:
        guess = outcome.entries / max(outcome.span_days, 0.25) if outcome.entries > 1 and outcome.span_days else None
        return guess or (outcome.fresh / days if days else None)
    weight = 1 - math.exp(-days / _MEMORY)
    return (1 - weight) * health.items_a_day + weight * outcome.fresh / days if days else health.items_a_day


def _interval(rate: float | None) -> float:
    """Minutes between two polls of a feed of this rate."""
    if rate is None:
        return _FIRST
    return 24 * 60 / (_PER_ITEM * max(rate, 0.01))


def _within(minutes: float, settings: Settings) -> float:
    return min(max(minutes, settings.wire.min_minutes), settings.wire.max_minutes)


def _longest_ttl(settings: Settings) -> float:
    """A ttl is heard up to an hour: publishers leave old ones standing that would delay news by days."""
    return min(60.0, settings.wire.max_minutes)


async def poll(fetcher: Fetcher, feed: Feed, health: Health, settings: Settings, now: datetime, zone: str = "UTC") -> Polled:
    """Ask a feed and read it; an expected failure is told in `health.why`, never raised. `zone` is its publisher's."""
    jitter = random.Random(f"{feed.url} {now.isoformat()}").random()  # noqa: S311 -- spreads load, guards nothing
    try:
        page = await fetcher.get(feed.url, etag=health.etag, last_modified=health.last_modified, accept=ACCEPT)
    except Refused as refused:
        outcome = Outcome("failed", refused.reason, wait=refused.retry_after, status=refused.status)
        return Polled(after(health, outcome, settings, now, jitter))
    digest = hashlib.sha256(page.body).hexdigest()
    if page.status == 304 or digest == health.body_hash:
        return Polled(after(health, _same(health, page), settings, now, jitter))
    try:
        parsed = await asyncio.to_thread(parse, page, feed, now, zone)
    except NotAFeed as wrong:
        return Polled(after(health, Outcome("failed", wrong.reason), settings, now, jitter))
    outcome = _new(health, page, parsed, digest)
    said = terms(page)
    return Polled(after(health, outcome, settings, now, jitter), parsed.entries, parsed.title, parsed.language, said)


def _same(health: Health, page: Page) -> Outcome:
    said = dict(page.headers)
    return Outcome(
        "same",
        "Nothing new.",
        etag=said.get("etag", health.etag),
        last_modified=said.get("last-modified", health.last_modified),
        ttl=_max_age(said.get("cache-control", "")),
    )


def _new(health: Health, page: Page, parsed: Parsed, digest: str) -> Outcome:
    said = dict(page.headers)
    times = sorted(entry.published for entry in parsed.entries if entry.published)
    fresh = sum(1 for time in times if health.last_good and time > health.last_good)
    if not times and health.last_good:
        fresh = 1  # it changed, and does not say by how much
    span = (times[-1] - times[0]).total_seconds() / 86400 if len(times) > 1 else 0.0
    asked = [minutes for minutes in (parsed.ttl, _max_age(said.get("cache-control", ""))) if minutes]
    return Outcome(
        "new",
        f"{len(parsed.entries)} entries, {fresh} newer than the last poll."
        if health.last_good
        else f"{len(parsed.entries)} entries.",
        etag=said.get("etag", ""),
        last_modified=said.get("last-modified", ""),
        body_hash=digest,
        fresh=fresh,
        entries=len(times),
        span_days=span,
        ttl=max(asked, default=None),
    )


def _max_age(header: str) -> float | None:
    found = _MAX_AGE.search(header)
    return int(found[1]) / 60 if found else None
