"""What an XML feed says: RSS 0.90 to 2.0, RDF, Atom 0.3 and 1.0 and CDF, under the names that feeds.py reads."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.entities import html5
from typing import Any

from broadsheet.wire import media
from broadsheet.wire.xml import BadXml, root
from broadsheet.wire.xmlnames import Names

MOST = 1000  # entries of one feed that are read; the longest feed of the bench has 60

Fields = dict[str, Any]

_FEEDS = frozenset({"rss", "rdf", "feed", "channel"})
_ITEMS = frozenset({"item", "entry"})
_NAMED = re.compile(rb"&(?!(?:amp|lt|gt|quot|apos);)([A-Za-z][A-Za-z0-9]{1,30});")
_SPACE = re.compile(r"\sxmlns(?::[\w.-]+)?=\"[^\"<>]*\"|(</?)[\w.-]+:(?=\w)")
_BASE = re.compile(rb"\bxml:base\s*=", re.IGNORECASE)


def read(body: bytes) -> Fields | None:
    """`{"feed": {..}, "entries": [..]}` of UTF-8 bytes; None for what another reader must try: no XML, no feed."""
    try:
        tree = root(_NAMED.sub(_numbered, body.replace(b"&#X", b"&#x")))
    except BadXml:
        return None
    names = Names(tree)
    if names[tree.tag].rpartition(":")[2] not in _FEEDS:
        return None
    based = bool(_BASE.search(body))
    items = [each for _, each in zip(range(MOST), _items(tree, names), strict=False)]
    return {"feed": _feed(tree, names), "entries": [_entry(each, names, based) for each in items]}


def _numbered(entity: re.Match[bytes]) -> bytes:
    """HTML's named characters by their numbers: XML knows five names, feeds use the others all the same."""
    return "".join(f"&#{ord(each)};" for each in html5.get(f"{entity[1].decode()};", "")).encode() or entity[0]


def _items(tree: Any, names: Names) -> Iterator[Any]:
    """The items in their order, wherever the feed keeps them: in the root, its channel, or the channel's `items`."""
    for node in tree:
        name = names[node.tag]
        if name in _ITEMS:
            yield node
        elif name in {"channel", "items", "rss", "feed"}:
            yield from _items(node, names)


def _feed(tree: Any, names: Names) -> Fields:
    head = next((node for node in tree if names[node.tag] == "channel"), tree)
    found: Fields = {"links": [], "skip_hours": [], "skip_days": []}
    for node in head:
        _tell_feed(found, names[node.tag], node)
    found.setdefault("language", _lang(head) or _lang(tree))
    return found


def _tell_feed(found: Fields, name: str, node: Any) -> None:
    if name == "link" and node.get("href"):
        found["links"].append({"rel": (node.get("rel") or "alternate").lower(), "href": node.get("href")})
    elif name in {"skiphours", "skipdays"}:
        found["skip_hours" if name == "skiphours" else "skip_days"] += [_words(each) for each in node]
    elif name in {"title", "language", "ttl", "sy:updateperiod", "sy:updatefrequency", "dc:language"}:
        found.setdefault(name.removeprefix("dc:"), marked(node) if name == "title" else _words(node))


def _entry(item: Any, names: Names, based: bool) -> Fields:
    found: Fields = {"links": [], "authors": [], "tags": [], "content": [], "enclosures": []}
    if item.attrib:
        found["said"] = True
        for attribute, name in (("href", "link"), ("lastmod", "updated"), ("about", "about")):
            if value := _attribute(item, attribute):
                found[name] = value
    with_media = False
    for node in item:
        name = names[node.tag]
        if name:
            _tell(found, name, node)
            with_media = with_media or name.startswith("media:") or (len(node) > 0 and name == "enclosure")
    found["said"] = found.get("said") or len(item) > 0
    if with_media:
        _add_media(found, media.read(item, names))
    found["id"] = found.get("id") or found.get("about", "")
    found["language"] = found.get("language") or _lang(item)
    if based:
        found["base"] = item.base or ""
    return found


def _add_media(found: Fields, told: media.Media) -> None:
    found["media_content"], found["media_thumbnail"] = told.contents, told.thumbnails
    found["title"] = found.get("title") or told.title
    found["description"] = found.get("description") or told.description


