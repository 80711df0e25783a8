"""A page's markup as a tree, within bounds: so many bytes, so many elements, so much nesting."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from broadsheet.news import Page
from broadsheet.wire import charset, tangled

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser

LARGEST = 6_000_000  # characters of markup; the largest page of the bench has 5,318,214 bytes

_WEB = (
    "text/html",
    "application/xhtml+xml",
    "text/xhtml",
    "application/xml",
    "text/xml",
    "text/plain",
    "application/octet-stream",
)
_OTHER = (
    (b"%PDF-", "application/pdf"),
    (b"\x89PNG", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF8", "image/gif"),
    (b"PK\x03\x04", "application/zip"),
    (b"\x1f\x8b", "application/gzip"),
)
_TAG = re.compile(r"<[a-zA-Z!/?]")


class NoMarkup(Exception):
    """A page that holds no HTML that we read; the message is the reason."""


def read(page: Page) -> LexborHTMLParser:
    """The page's tree, which only loops may walk; its `raw_html` is what was parsed, in UTF-8. Raises NoMarkup."""
    from selectolax.lexbor import LexborHTMLParser

    kind = page.content_type.partition(";")[0].strip().lower()
    kind = next((name for start, name in _OTHER if page.body.startswith(start)), kind)
    if kind and kind not in _WEB:
        raise NoMarkup(f"not HTML: {kind[:60]}")
    body = page.body[: LARGEST * 2]
    plain = charset.unchanged(body)
    text = (charset.text(body, page.content_type) if plain is None else plain)[:LARGEST].strip()
    if not text:
        raise NoMarkup("empty page")
    if not _TAG.search(text):
        raise NoMarkup("not HTML: plain text")
    if tangled.crowded(text):
        raise NoMarkup("a tag of more attributes than any page has")
    bare = body.strip()
    same = plain is not None and len(plain) - len(text) == len(body) - len(bare)
    encoded = bare if same else text.encode("utf-8", "replace")
    try:
        return LexborHTMLParser(tangled.mended(encoded) if tangled.entangled(text) else encoded)
    except tangled.TooMuch as much:
        raise NoMarkup(str(much)) from much
