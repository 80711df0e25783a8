"""Which lines does a page's reader see, in the page's order?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

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


def lines(tree: Any) -> Iterator[tuple[str, str, bool]]:
    """Each line that a reader sees, with its innermost tag and whether it is all link, in the page's order."""
    from lxml import etree

    body = tree.find("body")
    words: list[str] = []
    linked: list[str] = []
    tag, anchors = "", 0
    walk = etree.iterwalk(body if body is not None else tree, events=("start", "end"))
    for event, node in walk:
        starts = event == "start"
        if starts and (node.tag in _SKIPPED or node.get("role") in _ROLES or node.get("aria-hidden") == "true"):
            walk.skip_subtree()
            text = ""
        else:
            text = (node.text if starts else node.tail) or ""
        if node.tag in _BLOCKS:
            line = " ".join("".join(words).split())
            if 1 < len(line) <= LONGEST:
                yield line, tag, len("".join(linked).split()) >= len(line.split())
            words, linked = [], []
        anchors += (starts and node.tag == "a") - (not starts and node.tag == "a")
        if text.strip():
            tag = str(node.tag if starts else node.getparent().tag if node.getparent() is not None else "")
            linked += [text, " "] if anchors and (starts or node.tag != "a") else []
        words.append(text)