_TEXTS = {
    "title": "title", "dc:title": "title", "itunes:title": "title",
    "description": "description", "summary": "description", "dc:description": "description", "abstract": "description",
    "itunes:summary": "description", "tagline": "description",
}  # fmt: skip
_WORDS = {
    "guid": "id", "id": "id", "dc:identifier": "identifier", "feedburner:origlink": "origin", "dc:language": "language",
    "language": "language",
    "pubdate": "published", "published": "published", "issued": "published", "dc:issued": "published", "dc:date": "published",
    "created": "created", "dc:created": "created", "updated": "updated", "modified": "updated", "dc:modified": "updated",
    "date": "published",
}  # fmt: skip
_CONTENTS = frozenset({"content:encoded", "content", "xhtml:body", "body", "xhtml:div", "fullitem"})
_AUTHORS = frozenset({"author", "dc:creator", "dc:author", "itunes:author", "creator"})


def _tell(found: Fields, name: str, node: Any) -> None:
    """Add what one element of an item says; of several alike the first stands, but an empty one never does."""
    if name == "link":
        _link(found, node)
    elif name in _TEXTS:
        found[_TEXTS[name]] = found.get(_TEXTS[name]) or marked(node)
    elif name == "updated":
        found["updated"] = _words(node) or found.get("updated")  # of several the last one is the entry's state
    elif name in _WORDS:
        found[_WORDS[name]] = found.get(_WORDS[name]) or _words(node)
    elif name in _CONTENTS:
        found["content"].append({"value": marked(node)})
    elif name in _AUTHORS:
        found["authors"].append({"name": _author(node)})
    elif name in {"category", "dc:subject"}:
        found["tags"].append({"term": node.get("label") or _words(node) or node.get("term") or ""})
    elif name == "enclosure":
        found["enclosures"].append({"url": node.get("url"), "type": node.get("type")})
    elif name == "source":
        found["source"] = found.get("source") or _source(node)
    elif name in {"image", "itunes:image"}:
        found["image"] = found.get("image") or node.get("href") or _child(node, "url") or _words(node)


def _link(found: Fields, node: Any) -> None:
    href, rel = node.get("href"), (node.get("rel") or "alternate").lower()
    if not href and rel == "enclosure":
        return
    if not href:
        found["link"] = found.get("link") or _words(node)
    elif rel == "enclosure":
        found["enclosures"].append({"url": href, "type": node.get("type")})
    else:
        found["links"].append({"rel": rel, "href": href, "type": (node.get("type") or "").lower()})


def marked(node: Any) -> str:
    """An element's words as markup: Atom's text, html, xhtml and base64 (RFC 4287, 3.1 and 4.1.3), and RSS's naked tags."""
    from lxml import etree

    kind, mode = (node.get("type") or "").lower(), (node.get("mode") or "").lower()
    if len(node):
        inner = "".join(etree.tostring(each, encoding="unicode", with_tail=True) for each in node)
        return (node.text or "") + _SPACE.sub(r"\1", inner)
    words = node.text or ""
    if mode == "base64" or (kind and "/" in kind and not kind.startswith("text/") and not kind.endswith(("xml", "html"))):
        return _base64(words) or words
    return words


def _base64(words: str) -> str:
    import base64

    try:
        return base64.b64decode(words, validate=False).decode("utf-8")
    except ValueError:
        return ""


def _source(node: Any) -> Fields:
    """RSS 2.0's `<source url>` and Atom's `<source>` (RFC 4287, 4.2.11): the feed that an item came from."""
    link = next((each.get("href") for each in node if each.get("href")), "")
    return {"name": _child(node, "title") or ("" if len(node) else _words(node)), "url": node.get("url") or link}


def _author(node: Any) -> str:
    return _child(node, "name") or _words(node)


def _child(node: Any, name: str) -> str:
    named = (each for each in node if isinstance(each.tag, str))
    return next((_words(each) for each in named if each.tag.rpartition("}")[2].lower() == name), "")


def _words(node: Any) -> str:
    if not len(node):
        return (node.text or "").strip() if isinstance(node.tag, str) else ""
    return "".join(node.itertext()).strip()


def _attribute(node: Any, name: str) -> str:
    return next((str(value) for key, value in node.attrib.items() if str(key).rpartition("}")[2].lower() == name), "")


def _lang(node: Any) -> str:
    return str(node.get("{http://www.w3.org/XML/1998/namespace}lang") or "")
