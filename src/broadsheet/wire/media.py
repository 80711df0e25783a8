"""Which pictures a feed's item names in Media RSS (rssboard.org/media-rss), with what the publisher says of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

_MEDIA = frozenset({"media:content", "media:thumbnail", "media:group"})
_DEEPEST = 3  # a group in a group in an item; more is no feed's


@dataclass(slots=True)
class Media:
    """The media of one item: contents and thumbnails as `{"url", "type", "medium", "width", "credit", "description"}`."""

    contents: list[dict[str, str]] = field(default_factory=list)
    thumbnails: list[dict[str, str]] = field(default_factory=list)
    title: str = ""
    description: str = ""


def read(item: Any, names: Mapping[Any, str]) -> Media:
    """The media of an item; `names` gives elements' names by their tags."""
    found = Media()
    credit, description = _said(item, names)
    _gather(item, names, found, credit, description, 0)
    found.title = next((_text(each) for each in _within(item, names) if names[each.tag] == "media:title"), "")
    found.description = description or next((each["description"] for each in found.contents if each["description"]), "")
    return found


def _gather(node: Any, names: Mapping[Any, str], found: Media, credit: str, description: str, deep: int) -> None:
    for each in node:
        name = names[each.tag]
        if name not in _MEDIA:
            continue
        own_credit, own_description = _said(each, names)
        told = (own_credit or credit, own_description or description)
        if name != "media:group" and each.get("url"):
            into = found.contents if name == "media:content" else found.thumbnails
            into.append(_picture(each, *told))
        if deep < _DEEPEST:
            _gather(each, names, found, *told, deep + 1)


def _picture(node: Any, credit: str, description: str) -> dict[str, str]:
    kept = {name: str(node.get(name) or "") for name in ("url", "type", "medium", "width", "height")}
    return kept | {"credit": credit, "description": description}


def _said(node: Any, names: Mapping[Any, str]) -> tuple[str, str]:
    """The credit and the description that stand directly in an element."""
    said = {name: _text(each) for each in reversed(node) if (name := names[each.tag]) in {"media:credit", "media:description"}}
    return said.get("media:credit", ""), said.get("media:description", "")


def _within(item: Any, names: Mapping[Any, str]) -> Iterator[Any]:
    """An item's own elements, and those of its media."""
    for each in item:
        yield each
        if names[each.tag] in {"media:group", "media:content"}:
            yield from each


def _text(node: Any) -> str:
    return "".join(node.itertext()).strip()
