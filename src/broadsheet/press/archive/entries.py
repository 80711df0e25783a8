"""What a feed brought: new articles wanted, changed ones wanted again, known ones passed over."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from broadsheet import news
from broadsheet.press.archive.known import by_content, by_guid, keyed, renamed, same
from broadsheet.press.archive.models import Article, Feed
from broadsheet.press.archive.rows import update

UNSAID: dict[str, Any] = {"summary": "", "content": "", "image": "", "categories": []}  # of an entry whose text is not ours


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
        guided = by_guid(feed, by_id.values())
        alike = by_content(feed, strangers.values(), now) if strangers else {}
        fresh = [
            _row(name, keyed(entry, guided), feed, now) for name, entry in strangers.items()
            if not same(guided.get(entry.guid[:1000]), entry) and not same(alike.get(entry.title), entry, whole=True)
        ]  # fmt: skip
        Article.objects.bulk_create(fresh, ignore_conflicts=True)
        changed = [_again(known[name], entry) for name, entry in by_id.items() if _differs(known.get(name), entry)]
        update(changed, ("entry", "version", "again", "attempts"))
        own = {name: row for name, row in known.items() if row.feed_id == feed.pk}
        moved = [renamed(row, by_id[name], guided) for name, row in own.items() if by_id[name].guid[:1000] != row.guid]
        update(moved, ("guid",))
    return Entered(len(fresh), len(changed), len(own), len(moved))


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
    """Read it once more; what is printed of it stays until the new text has been read and judged.

    Of one that may only be linked, what its feed says of the text is not kept while it waits either.
    """
    kept = _plain(entry) | (UNSAID if row.rights in {"link", "none"} else {})
    row.entry, row.version, row.again, row.attempts = kept, row.version + 1, True, 0
    return row
