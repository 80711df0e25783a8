"""How a page is laid out: the size of its blocks, the prose in its boxes, the marks handed down, where its headline stands."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from broadsheet.wire import marks
from broadsheet.wire.blocks import Block, Box

HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
LEAVES = HEADINGS | {"p", "li", "dd", "dt", "td", "th", "blockquote", "pre", "figcaption", "summary", "legend", "center"}
MAIN = 1 << 20  # beside the bits of marks.py: inside the deepest box of four fifths of the prose
INNER = 1 << 21  # of half of it

_HOMELESS = LEAVES | {"tr", "tbody", "thead", "tfoot", "table", "ul", "ol", "dl", "caption"}
_GAP = re.compile(r"[\W_]+")
_ASIDE = marks.PROMOTION | marks.OTHERS | marks.BYLINE | marks.CAPTION
_VOIDABLE = _ASIDE | marks.UNSEEN | marks.CLIPPED | marks.CHROME
_SENTENCE = 8  # words from which a block may be prose
_CLEAR = 60  # words of prose outside of frame and comments that are enough to leave those out of account
_LONG = 150  # words of a block that may say a whole article again
_TELLING = 400  # blocks that are looked for in a page's longest ones


@dataclass(frozen=True, slots=True)
class Told:
    """What the page says of its text elsewhere: its headline, its summary, the body in its JSON-LD, all as written."""

    title: str = ""
    summary: str = ""
    body: str = ""


@dataclass(slots=True)
class Layout:
    """The page as the signals see it: a number a block or a box in each list."""

    blocks: Sequence[Block]
    boxes: Sequence[Box]
    sizes: list[float] = field(default_factory=list)
    prose: list[float] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)
    marks: list[int] = field(default_factory=list)
    homes: list[int] = field(default_factory=list)
    home: list[int] = field(default_factory=list)
    mass: list[float] = field(default_factory=list)
    text: list[float] = field(default_factory=list)
    count: list[int] = field(default_factory=list)
    links: list[int] = field(default_factory=list)
    shapes: list[str] = field(default_factory=list)
    shape_mass: dict[str, float] = field(default_factory=dict)
    again: set[int] = field(default_factory=set)
    foreign: list[bool] = field(default_factory=list)
    title: int = -1
    total: float = 1.0


def size(text: str) -> float:
    """A text's length in words of a Latin script: six bytes of UTF-8 each, which suits scripts without blanks too."""
    return len(text.encode("utf-8", "replace")) / 6


def key(text: str) -> str:
    """A text's letters and digits in lower case, as `house.key`, for whole pages."""
    return _GAP.sub("", text.lower())


def laid_out(blocks: Sequence[Block], boxes: Sequence[Box], told: Told) -> Layout:
    """The page laid out: sizes of blocks, mass of boxes, marks as they are handed down, where the headline stands."""
    page = Layout(blocks, boxes)
    page.sizes = [size(block.text) for block in blocks]
    page.keys = [key(block.text[:400]) for block in blocks]
    page.prose = [
        words * (1 - min(1.0, block.linked / len(block.text))) ** 2
        if words >= _SENTENCE and boxes[block.box].tag not in HEADINGS
        else 0.0
        for block, words in zip(blocks, page.sizes, strict=True)
    ]
    many = len(boxes)
    page.text, page.count, page.links = [0.0] * many, [0] * many, [0] * many
    for block, words in zip(blocks, page.sizes, strict=True):
        page.text[block.box] += words
        page.count[block.box] += 1
        page.links[block.box] += block.linked > 0.8 * len(block.text)
        page.shapes.append(f"{boxes[boxes[block.box].parent].shape}>{boxes[block.box].shape}")
    for at in range(many - 1, 0, -1):
        parent = boxes[at].parent
        page.text[parent] += page.text[at]
        page.count[parent] += page.count[at]
        page.links[parent] += page.links[at]
    _weigh(page)
    page.title = _headline(page, key(told.title))
    page.marks = _handed(page)
    aside = marks.UNSEEN | marks.CLIPPED | marks.CHROME | marks.COMMENTS
    clear = [0.0 if page.marks[b.box] & aside else p for b, p in zip(blocks, page.prose, strict=True)]
    if sum(clear) > _CLEAR:
        page.prose = clear
        _weigh(page)
    page.marks = _placed(page)
    page.again = _again(page)
    page.foreign = _foreign(page)
    homes = [0] * many
    for at, box in enumerate(boxes):
        homes[at] = homes[box.parent] if box.tag in _HOMELESS or page.count[at] == 1 else at
    page.homes = homes
    page.home = [homes[b.box] for b in blocks]
    return page


