"""Where a page's own text is: the blocks that belong together, beside trafilatura where that is unsure, and JSON-LD's body."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from broadsheet.wire import backstop, blocks, furniture, layout, marks, weighing
from broadsheet.wire.blocks import Listed
from broadsheet.wire.facts import Declared, attribute
from broadsheet.wire.house import key
from broadsheet.wire.layout import HEADINGS, Layout, Told
from broadsheet.wire.plain import paragraphs

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser

# Expected F1 below which trafilatura is taken. Blocks' F1 (pages below .8) with 0 / .5 / .6 / .7 / .75, swept in one run:
# 1,006 articles of three sets .9579 (40) / .9574 (40) / .9566 (42) / .9565 (44) / .9570 (44); WCXB's 645 other pages
# .7127 (291) / .7189 (288) / .7171 (283) / .7100 (291) / .7103 (298).
SURE = 0.5

# Chance above which a sentence right below the headline is its standfirst, swept 0-.4 and without it in the same run: with
# .05 / .1 / .2 / .3 Fundus, whose gold has standfirsts, .9702 / .9696 / .9693 / .9682; Scrapinghub, whose gold has none,
# .9695 / .9700 / .9708 / .9725; WCXB's articles .9528 / .9530 / .9530 / .9532. A paper's text has them.
DECK = 0.1

# Share of what the feed carries that the text has to hold, where the page or its JSON-LD holds as much: a summary of
# several sentences may have one of its own.
HELD = 0.5

_RUN = 30  # letters of the feed's text that are looked for at once
_CARRIED = 1_200  # letters of it that are looked for

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

    `why` says why it was not found by the blocks, where it was not.
    `listed` are the page's blocks with their boxes, as they were read.
    """

    paragraphs: list[str]
    left: tuple[Left, ...] = ()
    by: str = "blocks"
    sure: float = 1.0
    listed: Listed = ((), ())
    why: str = ""


def find(tree: LexborHTMLParser, said: Declared, carried: str = "") -> Found:
    """The page's own text with what was left out and why; `carried` is what the feed carries of it, summary or whole."""
    about = told(said)
    listed = blocks.read(tree)
    page = layout.laid_out(*listed, about)
    chances = weighing.chances(page, about)
    kept, never, sure = chosen(page, chances)
    found = Found(_lines(page, kept), _left(page, kept, never, chances), "blocks", sure, listed)
    if sure < SURE:
        found = _beside(tree, found, f"an expected F1 of {sure:.2f}")
    if _fuller(about.body, found.paragraphs):
        return _instead(found, "JSON-LD", _declared(about), "half again as much declared as found")
    runs = _runs(carried)
    held = _held(runs, found.paragraphs)
    declared = _declared(about) if held < HELD else []
    if held < HELD and max(_held(runs, [block.text for block in listed[0]]), _held(runs, declared)) >= HELD:
        why = f"{held:.0%} of what the feed carries was found"
        asked = () if found.by == "trafilatura" or backstop.too_much(tree) else (("trafilatura", backstop.text(tree)),)
        for by, other in (*asked, ("JSON-LD", declared)):
            if _held(runs, other) >= HELD:
                return _instead(found, by, other, why)
    return found


def _beside(tree: LexborHTMLParser, found: Found, why: str) -> Found:
    """trafilatura's text, where it may be asked and finds one."""
    if much := backstop.too_much(tree):
        return replace(found, why=f"{why}; {much}")
    return _instead(found, "trafilatura", backstop.text(tree), why)


def _instead(found: Found, by: str, other: list[str], why: str) -> Found:
    """What was found another way, where that gives anything."""
    return replace(found, paragraphs=other, left=(), by=by, why=why) if other else found


def _declared(about: Told) -> list[str]:
    return [each for each in paragraphs(about.body).split("\n\n") if each]


def _runs(carried: str) -> list[str]:
    """What the feed carries in runs of letters; none where it is too little to tell by."""
    said = key(carried)[:_CARRIED]
    return [said[at : at + _RUN] for at in range(0, len(said) - _RUN + 1, _RUN)] if len(said) >= 2 * _RUN else []


def _held(runs: list[str], lines: list[str]) -> float:
    """The share of these runs that stand in the lines, 1 for no runs."""
    if not runs:
        return 1.0
    whole = key(" ".join(lines))
    return sum(run in whole for run in runs) / len(runs)


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
        elif tag in {"div", "span"} and _linked(page, at):
            found[at] = "links"
        elif item and (last == "teaser" or (0 < len(last) <= 60 and furniture.judged(last) == "teaser")):
            found[at] = last = "teaser"
            continue
        last = block.text
    return found | _closing(page, [at for at in sorted(kept) if at not in found])


def _closing(page: Layout, kept: list[int]) -> dict[int, str]:
    """What stands behind the last sentence and leads elsewhere: headings over nothing, links; no more than the lesser part."""
    end = len(kept)
    while end and (_linked(page, kept[end - 1]) or page.boxes[page.blocks[kept[end - 1]].box].tag in HEADINGS):
        end -= 1
    less = 2 * sum(page.sizes[at] for at in kept[end:]) < sum(page.sizes[at] for at in kept)
    return dict.fromkeys(kept[end:], "behind the text") if less else {}


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
