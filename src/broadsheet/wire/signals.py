"""What numbers say of each block whether it is the page's own text: itself, its boxes, its place, its neighbours."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from math import log1p

from broadsheet.wire import furniture, marks
from broadsheet.wire.blocks import Block, Box

HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_LEAVES = HEADINGS | {"p", "li", "dd", "dt", "td", "th", "blockquote", "pre", "figcaption", "summary", "legend", "center"}
_HOMELESS = _LEAVES | {"tr", "tbody", "thead", "tfoot", "table", "ul", "ol", "dl", "caption"}
_UPPER = re.compile(r"\b[^\W\d_a-z]")
_DIGIT = re.compile(r"\d")
_GAP = re.compile(r"[\W_]+")
_STOPS = ".!?…。！？।؟"
_CLOSING = "\"'”’»«“)]）」』* "
_ASIDE = marks.PROMOTION | marks.OTHERS | marks.BYLINE | marks.CAPTION
_VOIDABLE = _ASIDE | marks.UNSEEN | marks.CHROME
MAIN = 1 << 20
INNER = 1 << 21


@dataclass(frozen=True, slots=True)
class Told:
    """What the page says of its text elsewhere: its headline, its summary, the body in its JSON-LD, all as written."""

    title: str = ""
    summary: str = ""
    body: str = ""


@dataclass(slots=True)
class Ground:
    """The page as the signals see it: a number a block or a box in each list."""

    blocks: list[Block]
    boxes: list[Box]
    sizes: list[float] = field(default_factory=list)
    prose: list[float] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)
    marks: list[int] = field(default_factory=list)
    homes: list[int] = field(default_factory=list)
    home: list[int] = field(default_factory=list)
    mass: list[float] = field(default_factory=list)
    text: list[float] = field(default_factory=list)
    linked: list[float] = field(default_factory=list)
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


def ground(blocks: list[Block], boxes: list[Box], told: Told) -> Ground:
    """The page laid out: sizes of blocks, mass of boxes, marks as they are handed down, where the headline stands."""
    page = Ground(blocks, boxes)
    page.sizes = [size(block.text) for block in blocks]
    page.keys = [key(block.text[:400]) for block in blocks]
    page.prose = [
        words * (1 - min(1.0, block.linked / len(block.text))) ** 2
        if words >= 8 and boxes[block.box].tag not in HEADINGS
        else 0.0
        for block, words in zip(blocks, page.sizes, strict=True)
    ]
    many = len(boxes)
    page.text, page.linked, page.count, page.links = [0.0] * many, [0.0] * many, [0] * many, [0] * many
    for block, words in zip(blocks, page.sizes, strict=True):
        page.text[block.box] += words
        page.linked[block.box] += words * min(1.0, block.linked / len(block.text))
        page.count[block.box] += 1
        page.links[block.box] += block.linked > 0.8 * len(block.text)
        page.shapes.append(f"{boxes[boxes[block.box].parent].shape}>{boxes[block.box].shape}")
    for at in range(many - 1, 0, -1):
        parent = boxes[at].parent
        page.text[parent] += page.text[at]
        page.linked[parent] += page.linked[at]
        page.count[parent] += page.count[at]
        page.links[parent] += page.links[at]
    _weigh(page)
    page.title = _headline(page, key(told.title))
    page.marks = _handed(page)
    aside = marks.UNSEEN | marks.CHROME | marks.COMMENTS
    clear = [0.0 if page.marks[b.box] & aside else p for b, p in zip(blocks, page.prose, strict=True)]
    if sum(clear) > 60:
        page.prose = clear
        _weigh(page)
        page.marks = _placed(page)
    else:
        page.marks = _placed(page)
    page.again = _again(page)
    page.foreign = _foreign(page)
    homes = [0] * many
    for at, box in enumerate(boxes):
        homes[at] = homes[box.parent] if box.tag in _HOMELESS or page.count[at] == 1 else at
    page.homes = homes
    page.home = [homes[b.box] for b in blocks]
    return page


def _weigh(page: Ground) -> None:
    """The mass of prose in each box and each shape."""
    page.mass = [0.0] * len(page.boxes)
    page.shape_mass = {}
    for at, block in enumerate(page.blocks):
        page.mass[block.box] += page.prose[at]
        page.shape_mass[page.shapes[at]] = page.shape_mass.get(page.shapes[at], 0.0) + page.prose[at]
    for at in range(len(page.boxes) - 1, 0, -1):
        page.mass[page.boxes[at].parent] += page.mass[at]
    page.total = page.mass[0] or 1.0


def _placed(page: Ground) -> list[int]:
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


def _handed(page: Ground) -> list[int]:
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


def _again(page: Ground) -> set[int]:
    """The blocks that say again what stands elsewhere: whole, or, of the longest, for the most part."""
    seen: set[str] = set()
    found: set[int] = set()
    for at, said in enumerate(page.keys):
        if said in seen:
            found.add(at)
        seen.add(said)
    long = sorted((at for at, words in enumerate(page.sizes) if words > 150), key=lambda at: -page.sizes[at])[:8]
    for at in long:
        whole = key(page.blocks[at].text)
        inside = sum(w for other, w in enumerate(page.prose) if other != at and w and page.keys[other][:50] in whole)
        if inside > 0.5 * page.sizes[at]:
            found.add(at)
    return found


def _foreign(page: Ground) -> list[bool]:
    """Of each box whether it is in an <article> of its own while the headline is in another."""
    articles = [0] * len(page.boxes)
    for at, box in enumerate(page.boxes):
        articles[at] = at if box.tag == "article" else articles[box.parent]
    own = articles[page.blocks[page.title].box] if page.title >= 0 else 0
    return [bool(own) and each != own and page.boxes[each].parent != own for each in articles]


def _headline(page: Ground, title: str) -> int:
    """The number of the block that is the headline: what says the title, an h1 before all; -1 for none."""
    first = -1
    for at, block in enumerate(page.blocks):
        tag = page.boxes[block.box].tag
        said = page.keys[at]
        if title and said and (said == title or (tag == "h1" and (said in title or title in said))):
            if tag == "h1":
                return at
            first = at if first < 0 or tag in HEADINGS else first
    if first < 0:
        return next((at for at, block in enumerate(page.blocks) if page.boxes[block.box].tag == "h1"), -1)
    return first


FIRST = (
    *("size", "linked", "linked text", "stop", "capitals", "digits"),
    *("item", "quote", "table", "heading", "loose", "code"),
    *("shape share", "nest links", "home links", "foreign"),
    *("unseen", "chrome", "promotion", "others", "comments", "byline", "caption", "body", "named", "main", "inner"),
    *("above share", "home size"),
    *("in body", "summary", "headline", "after", "deck", "before", "end", "again", "under", "label"),
)


def first(page: Ground, told: Told) -> list[list[float]]:
    """A row of FIRST a block."""
    body = key(told.body) if len(told.body) > 400 else ""
    summary = key(told.summary)
    rows: list[list[float]] = []
    passed = opened = 0.0
    under = False
    for at, block in enumerate(page.blocks):
        said = page.keys[at]
        if page.boxes[block.box].tag in HEADINGS:
            under = bool(furniture.judged(block.text))
        row = [*_itself(page, at), *_where(page, at)]
        row += (
            _inside(said, body),
            float(len(said) > 25 and bool(summary) and (said[:200] in summary or summary[:200] in said)),
            float(at == page.title),
            float(at > page.title >= 0),
            float(0 <= page.title < at <= page.title + 6 and passed == opened and row[0] > 0.36 and row[3] > 0),
            float(passed <= 0.02 * page.total),
            float(passed >= 0.97 * page.total),
            float(at in page.again),
            float(under),
            float(page.sizes[at] < 12 and block.text[-1:] in ":：|>»"),
        )
        passed += page.prose[at]
        if at == page.title:
            opened = passed
        rows.append(row)
    return rows


def _itself(page: Ground, at: int) -> list[float]:
    block, words = page.blocks[at], page.sizes[at]
    text, tag = block.text, page.boxes[block.box].tag
    long = len(text)
    linked = block.linked / long
    capitals = digits = 0.0
    if long < 300:
        parts = text.count(" ") + 1
        capitals = min(1.0, len(_UPPER.findall(text)) / parts)
        digits = min(1.0, 3 * len(_DIGIT.findall(text)) / long)
    tail = text[-4:].rstrip(_CLOSING)
    return [
        min(1.0, log1p(words) / 5),
        linked,
        float(linked > 0.9 and tag not in HEADINGS),
        float(tail[-1:] in _STOPS and tail != ""),
        capitals,
        digits,
    ]


def _where(page: Ground, at: int) -> list[float]:
    block = page.blocks[at]
    tag, found, home = page.boxes[block.box].tag, page.marks[block.box], page.home[at]
    above = page.homes[page.boxes[home].parent]
    nest = page.boxes[block.box].parent if tag in _LEAVES else block.box
    row = [float(bool(found & mark)) for mark in (marks.ITEM, marks.QUOTE, marks.TABLE)]
    row += (
        float(tag in HEADINGS),
        float(tag not in _LEAVES),
        float(tag == "pre"),
        page.shape_mass[page.shapes[at]] / page.total,
        page.links[nest] / (page.count[nest] or 1),
        page.links[home] / (page.count[home] or 1),
        float(page.foreign[block.box]),
    )
    row += [float(bool(found & mark)) for mark in _MARKS]
    row += (page.mass[above] / page.total, min(1.0, log1p(page.text[home] / (page.count[home] or 1)) / 5))
    return row


_MARKS = (
    *(marks.UNSEEN, marks.CHROME, marks.PROMOTION, marks.OTHERS, marks.COMMENTS, marks.BYLINE, marks.CAPTION),
    *(marks.BODY, marks.NAMED, MAIN, INNER),
)


def _inside(said: str, body: str) -> float:
    """1 where the words stand in the declared body, -1 where they do not, 0 where none is declared or they are few."""
    if not body or len(said) < 12:
        return 0.0
    if len(said) < 60:
        return 1.0 if said in body else -1.0
    return 1.0 if said[:40] in body or said[-40:] in body else -1.0


SECOND = (
    *("first", "before", "home", "nest", "above share", "inner", "heading leads", "near", "passed", "left", "shape share"),
)


def second(page: Ground, chances: list[float]) -> list[list[float]]:
    """A row of SECOND a block, from the chances that the first weighing gave."""
    many = len(chances)
    weights = [words * chance for words, chance in zip(page.sizes, chances, strict=True)]
    mass, text = [0.0] * len(page.boxes), [0.0] * len(page.boxes)
    shapes: dict[str, float] = {}
    for at, block in enumerate(page.blocks):
        mass[block.box] += weights[at]
        text[block.box] += page.sizes[at]
        shapes[page.shapes[at]] = shapes.get(page.shapes[at], 0.0) + weights[at]
    for at in range(len(page.boxes) - 1, 0, -1):
        parent = page.boxes[at].parent
        mass[parent] += mass[at]
        text[parent] += text[at]
    total = mass[0] or 1.0
    deep = 0
    for at, box in enumerate(page.boxes):
        if mass[at] >= 0.6 * total and box.depth >= page.boxes[deep].depth:
            deep = at
    inside = [False] * len(page.boxes)
    for at, box in enumerate(page.boxes):
        inside[at] = at == deep or (at > 0 and inside[box.parent])
    gathered = 0.0
    rows: list[list[float]] = []
    for at, block in enumerate(page.blocks):
        home, tag = page.home[at], page.boxes[block.box].tag
        above = page.homes[page.boxes[home].parent]
        nest = page.boxes[block.box].parent if tag in _LEAVES else block.box
        next_ = chances[at + 1] if at + 1 < many else 0.0
        rows.append(
            [
                _logit(chances[at]),
                _mean(chances, page.sizes, at - 3, at),
                mass[home] / (text[home] or 1.0),
                mass[nest] / (text[nest] or 1.0),
                mass[above] / total,
                float(inside[block.box]),
                next_ if tag in HEADINGS else 0.0,
                (chances[at - 1] if at else 0.0) * next_,
                float(gathered < 0.01 * total),
                float(gathered > 0.985 * total),
                shapes[page.shapes[at]] / total,
            ]
        )
        gathered += weights[at]
    return rows


def _mean(chances: list[float], sizes: list[float], start: int, end: int) -> float:
    start, end = max(0, start), min(len(chances), end)
    whole = sum(sizes[start:end])
    return sum(c * s for c, s in zip(chances[start:end], sizes[start:end], strict=True)) / whole if whole else 0.0


def _logit(chance: float) -> float:
    from math import log

    chance = min(0.995, max(0.005, chance))
    return log(chance / (1 - chance)) / 3
