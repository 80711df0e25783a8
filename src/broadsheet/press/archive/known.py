"""Whether a feed's entry is an article that we have: by its guid in the feed, or by its content under another."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from broadsheet import news
from broadsheet.press.archive.models import Article, Feed

LOOK_BACK = timedelta(days=30)  # within which an entry under another guid and address is known by its content


def by_guid(feed: Feed, entries: Iterable[news.Entry]) -> dict[str, Article]:
    """The feed's articles that have these entries' guids."""
    guids = [entry.guid[:1000] for entry in entries if entry.guid]
    rows = Article.objects.filter(feed=feed, guid__in=guids).only("id", "guid", "title", "published", "url", "entry")
    return {row.guid: row for row in rows}


def by_content(feed: Feed, entries: Collection[news.Entry], now: datetime) -> dict[str, Article]:
    """The feed's articles that have these entries' titles, by those; as far back as the entries are dated, at most so far."""
    titles = [entry.title for entry in entries if entry.title]
    oldest = min((entry.published for entry in entries if entry.published), default=now)
    since = max(oldest, now - LOOK_BACK) - timedelta(days=1)
    recent = Article.objects.filter(publisher_id=feed.publisher_id, when__gte=since, feed=feed, entry__title__in=titles)
    rows = recent.only("id", "guid", "title", "published", "url", "entry").order_by("when")
    return {row.entry.get("title", ""): row for row in rows}


def same(row: Article | None, entry: news.Entry, *, whole: bool = False) -> bool:
    """Whether a row is this entry under another address: by a guid one thing in common is enough, else the `whole` of it."""
    if row is None:
        return False
    told = row.entry
    if not told and not whole:
        return True  # what its feed said is kept no longer
    titled = told.get("title") == entry.title
    dated = entry.published is not None and told.get("published") == entry.published.isoformat()
    if whole:
        return titled and bool(entry.summary) and told.get("summary") == entry.summary and (dated or entry.published is None)
    return titled or dated


def keyed(entry: news.Entry, guided: Mapping[str, Article]) -> news.Entry:
    """The entry under its address where its guid is another article's."""
    return replace(entry, guid=entry.url or entry.guid) if entry.guid[:1000] in guided else entry


def renamed(row: Article, entry: news.Entry, guided: Mapping[str, Article]) -> Article:
    """The row under its entry's present guid, or under its address where another article has that one."""
    row.guid = row.url[:1000] if entry.guid[:1000] in guided else entry.guid[:1000]
    return row
