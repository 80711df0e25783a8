"""Could a page's markup make building its tree slow, and what do we read of one that could?"""

from __future__ import annotations

import re
from typing import Any

ELEMENTS = 40_000  # elements; the bench's most are 15,793
DEEPEST = 8  # formatting elements inside one another, on a page that has to be mended

# The standard's tree building is quadratic in open elements and worse in open formatting elements: 31 kB of `<b a=1><div>`
# took lexbor 24 s, 20 kB of `<font a=1>` and `<p>` 1.6 GB. Below these bounds the worst page found took 1.1 s.
_ANGLES = 20_000  # `<` of a page
_FORMATS = 48  # different start tags of formatting elements; the standard opens each at most three times at once
_OPENED = 200_000  # elements that those can be made into: formats by tags
_ATTRIBUTES = 100_000_000  # squares of the attributes of long tags, summed: 0.2 s of looking for doubles

_FORMAT = re.compile(r"<(?:b|big|code|em|font|i|nobr|s|small|strike|strong|tt|u)[\s/][^>]{0,200}", re.IGNORECASE)
_FORMATTING = frozenset({"b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u", "a"})
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
_LONG_TAG = 3_000  # characters


class TooMuch(Exception):
    """A page of more than we read; the message is the reason."""


def crowded(text: str) -> bool:
    """Whether tags have so many attributes that looking for doubles among them takes long."""
    heads = (part.partition(">")[0] for part in text.split("<") if len(part) > _LONG_TAG)
    return sum(len(_QUOTED.sub("", head).replace("/", " ").split()) ** 2 for head in heads) > _ATTRIBUTES


def entangled(text: str) -> bool:
    """Whether a page could make the standard's way of building a tree slow."""
    tags = text.count("<")
    found = _FORMAT.findall(text)
    open_ended = (each for each in found if len(each) > 200 or each.count('"') % 2 or each.count("'") % 2)
    formats = len(set(found)) + sum(1 for _ in open_ended)
    return tags > _ANGLES or formats > _FORMATS or formats * tags > _OPENED


def mended(encoded: bytes) -> bytes:
    """The page as libxml2 reads it, which takes time by its length alone and stops at 256 levels. Raises TooMuch."""
    from lxml import etree, html

    parser = html.HTMLParser(collect_ids=False, encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=False)
    try:
        tree: Any = html.document_fromstring(encoded, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as broken:
        raise TooMuch("empty page") from broken
    if tree.xpath(f"count(//*) > {ELEMENTS}"):
        raise TooMuch(f"a page of more than {ELEMENTS:,} elements")
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
