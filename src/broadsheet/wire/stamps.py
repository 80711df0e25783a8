"""When a page says that it was published and changed, and which place says so."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from broadsheet.wire import dates, headline, shown
from broadsheet.wire.facts import Declared, attribute, types, words

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

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
_OWN_TIMES = "time[pubdate], article time[datetime], main time[datetime], header time[datetime]"
_ADDRESS = re.compile(r"/(20\d\d)[/-]([01]?\d)[/-]([0-3]?\d)(?:[/-]|$)")
_INLINE = re.compile(
    rb'"(?:datePublished|publishedAt|published_at|publishDate|publishedDate|published_date|publicationDate|firstPublished\w{0,10})'
    rb'\\?"\s{0,4}:\s{0,4}\\?"(\d{4}-\d\d-\d\d[^"\\]{0,20})'
)
_MARKED = "time, [class*='date' i], [class*='time' i], [class*='publish' i]"
_YEAR = re.compile(r"\b20\d\d\b")
_LINE = 160  # characters of a line that a date can stand in beside other things
_SHORT = 60  # characters of a line that is a date with a few words at most
_NEAR = 36 * 3600  # seconds between a day and a moment of it, whatever their zones


@dataclass(frozen=True, slots=True)
class Stamp:
    """A moment in the zone it was written in, whether that was given, and which place says it; empty when none does."""

    moment: datetime | None = None
    dated: bool = False
    source: str = ""


def declared(tree: LexborHTMLParser, said: Declared, zone: str) -> Stamp:
    """When the page declares that it was published: by JSON-LD, the metas, microdata."""
    return _first(_published(tree, said), zone)


def modified(tree: LexborHTMLParser, said: Declared, zone: str) -> Stamp:
    """When it declares that it was last changed."""
    listed = [("JSON-LD dateModified", said.article.get("dateModified"))]
    listed += [(f"meta {name}", value) for name in _META_MODIFIED for value in said.all(name)]
    listed += [("itemprop dateModified", _written(node)) for node in tree.css("[itemprop='dateModified']")[:3]]
    return _first(listed, zone)


def printed(
    tree: LexborHTMLParser, page: shown.Shown, around: tuple[headline.Line, ...], address: str, zone: str, latest: datetime
) -> Stamp:
    """When it seems to have been published where it declares nothing, no later than `latest`.

    By its address, the date in words by the headline (with the hour of a time element of that day), a time element, a
    short line, its scripts. On the 210 pages of the bench that declare nothing and have a date in the gold these are right
    on 1.00, .90, .81, .86 and .81 of the pages that have them.
    """
    times = [Stamp(*dates.read(written, zone), "a time element") for written in _times(tree)]
    times = [each for each in times if each.moment and dates.EARLIEST < each.moment <= latest]
    for found in _guesses(tree, page, around, address, zone, times):
        if found.moment and dates.EARLIEST < found.moment <= latest:
            return next((each for each in times if _same_day(each, found)), found)
    return Stamp()


def _guesses(
    tree: LexborHTMLParser,
    page: shown.Shown,
    around: tuple[headline.Line, ...],
    address: str,
    zone: str,
    times: list[Stamp],
) -> Iterator[Stamp]:
    where = _ADDRESS.search(urlsplit(address).path)
    if where:
        yield Stamp(dates.read(f"{where[1]}-{int(where[2]):02}-{int(where[3]):02}", zone)[0], False, "its address")
    yield Stamp(*headline.stamp(around, zone), "the date by the headline")
    yield from times[:1]
    lines = [line.text for line in page if len(line.text) < _LINE and _YEAR.search(line.text)]
    kept = [text for text in lines if not headline.CHANGED.search(text)]
    yield from _read([text for text in kept if len(text) < _SHORT], zone, "a date on the page")
    marked = tree.css(_MARKED)[:60]
    texts = [text for node in marked if len(text := words(node)) < _SHORT and _YEAR.search(text)]
    yield from _read([text for text in texts if not headline.CHANGED.search(text)], zone, "an element marked as a date")
    inline = _INLINE.search(tree.raw_html)
    if inline:
        yield Stamp(*dates.read(inline[1].decode("ascii", "replace"), zone), "the page's scripts")
    yield from _read(kept, zone, "a date in a line")
    yield from _read([*lines, *texts], zone, "the date of a change")


def _read(texts: list[str], zone: str, source: str) -> Iterator[Stamp]:
    """The dates in these lines, in words before in figures."""
    for reads in (dates.spoken, dates.figured):
        yield from (Stamp(*reads(text, zone), source) for text in texts)


def _same_day(each: Stamp, found: Stamp) -> bool:
    return bool(each.moment and found.moment) and abs((each.moment - found.moment).total_seconds()) < _NEAR  # type: ignore[operator]


def _times(tree: LexborHTMLParser) -> list[str]:
    """The moments of the article's own time elements, else of the page's first."""
    own = [written for node in tree.css(_OWN_TIMES)[:3] if (written := attribute(node, "datetime"))]
    return own or [attribute(node, "datetime") for node in tree.css("time[datetime]")[:1]]


def _published(tree: LexborHTMLParser, said: Declared) -> Iterator[tuple[str, Any]]:
    kind = next(iter(types(said.article)), "node")
    for name in ("datePublished", "dateCreated"):
        yield f"JSON-LD {kind} {name}", said.article.get(name)
    for name in _META_PUBLISHED:
        yield from ((f"meta {name}", value) for value in said.all(name))
    yield from (("itemprop datePublished", _written(node)) for node in tree.css("[itemprop='datePublished']")[:3])


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
            if day.moment is None or abs((moment - day.moment).total_seconds()) < _NEAR:
                return Stamp(moment, dated, source)
            return day
        day = day if day.moment else Stamp(moment, False, source)
    return day
