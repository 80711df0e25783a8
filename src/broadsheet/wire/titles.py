"""What the article is called: its headline without the site's name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from broadsheet.wire.facts import Declared, types
from broadsheet.wire.house import is_house, key
from broadsheet.wire.plain import line

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser

_CUT = re.compile(r"\s+[|–—·•»«‹›:/-]{1,2}\s+|\s*\|\s*|\s+::\s+")
_LONGEST = 400
_SURE = 15  # characters of a headline that two places agree on; shorter ones agree by chance


def title(tree: LexborHTMLParser, said: Declared, house: frozenset[str]) -> str:
    """The headline: a NewsArticle's, the page's only h1, another JSON-LD node's, OpenGraph's, any h1, the title tag's.

    A NewsArticle's headline is written at the desk, an Article's often by a search plug-in: with this order 0.857 of
    WCXB's articles and 0.816 of Fundus have the gold's title, with JSON-LD always first 0.792 and 0.816, with h1 always
    first 0.855 and 0.772 (bench/extraction.py).
    """
    news = any("News" in name for name in types(said.article))
    declared = said.article.get("headline") or said.article.get("name")
    declared = declared if isinstance(declared, str) else ""
    visible = headings(tree)
    candidates = [
        declared if news else "",
        visible[0] if len(visible) == 1 else "",
        declared,
        said.first("og:title"),
        max(visible, key=len, default=""),
        said.first("twitter:title", "parsely-title", "sailthru.title", "dc.title", "title"),
        next((node.text() for path in ("head > title", "title") for node in tree.css(path)[:1]), ""),
    ]
    named = [_bare(line(each)[:_LONGEST], house) for each in candidates]
    best = next((each for each in named if each and key(each) not in house), "")
    if not best:
        return next((each for each in named if each), "")
    return _agreed(_whole(best, named), named)


def headings(tree: LexborHTMLParser) -> list[str]:
    """The page's h1s that read like a headline."""
    found = [line(node.text()) for node in tree.css("h1")[:6]]
    return [each for each in found if 2 < len(each) < _LONGEST]


def _whole(best: str, others: list[str]) -> str:
    """The longer telling of a headline that was cut short for a machine (`… the mini…`)."""
    stem = key(best.rstrip(".… "))
    cut = best.endswith(("…", "..."))
    return next((each for each in others if cut and len(each) > len(best) and key(each).startswith(stem)), best)


def _agreed(best: str, others: list[str]) -> str:
    """The part before a separator where another place says just that part: what follows is a section or a date."""
    keys = {key(each) for each in others if len(each) >= _SURE}
    heads = (best[: cut.start()] for cut in _CUT.finditer(best))
    return next((head for head in heads if len(head) >= _SURE and key(head) in keys), best)


def _bare(text: str, house: frozenset[str]) -> str:
    """A title without the site's name before or behind it."""
    for _ in range(3):
        cuts = list(_CUT.finditer(text))
        if not cuts:
            break
        first, last = cuts[0], cuts[-1]
        if is_house(text[last.end() :], house):
            text = text[: last.start()]
        elif is_house(text[: first.start()], house):
            text = text[first.end() :]
        else:
            break
    return text.strip()
