"""Who a page names as its authors, and when it says that it was published and changed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import islice
from typing import TYPE_CHECKING, Any

from broadsheet.wire import authors, dates
from broadsheet.wire.facts import Declared, attribute, types, within, words
from broadsheet.wire.house import is_house, key

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

_META_AUTHORS = (
    *("author", "article:author_name", "parsely-author", "sailthru.author", "byl", "byline", "dc.creator", "dcterms.creator"),
    *("cxenseparse:author", "citation_author", "article:author", "og:article:author", "twitter:creator_name"),
)
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
_MARKED_AUTHORS = "[rel='author'], [itemprop='author'], [data-testid='author-name']"
_LINKED_AUTHORS = ", ".join(
    f"a[href*='/{part}']"
    for part in ("author", "autor", "auteur", "profile/", "people/", "staff/", "by/", "journalist", "contributor")
)
_SPOKEN = re.compile(r"\s*(?:By|by(?=\s|$)|Written by|Von(?=\s|$)|von\s*$|Par(?=\s|$))")
_BY = re.compile(r"(?:written\s+)?(?:by|von|par)\b:?\s*", re.IGNORECASE)
_CLASSED = "[class*='uthor'], [class*='yline']"
_AUTHOR_CLASS = re.compile(
    r"(?:^|[\s_-])(?:byline|authors?(?:[-_]?names?)?)(?:[-_]{1,2}(?:name|link|text))?(?:$|\s)",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"(?:written|posted|published)? ?by|verfasst von|[ée]crit par|escrito por|scritto da|auteur|autor", re.IGNORECASE
)
_BESIDE = frozenset({"footer", "aside", "nav"})
_MARKED_MODIFIED = "[itemprop='dateModified']"
_VISIBLE_DATES = ("[itemprop='datePublished']", "time[pubdate], article time, main time, header time")


def names(tree: LexborHTMLParser, said: Declared, house: frozenset[str]) -> tuple[str, ...]:
    """The authors: JSON-LD's, else the metas', else the visible byline's.

    The site's own name counts where nobody else is named, and only as a person's (many sites are one person's) or where
    the page prints it: an organisation that JSON-LD names in an author's stead is the publisher, not an author.
    """
    own: tuple[str, ...] = ()
    for listed in _bylines(tree, said):
        found = authors.names(name for name, _ in listed)
        people = tuple(name for name in found if not is_house(name, house))
        if people:
            return people
        printed = authors.names(name for name, organisation in listed if not (organisation and key(name) in house))
        own = own or printed
    return own


def _bylines(tree: LexborHTMLParser, said: Declared) -> Iterator[list[tuple[str, bool]]]:
    """What each place says, with whether it says so of an organisation."""
    yield [each for field in ("author", "creator") for each in _people(said.article.get(field), said, 0)]
    for listed in (_metas(said), _visible(tree), _spoken(tree)):
        yield [(name, False) for name in listed]


def _people(value: Any, said: Declared, depth: int) -> Iterator[tuple[str, bool]]:
    """The names in schema.org's many ways to say author: a text, a node, a reference, a list of any."""
    if depth > 4:
        return
    if isinstance(value, str):
        if not value.startswith(("http://", "https://")):
            yield value, False
    elif isinstance(value, list):
        for each in value[:20]:
            yield from _people(each, said, depth + 1)
    elif isinstance(value, dict):
        known = said.by_id.get(str(value.get("@id")), {})
        organisation = any("Organization" in kind for kind in types(value) or types(known))
        for name, _ in _people(value.get("name") or known.get("name"), said, depth + 1):
            yield name, organisation


def _metas(said: Declared) -> list[str]:
    for name in _META_AUTHORS:
        found = [each for each in said.all(name) if not each.startswith(("http://", "https://", "/"))]
        if authors.names(found):
            return found
    labelled = _LABEL.fullmatch(said.first("twitter:label1"))
    return said.all("twitter:data1")[:1] if labelled else []


def _visible(tree: LexborHTMLParser) -> list[str]:
    """The visible byline: what is marked up as the author's name, links to an author, else what a class calls byline."""
    for path in (_MARKED_AUTHORS, _LINKED_AUTHORS):
        marked = _short(tree.css(path)[:6])
        if authors.names(marked):
            return marked if path == _MARKED_AUTHORS else marked[:1]
    classed = (node for node in tree.css(_CLASSED)[:60] if _AUTHOR_CLASS.search(attribute(node, "class")[:200]))
    return next(([text] for text in _short(classed) if authors.names([text])), [])


def _spoken(tree: LexborHTMLParser) -> list[str]:
    """The first short line that begins as a byline does; where that word stands alone, with what follows it."""
    for node in _begun(tree):
        alone = _BY.fullmatch(words(node))
        for text in _short([node.parent if alone and node.parent else node]):
            begun = _BY.match(text)
            if begun and text[begun.end() : begun.end() + 1].isupper() and len(text) < 80 and authors.names([text]):
                return [text]
    return []


def _begun(tree: LexborHTMLParser) -> Iterator[LexborNode]:
    """The first elements whose own text begins as a byline does."""
    texts = (node for node in (tree.body.traverse(include_text=True) if tree.body else ()) if node.is_text_node)
    begun = (node.parent for node in texts if _SPOKEN.match(node.text_content or ""))
    return islice((node for node in begun if node is not None and node.tag not in {"script", "style"}), 20)


def _short(nodes: Iterable[LexborNode]) -> list[str]:
    """The texts of these nodes that are short enough for a byline and stand in the article's own part of the page."""
    texts = (words(node) for node in nodes if not within(node, _BESIDE))
    return [text for text in texts if 3 < len(text) < 120]


def published(tree: LexborHTMLParser, said: Declared, zone: str) -> tuple[datetime | None, bool]:
    """When it was published, and whether the zone was given: JSON-LD, metas, visible times."""
    return _first(_published(tree, said), zone)


def modified(tree: LexborHTMLParser, said: Declared, zone: str) -> datetime | None:
    """When it was last changed, by JSON-LD, the metas or the page's markup."""
    listed = [said.article.get("dateModified"), *(value for name in _META_MODIFIED for value in said.all(name))]
    listed += [attribute(node, "datetime") or attribute(node, "content") for node in tree.css(_MARKED_MODIFIED)[:3]]
    return _first(iter(listed), zone)[0]


def _published(tree: LexborHTMLParser, said: Declared) -> Iterator[Any]:
    yield said.article.get("datePublished")
    yield said.article.get("dateCreated")
    yield from (value for name in _META_PUBLISHED for value in said.all(name))
    for path in _VISIBLE_DATES:
        yield from (attribute(node, "datetime") or attribute(node, "content") for node in tree.css(path)[:3])


def _first(listed: Iterator[Any], zone: str) -> tuple[datetime | None, bool]:
    """The first of these that is a date in reason; one with a zone and a time before one that is a bare day of the same."""
    day: datetime | None = None
    for each in listed:
        value = each[0] if isinstance(each, list) and each else each
        moment, dated = dates.read(value, zone) if isinstance(value, str) else (None, False)
        if moment is None or moment < dates.EARLIEST:
            continue
        if dated or not dates.day_only(value):
            if day is None or abs((moment - day).total_seconds()) < 36 * 3600:
                return moment, dated
            return day, False
        day = day or moment
    return day, False


def guessed(tree: LexborHTMLParser, address: str) -> datetime | None:
    """What htmldate finds where a page declares nothing: a day, by its address, its markup, its words."""
    import htmldate

    try:
        found = htmldate.find_date(tree.raw_html, url=address, original_date=True, extensive_search=True)
    except (ValueError, TypeError, AttributeError, OverflowError, RecursionError):
        return None  # what htmldate raises on hostile dates; a page without a date is still read
    return dates.read(found)[0] if found else None