def _weigh(page: Layout) -> None:
    """The mass of prose in each box and each shape."""
    page.mass = [0.0] * len(page.boxes)
    page.shape_mass = {}
    for at, block in enumerate(page.blocks):
        page.mass[block.box] += page.prose[at]
        page.shape_mass[page.shapes[at]] = page.shape_mass.get(page.shapes[at], 0.0) + page.prose[at]
    for at in range(len(page.boxes) - 1, 0, -1):
        page.mass[page.boxes[at].parent] += page.mass[at]
    page.total = page.mass[0] or 1.0


def _placed(page: Layout) -> list[int]:
    """The marks with where most of the prose is: MAIN on four fifths of it, INNER on half."""
    main = inner = 0
    for at, box in enumerate(page.boxes):
        if page.mass[at] >= 0.8 * page.total and box.depth >= page.boxes[main].depth:
            main = at
        if page.mass[at] >= 0.5 * page.total and box.depth >= page.boxes[inner].depth:
            inner = at
    placed = [0] * len(page.boxes)
    for at, box in enumerate(page.boxes):
        placed[at] = placed[box.parent] | (MAIN if at == main else 0) | (INNER if at == inner else 0)
    return [found | place for found, place in zip(page.marks, placed, strict=True)]


def _handed(page: Layout) -> list[int]:
    """Each box's marks with its parents'; a mark on what holds the headline or half the page's prose is no sign against it."""
    found: list[int] = []
    around = set()
    at = page.blocks[page.title].box if page.title >= 0 else 0
    while at:
        around.add(at)
        at = page.boxes[at].parent
    for at, box in enumerate(page.boxes):
        own = box.marks
        if at in around and page.mass[at] > 0.15 * page.total:
            own &= ~(_VOIDABLE | marks.COMMENTS)
        elif page.mass[at] > 0.3 * page.total:
            own &= ~_ASIDE if around else ~_VOIDABLE
        found.append((found[box.parent] if at else 0) | own)
    return found


def _again(page: Layout) -> set[int]:
    """The blocks that say again what stands elsewhere: whole, or, of the longest, for the most part."""
    seen: set[str] = set()
    found: set[int] = set()
    for at, said in enumerate(page.keys):
        if said in seen:
            found.add(at)
        seen.add(said)
    long = sorted((at for at, words in enumerate(page.sizes) if words > _LONG), key=lambda at: -page.sizes[at])[:8]
    telling = [at for at, words in enumerate(page.prose) if words][:_TELLING]
    for at in long:
        whole = key(page.blocks[at].text)
        inside = sum(page.prose[other] for other in telling if other != at and page.keys[other][:50] in whole)
        if inside > 0.5 * page.sizes[at]:
            found.add(at)
    return found


def _foreign(page: Layout) -> list[bool]:
    """Of each box whether it is in an <article> of its own while the headline is in another."""
    articles = [0] * len(page.boxes)
    for at, box in enumerate(page.boxes):
        articles[at] = at if box.tag == "article" else articles[box.parent]
    own = articles[page.blocks[page.title].box] if page.title >= 0 else 0
    return [bool(own) and each != own and page.boxes[each].parent != own for each in articles]


def _headline(page: Layout, title: str) -> int:
    """The number of the block that is the headline: what says the most of the title, an h1 before all; -1 for none."""
    best, found = (-1, 0, 0), -1
    for at, block in enumerate(page.blocks):
        tag, said = page.boxes[block.box].tag, page.keys[at]
        same = bool(title) and bool(said) and said == title
        if same or (tag == "h1" and said):
            shared = len(said) if said in title else len(title) if title and title in said else 0
            likely = (3 * int(tag == "h1" and shared > 0) or int(same) + int(same and tag in HEADINGS), int(same), shared)
            if likely > best:
                best, found = likely, at
    return found
