"""Real pages with other texts set in: a publisher's twenty pages where the corpus has one.

A page keeps all of its furniture, what recurs inside its body included; only what its gold calls its own text is
replaced, in the elements that it stands in, and with it the headline, the descriptions and JSON-LD's body.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

SHORTEST = 3  # letters of a gold part that is looked for
ENOUGH = 0.6  # share of the gold's letters that must be found in elements, else the page cannot be set
_MARK = "data-set-in-here"
_DESCRIBED = ("description", "og:description", "twitter:description")
_TITLED = ("og:title", "twitter:title", "parsely-title", "sailthru.title", "dc.title", "title")
_INLINE = frozenset({"a", "abbr", "b", "em", "font", "i", "mark", "small", "span", "strong", "u"})
_UNREAD = ("script", "style", "noscript", "template", "head", "title", "figcaption", "nav", "footer")


@dataclass(frozen=True, slots=True)
class Gold:
    """What is a page's own: its headline, and the parts of its text (standfirst, subheads, paragraphs) in order."""

    title: str
    parts: tuple[str, ...]
    subheads: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Text:
    """What is set: a headline and paragraphs."""

    title: str
    paragraphs: tuple[str, ...]


def key(text: str) -> str:
    """A text's letters and digits in lower case."""
    return "".join(c for c in text.casefold() if c.isalnum())


def pages(body: bytes, gold: Gold, texts: Sequence[Text]) -> Iterator[bytes]:
    """The page with each text in the place of its own; nothing where its own cannot be found in its elements."""
    from lxml import html

    tree = html.document_fromstring(body.decode("utf-8", "replace"), parser=html.HTMLParser(encoding="utf-8"))
    slots, share = _slots(tree, gold)
    if share < ENOUGH:
        return
    for number, slot in enumerate(slots):
        slot.set(_MARK, str(number))
    for text in texts:
        page = copy.deepcopy(tree)
        places = {int(each.attrib.pop(_MARK)): each for each in page.xpath(f"//*[@{_MARK}]")}
        _set(page, [places[number] for number in sorted(places)], gold, text)
        yield html.tostring(page, encoding="utf-8", doctype="<!doctype html>")


def _slots(tree: Any, gold: Gold) -> tuple[list[Any], float]:
    """The innermost blocks that hold nothing but a part of the gold, each part once, and their share of its letters."""
    wanted = {found for part in gold.parts if len(found := key(part)) >= SHORTEST}
    body = tree.find("body")
    if body is None or not wanted:
        return [], 0.0
    said = {node: key(node.text_content()) for node in body.iter() if isinstance(node.tag, str)}
    skipped = {node for each in body.iter(*_UNREAD) for node in each.iter()}
    own = [node for node, text in said.items() if node not in skipped and text in wanted and node.tag != "h1"]
    own = [node for node in own if not any(said.get(each) == said[node] for each in node if each.tag not in _INLINE)]
    own = [node for node in own if not (node.tag in _INLINE and said.get(node.getparent()) == said[node])]
    best: dict[str, Any] = {}
    home = _home(own)
    for node in own:  # a part that stands twice is taken where the others are
        if said[node] not in best or (home in node.iterancestors() and home not in best[said[node]].iterancestors()):
            best[said[node]] = node
    kept = {*best.values()}
    return [node for node in own if node in kept], sum(map(len, best)) / sum(map(len, wanted))


def _home(nodes: list[Any]) -> Any:
    """The element that most of these stand directly in."""
    parents = [node.getparent() for node in nodes]
    return max(parents, key=parents.count, default=None)


def _set(page: Any, slots: list[Any], gold: Gold, text: Text) -> None:
    subheads = {key(each) for each in gold.subheads}
    prose = [slot for slot in slots if key(slot.text_content()) not in subheads]
    for slot in slots:
        if slot not in prose:
            _remove(slot)
    for slot, share in zip(prose, _shared(prose, text.paragraphs), strict=True):
        _fill(slot, share)
    for heading in page.iter("h1", "h2"):
        if key(heading.text_content()) == key(gold.title):
            _say(heading, text.title)
    own = {key(part) for part in gold.parts}
    _head(page, own, text)
    for script in page.xpath("//script[contains(@type, 'ld+json')]"):
        _declare(script, own, text)


def _shared(slots: Sequence[Any], paragraphs: Sequence[str]) -> Iterator[Sequence[str]]:
    """What goes into each slot: one paragraph where it stands alone, as standfirsts do, the rest evenly where most stand."""
    home = _home(list(slots))
    alone = [slot.getparent() is not home for slot in slots]
    alone = alone if sum(alone) < len(paragraphs) and not all(alone) else [False] * len(slots)
    many, room, at, taken = len(paragraphs) - sum(alone), len(slots) - sum(alone), 0, 0
    for single in alone:
        share = 1
        if not single:
            taken += 1
            share = taken * many // room - (taken - 1) * many // room
        yield paragraphs[at : at + share]
        at += share


def _fill(slot: Any, paragraphs: Sequence[str]) -> None:
    """The paragraphs in the slot's place, each in an element like it; without one the slot goes."""
    if not paragraphs:
        _remove(slot)
        return
    last = slot
    for paragraph in paragraphs[1:]:
        another = copy.deepcopy(slot)
        another.tail = None
        _say(another, paragraph)
        last.addnext(another)
        last = another
    _say(slot, paragraphs[0])


def _say(node: Any, text: str) -> None:
    for child in list(node):
        node.remove(child)
    node.text = text


def _remove(node: Any) -> None:
    before, parent = node.getprevious(), node.getparent()
    if node.tail and node.tail.strip():
        if before is not None:
            before.tail = (before.tail or "") + node.tail
        else:
            parent.text = (parent.text or "") + node.tail
    parent.remove(node)


def _described(said: Any, own: set[str], text: Text) -> str:
    """The new description of a page that said this: its whole first paragraph where it was one, else its beginning."""
    whole = isinstance(said, str) and key(said) in own
    return text.paragraphs[0] if whole else text.paragraphs[0][:200]


def _head(page: Any, own: set[str], text: Text) -> None:
    for meta in page.iter("meta"):
        name = (meta.get("property") or meta.get("name") or meta.get("itemprop") or "").lower()
        if name in _DESCRIBED:
            meta.set("content", _described(meta.get("content"), own, text))
        elif name in _TITLED:
            meta.set("content", text.title)
    for title in page.xpath("/html/head/title"):
        _say(title, text.title)


def _declare(script: Any, own: set[str], text: Text) -> None:
    try:
        said = json.loads(script.text or "", strict=False)
    except (ValueError, RecursionError):
        return
    _declared(said, own, text)
    script.text = json.dumps(said, ensure_ascii=False).replace("</", "<\\/")


def _declared(node: Any, own: set[str], text: Text) -> None:
    if isinstance(node, list):
        for each in node:
            _declared(each, own, text)
    elif isinstance(node, dict):
        if "headline" in node:
            node["headline"] = text.title
        if "articleBody" in node:
            node["articleBody"] = "\n\n".join(text.paragraphs)
        if "description" in node and ("headline" in node or "articleBody" in node):
            node["description"] = _described(node["description"], own, text)
        for each in node.values():
            _declared(each, own, text)
