"""Which lines does a page's reader see, in the page's order?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from broadsheet.wire.marked import NAMED, begun, names_an_author, of_others, spaced

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

_MARKS = 200  # elements that may be marked as names; a page of listings has more
LONGEST = 400  # characters of a line that is told; a standfirst of the bench has 371 at most


@dataclass(frozen=True, slots=True)
class Line:
    """A line that a reader sees: its text, its innermost tag, whether it is all link, and what in it is marked as a name."""

    text: str
    tag: str
    linked: bool
    named: tuple[str, ...] = ()


_BLOCKS = frozenset(
    {
        *("address", "article", "blockquote", "body", "br", "center", "dd", "div", "dl", "dt", "fieldset", "header", "hr"),
        *("h1", "h2", "h3", "h4", "h5", "h6", "li", "main", "ol", "p", "pre", "section", "table", "tbody", "td"),
        *("th", "tr", "ul"),
    }
)
_SKIPPED = frozenset(
    {
        *("aside", "button", "figcaption", "figure", "footer", "form", "iframe", "nav", "noscript", "script", "select"),
        *("style", "svg", "template", "video"),
    }
)
_FRAME = ", ".join(f"[role='{role}']" for role in ("navigation", "contentinfo", "complementary", "search", "banner"))
_FRAME += ", [aria-hidden='true']"


class Shown:
    """The lines that a page's reader sees, in its order; each is read once, when it is first asked for."""

    __slots__ = ("_left", "_named", "_read", "tree")

    def __init__(self, tree: LexborHTMLParser) -> None:
        self.tree = tree
        self._named: list[LexborNode] | None = None
        self._read: list[Line] = []
        self._left = lines(self)

    @property
    def named(self) -> list[LexborNode]:
        """The elements that may be marked as names; looked for once, for they cost more than any other."""
        if self._named is None:
            self._named = self.tree.css(NAMED)
        return self._named

    def __iter__(self) -> Iterator[Line]:
        """All lines from the first on."""
        at = 0
        while True:
            if at == len(self._read):
                line = next(self._left, None)
                if line is None:
                    return
                self._read.append(line)
            yield self._read[at]
            at += 1


def lines(page: Shown) -> Iterator[Line]:
    """Each line that a reader sees, in the page's order."""
    marked = {node.mem_id for node in page.named[:_MARKS] if names_an_author(node) and not of_others(node)}
    words: list[str] = []
    linked: list[str] = []
    named: list[str] = []
    tag, anchors = "", 0
    for event, node, name, above in _steps(page.tree):
        if name == "-text":
            text = node.text_content or ""
            if not text.isspace():
                tag = above
                linked += [text, " "] if anchors else []
                named += begun(node, text)
            words.append(text)
            continue
        if name in _BLOCKS:
            line = " ".join("".join(words).split()) if words else ""
            if 1 < len(line) <= LONGEST:
                yield Line(line, tag, bool(linked) and len("".join(linked).split()) >= len(line.split()), tuple(named))
                named = []
            words, linked = [], []
        elif name == "a":
            anchors += event
        if event > 0 and node.mem_id in marked and (said := spaced(node)):
            named.append(said)


def _steps(tree: LexborHTMLParser) -> Iterator[tuple[int, LexborNode, str, str]]:
    """The body's nodes in order with their tags and the tags they stand in: 1 where one begins, -1 where an element ends.

    What no reader sees, and what is marked as the page's frame or as hidden from who cannot see, is left out.
    """
    aside = {node.mem_id for node in tree.css(_FRAME)}
    node, tags = tree.body, [""]
    while node is not None:
        name = node.tag or ""
        yield 1, node, name, tags[-1]
        if name != "-text":
            below = None if name in _SKIPPED or node.mem_id in aside else node.first_child
            if below is not None:
                node = below
                tags.append(name)
                continue
            yield -1, node, name, tags[-1]
        following = node.next if len(tags) > 1 else None
        while following is None and len(tags) > 1 and (node := node.parent) is not None:
            name = tags.pop()
            yield -1, node, name, tags[-1]
            following = node.next if len(tags) > 1 else None
        node = following
