"""Where a site's feeds are: its link tags, its robots.txt, the well-known places, its own links."""

from __future__ import annotations

import asyncio
import re
from dataclasses import dataclass
from datetime import datetime

from broadsheet.news import Feed, Page
from broadsheet.wire import charset
from broadsheet.wire.feeds import NotAFeed, Parsed, parse
from broadsheet.wire.fetch import Fetcher, Refused
from broadsheet.wire.links import feeds_of, host, site, whole
from broadsheet.wire.poll import indexed

MOST = 8  # candidates that are asked; a site names one or two, some name each section's

_PLACES = ("feed/", "rss.xml", "feed.xml", "rss", "atom.xml", "index.xml", "feed.json", "news-sitemap.xml")
_FEEDLIKE = re.compile(r"""<a\b[^>]{0,300}?href\s*=\s*["']([^"'>]*(?:rss|atom|feed)[^"'>]*)["']""", re.IGNORECASE)
_SITEMAP = re.compile(r"^[ \t]*sitemap[ \t]*:[ \t]*(\S{1,2000})", re.IGNORECASE | re.MULTILINE)
_NEWS = re.compile(r"(?<![a-z])news(?![a-z])", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A feed that was found and read: its address and title, how many entries it has, and where it was named."""

    url: str
    title: str
    entries: int
    why: str


async def discover(fetcher: Fetcher, address: str, now: datetime) -> tuple[Candidate, ...]:
    """The feeds of an address, each asked and read, in the order in which the site prefers them. Raises Refused.

    What the page's link tags name comes first; where they name none that can be read, the well-known places and the news
    sitemaps of robots.txt; at last the page's own links, and any other sitemap.
    """
    page = await fetcher.get(address if "://" in address else f"https://{address}")
    own = await _read(fetcher, page, now)
    if own:
        return (Candidate(page.url, own.title, len(own.entries), "the address itself"),)
    markup = charset.text(page.body, page.content_type)
    if found := await _asked(fetcher, _linked(markup, page.url), now):
        return found
    sitemaps = await _sitemaps(fetcher, page.url)
    news = [(url, "a news sitemap that robots.txt names") for url in sitemaps if _NEWS.search(url)]
    others = [(url, "a sitemap that robots.txt names") for url in sitemaps if not _NEWS.search(url)]
    for named in ([*_well_known(page.url), *news[:2]], [*_mentioned(markup, page.url)[:MOST], *others[:2]]):
        if found := await _asked(fetcher, named, now):
            return found
    return ()


async def _asked(fetcher: Fetcher, named: list[tuple[str, str]], now: datetime) -> tuple[Candidate, ...]:
    """Those of these addresses that are feeds, each once."""
    tried = await asyncio.gather(*(_try(fetcher, url, why, now) for url, why in named[: MOST + 2]))
    return tuple({each.url: each for each in reversed(tried) if each}.values())[::-1]


async def _sitemaps(fetcher: Fetcher, base: str) -> list[str]:
    """The sitemaps that the site's robots.txt names (sitemaps.org)."""
    try:
        page = await fetcher.get(whole("/robots.txt", base))
    except Refused:
        return []
    found = (whole(match[1], page.url) for match in _SITEMAP.finditer(charset.text(page.body[:500_000])))
    return list(dict.fromkeys(address for address in found if address))


def _linked(markup: str, base: str) -> list[tuple[str, str]]:
    return [(url, "its link tags") for url, _ in feeds_of(markup, base)]


def _well_known(base: str) -> list[tuple[str, str]]:
    return [(whole(f"/{place}", base), "a well-known place") for place in _PLACES]


def _mentioned(markup: str, base: str) -> list[tuple[str, str]]:
    links = (whole(match[1].replace("&amp;", "&"), base) for match in _FEEDLIKE.finditer(markup[:2_000_000]))
    return [(url, "a link on the page") for url in dict.fromkeys(links) if url and site(url) == site(base)]


async def _try(fetcher: Fetcher, url: str, why: str, now: datetime) -> Candidate | None:
    try:
        page = await fetcher.get(url)
    except Refused:
        return None
    parsed = await _read(fetcher, page, now)
    return Candidate(page.url, parsed.title or _sitemap_title(page), len(parsed.entries), why) if parsed else None


async def _read(fetcher: Fetcher, page: Page, now: datetime) -> Parsed | None:
    feed = Feed(page.url, host(page.url))
    try:
        parsed = await asyncio.to_thread(parse, page, feed, now)
        if parsed.sitemaps:
            parsed, _ = await indexed(fetcher, parsed, feed, now, "UTC")
    except NotAFeed:
        return None
    return parsed if parsed.entries or parsed.title else None


def _sitemap_title(page: Page) -> str:
    """What a feed without a title of its own is called: news sitemaps have none."""
    return f"{host(page.url)}, news sitemap" if "sitemap" in page.url.lower() else ""
