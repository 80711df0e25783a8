"""What a feed says of its entries' rights: a licence for all of them, and RSL contents for some (RSL 1.0, the RSS module)."""

from __future__ import annotations

from dataclasses import dataclass

from broadsheet.news import Page
from broadsheet.wire import licences, rsl
from broadsheet.wire.evidence import Evidence


@dataclass(frozen=True, slots=True)
class Terms:
    """A feed's licence, and its RSL contents."""

    licence: Evidence | None
    contents: tuple[rsl.Content, ...]


def terms(page: Page) -> Terms:
    """What the feed that was fetched says."""
    contents = rsl.read(page.body) if rsl.NAMESPACE.encode() in page.body else ()
    return Terms(licences.in_feed(page.body, page.url, page.fetched), contents)
