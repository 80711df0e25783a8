"""What a feed brought: new articles wanted, changed ones wanted again, known ones passed over."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from broadsheet import news
from broadsheet.press.archive.models import Article, Feed
from broadsheet.press.archive.rows import update

LOOK_BACK = timedelta(days=30)  # within which an entry under another guid and address is known by its content


@dataclass(frozen=True, slots=True)
class Entered:
    """How many entries were new, how many changed; of the `known` ones of this feed, how many came under another guid."""

    new: int
    changed: int
    known: int = 0
    reguided: int = 0


def enter(feed: Feed, entries: Sequence[news.Entry], now: datetime) -> Entered:
    """Write a poll's entries, each once: known by its guid in this feed, else by its address in any, else by its content.

    A guid that another article already has, with nothing in common, is no key: feeds number their places. An entry without
    an address is entered under its feed's and its guid: no page of it is ever asked for.
    """
    by_id = {news.article_id(_address(entry, feed)): entry for entry in reversed(entries) if entry.url or entry.guid}
    with transaction.atomic():
        known = Article.objects.defer("text").in_bulk(list(by_id))
        strangers = {name: entry for name, entry in by_id.items() if name not in known}
        guided = _by_guid(feed, by_id.values())
        same = _by_content(feed, strangers.values(), now) if strangers else {}
        fresh = [
            _row(name, _keyed(entry, guided), feed, now) for name, entry in strangers.items()
            if not _had(guided.get(entry.guid), entry) and not _had(same.get(entry.title), entry, whole=True)
        ]  # fmt: skip
        Article.objects.bulk_create(fresh, ignore_conflicts=True)
        changed = [_again(known[name], entry) for name, entry in by_id.items() if _differs(known.get(name), entry)]
        update(changed, ("entry", "version", "again", "attempts"))
        own = {name: row for name, row in known.items() if row.feed_id == feed.pk}
        renamed = [_renamed(row, by_id[name], guided) for name, row in own.items() if by_id[name].guid[:1000] != row.guid]
        update(renamed, ("guid",))
    return Entered(len(fresh), len(changed), len(own), len(renamed))


def _by_guid(feed: Feed, entries: Iterable[news.Entry]) -> dict[str, Article]:
    """The feed's articles that have these entries' guids."""
    guids = [entry.guid[:1000] for entry in entries if entry.guid]
    rows = Article.objects.filter(feed=feed, guid__in=guids).only("id", "guid", "title", "published", "url", "entry")
    return {row.guid: row for row in rows}


def _by_content(feed: Feed, entries: Collection[news.Entry], now: datetime) -> dict[str, Article]:
    """The feed's articles that have these entries' titles, by those; as far back as the entries are dated, at most so far."""
    titles = [entry.title for entry in entries if entry.title]
    oldest = min((entry.published for entry in entries if entry.published), default=now)
    since = max(oldest, now - LOOK_BACK) - timedelta(days=1)
    recent = Article.objects.filter(publisher_id=feed.publisher_id, when__gte=since, feed=feed, entry__title__in=titles)
    rows = recent.only("id", "guid", "title", "published", "url", "entry").order_by("when")
    return {row.entry.get("title", ""): row for row in rows}


def _had(row: Article | None, entry: news.Entry, *, whole: bool = False) -> bool:
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


def _keyed(entry: news.Entry, guided: Mapping[str, Article]) -> news.Entry:
    """The entry under its address where its guid is another article's."""
    return replace(entry, guid=entry.url or entry.guid) if entry.guid[:1000] in guided else entry


def _renamed(row: Article, entry: news.Entry, guided: Mapping[str, Article]) -> Article:
    """The row under its entry's present guid, or under its address where another article has that one."""
    row.guid = row.url[:1000] if entry.guid[:1000] in guided else entry.guid[:1000]
    return row


def entry_of(row: Article) -> news.Entry:
    """The entry as the feed gave it."""
    kept: dict[str, Any] = dict(row.entry)
    kept["published"] = datetime.fromisoformat(kept["published"]) if kept.get("published") else None
    for name in ("authors", "categories"):
        kept[name] = tuple(kept.get(name) or ())
    return news.Entry(**kept)


def _address(entry: news.Entry, feed: Feed) -> str:
    """As `wire.extract.from_entry` has it."""
    return entry.url or f"{feed.url}#{entry.guid}"


def _row(name: str, entry: news.Entry, feed: Feed, now: datetime) -> Article:
    when = min(entry.published, now) if entry.published else now
    return Article(
        id=name, url=_address(entry, feed), publisher_id=feed.publisher_id, feed=feed, guid=entry.guid[:1000],
        entry=_plain(entry), title=entry.title[:1000], published=entry.published, dated=entry.dated, seen=now, when=when,
        reason="in the feed, page not read yet",
    )  # fmt: skip


def _plain(entry: news.Entry) -> dict[str, Any]:
    kept = asdict(entry)
    kept["published"] = entry.published.isoformat() if entry.published else None
    return kept


def _differs(row: Article | None, entry: news.Entry) -> bool:
    if row is None or row.state in {"wanted", "read", "dropped"} or row.feed_id is None or row.entry.get("feed") != entry.feed:
        return False
    return (row.entry.get("title"), row.entry.get("summary")) != (entry.title, entry.summary)


def _again(row: Article, entry: news.Entry) -> Article:
    """Read it once more; what is printed of it stays until the new text has been read and judged."""
    row.entry, row.version, row.again, row.attempts = _plain(entry), row.version + 1, True, 0
    return row
