"""What does a publisher's feed say? RSS 2.0, Atom, RDF 1.0, JSON Feed 1.1, news sitemap, and the list of all feeds."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import format_datetime
from html import escape

from broadsheet.press.specimen.addresses import number, origin, picture_path
from broadsheet.press.specimen.edition import Edition, Printed
from broadsheet.press.specimen.pages import templates
from broadsheet.press.specimen.publishers import SpecimenFeed, SpecimenPublisher

TYPES = {
    "rss": "application/rss+xml",
    "atom": "application/atom+xml",
    "rdf": "application/rdf+xml",
    "json": "application/feed+json",
    "sitemap": "application/xml",
}
OPML_TYPES = {"rss": "rss", "atom": "atom", "rdf": "rdf", "json": "json", "sitemap": "sitemap"}
SITEMAP_AGE = timedelta(hours=48)  # Google's news sitemaps hold two days
BROKEN_ENTITY = "&nbsp;&copy "  # HTML's, which XML does not know, and one without its semicolon


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a feed, ready for any format; texts are plain, `content` is HTML or empty."""

    title: str
    link: str
    guid: str
    permalink: bool
    summary: str
    content: str
    published: datetime
    modified: datetime
    authors: tuple[str, ...]
    section: str
    picture: str
    caption: str
    credit: str


def entries(edition: Edition, publisher: SpecimenPublisher, feed: SpecimenFeed, now: datetime) -> list[Entry]:
    """What is in a feed at `now`, newest first."""
    out = edition.out(publisher.slug, now)
    if feed.section:
        out = [printed for printed in out if feed.section in printed.telling.sections]
    if feed.format == "sitemap":
        out = [printed for printed in out if now - printed.version.published <= SITEMAP_AGE]
    return [_entry(printed, feed, edition.port) for printed in out]


def feed_bytes(edition: Edition, publisher: SpecimenPublisher, feed: SpecimenFeed, now: datetime) -> bytes:
    """The feed as served."""
    found, base = entries(edition, publisher, feed, now), origin(publisher.slug, edition.port)
    if feed.format == "json":
        return json.dumps(_json_feed(publisher, feed, found, base), ensure_ascii=False, indent=1).encode()
    text = (
        templates()
        .get_template(f"feeds/{feed.format}.xml")
        .render(
            publisher=publisher,
            feed=feed,
            base=base,
            entries=found,
            changed=max((entry.modified for entry in found), default=edition.anchor),
            rfc822=_zoneless if feed.flaw == "no_zone" else _rfc822,
            zone=publisher.zone,
        )
    )
    if feed.flaw == "bad_entity":
        text = text.replace("</copyright>", f"{BROKEN_ENTITY}</copyright>", 1)
    return text.encode()


def opml(edition: Edition) -> bytes:
    """The list of all publishers' feeds."""
    rows = [
        {
            "publisher": publisher,
            "feed": feed,
            "type": OPML_TYPES[feed.format],
            "base": origin(publisher.slug, edition.port),
        }
        for publisher in edition.publishers.values()
        for feed in publisher.feeds
    ]
    return templates().get_template("feeds/opml.xml").render(rows=rows).encode()


def addresses(edition: Edition) -> list[tuple[str, str, str]]:
    """(publisher's slug, feed's address, section hint or empty)."""
    return [
        (publisher.slug, origin(publisher.slug, edition.port) + feed.path, feed.section)
        for publisher in edition.publishers.values()
        for feed in publisher.feeds
    ]


def _entry(printed: Printed, feed: SpecimenFeed, port: int) -> Entry:
    text, version, base = printed.text, printed.version, origin(printed.telling.publisher.slug, port)
    return Entry(
        title=text.headline,
        link=printed.address,
        guid=_guid(printed, feed.guid, base),
        permalink=feed.guid == "permalink",
        summary="" if feed.shows == "title" else text.standfirst or text.paragraphs[0],
        content=_content(printed, feed.shows),
        published=version.published,
        modified=version.modified,
        authors=text.byline,
        section=text.section,
        picture=base + picture_path(printed.telling.slug) if text.picture else "",
        caption=text.picture,
        credit=text.credit,
    )


def _guid(printed: Printed, style: str, base: str) -> str:
    slug, version = printed.telling.slug, printed.version
    if style == "tag":
        return f"tag:{printed.telling.publisher.slug}.example,{version.published:%Y-%m-%d}:{slug}"
    if style == "number":
        return str(number(slug))
    if style == "query":
        return f"{base}/?p={number(slug)}"
    return f"{printed.address}#{len(version.notes)}" if style == "version" else printed.address


def _content(printed: Printed, shows: str) -> str:
    if shows not in ("lead", "full"):
        return ""
    shown = printed.text.served if shows == "full" else printed.text.served[:2]
    return "".join(f"<p>{escape(paragraph, quote=False)}</p>" for paragraph in shown)


def _rfc822(when: datetime) -> str:
    return format_datetime(when)


def _zoneless(when: datetime) -> str:
    return f"{format_datetime(when.replace(tzinfo=None)).removesuffix(' -0000')}"


def _json_feed(publisher: SpecimenPublisher, feed: SpecimenFeed, found: list[Entry], base: str) -> dict[str, object]:
    return {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "home_page_url": f"{base}/",
        "feed_url": base + feed.path,
        "language": publisher.language,
        "items": [_json_item(entry) for entry in found],
    }


def _json_item(entry: Entry) -> dict[str, object]:
    item: dict[str, object] = {
        "id": entry.guid,
        "url": entry.link,
        "title": entry.title,
        "summary": entry.summary,
        "content_html": entry.content,
        "date_published": entry.published.isoformat(),
        "date_modified": entry.modified.isoformat(),
        "authors": [{"name": name} for name in entry.authors],
        "tags": [entry.section],
    }
    return {**item, "image": entry.picture} if entry.picture else item
