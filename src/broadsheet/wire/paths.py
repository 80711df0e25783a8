"""Where on a publisher's pages does the text sit: the paths that lead to it, learned from pages and walked again.

A path names the elements from the body down, each by its tag and the classes that do not number it:
`body > main > article > div.story > p`; one that ends in `> a` holds blocks that are nothing but a link.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from broadsheet.wire import blocks
from broadsheet.wire.blocks import Block, Box

STEP = " > "
LINK = " > a"
CLASSES = 3  # classes of a step that are looked at; more of them say how an element looks, no longer what it is
LINKED = 0.8  # share of a block's characters in links from which it is nothing but a link

SHORT = 0.15  # share of the usual length below which a text is looked at again
STRANGE = 0.1  # share of the text that may stand beside it in places never seen

_NUMBERED = re.compile(r"\d{3}")  # post-48213, id-20240117: what changes from page to page; css-1x2y3z stays
_BARE = frozenset({"body", "main", "article"})  # publishing systems write an article's labels into these elements' classes
_PROSE = frozenset({"p", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "blockquote", "pre", "dl", "dt", "dd"})


@dataclass(frozen=True, slots=True)
class Leaf:
    """The blocks of one path on one page, or on all pages learned from: their characters that were text, and that were not."""

    path: str
    kept: int
    cut: int


@dataclass(frozen=True, slots=True)
class Layout:
    """One design of a publisher's pages: `name` is the path of the element that holds most of the text.

    `tops` are the elements that are walked, `kept` the paths whose blocks are text, `cut` those whose blocks never were,
    `shut` those below which nothing ever was; `usual` is the length of a usual text in characters.
    """

    name: str
    tops: tuple[str, ...]
    kept: tuple[str, ...]
    cut: tuple[str, ...]
    shut: tuple[str, ...]
    usual: int = 0


@dataclass(frozen=True, slots=True)
class Found:
    """What a layout found on a page: its blocks, and in words why it is not to be trusted here (empty: it fits)."""

    layout: str
    blocks: tuple[Block, ...]
    odd: str = ""


@lru_cache(maxsize=20_000)
def step(shape: str) -> str:
    """A path's step for a box's shape (`div.story post-12 wide` is `div.story.wide`)."""
    tag, _, classes = shape.partition(".")
    if tag in _BARE:
        return tag
    named = [each for each in classes.split()[: 2 * CLASSES] if not _NUMBERED.search(each)]
    return ".".join([tag, *(each.replace(">", "") for each in named[:CLASSES])])


def of(boxes: Sequence[Box], start: Sequence[str] = ("body",)) -> list[str]:
    """Each box's path; `start` are the paths of the first boxes."""
    found = [*start]
    for box in boxes[len(start) :]:
        found.append(found[box.parent] + STEP + step(box.shape))
    return found


def path_of(block: Block, ways: Sequence[str]) -> str:
    """A block's path, its box's or that of a link there."""
    return ways[block.box] + LINK if block.linked >= LINKED * len(block.text) else ways[block.box]


def leaves(found: Sequence[Block], boxes: Sequence[Box], kept: Sequence[bool | None]) -> tuple[Leaf, ...]:
    """A page's leaves; `kept` says of each block whether it was text, None that it counts for nothing."""
    ways, counts = of(boxes), dict[str, list[int]]()
    for block, own in zip(found, kept, strict=True):
        if own is not None:
            counts.setdefault(path_of(block, ways), [0, 0])[not own] += len(block.text)
    return tuple(Leaf(path, *count) for path, count in counts.items())


def home(found: Iterable[Leaf]) -> str:
    """The path of the element that holds most of the text; empty where there is no text."""
    held: dict[str, int] = {}
    for leaf in found:
        if leaf.kept:
            parent = leaf.path.removesuffix(LINK).rpartition(STEP)[0] or leaf.path
            held[parent] = held.get(parent, 0) + leaf.kept
    return max(held, key=lambda path: (held[path], path), default="")


@lru_cache(maxsize=256)
def learned(found: tuple[Leaf, ...]) -> Layout:
    """The layout that the leaves of several pages give: a path belongs to the text where most of its characters do."""
    kept = {leaf.path: leaf.kept for leaf in found if leaf.kept > leaf.cut}
    name = home(Leaf(path, many, 0) for path, many in kept.items())
    tops = _tops(kept)
    inside = tuple(f"{top}{STEP}" for top in tops)
    cut = sorted(leaf.path for leaf in found if leaf.path not in kept and f"{leaf.path}{STEP}".startswith(inside))
    return Layout(name, tops, tuple(sorted(kept)), tuple(cut), _shut(tops, kept, cut))


