"""What a feed brought: new articles wanted, changed ones wanted again, known ones passed over."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from broadsheet import news
from broadsheet.press.archive.models import Article, Feed
from broadsheet.press.archive.rows import update


@dataclass(frozen=True, slots=True)
class Entered:
    """How many entries were new, how many changed."""

    new: int
    changed: int


def enter(feed: Feed, entries: Sequence[news.Entry], now: datetime) -> Entered:
    """Write a poll's entries, each address once, whichever feed brought it; a guid that moved to another address is known.

    An entry without an address is entered under its feed's and its guid: no page of it is ever asked for.
    """
    by_id = {news.article_id(_address(entry, feed)): entry for entry in reversed(entries) if entry.url or entry.guid}
    with transaction.atomic():
        known = Article.objects.defer("text").in_bulk(list(by_id))
        guids = [entry.guid for entry in by_id.values() if entry.guid]
        moved = set(Article.objects.filter(feed=feed, guid__in=guids).values_list("guid", flat=True))
        fresh = [
            _row(name, entry, feed, now) for name, entry in by_id.items()
            if name not in known and (not entry.guid or entry.guid not in moved)
        ]  # fmt: skip
        Article.objects.bulk_create(fresh, ignore_conflicts=True)
        changed = [_again(known[name], entry) for name, entry in by_id.items() if _differs(known.get(name), entry)]
        update(changed, ("entry", "version", "again", "attempts"))
    return Entered(len(fresh), len(changed))


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
    if row.rights == "link":
        return row.entry.get("title") != entry.title  # its summary was not kept
    return (row.entry.get("title"), row.entry.get("summary")) != (entry.title, entry.summary)


def _again(row: Article, entry: news.Entry) -> Article:
    """Read it once more; what is printed of it stays until the new text has been read and judged."""
    row.entry, row.version, row.again, row.attempts = _plain(entry), row.version + 1, True, 0
    return row
