"""A page's markup as a tree, within bounds: so many bytes, so many elements, so deep."""

from __future__ import annotations

import re
from typing import Any

from broadsheet.news import Page
from broadsheet.wire import charset

LARGEST = 6_000_000  # characters of markup; the largest page of the bench has 5,318,214 bytes
ELEMENTS = 40_000  # elements; the bench's most are 15,793, and trafilatura's time grows faster than their number

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


def read(page: Page) -> Any:
    """The page's lxml tree. Raises NoMarkup. libxml2 itself stops at 256 levels and drops what is nested deeper."""
    from lxml import etree, html

    kind = page.content_type.partition(";")[0].strip().lower()
    kind = next((name for start, name in _OTHER if page.body.startswith(start)), kind)
    if kind and kind not in _WEB:
        raise NoMarkup(f"not HTML: {kind[:60]}")
    text = charset.text(page.body[: LARGEST * 2], page.content_type)[:LARGEST].strip()
    if not text:
        raise NoMarkup("empty page")
    if not _TAG.search(text):
        raise NoMarkup("not HTML: plain text")
    parser = html.HTMLParser(
        collect_ids=False, default_doctype=False, encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=False
    )
    try:
        tree = html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as broken:
        raise NoMarkup("empty page") from broken
    if tree.xpath(f"count(//*) > {ELEMENTS}"):
        raise NoMarkup(f"a page of more than {ELEMENTS:,} elements")
    return tree
