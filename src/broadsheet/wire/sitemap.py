"""What a news sitemap or an index of them says (sitemaps.org, with Google's news extension), under the names of feeds.py."""

from __future__ import annotations

import re
from typing import Any

from broadsheet.wire import dates
from broadsheet.wire.xml import BadXml, root

_NEWS = re.compile(r"(?<![a-z])news(?![a-z])|latest", re.IGNORECASE)
_SHAPE = re.compile(rb"<(?:\w+:)?(urlset|sitemapindex)\b", re.IGNORECASE)


def looks_like(start: bytes) -> bool:
    """Whether these first bytes open a sitemap."""
    return bool(_SHAPE.search(start))


def read(body: bytes) -> dict[str, Any]:
    """`{"feed": {..}, "entries": [..]}`; an index has `"sitemaps"`, the likeliest to hold the newest news first.

    Raises ValueError with a sentence for what is broken and for a sitemap without news.
    """
    try:
        tree = root(body)
    except BadXml as broken:
        raise ValueError(f"It is a sitemap that cannot be read: {broken}.") from broken
    if _name(tree) == "sitemapindex":
        return {"feed": {}, "entries": [], "sitemaps": _newest(tree)}
    entries = [entry for each in tree if _name(each) == "url" and (entry := _entry(each))]
    if not entries and len(tree):
        raise ValueError("It is a sitemap without news: no address in it has a title.")
    return {"feed": {}, "entries": entries}


def _newest(tree: Any) -> list[str]:
    """The sitemaps of an index: those named for news, then by the date of their last change, then as they stand."""
    named = [(address, _child(each, "lastmod")) for each in tree if (address := _child(each, "loc"))]
    if not named:
        raise ValueError("It is an index of no sitemaps.")
    named.sort(key=lambda each: (bool(_NEWS.search(each[0])), _moment(each[1])), reverse=True)
    return list(dict.fromkeys(address for address, _ in named))


def _moment(written: str) -> float:
    moment, _ = dates.read(written)
    return moment.timestamp() if moment else 0.0


def _entry(url: Any) -> dict[str, Any] | None:
    news = next((each for each in url if _name(each) == "news"), None)
    title = _child(news, "title") if news is not None else ""
    address = _child(url, "loc")
    if news is None or not title or not address:
        return None
    publication = next((each for each in news if _name(each) == "publication"), None)
    picture = next((each for each in url if _name(each) == "image"), None)
    return {
        "id": address,
        "link": address,
        "title": title,
        "published": _child(news, "publication_date") or _child(url, "lastmod"),
        "language": _child(publication, "language") if publication is not None else "",
        "tags": [word.strip() for word in _child(news, "keywords").split(",") if word.strip()],
        "image": _child(picture, "loc") if picture is not None else "",
    }


def _name(node: Any) -> str:
    return str(node.tag).rpartition("}")[2] if isinstance(node.tag, str) else ""


def _child(node: Any, name: str) -> str:
    return next(((each.text or "").strip() for each in node if _name(each) == name), "")
