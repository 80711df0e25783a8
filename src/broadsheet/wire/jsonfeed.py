"""What a JSON Feed says (jsonfeed.org, 1.0 and 1.1), under the names that feeds.py reads."""

from __future__ import annotations

import json
from html import escape
from typing import Any


def read(body: bytes) -> dict[str, Any]:
    """`{"feed": {..}, "entries": [..]}`. Raises ValueError with the reason when it is no JSON Feed."""
    try:
        said = json.loads(body.decode("utf-8-sig", "replace"))
    except RecursionError as deep:
        raise ValueError("it is nested too deep") from deep
    except json.JSONDecodeError as broken:
        raise ValueError(f"{broken.msg} at line {broken.lineno}") from broken
    if not isinstance(said, dict):
        raise ValueError("it is no object")  # noqa: TRY004 -- the reader's one refusal
    items = said.get("items")
    if "jsonfeed.org" not in str(said.get("version", "")) and not isinstance(items, list):
        raise ValueError("it has neither a version nor items")
    entries = [_entry(item) for item in items if isinstance(item, dict)] if isinstance(items, list) else []
    links = [{"rel": "hub", "href": hub.get("url")} for hub in _listed(said.get("hubs")) if isinstance(hub, dict)]
    links.append({"rel": "self", "href": said.get("feed_url")})
    return {"feed": {"title": said.get("title"), "language": said.get("language"), "links": links}, "entries": entries}


def _entry(item: dict[str, Any]) -> dict[str, Any]:
    text = item.get("content_text")
    markup = item.get("content_html") or (_marked(text) if isinstance(text, str) else "")
    told = {
        "id": item.get("id"),
        "link": item.get("url") or item.get("external_url"),
        "title": item.get("title"),
        "description": item.get("summary"),
        "content": [{"value": markup}] if isinstance(markup, str) and markup else [],
        "published": item.get("date_published"),
        "updated": item.get("date_modified"),
        "authors": _listed(item.get("authors")) or _listed([item.get("author")]),
        "tags": [tag for tag in _listed(item.get("tags")) if isinstance(tag, str)],
        "image": item.get("image") or item.get("banner_image"),
        "enclosures": [
            {"url": a.get("url"), "type": a.get("mime_type")} for a in _listed(item.get("attachments")) if isinstance(a, dict)
        ],
        "language": item.get("language"),
    }
    return told | {"said": any(told.values())}


def _marked(text: str) -> str:
    return "".join(f"<p>{escape(part)}</p>" for part in text.split("\n") if part.strip())


def _listed(value: Any) -> list[Any]:
    return [each for each in value if each] if isinstance(value, list) else []
