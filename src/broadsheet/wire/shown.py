"""Which lines does a page's reader see, in the page's order?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

BYLINE = 160  # characters of an element that names authors; longer ones are their biographies
LONGEST = 400  # characters of a line that is told; a standfirst of the bench has 371 at most


@dataclass(frozen=True, slots=True)
class Line:
    """A line that a reader sees: its text, its innermost tag, whether it is all link, and what in it is marked as a name."""

    text: str
    tag: str
    linked: bool
    named: tuple[str, ...] = ()


_BLOCKS = frozenset(
    {
        *(
            "address",
            "article",
            "blockquote",
            "body",
            "br",
            "center",
            "dd",
            "div",
            "dl",
            "dt",
            "fieldset",
            "header",
            "hr",
            "li",
        ),
        *("h1", "h2", "h3", "h4", "h5", "h6", "main", "ol", "p", "pre", "section", "table", "tbody", "td", "th", "tr", "ul"),
    }
)
_SKIPPED = frozenset(
    {
        *("aside", "button", "figcaption", "figure", "footer", "form", "iframe", "nav", "noscript", "script", "select"),
        *("style", "svg", "template", "video"),
    }
)
_NAMED = re.compile(
    r"by-?line|author(?!i[sz]|ity)|autor(?:e[ns]?|in|a)?(?![a-z])|auteur|written-?by|posted-?by|journalist", re.IGNORECASE
)
_BEGUN = re.compile(
    r"\s*(?:(?:Written |Posted |Words |Story )?[Bb]y|Von|von|Par|par|Por|por|Di|Door|Av|Text)(?:\b:?\s*$|:?\s+[A-ZÀ-Þ])"
)
_ALONE = re.compile(r"\s*[\w ]{2,10}:?\s*")
_NOT_NAMED = re.compile(r"comment|avatar|related|count|follow|social|image|photo|share|toggle|reply", re.IGNORECASE)
_PROFILE = re.compile(
    r"/(?:authors?|by|contributors?|people|profiles?|staff|journalists?|autor(?:e[ns]?|in|a|i)?|auteurs?|reporters?|redaktion)/[^/?#]{3}",
    re.IGNORECASE,
)
NAMED = ", ".join(
    (
        *("[rel='author']", "[itemprop='author']", "[itemprop='creator']", "[data-testid*='uthor']", "[data-testid*='yline']"),
        *(
            f"[class*='{part}' i]"
            for part in ("byline", "by-line", "author", "autor", "auteur", "written", "posted", "journalist")
        ),
        *(f"a[href*='/{part}']" for part in ("author", "by/", "contributor", "people/", "profile", "staff/", "journalist")),
        *(f"a[href*='/{part}']" for part in ("autor", "auteur", "reporter", "redaktion/")),
    )
)
_FRAME = ", ".join(f"[role='{role}']" for role in ("navigation", "contentinfo", "complementary", "search", "banner"))
_FRAME += ", [aria-hidden='true']"


class Shown:
    """The lines that a page's reader sees, in its order; each is read once, when it is first asked for."""

    __slots__ = ("_left", "_read")

    def __init__(self, tree: LexborHTMLParser) -> None:
        self._read: list[Line] = []
        self._left = lines(tree)

    def __iter__(self) -> Iterator[Line]:
        """All lines from the first on."""
        at = 0
        while True:
            if at == len(self._read):
                line = next(self._left, None)
                if line is None:
                    return
                self._read.append(line)
            yield self._read[at]
            at += 1


def lines(tree: LexborHTMLParser) -> Iterator[Line]:
    """Each line that a reader sees, in the page's order."""
    marked = {node.mem_id for node in tree.css(NAMED) if names_an_author(node)}
    words: list[str] = []
    linked: list[str] = []
    named: list[str] = []
    tag, anchors = "", 0
    for event, node, name in _steps(tree):
        if name == "-text":
            text = node.text_content or ""
            if not text.isspace():
                tag = (node.parent.tag if node.parent else "") or ""
                linked += [text, " "] if anchors else []
                named += _begun(node, text)
            words.append(text)
            continue
        if name in _BLOCKS:
            line = " ".join("".join(words).split()) if words else ""
            if 1 < len(line) <= LONGEST:
                yield Line(line, tag, bool(linked) and len("".join(linked).split()) >= len(line.split()), tuple(named))
                named = []
            words, linked = [], []
        elif name == "a":
            anchors += event
        if event > 0 and node.mem_id in marked and (said := spaced(node)):
            named.append(said)


def _begun(node: LexborNode, text: str) -> list[str]:
    """What an element says whose text begins as a byline does; where that word stands alone, with what follows it."""
    around = node.parent if _BEGUN.match(text) else None
    if around is not None and _ALONE.fullmatch(around.text()) and around.parent is not None:
        around = around.parent
    said = spaced(around) if around is not None else ""
    return [said] if said else []


def names_an_author(node: LexborNode) -> bool:
    """Whether an element is marked as an author's name: by rel, itemprop, class, or where it leads."""
    said = node.attributes
    if said.get("rel") == "author" or said.get("itemprop") in {"author", "creator"}:
        return True
    marks = f"{said.get('class') or ''} {said.get('data-testid') or ''}"
    if _NAMED.search(marks[:200]) and not _NOT_NAMED.search(marks[:200]):
        return True
    return bool(_PROFILE.search((said.get("href") or "")[:300]))


def spaced(node: LexborNode) -> str:
    """The text of an element with a line break where markup parts it; empty when it is none or longer than a byline."""
    text = "\n".join(" ".join(part.split()) for part in node.text(separator="\n").split("\n") if part.strip())
    return text if 2 < len(text) < BYLINE else ""


def _steps(tree: LexborHTMLParser) -> Iterator[tuple[int, LexborNode, str]]:
    """The body's nodes in order with their tags: 1 where one begins, -1 where an element ends.

    What no reader sees, and what is marked as the page's frame or as hidden from who cannot see, is left out.
    """
    aside = {node.mem_id for node in tree.css(_FRAME)}
    node, depth = tree.body, 0
    while node is not None:
        name = node.tag or ""
        yield 1, node, name
        if name != "-text":
            below = None if name in _SKIPPED or node.mem_id in aside else node.first_child
            if below is not None:
                node, depth = below, depth + 1
                continue
            yield -1, node, name
        while depth and (following := node.next) is None:
            node, depth = node.parent, depth - 1
            if node is None:
                return
            yield -1, node, node.tag or ""
        node = following if depth else None
