"""When a page says that it was published and changed, and which place says so."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from broadsheet.wire import dates
from broadsheet.wire.facts import Declared, attribute, types

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

_META_PUBLISHED = (
    *("article:published_time", "og:article:published_time", "article:published", "datepublished", "parsely-pub-date"),
    *("sailthru.date", "pubdate", "publishdate", "publish-date", "publication_date", "publish_date", "dc.date.issued"),
    *("dcterms.date", "dcterms.created", "dc.date", "dc.date.created", "date", "cxenseparse:recs:publishtime"),
    *("last-published", "citation_publication_date", "article_date_original", "datecreated", "og:pubdate", "pub_date"),
    "originalpublicationdate",
)
_META_MODIFIED = (
    *("article:modified_time", "og:updated_time", "datemodified", "dcterms.modified", "lastmod", "last-modified", "revised"),
)
NEAR = 36 * 3600  # seconds between a day and a moment of it, whatever their zones


@dataclass(frozen=True, slots=True)
class Stamp:
    """A moment in the zone it was written in, whether that was given, and which place says it; empty when none does."""

    moment: datetime | None = None
    dated: bool = False
    source: str = ""


def declared(said: Declared, zone: str) -> Stamp:
    """When the page declares that it was published: by JSON-LD, the metas, microdata."""
    return _first(_published(said), zone)


def modified(said: Declared, zone: str) -> Stamp:
    """When it declares that it was last changed."""
    listed = [("JSON-LD dateModified", said.article.get("dateModified"))]
    listed += [(f"meta {name}", value) for name in _META_MODIFIED for value in said.all(name)]
    listed += [("itemprop dateModified", _written(node)) for node in said.elements.modified[:3]]
    return _first(listed, zone)


def _published(said: Declared) -> Iterator[tuple[str, Any]]:
    kind = next(iter(types(said.article)), "node")
    for name in ("datePublished", "dateCreated"):
        yield f"JSON-LD {kind} {name}", said.article.get(name)
    for name in _META_PUBLISHED:
        yield from ((f"meta {name}", value) for value in said.all(name))
    yield from (("itemprop datePublished", _written(node)) for node in said.elements.published[:3])


def _written(node: LexborNode) -> str:
    return attribute(node, "datetime") or attribute(node, "content")


def _first(listed: Iterable[tuple[str, Any]], zone: str) -> Stamp:
    """The first of these that is a date in reason; one with a zone and a time before one that is a bare day of the same."""
    day = Stamp()
    for source, each in listed:
        value = each[0] if isinstance(each, list) and each else each
        moment, dated = dates.read(value, zone) if isinstance(value, str) else (None, False)
        if moment is None or moment < dates.EARLIEST:
            continue
        if dated or not dates.day_only(value):
            if day.moment is None or abs((moment - day.moment).total_seconds()) < NEAR:
                return Stamp(moment, dated, source)
            return day
        day = day if day.moment else Stamp(moment, False, source)
    return day
