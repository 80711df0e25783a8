"""Under which open licence a text stands: Creative Commons, Open Government and the like, declared by page, feed or catalogue.

Only what is declared of the text itself counts: `rel=license`, a `license` of the article in JSON-LD, a rights meta tag, a
feed's licence. A licence that a picture carries, or a link somewhere in the text, says nothing of the text.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from broadsheet.wire.evidence import Evidence

OPEN = frozenset({"by", "by-sa", "by-nd", "zero", "mark"})  # not the NC ones: a newsroom may sell advertising
_DEED = re.compile(r"creativecommons\.org/(?:licenses|publicdomain)/([a-z-]+)", re.IGNORECASE)
_GOVERNMENT = (
    (re.compile(r"nationalarchives\.gov\.uk/doc/open-government-licence", re.IGNORECASE), "Open Government Licence"),
    (re.compile(r"etalab\.gouv\.fr/licence-ouverte", re.IGNORECASE), "Licence Ouverte"),
    (re.compile(r"govdata\.de/dl-de/(?:by|zero)-2-0", re.IGNORECASE), "Datenlizenz Deutschland"),
)
_NAMED = re.compile(r"\b(?:CC[ -]?(0|BY(?:-(?:NC|SA|ND))*)|(OGL|Open Government Licen[cs]e))\b", re.IGNORECASE)
_HINTS = (b"creativecommons.org/", b"open-government-licence", b"licence-ouverte", b"dl-de/")
_TAG = re.compile(r"<(?:a|link)\b[^>]{0,500}\brel\s*=\s*[\"']?[^\"'>]*\blicense\b[^>]{0,500}>", re.IGNORECASE)
_META = re.compile(
    r"<meta\b[^>]{0,300}\bname\s*=\s*[\"']?(?:dc\.rights|dcterms\.(?:rights|license)|rights|copyright|license)\b[^>]{0,500}>",
    re.IGNORECASE,
)
_JSON = re.compile(r"<script\b[^>]{0,200}application/ld\+json[^>]{0,200}>(.*?)</script", re.IGNORECASE | re.DOTALL)
_FEED = re.compile(
    r"<(?:creativecommons:license|cc:license|copyright|rights|dc:rights|dcterms:license|(?:atom:)?link\b[^>]{0,300}\blicense\b)"
    r"[^>]{0,500}>[^<]{0,500}",
    re.IGNORECASE,
)
_ENTRY = re.compile(rb"<(?:item|entry)\b")


def on_page(head: bytes, lower: bytes, where: str, now: datetime) -> Evidence | None:
    """The licence that a page declares for its text, `lower` its markup in lower case; None when it declares none."""
    if not any(hint in lower for hint in _HINTS):
        return None
    markup = head.decode("utf-8", "replace")
    declared = [*_TAG.findall(markup), *_META.findall(markup), *_in_json(markup)]
    return next((found for text in declared if (found := _evidence(text, where, now))), None)


def in_feed(body: bytes, where: str, now: datetime) -> Evidence | None:
    """The licence that a feed declares for all its entries, before the first of them; None when it declares none."""
    first = _ENTRY.search(body)
    head = body[: first.start() if first else 20_000][:100_000]
    hinted = any(hint in head.lower() for hint in _HINTS)
    declared = _FEED.findall(head.decode("utf-8", "replace")) if hinted else []
    return next((found for text in declared if (found := _evidence(text, where, now))), None)


def named(words: str, now: datetime) -> Evidence | None:
    """The licence that the catalogue or the desk names for a publisher, such as `CC BY-ND`; None for other words."""
    found = _NAMED.search(words)
    if not found:
        return _evidence(words, "", now)
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


def _in_json(markup: str) -> Iterator[str]:
    """What articles and pages, not their pictures, declare in JSON-LD."""
    for script in _JSON.findall(markup):
        try:
            kept = json.loads(script)
        except (ValueError, RecursionError):
            continue
        for node in _nodes(kept):
            kinds = node.get("@type")
            kinds = kinds if isinstance(kinds, list) else [kinds]
            if any(isinstance(kind, str) and kind.endswith(("Article", "WebPage", "Posting", "Report")) for kind in kinds):
                yield json.dumps(node.get("license") or "")


def _nodes(kept: Any) -> Iterator[dict[str, Any]]:
    for each in kept if isinstance(kept, list) else [kept]:
        if isinstance(each, dict):
            yield each
            graph = each.get("@graph")
            yield from (node for node in graph if isinstance(node, dict)) if isinstance(graph, list) else ()
