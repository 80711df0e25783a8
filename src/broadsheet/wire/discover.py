"""Where a site's feeds are: its link tags, the well-known places, its own links; and OPML in and out."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urljoin
from xml.sax.saxutils import quoteattr

from broadsheet.news import Feed, Page
from broadsheet.slugs import slug
from broadsheet.wire import charset
from broadsheet.wire.feeds import NotAFeed, Parsed, parse
from broadsheet.wire.fetch import Fetcher, Refused
from broadsheet.wire.links import feeds_of, host, site, whole
from broadsheet.wire.plain import line
from broadsheet.wire.xml import BadXml, root

MOST = 8  # candidates that are asked; a site names one or two, some name each section's

_PLACES = ("feed/", "rss.xml", "feed.xml", "rss", "atom.xml", "index.xml", "feed.json", "news-sitemap.xml")
_FEEDLIKE = re.compile(r"""<a\b[^>]{0,300}?href\s*=\s*["']([^"'>]*(?:rss|atom|feed)[^"'>]*)["']""", re.IGNORECASE)
_OUTLINES = 20_000  # outlines of one file that are read


@dataclass(frozen=True, slots=True)
class Candidate:
    """A feed that was found and read: its address and title, how many entries it has, and where it was named."""

    url: str
    title: str
    entries: int
    why: str


class NotOpml(Exception):
    """A file that is no OPML; the message is a sentence."""


async def discover(fetcher: Fetcher, address: str, now: datetime) -> tuple[Candidate, ...]:
    """The feeds of an address, each asked and read, in the order in which the site prefers them. Raises Refused."""
    page = await fetcher.get(address if "://" in address else f"https://{address}")
    own = _read(page, now)
    if own:
        return (Candidate(page.url, own.title, len(own.entries), "the address itself"),)
    markup = charset.text(page.body, page.content_type)
    for named in (_linked(markup, page.url), _well_known(page.url), _mentioned(markup, page.url)):
        tried = await asyncio.gather(*(_try(fetcher, url, why, now) for url, why in named[:MOST]))
        found = tuple({each.url: each for each in tried if each}.values())
        if found:
            return found
    return ()


def _linked(markup: str, base: str) -> list[tuple[str, str]]:
    return [(url, "its link tags") for url, _ in feeds_of(markup, base)]


def _well_known(base: str) -> list[tuple[str, str]]:
    return [(urljoin(base, f"/{place}"), "a well-known place") for place in _PLACES]


def _mentioned(markup: str, base: str) -> list[tuple[str, str]]:
    links = (whole(match[1].replace("&amp;", "&"), base) for match in _FEEDLIKE.finditer(markup[:2_000_000]))
    return [(url, "a link on the page") for url in dict.fromkeys(links) if url and site(url) == site(base)]


async def _try(fetcher: Fetcher, url: str, why: str, now: datetime) -> Candidate | None:
    try:
        page = await fetcher.get(url)
    except Refused:
        return None
    parsed = await asyncio.to_thread(_read, page, now)
    return Candidate(page.url, parsed.title, len(parsed.entries), why) if parsed else None


def _read(page: Page, now: datetime) -> Parsed | None:
    try:
        parsed = parse(page, Feed(page.url, host(page.url)), now)
    except NotAFeed:
        return None
    return parsed if parsed.entries or parsed.title else None


def read_opml(body: bytes) -> list[Feed]:
    """The feeds that an OPML file lists, each once; a folder's name is their section. Raises NotOpml.

    The publisher is the site that an outline names, so that a paper's six feeds are one paper; where it names none,
    or a bare network address, it is the outline's own text.
    """
    try:
        tree = root(body)
    except BadXml as broken:
        raise NotOpml(f"It cannot be read as OPML: {broken}.") from broken
    if str(tree.tag).rpartition("}")[2].lower() != "opml":
        raise NotOpml("It is no OPML file: it has no <opml> around its outlines.")
    found: dict[str, Feed] = {}
    for outline in list(tree.iter("{*}outline", "outline"))[:_OUTLINES]:
        said = {str(name).lower(): str(value) for name, value in outline.attrib.items()}
        url = whole(said.get("xmlurl", ""), "")
        if url:
            title = line(said.get("title") or said.get("text") or "")[:300]
            found.setdefault(
                url, Feed(url, _publisher(said, title, url), title, _folder(outline), said.get("language", "")[:12])
            )
    return list(found.values())


def write_opml(feeds: Iterable[Feed], title: str = "Broadsheet") -> bytes:
    """An OPML 2.0 file of these feeds, sections as folders."""
    folders: dict[str, list[str]] = {}
    for feed in feeds:
        name = quoteattr(feed.title or feed.publisher)
        row = f'<outline type="rss" text={name} title={name} xmlUrl={quoteattr(feed.url)}/>'
        folders.setdefault(feed.section, []).append(row)
    rows = [
        "".join(listed) if not section else f"<outline text={quoteattr(section)}>{''.join(listed)}</outline>"
        for section, listed in folders.items()
    ]
    head = f"<head><title>{quoteattr(title)[1:-1]}</title></head>"
    return f'<?xml version="1.0" encoding="utf-8"?>\n<opml version="2.0">{head}<body>{"".join(rows)}</body></opml>\n'.encode()


def _publisher(said: dict[str, str], title: str, url: str) -> str:
    where = site(said.get("htmlurl", ""))
    named = where and not where.replace(".", "").replace(":", "").isdigit() and "localhost" not in where
    return slug(where if named else title) or slug(host(url))


def _folder(outline: Any) -> str:
    above = outline.getparent()
    said = {str(name).lower(): str(value) for name, value in above.attrib.items()} if above is not None else {}
    return "" if said.get("xmlurl") else line(said.get("text") or said.get("title") or "")[:80]
