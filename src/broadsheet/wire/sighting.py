"""What does one page show of its publisher's template: which of its blocks the full extractor took for text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from broadsheet.wire import paths, recurring
from broadsheet.wire.blocks import Block, Box, Listed
from broadsheet.wire.house import key
from broadsheet.wire.marks import CAPTION
from broadsheet.wire.paths import Found
from broadsheet.wire.templates import Sighting, Template

PART = 24  # letters from which a block inside a longer paragraph counts as that text

DECK = 40  # characters that a standfirst has at least

# What a standfirst's element is called, in the trade's words of six languages.
_DECK = re.compile(
    r"standfirst|deck|\bdek|(?:^|[^a-z])le(?:ad|de)(?![a-z])|intro|summary|subtitle|subhead|teaser|excerpt|abstract|kicker-?text|"
    r"desc|chapo|chapeau|vorspann|anrei[sß]+er|unterzeile|entradilla|bajada|copete|subt[ií]tulo|sumario|linha-?fina|gravata|"
    r"sommario|occhiello|catenaccio|sottotitolo",
    re.IGNORECASE,
)
_WORDS = re.compile(r"\w+")


def of_template(article: str, found: Found, marks: Sequence[int]) -> Sighting:
    """A page's that a layout read alone; `marks` are those of its blocks."""
    return Sighting(recurring.marks(article, marks), layout=found.layout, length=sum(len(block.text) for block in found.blocks))


def of_both(article: str, page: Listed, text: Sequence[str], known: Template, tried: Found | None) -> Sighting:
    """A page's that the full extractor read: `text` are its paragraphs; `tried` is what a layout found there beside it."""
    listed, boxes = page
    own, marks = _own(listed, text), [recurring.mark(block) for block in listed]
    own = _with_deck(own, listed, boxes)
    kept = [None if mark in known.recurring else mine for mine, mark in zip(own, marks, strict=True)]
    seen = paths.leaves(listed, boxes, kept)
    inside = _inside(paths.home(seen), listed, boxes)
    near = [mark for mark, mine, within in zip(marks, own, inside, strict=True) if mine or within]
    tried = tried if tried and not tried.odd else None  # an odd page is no page of that layout's, and says nothing of it
    agreed = None if tried is None else agreement(remaining(tried.blocks, known), text)
    name = tried.layout if tried else ""
    return Sighting(recurring.marks(article, near), seen, name, agreed, sum(len(each) for each in text))


def _with_deck(own: list[bool], found: Sequence[Block], boxes: Sequence[Box]) -> list[bool]:
    """The same with the standfirst, which an extractor that looks for paragraphs misses where it stands above them.

    It is a block between the headline and the text whose element, or the one around it, is named for that.
    """
    first = own.index(True) if True in own else 0
    heads = [at for at, block in enumerate(found[:first]) if boxes[block.box].tag == "h1"]
    chosen = list(own)
    for at in range(heads[-1] + 1 if heads else first, first):
        block, box = found[at], boxes[found[at].box]
        named = any(_DECK.search(each.shape) for each in (box, boxes[box.parent]))
        pictured = bool((box.marks | boxes[box.parent].marks) & CAPTION)
        chosen[at] = named and not pictured and len(block.text) >= DECK and 2 * block.linked < len(block.text)
    return chosen


def _inside(home: str, found: Sequence[Block], boxes: Sequence[Box]) -> list[bool]:
    """Of each block whether it stands in the element that holds most of the text."""
    start = f"{home}{paths.STEP}"
    within = [bool(home) and f"{path}{paths.STEP}".startswith(start) for path in paths.of(boxes)]
    return [within[block.box] for block in found]


def remaining(found: Sequence[Block], known: Template) -> list[str]:
    """The texts of blocks without those that recur."""
    return recurring.once([*map(recurring.marked, found)], known.recurring, known.pages, "")[0]


def agreement(one: Sequence[str], other: Sequence[str]) -> int:
    """Word F1 of two texts in ten-thousandths."""
    mine, yours = (Counter(word for text in each for word in _WORDS.findall(text.casefold())) for each in (one, other))
    every = mine.total() + yours.total()
    return 20_000 * (mine & yours).total() // every if every else 10_000


def _own(blocks: Sequence[Block], text: Sequence[str]) -> list[bool]:
    """Of each block whether it is part of the text."""
    keys = {key(paragraph) for paragraph in text}
    whole = "\n".join(keys)
    said = (key(block.text) for block in blocks)
    return [bool(each) and (each in keys or (len(each) >= PART and each in whole)) for each in said]
