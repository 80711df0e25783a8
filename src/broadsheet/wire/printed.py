"""When does a page seem to have been published, by what it prints?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from broadsheet.wire import dates, headline, shown, spoken
from broadsheet.wire.facts import attribute, words
from broadsheet.wire.stamps import NEAR, Stamp

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser

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
    for reads in (spoken.spoken, spoken.figured):
        yield from (Stamp(*reads(text, zone), source) for text in texts)


def _same_day(each: Stamp, found: Stamp) -> bool:
    return bool(each.moment and found.moment) and abs((each.moment - found.moment).total_seconds()) < NEAR  # type: ignore[operator]


def _times(tree: LexborHTMLParser) -> list[str]:
    """The moments of the article's own time elements, else of the page's first."""
    own = [written for node in tree.css(_OWN_TIMES)[:3] if (written := attribute(node, "datetime"))]
    return own or [attribute(node, "datetime") for node in tree.css("time[datetime]")[:1]]
