"""The poll of a feed: asked with what is known of it, read, and what that makes of its health."""

from __future__ import annotations

import asyncio
import hashlib
import random
from dataclasses import dataclass, replace
from datetime import datetime

from broadsheet.news import Entry, Feed, Page
from broadsheet.settings import Settings
from broadsheet.wire.asked import max_age
from broadsheet.wire.feed_rights import Terms, terms
from broadsheet.wire.feeds import NotAFeed, Parsed, parse
from broadsheet.wire.fetch import Fetcher, Refused
from broadsheet.wire.health import Health, Outcome, after, due, moved
from broadsheet.wire.websub import named

__all__ = ["ACCEPT", "Health", "Outcome", "Polled", "after", "due", "indexed", "poll", "read"]

ACCEPT = "application/rss+xml, application/atom+xml, application/feed+json, application/xml;q=0.9, */*;q=0.5"


SITEMAPS = 3  # sitemaps of an index that are read in one poll: news stands in the newest, the rest is archive


@dataclass(frozen=True, slots=True)
class Polled:
    """A poll's result: the feed's health after it, its entries (none when nothing changed or it failed), its own title.

    `rights` is what it says of its entries' rights; None when nothing changed or it failed.
    `moved` is the address to ask from now on, when the feed's move has held for long enough; `rests` is the time until which
    its whole host asks, or needs, to be left alone.
    """

    health: Health
    entries: tuple[Entry, ...] = ()
    title: str = ""
    language: str = ""
    rights: Terms | None = None
    moved: str = ""
    rests: datetime | None = None


async def poll(fetcher: Fetcher, feed: Feed, health: Health, settings: Settings, now: datetime, zone: str = "UTC") -> Polled:
    """Ask a feed and read it; an expected failure is told in `health.why`, never raised. `zone` is its publisher's."""
    jitter = random.Random(f"{feed.url} {now.isoformat()}").random()  # noqa: S311 -- spreads load, guards nothing
    try:
        page = await fetcher.get(feed.url, etag=health.etag, last_modified=health.last_modified, accept=ACCEPT)
        digest = hashlib.sha256(page.body).hexdigest()
        if page.status == 304 or digest == health.body_hash:
            return _told(after(health, _same(health, page), settings, now, jitter), now)
        parsed = await asyncio.to_thread(parse, page, feed, now, zone)
        if parsed.sitemaps:
            parsed, digest = await indexed(fetcher, parsed, feed, now, zone)
            page = replace(page, headers=_without_validators(page))
            if digest == health.body_hash:
                return _told(after(health, _same(replace(health, etag="", last_modified=""), page), settings, now, jitter), now)
    except Refused as refused:
        outcome = Outcome("failed", refused.reason, wait=refused.retry_after, status=refused.status)
        told = after(health, outcome, settings, now, jitter)
        return Polled(told, rests=told.next_poll if _of_the_host(refused) else None)
    except NotAFeed as wrong:
        return Polled(after(health, Outcome("failed", wrong.reason), settings, now, jitter))
    told = after(health, read(health, page, parsed, digest, now), settings, now, jitter)
    return replace(_told(told, now), entries=parsed.entries, title=parsed.title, language=parsed.language, rights=terms(page))


async def indexed(fetcher: Fetcher, index: Parsed, feed: Feed, now: datetime, zone: str) -> tuple[Parsed, str]:
    """The news of an index's likeliest sitemaps as one feed, and the hash of it all. Raises NotAFeed when none has any.

    An index says when its sitemaps changed, if at all, by its own clock; so they are asked at every poll.
    """
    found: list[Parsed] = []
    digest, wrong = hashlib.sha256(), ""
    for address in index.sitemaps[:SITEMAPS]:
        try:
            page = await fetcher.get(address, accept=ACCEPT)
            digest.update(page.body)
            found.append(await asyncio.to_thread(parse, page, feed, now, zone))
        except (Refused, NotAFeed) as none:
            wrong = none.reason
    if not any(each.entries for each in found):
        asked = min(SITEMAPS, len(index.sitemaps))
        raise NotAFeed(f"It is an index of sitemaps; of the {asked} that were asked none has news ({wrong.rstrip('.')}).")
    entries = {entry.guid: entry for each in found for entry in each.entries}
    return replace(index, entries=tuple(entries.values()), sitemaps=()), digest.hexdigest()


def read(health: Health, page: Page, parsed: Parsed, digest: str, now: datetime) -> Outcome:
    """What a feed that was read means to the decider."""
    said = dict(page.headers)
    times = sorted(entry.published for entry in parsed.entries if entry.published and entry.published <= now)
    if len(times) > 3 and times[0] == times[-1]:
        times = []  # it stamps all its entries alike, with the time of its making
    fresh = tuple(time for time in times if health.newest is None or time > health.newest)
    many = len(fresh) if times else 1  # it changed, and does not say by how much
    hub, topic = named(page, parsed)
    listed = "1 entry" if len(parsed.entries) == 1 else f"{len(parsed.entries)} entries"
    return Outcome(
        "new",
        f"{listed}, {many} newer than the last poll." if health.last_good else f"{listed}.",
        etag=said.get("etag", ""),
        last_modified=said.get("last-modified", ""),
        body_hash=digest,
        fresh=many,
        length=len(times) or len(parsed.entries),
        span_days=(now - times[0]).total_seconds() / 86400 if len(times) > 1 else 0.0,
        asked=parsed.asked,
        fresh_for=max_age(said.get("cache-control", "")),
        times=fresh,
        moved=page.moved,
        hub=hub,
        topic=topic,
    )  # fmt: skip


def _same(health: Health, page: Page) -> Outcome:
    said = dict(page.headers)
    return Outcome(
        "same",
        "Nothing new.",
        etag=said.get("etag", health.etag),
        last_modified=said.get("last-modified", health.last_modified),
        fresh_for=max_age(said.get("cache-control", "")),
        moved=page.moved,
    )


def _told(health: Health, now: datetime) -> Polled:
    return Polled(health, moved=moved(health, now))


def _without_validators(page: Page) -> tuple[tuple[str, str], ...]:
    """An index's headers without what would let it answer 304 while its sitemaps change."""
    return tuple(each for each in page.headers if each[0] not in {"etag", "last-modified"})


def _of_the_host(refused: Refused) -> bool:
    """Whether a refusal speaks of the whole host: it asks us to wait, is overloaded, or cannot be reached."""
    return refused.status in {429, 503} or refused.retry_after is not None or refused.kind == "network"
