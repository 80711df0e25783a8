"""What a page's tree holds to read: its blocks of text in order, and the boxes that they stand in.

One walk, linear in the number of nodes and with a stack of its own, so that no nesting is too deep for it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from broadsheet.wire import marks
from broadsheet.wire.plain import clean

LONGEST = 100_000  # characters of one block
CLASS = 200  # characters of a class attribute that tell elements apart

# Elements whose text is never prose (HTML Living Standard 4.10-4.12): scripts, controls, what is embedded.
_UNREAD = frozenset(
    {
        *("script", "style", "noscript", "template", "iframe", "object", "embed", "svg", "math", "canvas"),
        *("audio", "video", "map", "select", "option", "datalist", "textarea", "input", "button", "img"),
        *("picture", "source", "track", "head", "title", "meta", "link", "base", "area", "col", "colgroup"),
        *("progress", "meter", "dialog"),
    }
)
_INLINE = frozenset(
    {
        *("a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em"),
        *("font", "i", "ins", "kbd", "label", "mark", "nobr", "q", "rp", "rt", "ruby", "s", "samp", "small"),
        *("span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr", "g-emoji"),
    }
)
_COUNTED = frozenset(("a", "span"))
_BREAKS = frozenset(("br", "hr"))


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
    """A run of text that a browser shows by itself; `linked` counts its characters inside links."""

    text: str
    box: int
    linked: int


Listed = tuple[Sequence[Block], Sequence[Box]]  # a whole page's blocks and boxes


def read(tree: Any) -> Listed:
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
    walk.boxes += [Box(0, top.tag, shape(top.tag, top.attributes), 0, 1) for top in starts]
    for number, top in enumerate(starts, 1):
        walk.box = number
        walk.through(top)
    return walk.blocks, walk.boxes


def shape(tag: str, said: Mapping[str, str | None]) -> str:
    """An element's tag and its classes, as far as they tell elements apart."""
    return f"{tag}.{(said.get('class') or '')[:CLASS]}" if said else tag


class _Walk:
    """Where the walk stands: the open box, the text gathered since the last block."""

    __slots__ = ("blocks", "box", "boxes", "enter", "gathered", "known", "linked", "links")

    def __init__(self, enter: Enter | None = None) -> None:
        self.enter = enter
        self.boxes = [Box(0, "body", "body", 0, 0)]
        self.blocks: list[Block] = []
        self.gathered: list[str] = []
        self.known: dict[tuple[str, str, str, str], int] = {}
        self.box = self.links = self.linked = 0

    def through(self, top: Any) -> None:  # noqa: PLR0912 - one loop, for a recursion would end on deep pages
        """Walk below `top`; the stack holds what follows each element that is open, and what closing it ends."""
        stack: list[tuple[Any, str]] = []
        node = top.child
        while node is not None or stack:
            if node is None:
                node, tag = stack.pop()
                if tag:
                    self._close(tag)
            elif node.is_text_node:
                said = node.text_content
                if self.gathered or not said.isspace():
                    self._text(said)
                node = node.next
            elif (tag := node.tag) in _UNREAD or not node.is_element_node:
                node = node.next
            elif tag in _INLINE:
                if tag in _COUNTED and not self._inline(node, tag):
                    node = node.next
                elif (child := node.child) is None:
                    self._close(tag)
                    node = node.next
                else:
                    stack.append((node.next, tag))
                    node = child
            elif tag in _BREAKS:
                self._break(tag)
                node = node.next
            elif self._open(node, tag):
                stack.append((node.next, tag))
                node = node.child
            else:
                node = node.next
        self._flush()

    def _text(self, said: str) -> None:
        self.gathered.append(said)
        if self.links:
            self.linked += len(said.strip())

    def _inline(self, node: Any, tag: str) -> bool:
        """Enter a link or a span; False where its text is for no reader's eye."""
        if tag == "a":
            self.links += 1
            return True
        said = node.attributes
        return not said or not marks.of(tag, said, self.known) & marks.UNSEEN

    def _open(self, node: Any, tag: str) -> bool:
        """Enter a box; False where nothing below it is asked for."""
        if self.gathered:
            self._flush()
        said = node.attributes
        named, found = shape(tag, said), 0
        if self.enter is None:
            found = marks.of(tag, said, self.known) if said else marks.TAGS.get(tag, 0)
        elif not self.enter(self.box, named):
            return False
        self.boxes.append(Box(self.box, tag, named, found, self.boxes[self.box].depth + 1))
        self.box = len(self.boxes) - 1
        return True

    def _close(self, tag: str) -> None:
        if tag == "a":
            self.links -= 1
        elif tag not in _INLINE:
            if self.gathered:
                self._flush()
            self.box = self.boxes[self.box].parent

    def _break(self, tag: str) -> None:
        """A line's end; two of them behind each other, or a rule, end a block."""
        if self.gathered and (tag == "hr" or self.gathered[-1] == "\n"):
            self._flush()
        elif self.gathered:
            self.gathered.append("\n")

    def _flush(self) -> None:
        text = " ".join("".join(self.gathered)[:LONGEST].split())
        if text and (text.isprintable() or (text := clean(text))):
            self.blocks.append(Block(text, self.box, min(self.linked, len(text))))
        self.gathered.clear()
        self.linked = 0
