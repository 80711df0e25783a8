"""Which feeds do the two public collections list, under which headings, and what do they say of an outlet?

Reads checkouts of kagisearch/kite-public (MIT) and plenaryapp/awesome-rss-feeds (CC0-1.0). Nothing is fetched.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

KITE = "kite"
AWESOME = "awesome-rss-feeds"
_outline = re.compile(r"<outline\b[^>]*>")
_attribute = re.compile(r'(\w+)="([^"]*)"')
_space = re.compile(r"\s+")
_marks = re.compile(r"[&?]x=1$")


@dataclass(frozen=True, slots=True)
class Listed:
    """A feed in a list: its address, its title where one is given, the list and its language, and whose list it is."""

    url: str
    title: str
    heading: str
    language: str
    source: str


@dataclass(frozen=True, slots=True)
class Outlet:
    """What kite says of an outlet or a group of them."""

    name: str
    domains: tuple[str, ...]
    country: str
    owner: str
    typology: str
    about: str


def listed(folder: Path) -> list[Listed]:
    """Every feed of both collections, kite's first; the order is that of the files' names."""
    return [*_kite(folder / KITE / "kite_feeds.json"), *_awesome(folder / AWESOME)]


def outlets(folder: Path) -> list[Outlet]:
    """Kite's outlets, as they stand."""
    rows: list[dict[str, Any]] = json.loads((folder / KITE / "media_data.json").read_text(encoding="utf-8"))
    return [
        Outlet(
            _plain(row["organization"]),
            tuple(each.strip().lower().removeprefix("www.") for each in row["domains"] if "." in each),
            _plain(row["country"]),
            _plain(row["owner"]),
            _plain(row["typology"]),
            _plain(row["description"]),
        )
        for row in rows
    ]


def _kite(path: Path) -> Iterator[Listed]:
    lists: dict[str, dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))
    for heading, each in sorted(lists.items()):
        for url in sorted(each["feeds"]):
            if cleaned := address(url):
                yield Listed(cleaned, "", heading, each["source_language"], KITE)


def _awesome(folder: Path) -> Iterator[Listed]:
    for path in sorted(folder.glob("*/with_category/*.opml")):
        for tag in _outline.findall(path.read_text(encoding="utf-8")):
            given = {name: html.unescape(value) for name, value in _attribute.findall(tag)}
            if cleaned := address(given.get("xmlUrl", "")):
                yield Listed(cleaned, _plain(given.get("title", "")), path.stem, "", AWESOME)


def address(given: str) -> str:
    """An address as it is written in the catalogue: small letters in scheme and host, no fragment; empty when it is none."""
    parts = urlsplit(html.unescape(given.strip()))
    host = (parts.hostname or "").rstrip(".")
    if parts.scheme.lower() not in ("http", "https") or "." not in host or parts.username or " " in given.strip():
        return ""
    port = f":{parts.port}" if parts.port and parts.port not in (80, 443) else ""
    return _marks.sub("", urlunsplit((parts.scheme.lower(), host + port, parts.path or "/", parts.query, "")))


def twin(url: str) -> str:
    """What two spellings of one feed's address share: host without www, path without its last slash, query."""
    parts = urlsplit(url)
    path = re.sub("/+", "/", parts.path).rstrip("/")
    return f"{parts.netloc.removeprefix('www.')}{path}?{parts.query}".lower()


def _plain(text: str) -> str:
    return _space.sub(" ", text or "").strip()
