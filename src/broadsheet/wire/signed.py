"""Whom does a page declare as its authors?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from broadsheet.wire import authors
from broadsheet.wire.facts import Declared, types

_META_AUTHORS = (
    *("author", "article:author_name", "parsely-author", "sailthru.author", "byl", "byline", "dc.creator", "dcterms.creator"),
    *("cxenseparse:author", "citation_author", "article:author", "og:article:author", "twitter:creator_name"),
)
_LABEL = re.compile(
    r"(?:written|posted|published)? ?by|verfasst von|[ée]crit par|escrito por|scritto da|auteur|autor", re.IGNORECASE
)


def bylines(said: Declared) -> Iterator[tuple[str, list[tuple[str, bool]]]]:
    """What each place declares, with whether it says so of an organisation."""
    for field in ("author", "creator"):
        kind = next(iter(types(said.article)), "node")
        yield f"JSON-LD {kind} {field}", list(_people(said.article.get(field), said, 0))
    yield "meta author", [(name, False) for name in _metas(said)]


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
        parts = [part for name in ("givenName", "familyName") if isinstance(part := value.get(name), str)]
        for name, _ in _people(value.get("name") or known.get("name") or " ".join(parts), said, depth + 1):
            yield name, organisation


def _metas(said: Declared) -> list[str]:
    for name in _META_AUTHORS:
        found = [each for each in said.all(name) if not each.startswith(("http://", "https://", "/"))]
        if authors.names(found):
            return found
    labelled = _LABEL.fullmatch(said.first("twitter:label1"))
    return said.all("twitter:data1")[:1] if labelled else []
