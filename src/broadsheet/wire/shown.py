"""Which lines does a page's reader see, in the page's order?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

LONGEST = 400  # characters of a line that is told; a standfirst of the bench has 371 at most

_BLOCKS = frozenset(
    {
        *(
            "address",
            "article",
            "blockquote",
            "body",
            "br",
            "center",
            "dd",
            "div",
            "dl",
            "dt",
            "fieldset",
            "header",
            "hr",
            "li",
        ),
        *("h1", "h2", "h3", "h4", "h5", "h6", "main", "ol", "p", "pre", "section", "table", "tbody", "td", "th", "tr", "ul"),
    }
)
_SKIPPED = frozenset(
    {
        *("aside", "button", "figcaption", "figure", "footer", "form", "iframe", "nav", "noscript", "script", "select"),
        *("style", "svg", "template", "video"),
    }
)
_ROLES = frozenset({"navigation", "contentinfo", "complementary", "search", "banner"})


def lines(tree: LexborHTMLParser) -> Iterator[tuple[str, str, bool]]:
    """Each line that a reader sees, with its innermost tag and whether it is all link, in the page's order."""
    words: list[str] = []
    linked: list[str] = []
    tag, anchors = "", 0
    for event, node, name in _steps(tree):
        if name in _BLOCKS:
            line = " ".join("".join(words).split())
            if 1 < len(line) <= LONGEST:
                yield line, tag, len("".join(linked).split()) >= len(line.split())
            words, linked = [], []
        elif name == "a":
            anchors += event
        elif name == "-text" and event > 0:
            text = node.text_content or ""
            if text.strip():
                tag = (node.parent.tag if node.parent else "") or ""
                linked += [text, " "] if anchors else []
            words.append(text)


def _steps(tree: LexborHTMLParser) -> Iterator[tuple[int, LexborNode, str]]:
    """The body's nodes in order with their tags: 1 where one begins, -1 where it ends; what no reader sees left out."""
    node, depth = tree.body, 0
    while node is not None:
        name = node.tag or ""
        yield 1, node, name
        below = None if name in _SKIPPED or _aside(node, name) else node.first_child
        if below is not None:
            node, depth = below, depth + 1
            continue
        yield -1, node, name
        while depth and node.next is None:
            node, depth = node.parent, depth - 1
            if node is None:
                return
            yield -1, node, node.tag or ""
        node = node.next if depth else None


def _aside(node: LexborNode, name: str) -> bool:
    """Whether an element is marked as the page's frame, or as hidden from who cannot see."""
    if name[:1] == "-":
        return False
    said = node.attributes
    return said.get("role") in _ROLES or said.get("aria-hidden") == "true"
