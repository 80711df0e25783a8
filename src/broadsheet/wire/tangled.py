"""Could a page's markup make building its tree slow, and what do we read of one that could?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

ELEMENTS = 40_000  # elements; the bench's most are 15,793
DEEPEST = 8  # formatting elements inside one another, on a page that has to be mended

# The standard's tree building is quadratic in open elements and worse in open formatting elements: 31 kB of `<b a=1><div>`
# took lexbor 24 s, 20 kB of `<font a=1>` and `<p>` 1.6 GB. Below these bounds the worst page found took 1.1 s.
_ANGLES = 20_000  # `<` of a page
_FORMATS = 48  # different start tags of formatting elements; the standard opens each at most three times at once
_OPENED = 200_000  # elements that those can be made into: formats by tags
_ATTRIBUTES = 100_000_000  # squares of the attributes of long tags, summed: 0.2 s of looking for doubles

_FORMAT = re.compile(
    r"<(?-i:(?=[BCEFINSTUbcefinstu]))(?:b(?:ig)?|code|em|font|i|nobr|s(?:mall|trike|trong)?|tt|u)[\s/][^>]{0,200}",
    re.IGNORECASE,
)
_FORMATTING = frozenset({"b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u", "a"})
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
_LONG_TAG, _MANY = 3_000, 500  # characters of a tag, attributes of it, from which they are counted


class TooMuch(Exception):
    """A page of more than we read; the message is the reason."""


def crowded(text: str) -> bool:
    """Whether tags have so many attributes that looking for doubles among them takes long."""
    long = list(_heads(text))
    if sum((len(head) // 2 + 1) ** 2 for head in long) <= _ATTRIBUTES:  # an attribute has a character and a blank
        return False
    heads = (head.replace("/", " ") for head in long)
    many = (head for head in heads if len(head.split()) > _MANY)
    return sum(len(_QUOTED.sub("", head).split()) ** 2 for head in many) > _ATTRIBUTES


def _heads(text: str) -> Iterator[str]:
    """The tags in front of each long part between `<` and `<`; leaps from one `<` to the last within reach of it."""
    at = 0
    while len(text) - at > _LONG_TAG:
        following = text.rfind("<", at, at + _LONG_TAG + 1)
        if following < 0:
            following = text.find("<", at + _LONG_TAG + 1)
            end = following if following >= 0 else len(text)
            closed = text.find(">", at, end)
            yield text[at : closed if closed >= 0 else end]
            at = end
        at = max(at, following) + 1


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
