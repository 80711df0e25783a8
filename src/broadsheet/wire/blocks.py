"""What a page's tree holds to read: its blocks of text in order, and the boxes that they stand in.

One walk, linear in the number of nodes and with a stack of its own, so that no nesting is too deep for it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from broadsheet.wire import marks
from broadsheet.wire.plain import clean

LONGEST = 100_000  # characters of one block

# Elements whose text is never prose (HTML Living Standard 4.10-4.12): scripts, controls, what is embedded.
_UNREAD = frozenset(
    """script style noscript template iframe object embed svg math canvas audio video map select option datalist textarea
    input button img picture source track head title meta link base area col colgroup progress meter dialog""".split()
)
_INLINE = frozenset(
    """a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark nobr q rp rt ruby s samp small span
    strike strong sub sup time tt u var wbr g-emoji nobr""".split()
)


@dataclass(slots=True)
class Box:
    """An element that holds blocks; `parent` is its box's number, itself for the first; `marks` the bits of marks.py."""

    parent: int
    tag: str
    shape: str
    marks: int
    depth: int


@dataclass(slots=True)
class Block:
    """A run of text that a browser shows by itself; `linked` counts its characters inside links, `strong` in bold."""

    text: str
    box: int
    linked: int
    strong: int


def read(tree: Any) -> tuple[list[Block], list[Box]]:
    """The blocks of a lexbor tree's body in order, and their boxes, each behind its parent; text of no block is empty."""
    body = tree.body
    if body is None:
        return [], []
    walk = _Walk()
    walk.through(body)
    return walk.blocks, walk.boxes


Enter = Callable[[int, str], bool]  # a box's number and the shape of an element in it: whether to walk that too


def below(tops: Iterable[Any], enter: Enter) -> tuple[list[Block], list[Box]]:
    """The blocks below each of these elements and no others; the first boxes, behind the body's, are theirs in order.

    Only what `enter` lets in is walked, and nothing of it is marked.
    """
    starts = list(tops)
    walk = _Walk(enter)
    walk.boxes += [Box(0, top.tag, shape(top), 0, 1) for top in starts]
    for number, top in enumerate(starts, 1):
        walk.box = number
        walk.through(top)
    return walk.blocks, walk.boxes


def shape(node: Any) -> str:
    """An element's tag and its class attribute."""
    return f"{node.tag}.{node.attributes.get('class') or ''}"


class _Walk:
    """Where the walk stands: the open box, the text gathered since the last block."""

    __slots__ = ("blocks", "box", "boxes", "enter", "gathered", "known", "linked", "links", "strong", "strongs")

    def __init__(self, enter: Enter | None = None) -> None:
        self.enter = enter
        self.boxes = [Box(0, "body", "body", 0, 0)]
        self.blocks: list[Block] = []
        self.gathered: list[str] = []
        self.known: dict[tuple[str, str, str, str], int] = {}
        self.box = self.links = self.linked = self.strong = self.strongs = 0

    def through(self, top: Any) -> None:
        """Walk below `top`; the stack holds what follows each element that is open, and what closing it ends."""
        stack: list[tuple[Any, str]] = []
        node = top.child
        while True:
            if node is None:
                if not stack:
                    break
                node, tag = stack.pop()
                self._close(tag)
                continue
            if node.is_text_node:
                self._text(node.text_content)
            elif node.is_element_node:
                tag = node.tag
                if tag == "br":
                    self._break()
                elif tag == "hr":
                    self._flush()
                elif tag not in _UNREAD and self._open(node, tag):
                    stack.append((node.next, tag))
                    node = node.child
                    continue
            node = node.next
        self._flush()

    def _text(self, said: str) -> None:
        self.gathered.append(said)
        if self.links or self.strongs:
            long = len(said.strip())
            if self.links:
                self.linked += long
            if self.strongs:
                self.strong += long

    def _open(self, node: Any, tag: str) -> bool:
        """Enter an element; False where its text is for no reader's eye."""
        if tag in _INLINE:
            if tag == "a":
                self.links += 1
            elif tag in {"b", "strong"}:
                self.strongs += 1
            elif tag == "span" and marks.of(tag, node.attributes, self.known) & marks.UNSEEN:
                return False
            return True
        self._flush()
        said = node.attributes
        parent = self.boxes[self.box]
        shape = f"{tag}.{said.get('class') or ''}"
        if self.enter is not None and not self.enter(self.box, shape):
            return False
        found = marks.of(tag, said, self.known) if self.enter is None else 0
        self.boxes.append(Box(self.box, tag, shape, found, parent.depth + 1))
        self.box = len(self.boxes) - 1
        return True

    def _close(self, tag: str) -> None:
        if tag not in _INLINE:
            self._flush()
            self.box = self.boxes[self.box].parent
        elif tag == "a":
            self.links -= 1
        elif tag in {"b", "strong"}:
            self.strongs -= 1

    def _break(self) -> None:
        """A line's end; two of them behind each other end a block."""
        if self.gathered and self.gathered[-1] == "\n":
            self._flush()
        elif self.gathered:
            self.gathered.append("\n")

    def _flush(self) -> None:
        if self.gathered:
            text = " ".join("".join(self.gathered)[:LONGEST].split())
            if text and (text.isprintable() or (text := clean(text))):
                self.blocks.append(Block(text, self.box, min(self.linked, len(text)), min(self.strong, len(text))))
            self.gathered.clear()
        self.linked = self.strong = 0
