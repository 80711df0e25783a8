"""What numbers say of each block whether it is the page's own text: itself, its boxes, its place, its neighbours."""

from __future__ import annotations

import re
from functools import lru_cache
from math import log1p

from broadsheet.wire import furniture, marks
from broadsheet.wire.layout import HEADINGS, INNER, LEAVES, MAIN, Layout, Told, key

_UPPER = re.compile(r"\b[^\W\d_a-z]")
_DIGIT = re.compile(r"\d")
_STOPS = ".!?…。！？।؟"
_CLOSING = "\"'”’»«“)]）」』* "
_DECLARED = 120_000  # characters of a declared body that blocks are looked for in

FIRST = (
    *("size", "linked", "linked text", "stop", "capitals", "digits"),
    *("item", "quote", "table", "heading", "loose", "code"),
    *("shape share", "nest links", "home links", "foreign"),
    *("unseen", "chrome", "promotion", "others", "comments", "byline", "caption", "body", "named", "main", "inner"),
    *("above share", "home size"),
    *("in body", "summary", "headline", "after", "deck", "before", "end", "again", "under", "label"),
)


def first(page: Layout, told: Told) -> list[list[float]]:
    """A row of FIRST a block."""
    body = key(told.body[:_DECLARED]) if len(told.body) > 400 else ""
    summary = key(told.summary)
    rows: list[list[float]] = []
    passed = opened = 0.0
    under = False
    for at, block in enumerate(page.blocks):
        said = page.keys[at]
        if page.boxes[block.box].tag in HEADINGS:
            under = len(block.text) <= 80 and _furnishing(block.text)
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


@lru_cache(maxsize=4096)
def _furnishing(heading: str) -> bool:
    """Whether a heading is furniture's; publishers use few, again and again."""
    return bool(furniture.judged(heading))


def _itself(page: Layout, at: int) -> list[float]:
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


def _where(page: Layout, at: int) -> list[float]:
    block = page.blocks[at]
    tag, found, home = page.boxes[block.box].tag, page.marks[block.box], page.home[at]
    above = page.homes[page.boxes[home].parent]
    nest = page.boxes[block.box].parent if tag in LEAVES else block.box
    row = [float(bool(found & mark)) for mark in (marks.ITEM, marks.QUOTE, marks.TABLE)]
    row += (
        float(tag in HEADINGS),
        float(tag not in LEAVES),
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
    *(marks.UNSEEN | marks.CLIPPED, marks.CHROME, marks.PROMOTION, marks.OTHERS, marks.COMMENTS, marks.BYLINE, marks.CAPTION),
    *(marks.BODY, marks.NAMED, MAIN, INNER),
)


def _inside(said: str, body: str) -> float:
    """1 where the words stand in the declared body, -1 where they do not, 0 where none is declared or they are few."""
    if not body or len(said) < 12:
        return 0.0
    if len(said) < 60:
        return 1.0 if said in body else -1.0
    return 1.0 if said[:40] in body or said[-40:] in body else -1.0
