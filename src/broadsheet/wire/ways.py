"""Which way is a page's text read: by its publisher's template alone, or whole and beside it; and what that shows.

The whole page is read where no layout is trusted, where what the layout finds looks odd, and on one page in twenty.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from broadsheet.wire import body, recurring, sighting, templates
from broadsheet.wire.blocks import Block
from broadsheet.wire.furniture import Cut
from broadsheet.wire.house import key
from broadsheet.wire.paths import Found
from broadsheet.wire.templates import Sighting, Template

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser

EXPECTED = 0.5  # share of what the feed or JSON-LD carries of a text that a layout has to find


@dataclass(frozen=True, slots=True)
class Way:
    """A page's paragraphs as they were read, less what recurs (`cut`), and `how` they were read, in words.

    `whole` is what was found where the whole page was read, `found` what a layout found there or beside it, `marks` those of
    the blocks that it read alone.
    """

    paragraphs: list[str]
    cut: list[Cut]
    how: str
    found: Found | None = None
    whole: body.Found | None = None
    marks: tuple[int, ...] = ()

    @property
    def alone(self) -> bool:
        """Whether the template alone read it."""
        return self.whole is None


def read(
    tree: LexborHTMLParser,
    known: Template,
    article: str,
    whole: Callable[[], body.Found],
    *,
    standfirst: str = "",
    expected: int = 0,
) -> Way:
    """The paragraphs of a page; `whole` reads it without a template, `expected` is a length that its text is known to have."""
    found = templates.read(tree, known)
    why = _why_whole(found, known, article, expected)
    if found is not None and not why:
        lines = [*map(recurring.marked, found.blocks)]
        kept, cut = recurring.once(lines, known.recurring, known.pages, standfirst)
        how = f"by version {known.version} of its publisher's template: {found.layout}"
        return Way(kept, cut, how, found, marks=tuple(line.mark for line in lines))
    text = whole()
    seen = {key(block.text): block for block in text.listed[0]} if known.recurring else {}
    lines = [replace(recurring.marked(seen.get(key(each)) or Block(each, 0, 0)), text=each) for each in text.paragraphs]
    kept, cut = recurring.once(lines, known.recurring, known.pages, standfirst)
    return Way(kept, cut, f"whole, {why}", templates.tried(tree, known), text)


def shows(way: Way, known: Template, article: str, text: Sequence[str], *, told: bool = False) -> Sighting | None:
    """What a page shows of its publisher's template once its text stands; nothing where it has none.

    `told` says that the lines at its head told something that the page declares nowhere.
    """
    if way.whole is None:
        return sighting.of_template(article, way.found, way.marks) if way.found else None
    return replace(sighting.of_both(article, way.whole.listed, text, known, way.found), told=told) if text else None


def _why_whole(found: Found | None, known: Template, article: str, expected: int) -> str:
    if found is None:
        return (
            "for no layout of its publisher's is trusted" if known.version else "for nothing is known of its publisher's pages"
        )
    if found.odd:
        return f"for {found.odd}"
    length = sum(len(block.text) for block in found.blocks)
    if length < EXPECTED * expected:
        return f"for its template finds {length:,} characters of the {expected:,} that it is said to have"
    return f"as one page in {templates.EVERY} is" if templates.due(article) else ""
