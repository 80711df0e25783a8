"""What the article is called: its headline without the site's name."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from broadsheet.wire.facts import Declared, types
from broadsheet.wire.house import CUT, key, without
from broadsheet.wire.plain import line

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

_BREAKS = frozenset({"br", "div", "p", "li", "h2", "h3", "small"})
_LONGEST = 400
_SURE = 15  # characters of a headline that two places agree on; shorter ones agree by chance


@dataclass(frozen=True, slots=True)
class Title:
    """A headline, and which place says it."""

    text: str = ""
    source: str = ""


def title(tree: LexborHTMLParser, said: Declared, house: frozenset[str]) -> Title:
    """The headline: a NewsArticle's, the page's only h1, another JSON-LD node's, OpenGraph's, any h1, the title tag's.

    A NewsArticle's headline is written at the desk, an Article's often by a search plug-in: with this order .869 of
    WCXB's 711 articles and .825 of Fundus have the gold's title word for word (bench/extraction.py); a vote of the places
    with fitted weights had .855 and .825 on sites it was not fitted on. One that has no word with the others while two of
    them agree is another article's or the site's.
    """
    said_by = [Title(without(_plain(each)[:_LONGEST], house), each.source) for each in _candidates(tree, said)]
    named = [each for each in said_by if each.text]
    own = [each for each in named if key(each.text) not in house]
    best = next((each for each in own if not _alone(each, own)), None)
    if best is None:
        return next(iter(own or named), Title())
    said_so = [each.text for each in named]
    return replace(best, text=_agreed(_whole(best.text, said_so), said_so))


def _candidates(tree: LexborHTMLParser, said: Declared) -> list[Title]:
    declared = said.article.get("headline") or said.article.get("name")
    declared = declared if isinstance(declared, str) else ""
    kind = next(iter(types(said.article)), "")
    named = tree.css_first("head > title") or tree.css_first("title")
    visible = headings(said)
    return [
        Title(declared if "News" in kind else "", f"JSON-LD {kind} headline"),
        Title(visible[0] if len(visible) == 1 else "", "the page's h1"),
        Title(declared, f"JSON-LD {kind} headline"),
        Title(said.first("og:title"), "meta og:title"),
        Title(max(visible, key=len) if len(visible) > 1 else "", "the longest h1"),
        Title(said.first("twitter:title", "parsely-title", "sailthru.title", "dc.title", "title"), "meta title"),
        Title(named.text() if named else "", "the title tag"),
    ]


def _plain(each: Title) -> str:
    """A title on one line; what a heading prints as a tag is a word in it, unless it closes one."""
    return " ".join(each.text.split()) if "h1" in each.source and "</" not in each.text else line(each.text)


def headings(said: Declared) -> list[str]:
    """The page's h1s that read like a headline."""
    found = [" ".join(_parted(node).split()) for node in said.elements.headings[:6]]
    return [each for each in found if 2 < len(each) < _LONGEST]


def _parted(node: LexborNode) -> str:
    """The text of a heading with a blank where an element in it begins a new line."""
    return "".join(" " if each.tag in _BREAKS else each.text_content or "" for each in node.traverse(include_text=True))


def _alone(each: Title, named: list[Title]) -> bool:
    """Whether a title has no word with any other while two others are the same."""
    others = [other.text for other in named if key(other.text) != key(each.text)]
    agree = len({key(other) for other in others}) < len(others)
    return agree and not any(_words(each.text) & _words(other) for other in others)


def _words(text: str) -> set[str]:
    return {word for word in re.findall(r"\w+", text.casefold()) if len(word) > 3}


def _whole(best: str, others: list[str]) -> str:
    """The longer telling of a headline that was cut short for a machine (`… the mini…`)."""
    stem = key(best.rstrip(".… "))
    cut = best.endswith(("…", "..."))
    return next((each for each in others if cut and len(each) > len(best) and key(each).startswith(stem)), best)


def _agreed(best: str, others: list[str]) -> str:
    """The part before a separator where another place says just that part: what follows is a section or a date."""
    keys = {key(each) for each in others if len(each) >= _SURE}
    heads = (best[: cut.start()] for cut in CUT.finditer(best))
    return next((head for head in heads if len(head) >= _SURE and key(head) in keys), best)
