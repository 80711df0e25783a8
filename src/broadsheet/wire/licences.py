"""Under which open licence a text stands: Creative Commons, Open Government and the like, declared by page, feed or catalogue.

Only what is declared of the text itself counts: `rel=license` in the head, a `license` of the article in JSON-LD, a rights
meta tag that is a licence's address and nothing else, a `rel=license` of the text, a feed's licence. A licence that a picture,
a quotation or a reader's comment carries, or a link without `rel=license`, says nothing of the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Any

from broadsheet.news import Page
from broadsheet.wire import markup
from broadsheet.wire.evidence import Evidence
from broadsheet.wire.facts import attribute, declared

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

OPEN = frozenset({"by", "by-sa", "by-nd", "zero", "mark"})  # not the NC ones: a newsroom may sell advertising
_DEED = re.compile(r"creativecommons\.org/(?:licenses|publicdomain)/([a-z-]+)", re.IGNORECASE)
_GOVERNMENT = (
    (re.compile(r"nationalarchives\.gov\.uk/doc/open-government-licence", re.IGNORECASE), "Open Government Licence"),
    (re.compile(r"etalab\.gouv\.fr/licence-ouverte", re.IGNORECASE), "Licence Ouverte"),
    (re.compile(r"govdata\.de/dl-de/(?:by|zero)-2-0", re.IGNORECASE), "Datenlizenz Deutschland"),
)
_NAMED = re.compile(
    r"(?:CC[ -]?(0|BY(?:-(?:NC|SA|ND))*)|(OGL|Open Government Licen[cs]e))(?:[ -]?v?\d(?:\.\d)?)?(?: International)?",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"(?:https?:)?//[\w.-]+/[\w./#-]+")
_HINTS = (b"creativecommons.org", b"open-government-licence", b"licence-ouverte", b"dl-de/")
_METAS = ("dc.rights", "dcterms.rights", "dcterms.license", "rights", "copyright", "license")
_OTHERS = frozenset({"figure", "figcaption", "aside", "blockquote"})  # what stands there is not the article's own text
_READERS = re.compile(r"comment|caption|credit", re.IGNORECASE)  # classes and ids of the same
_MOST_LINKS = 50  # licence links of one page that are looked at
_FEED = re.compile(
    r"<(?:creativecommons:license|cc:license|copyright|rights|dc:rights|dcterms:license|(?:atom:)?link\b[^>]{0,300}\blicense\b)"
    r"[^>]{0,500}>[^<]{0,500}",
    re.IGNORECASE,
)
_ENTRY = re.compile(rb"<(?:item|entry)\b")


def on_page(page: Page, lower: bytes) -> Evidence | None:
    """The licence that a page declares for its text, `lower` its markup in lower case; None when it declares none."""
    if not any(hint in lower for hint in _HINTS):
        return None
    try:
        tree = markup.read(page)
    except markup.NoMarkup:
        return None
    said = (text.strip() for text in _declared(tree, page.url) if _ADDRESS.fullmatch(text.strip()))
    return next((found for text in said if (found := _evidence(text, page.url, page.fetched))), None)


def in_feed(body: bytes, where: str, now: datetime) -> Evidence | None:
    """The licence that a feed declares for all its entries, before the first of them; None when it declares none."""
    first = _ENTRY.search(body)
    head = body[: first.start() if first else 20_000][:100_000]
    hinted = any(hint in head.lower() for hint in _HINTS)
    declared = _FEED.findall(head.decode("utf-8", "replace")) if hinted else []
    return next((found for text in declared if (found := _evidence(text, where, now))), None)


def named(words: str, now: datetime) -> Evidence | None:
    """The licence that the catalogue or the desk names for a publisher, such as `CC BY-ND`; None for other words."""
    found = _NAMED.fullmatch(words.strip())
    if not found:
        return _evidence(words, "", now) if _ADDRESS.fullmatch(words.strip()) else None
    kind = (found[1] or "").lower()
    mode = "full" if found[2] or kind == "0" or kind in OPEN else "excerpt"
    return Evidence("licence", mode, f"{words.strip()}, noted with the publisher", "", now)


def _evidence(text: str, where: str, now: datetime) -> Evidence | None:
    deed = _DEED.search(text)
    if deed:
        kind = deed[1].lower().rstrip("-")
        name = f"CC {kind.upper()}" if kind.startswith("by") else "public domain (Creative Commons)"
        if kind in OPEN:
            return Evidence("licence", "full", f"licence {name}", where, now)
        return Evidence("licence", "excerpt", f"licence {name} lets no newsroom reprint it", where, now)
    name = next((name for pattern, name in _GOVERNMENT if pattern.search(text)), "")
    return Evidence("licence", "full", f"licence {name}", where, now) if name else None


def _declared(tree: LexborHTMLParser, url: str) -> Iterator[str]:
    """The licences that the page's head, its article's JSON-LD, its meta tags and at last its links name, as they stand."""
    yield from (attribute(node, "href") for node in tree.css("head link[rel~='license' i][href]")[:_MOST_LINKS])
    said = declared(tree, url)
    yield from _addresses(said.article.get("license"))
    yield from said.all(*_METAS)
    links = tree.css("a[rel~='license' i][href]")[:_MOST_LINKS]
    yield from (attribute(node, "href") for node in links if not _elsewhere(node))


def _addresses(kept: Any) -> list[str]:
    """What a `license` of JSON-LD names: an address, a node with one, or a list of these."""
    each = [one for one in kept if not isinstance(one, list)] if isinstance(kept, list) else [kept]
    named = [one.get("url") or one.get("@id") if isinstance(one, dict) else one for one in each]
    return [one for one in named if isinstance(one, str)]


def _elsewhere(node: LexborNode) -> bool:
    """Whether a link stands in a picture's caption, a quotation, a box beside the text or among what readers wrote."""
    above = node.parent
    while above is not None and above.tag not in {"body", "html"}:
        if above.tag in _OTHERS or _READERS.search(f"{attribute(above, 'class')} {attribute(above, 'id')}"):
            return True
        above = above.parent
    return False
