"""A page's markup as a tree, within bounds: so many bytes, so many elements, so much nesting."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from broadsheet.news import Page
from broadsheet.wire import charset

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser

LARGEST = 6_000_000  # characters of markup; the largest page of the bench has 5,318,214 bytes
ELEMENTS = 40_000  # elements; the bench's most are 15,793
DEEPEST = 8  # formatting elements inside one another, on a page that has to be mended

# The standard's tree building is quadratic in open elements and worse in open formatting elements: 31 kB of `<b a=1><div>`
# took lexbor 24 s, 20 kB of `<font a=1>` and `<p>` 1.6 GB. Below these bounds the worst page found took 1.1 s.
_ANGLES = 20_000  # `<` of a page
_FORMATS = 48  # different start tags of formatting elements; the standard opens each at most three times at once
_OPENED = 200_000  # elements that those can be made into: formats by tags
_ATTRIBUTES = 100_000_000  # squares of the attributes of long tags, summed: 0.2 s of looking for doubles

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


_FORMAT = re.compile(r"<(?:b|big|code|em|font|i|nobr|s|small|strike|strong|tt|u)[\s/][^>]{0,200}", re.IGNORECASE)
_FORMATTING = frozenset({"b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u", "a"})
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
_LONG_TAG = 3_000  # characters


class NoMarkup(Exception):
    """A page that holds no HTML that we read; the message is the reason."""


def read(page: Page) -> LexborHTMLParser:
    """The page's tree, which only loops may walk; its `raw_html` is what was parsed, in UTF-8. Raises NoMarkup."""
    from selectolax.lexbor import LexborHTMLParser

    kind = page.content_type.partition(";")[0].strip().lower()
    kind = next((name for start, name in _OTHER if page.body.startswith(start)), kind)
    if kind and kind not in _WEB:
        raise NoMarkup(f"not HTML: {kind[:60]}")
    text = charset.text(page.body[: LARGEST * 2], page.content_type)[:LARGEST].strip()
    if not text:
        raise NoMarkup("empty page")
    if not _TAG.search(text):
        raise NoMarkup("not HTML: plain text")
    if _crowded(text):
        raise NoMarkup("a tag of more attributes than any page has")
    encoded = text.encode("utf-8", "replace")
    return LexborHTMLParser(_mended(encoded) if _entangled(text) else encoded)


def _crowded(text: str) -> bool:
    """Whether tags have so many attributes that looking for doubles among them takes long."""
    heads = (part.partition(">")[0] for part in text.split("<") if len(part) > _LONG_TAG)
    return sum(len(_QUOTED.sub("", head).replace("/", " ").split()) ** 2 for head in heads) > _ATTRIBUTES


def _entangled(text: str) -> bool:
    """Whether a page could make the standard's way of building a tree slow."""
    tags = text.count("<")
    found = _FORMAT.findall(text)
    open_ended = (each for each in found if len(each) > 200 or each.count('"') % 2 or each.count("'") % 2)
    formats = len(set(found)) + sum(1 for _ in open_ended)
    return tags > _ANGLES or formats > _FORMATS or formats * tags > _OPENED


def _mended(encoded: bytes) -> bytes:
    """The page as libxml2 reads it, which takes time by its length alone and stops at 256 levels. Raises NoMarkup."""
    from lxml import etree, html

    parser = html.HTMLParser(collect_ids=False, encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=False)
    try:
        tree: Any = html.document_fromstring(encoded, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as broken:
        raise NoMarkup("empty page") from broken
    if tree.xpath(f"count(//*) > {ELEMENTS}"):
        raise NoMarkup(f"a page of more than {ELEMENTS:,} elements")
    etree.strip_elements(tree, "option", with_tail=False)
    _flattened(tree)
    return bytes(html.tostring(tree, encoding="utf-8"))


def _flattened(tree: Any) -> None:
    """Take out the formatting elements that stand in too many others."""
    from lxml import etree

    nested, deep = 0, []
    for event, node in etree.iterwalk(tree, events=("start", "end")):
        if node.tag in _FORMATTING:
            nested += 1 if event == "start" else -1
            if event == "start" and nested > DEEPEST:
                deep.append(node)
    for node in reversed(deep):
        node.drop_tag()
