"""A list of feeds as an OPML file: read, and written so that it reads back the same."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from xml.sax.saxutils import quoteattr

from broadsheet.news import Feed
from broadsheet.slugs import slug
from broadsheet.wire.links import host, site, whole
from broadsheet.wire.plain import clean, line
from broadsheet.wire.xml import BadXml, root

_OUTLINES = 20_000  # outlines of one file that are read


class NotOpml(Exception):
    """A file that is no OPML; the message is a sentence."""


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


def write_opml(feeds: Iterable[Feed], title: str = "Broadsheet", homes: Mapping[str, str] | None = None) -> bytes:
    """An OPML 2.0 file of these feeds, sections as folders; `homes` gives publishers' sites by their slugs."""
    folders: dict[str, list[str]] = {}
    for feed in feeds:
        folders.setdefault(clean(feed.section), []).append(_outline(feed, (homes or {}).get(feed.publisher, "")))
    rows = [
        "\n".join(listed) if not section else f"<outline text={_quoted(section)}>\n{chr(10).join(listed)}\n</outline>"
        for section, listed in sorted(folders.items())
    ]
    head = f"<head><title>{_quoted(title)[1:-1]}</title></head>"
    body = "\n".join(rows)
    return f'<?xml version="1.0" encoding="utf-8"?>\n<opml version="2.0">\n{head}\n<body>\n{body}\n</body>\n</opml>\n'.encode()


def _outline(feed: Feed, home: str) -> str:
    name = _quoted(feed.title or feed.publisher)
    more = f" htmlUrl={_quoted(home)}" if home else ""
    more += f" language={_quoted(feed.language)}" if feed.language else ""
    return f'<outline type="rss" text={name} title={name} xmlUrl={_quoted(feed.url)}{more}/>'


def _quoted(text: str) -> str:
    return quoteattr(clean(text), {'"': "&quot;"})


def _publisher(said: dict[str, str], title: str, url: str) -> str:
    where = site(said.get("htmlurl", ""))
    named = where and not where.replace(".", "").replace(":", "").isdigit() and "localhost" not in where
    return slug(where if named else title) or slug(host(url))


def _folder(outline: Any) -> str:
    above = outline.getparent()
    said = {str(name).lower(): str(value) for name, value in above.attrib.items()} if above is not None else {}
    return "" if said.get("xmlurl") else line(said.get("text") or said.get("title") or "")[:80]
