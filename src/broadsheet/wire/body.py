"""Where a page's own text is: the blocks that belong together, beside trafilatura where that is unsure, and JSON-LD's body."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from broadsheet.wire import backstop, blocks, furniture, layout, marks, weighing
from broadsheet.wire.blocks import Listed
from broadsheet.wire.facts import Declared, attribute
from broadsheet.wire.house import key
from broadsheet.wire.layout import Layout, Told
from broadsheet.wire.plain import paragraphs

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser

SURE = 0.75  # expected F1 below which trafilatura is asked too

# Chance above which a sentence right below the headline is its standfirst: below it 3 of 10 are, mostly dates and disclaimers.
DECK = 0.1

_LETTER = re.compile(r"[^\W\d_]")
_REASONS = (
    (marks.COMMENTS, "comment"),
    (marks.CHROME, "frame"),
    (marks.UNSEEN, "hidden"),
    (marks.PROMOTION, "promotion"),
    (marks.OTHERS, "teaser"),
    (marks.CAPTION, "caption"),
    (marks.BYLINE, "byline"),
)


@dataclass(frozen=True, slots=True)
class Left:
    """A block that is not of the text: its words, why it was left out, its chance to belong."""

    line: str
    why: str
    chance: float


@dataclass(frozen=True, slots=True)
class Found:
    """A page's own text: its paragraphs, what was left out, by whom it was found and how sure that is, 0 to 1.

    `listed` are the page's blocks with their boxes, as they were read.
    """

    paragraphs: list[str]
    left: tuple[Left, ...] = ()
    by: str = "blocks"
    sure: float = 1.0
    listed: Listed = ((), ())


def find(tree: LexborHTMLParser, said: Declared) -> Found:
    """The page's own text with what was left out and why."""
    about = told(said)
    listed = blocks.read(tree)
    page = layout.laid_out(*listed, about)
    chances = weighing.chances(page, about)
    kept, never, sure = chosen(page, chances)
    found = Found(_lines(page, kept), _left(page, kept, never, chances), "blocks", sure, listed)
    if sure < SURE:
        found = _beside(tree, found)
    if _fuller(about.body, found.paragraphs):
        return Found([each for each in paragraphs(about.body).split("\n\n") if each], (), "JSON-LD", sure, listed)
    return found


def _beside(tree: LexborHTMLParser, found: Found) -> Found:
    """trafilatura's text, where it may be asked and finds one."""
    if why := backstop.too_much(tree):
        return replace(found, by=f"blocks alone, for {why}")
    other = backstop.text(tree)
    return Found(other, (), "trafilatura", found.sure, found.listed) if other else found


def chosen(page: Layout, chances: list[float]) -> tuple[set[int], dict[int, str], float]:
    """The blocks of the text; those that weigh enough for it and are none, with why; the expected F1."""
    kept, sure = weighing.kept(chances, page.sizes)
    kept |= _standfirst(page, chances, kept)
    never = _never(page, kept)
    return kept - never.keys(), never, sure


def told(said: Declared) -> Told:
    """What the page declares of its text."""
    headline, whole = said.article.get("headline"), said.article.get("articleBody")
    return Told(
        said.first("og:title", "twitter:title") or (headline if isinstance(headline, str) else ""),
        said.first("og:description", "description", "twitter:description"),
        whole if isinstance(whole, str) else "",
    )


def captions(tree: LexborHTMLParser, said: Declared) -> frozenset[str]:
    """The keys of what the page says is seen on its pictures; shorter ones than a sentence's are no captions."""
    listed = [attribute(each, "alt") for each in tree.css("img[alt]")[:200]]
    listed += [*said.all("og:image:alt", "twitter:image:alt")]
    pictures = said.article.get("image")
    for picture in pictures if isinstance(pictures, list) else [pictures]:
        caption = picture.get("caption") if isinstance(picture, dict) else None
        listed += [caption] if isinstance(caption, str) else []
    return frozenset(found for each in listed if len(found := key(each)) > 20)


def _standfirst(page: Layout, chances: list[float], kept: set[int]) -> set[int]:
    """The sentence right below the headline, where it is one and not unlikely: outside of the text's box it weighs little."""
    at = page.title + 1
    if not 0 < at < len(page.blocks) or at in kept or not kept or at > min(kept):
        return set()
    sentence = page.blocks[at].text.rstrip("\"'”’» ")[-1:] in {".", "?", "!", "…", "。"} and 5 < page.sizes[at] < 80
    plain = not page.blocks[at].linked and page.boxes[page.blocks[at].box].tag not in {"li", "figcaption", "td"}
    return {at} if sentence and plain and chances[at] > DECK and at not in page.again else set()


def _never(page: Layout, kept: set[int]) -> dict[int, str]:
    """The kept blocks that are no text however they weigh, and as what: headline, captions, bare numbers, foreign teasers."""
    found: dict[int, str] = {}
    last = ""
    for at in sorted(kept):
        block = page.blocks[at]
        tag = page.boxes[block.box].tag
        item = bool(page.marks[block.box] & marks.ITEM) and _linked(page, at)
        if at == page.title:
            found[at] = "headline"
        elif tag == "figcaption":
            found[at] = "caption"
        elif not _LETTER.search(block.text) and not page.marks[block.box] & marks.TABLE:
            found[at] = "number"
        elif item and (last == "teaser" or (0 < len(last) <= 60 and furniture.judged(last) == "teaser")):
            found[at] = last = "teaser"
            continue
        last = block.text
    return found


def _lines(page: Layout, kept: set[int]) -> list[str]:
    """The kept blocks in order, a table's row on one line."""
    found: list[str] = []
    row = -1
    for at in sorted(kept):
        block = page.blocks[at]
        box = page.boxes[block.box]
        if box.tag in {"td", "th"} and box.parent == row:
            found[-1] += f" | {block.text}"
        else:
            found.append(block.text)
        row = box.parent if box.tag in {"td", "th"} else -1
    return found


def _left(page: Layout, kept: set[int], never: dict[int, str], chances: list[float]) -> tuple[Left, ...]:
    return tuple(
        Left(block.text, never.get(at) or _why(page, at), round(chances[at], 2))
        for at, block in enumerate(page.blocks)
        if at not in kept
    )


def _why(page: Layout, at: int) -> str:
    """Why a block is not of the text, by the plainest of its signs."""
    if at in page.again:
        return "said again"
    found = page.marks[page.blocks[at].box]
    return next((name for mark, name in _REASONS if found & mark), "links" if _linked(page, at) else "outside the text")


def _linked(page: Layout, at: int) -> bool:
    return page.blocks[at].linked > 0.8 * len(page.blocks[at].text)


def _fuller(declared: str, found: list[str]) -> bool:
    """Whether JSON-LD's body is to be taken: it has paragraphs, and more than half again as much as was found."""
    return len(declared) > 600 and "\n" in declared.strip() and len(declared) > 1.5 * sum(map(len, found))
