"""Which blocks stand on one page of a publisher after another: its furniture, found by nothing but that.

A block is known by a mark: a number made of its text, a short one's with every run of digits the same, or, where it leads
elsewhere behind a few words and a colon (`Read more: …`), of those words alone.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from zlib import crc32

from broadsheet.wire.blocks import Block
from broadsheet.wire.furniture import Cut
from broadsheet.wire.house import key

PAGES = 50  # a publisher's last pages that are remembered
BLOCKS = 160  # blocks of a page that are remembered
LEAST = 3  # pages that a block stands on before it can be furniture
SHARE = 0.1  # of the pages: a promotion may stand on one section's alone
PROSE = 120  # characters from which a block without links may be an agency's background, told again in each report
PROSE_SHARE = 0.4  # of the pages, for such a block, and for a plain sentence at the edge of a text
# Pages, and the share of them, for a line without links between prose; a sentence stays there however often it recurs.
# What keeping those costs: word F1 from the sixth page .994, .997 were they cut (bench/furniture.py --limit 10).
INSIDE, INSIDE_SHARE = 6, 0.6
SAME = 0.9  # share of two pages' long blocks that are on both, from which both are one text

_DIGITS = re.compile(r"\d+")
_QUOTES, _ENDS = "\"'”’»)] ", frozenset(".?!…。？！؟।")
_LEADS = re.compile(r"([^:|→»›]{2,48})[:|→»›]")


@dataclass(frozen=True, slots=True)
class Marks:
    """The marks of one page's blocks, in order."""

    article: str
    marks: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph of a text with its block's mark, and whether any of it was linked."""

    text: str
    mark: int
    linked: bool = False


def mark(block: Block) -> int:
    """A block's mark; odd for long prose, which has to recur more often."""
    text = block.text
    if 0 < block.linked >= len(text) / 3 and (leads := _LEADS.match(text)):
        return crc32(f"{leads[1].strip().casefold()}: …".encode()) << 1
    if len(text) >= PROSE and block.linked * 4 < len(text):
        return crc32(text.encode()) << 1 | 1
    return crc32(_DIGITS.sub("0", text.casefold()).encode()) << 1


def marks(article: str, found: Iterable[int]) -> Marks:
    """A page's marks, each once."""
    return Marks(article, tuple(dict.fromkeys(found))[:BLOCKS])


def remembered(pages: Sequence[Marks], page: Marks) -> tuple[Marks, ...]:
    """The last pages with this one; a page whose text is there already, under whatever address, takes its place."""
    if not page.marks:
        return tuple(pages)
    return (*(other for other in pages if other.article != page.article and not _same(other, page)), page)[-PAGES:]


def _same(one: Marks, other: Marks) -> bool:
    """Whether two pages tell one text: by their long blocks, for the short ones are as often the frame's."""
    mine, yours = ({mark for mark in each.marks if mark & 1} for each in (one, other))
    return 2 * len(mine & yours) > SAME * (len(mine) + len(yours))


def counted(pages: Sequence[Marks]) -> dict[int, int]:
    """The marks that recur, each with the number of pages that it stands on."""
    many = Counter(mark for page in pages for mark in page.marks)
    return {mark: times for mark, times in sorted(many.items()) if recurs(mark, times, len(pages))}


def recurs(mark: int, times: int, pages: int) -> bool:
    """Whether a block that stands on so many of the pages is furniture."""
    return times >= LEAST and times >= (PROSE_SHARE if mark & 1 else SHARE) * pages


def told(mark: int, counts: Mapping[int, int], pages: int) -> str:
    """Why a block is furniture, in words; empty when it is none."""
    times = counts.get(mark)
    return f"stands on {times} of this publisher's last {pages} pages" if times else ""


def marked(block: Block) -> Line:
    """A block as a line with its mark."""
    return Line(block.text, mark(block), linked=block.linked > 0)


def once(lines: Sequence[Line], counts: Mapping[int, int], pages: int, standfirst: str) -> tuple[list[str], list[Cut]]:
    """Texts, those that recur as furniture does taken out and these with why; the standfirst stays."""
    if not counts:
        return [each.text for each in lines], []
    said = key(standfirst)
    whys = ["" if key(each.text) == said else told(each.mark, counts, pages) for each in lines]
    gone = [bool(why) and each.linked for each, why in zip(lines, whys, strict=True)]
    order = range(len(lines))
    for way in (order, order[::-1]):
        edge = True  # nothing that stays has been passed yet
        for at in way:
            if whys[at] and not gone[at]:
                gone[at] = _plain_recurs(lines[at], counts[lines[at].mark], pages, edge=edge)
            edge = edge and gone[at]
    kept = [each.text for each, out in zip(lines, gone, strict=True) if not out]
    return kept, [Cut(each.text, why) for each, why, out in zip(lines, whys, gone, strict=True) if out]


def _plain_recurs(line: Line, times: int, pages: int, *, edge: bool) -> bool:
    """Whether a line without links is furniture: stock sentences and subheads of prose recur as well, but inside of it."""
    sentence = line.text.rstrip(_QUOTES)[-1:] in _ENDS
    if edge:
        return not sentence or times >= PROSE_SHARE * pages
    return not sentence and pages >= INSIDE and times > INSIDE_SHARE * pages
