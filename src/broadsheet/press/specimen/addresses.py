"""Under which address does a publisher print an article? Stable for one anchor."""

from __future__ import annotations

import re
import unicodedata
from datetime import datetime
from hashlib import sha256

from broadsheet.press.specimen.events import Telling

NUMBERS = 90_000_000


def origin(slug: str, port: int) -> str:
    """A publisher's scheme and host, without a slash: RFC 6761 keeps *.localhost on this machine."""
    return f"http://{slug}.localhost:{port}"


def article_path(telling: Telling, published: datetime) -> str:
    """The path (and query, where the house uses one) of an article, in its publisher's style."""
    local = published.astimezone(telling.publisher.zone)
    return telling.publisher.path.format(
        year=f"{local:%Y}",
        month=f"{local:%m}",
        day=f"{local:%d}",
        slug=telling.slug,
        hash=sha256(telling.slug.encode()).hexdigest()[:12],
        number=number(telling.slug),
        section=simple(telling.first.section),
    )


def number(slug: str) -> int:
    """The eight digits a content management system gave the article."""
    return 10_000_000 + int(sha256(slug.encode()).hexdigest(), 16) % NUMBERS


def simple(label: str) -> str:
    """A label as part of a path: accents folded, lower case, hyphens."""
    plain = unicodedata.normalize("NFKD", label).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or "news"


def section_path(label: str) -> str:
    """The path of a publisher's section page."""
    return f"/section/{simple(label)}"


def author_path(name: str) -> str:
    """The path of an author's page."""
    return f"/author/{simple(name)}"


def picture_path(slug: str, which: int = 0) -> str:
    """The path of an article's drawn picture; a gallery numbers further ones from 1."""
    return f"/pictures/{slug}.jpg" if which == 0 else f"/pictures/{slug}/{which}.jpg"