def _shut(tops: Sequence[str], kept: Iterable[str], cut: Iterable[str]) -> tuple[str, ...]:
    """The outermost paths below the tops that lead to nothing but what is cut."""
    leading = {lead for path in (*kept, *tops) for lead in _leads(path.removesuffix(LINK))}
    dead = (next((lead for lead in _leads(path.removesuffix(LINK)) if lead not in leading), "") for path in cut)
    return tuple(sorted({path for path in dead if path}))


def _leads(path: str) -> list[str]:
    """A path's beginnings, itself the last."""
    parts = path.split(STEP)
    return [STEP.join(parts[:many]) for many in range(1, len(parts) + 1)]


def _tops(kept: dict[str, int]) -> tuple[str, ...]:
    """The elements to walk: those with much of the text or several of its paths, else the path's own; none in another."""
    held: dict[str, list[int]] = {}
    for path, many in kept.items():
        held.setdefault(_parent(path), []).append(many)
    all_of_it = sum(kept.values())
    chosen = set()
    for path in kept:
        shares = held[_parent(path)]
        whole = len(shares) > 1 or sum(shares) > all_of_it / 10
        chosen.add(_parent(path) if whole else path.removesuffix(LINK))
    outermost = (path for path in chosen if not any(path.startswith(f"{other}{STEP}") for other in chosen))
    return tuple(sorted(outermost))


def within(path: str, other: str) -> bool:
    """Whether an element is another or stands in it, by their paths."""
    return f"{path}{STEP}".startswith(f"{other}{STEP}")


def _parent(path: str) -> str:
    return path.removesuffix(LINK).rpartition(STEP)[0] or "body"


def found(tree: Any, layout: Layout) -> Found:
    """What stands under a layout's paths on a page; nothing outside of its tops is walked."""
    starts = tuple(_reached(tree, layout.tops))
    ways, shut = ["", *(path for _, path in starts)], frozenset(layout.shut)

    def enter(box: int, shape: str) -> bool:
        path = f"{ways[box]}{STEP}{step(shape)}"
        if path in shut:
            return False
        ways.append(path)
        return True

    listed, _ = blocks.below([node for node, _ in starts], enter)
    kept, cut = frozenset(layout.kept), frozenset(layout.cut)
    holders = {_parent(path) for path in kept if not path.endswith(LINK)}
    own, strange = list[Block](), 0
    for block in listed:
        path = path_of(block, ways)
        if path in kept or (path not in cut and _bare_below(path, holders)):
            own.append(block)
        elif path not in cut and not path.endswith(LINK):
            strange += len(block.text)
    return Found(layout.name, tuple(own), _odd(sum(len(block.text) for block in own), strange, layout.usual))


def _odd(length: int, strange: int, usual: int) -> str:
    """Why a text of this length, with so much beside it in places never seen, is not to be trusted."""
    if not length:
        return "nothing stands where its text does"
    if length < SHORT * usual:
        return f"its text has {length:,} characters, one there usually {usual:,}"
    if strange > STRANGE * length:
        return f"{strange:,} characters stand in places that its other pages do not have"
    return ""


def _reached(tree: Any, tops: Sequence[str]) -> Iterable[tuple[Any, str]]:
    """The elements at the end of these paths in the page's order, each with its path; nothing inside one of them."""
    wanted = frozenset(tops)
    leading = {STEP.join(parts[:many]) for parts in (top.split(STEP) for top in tops) for many in range(1, len(parts))}
    stack = [(tree.body, "body")] if tree.body is not None else []
    while stack:
        node, path = stack.pop()
        if path in wanted:
            yield node, path
        elif path in leading:
            below = ((each, f"{path}{STEP}{step(blocks.shape(each.tag, each.attributes))}") for each in node.iter())
            stack.extend(reversed([each for each in below if each[1] in wanted or each[1] in leading]))


def _bare_below(path: str, holders: Iterable[str]) -> bool:
    """Whether a path never seen leads through nothing but plain paragraphs, lists and quotes below where text stands."""
    parent, _, last = path.rpartition(STEP)
    while last in _PROSE and parent:
        if parent in holders:
            return True
        parent, _, last = parent.rpartition(STEP)
    return False
