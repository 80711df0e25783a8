"""One page read: the article and what its rights allow, worked out in a pool's process. Knows no Django."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from broadsheet.news import Article, Entry, Feed, Judgement, Page
from broadsheet.wire.extract import Unreadable, from_entry, report
from broadsheet.wire.pictures import turned_away
from broadsheet.wire.rights import rights
from broadsheet.wire.templates import UNKNOWN, Sighting, Template

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Wanted:
    """A page to read, with what its feed said of it; `agents_refused` says that robots.txt turns AI agents away."""

    page: Page
    publisher: str
    entry: Entry
    seen: datetime
    zone: str = "UTC"
    agents_refused: bool = False
    template: Template = UNKNOWN


@dataclass(frozen=True, slots=True)
class Read:
    """What came of it: an article with the evidence of its rights, or the reason why there is none.

    `way` says what its text was read by, `sighting` what the page shows of its publisher's template.
    """

    article: Article | None
    rights: Judgement[str]
    reason: str = ""
    way: str = ""
    sighting: Sighting | None = None


def read(batch: Sequence[Wanted]) -> list[Read]:
    """Each page's article, in order."""
    return [_read(wanted) for wanted in batch]


def unread(entry: Entry, publisher: str, language: str, seen: datetime, why: str, *, closed: bool) -> Read:
    """The article that the feed alone gives, when its page cannot be read; without a title there is none.

    A page that is `closed` to us (robots.txt, a login, a price, the law) may only be linked; else the feed's own words stand.
    """
    if not entry.title.strip():
        return Read(None, Judgement("none", 1.0, why), f"{why}; and its feed gives no title")
    article = from_entry(entry, Feed(entry.feed, publisher, language=language), seen)
    judged = Judgement("link" if closed else "excerpt", 1.0, f"only its feed was read: {why}")
    return Read(replace(article, rights=judged.value), judged, why)


def failed(why: str) -> Read:
    """What comes of a page that our own reading failed on."""
    return Read(None, Judgement("none", 1.0, why), why)


def raised(error: Exception) -> Read:
    """What comes of a page on which something was raised that nobody expected."""
    return failed(f"could not be read: {type(error).__name__}: {error}")


def _read(wanted: Wanted) -> Read:
    try:
        return _found(wanted)
    except Exception as error:  # whatever a page brings about in a parser: named, counted and logged
        log.exception("%s could not be read", wanted.page.url)
        return raised(error)


def _found(wanted: Wanted) -> Read:
    told = report(wanted.page, wanted.publisher, wanted.entry, seen=wanted.seen, zone=wanted.zone, template=wanted.template)
    found = told.article
    article = None if isinstance(found, Unreadable) else found
    judged = rights(wanted.page, robots_allows=True, agents_refused=wanted.agents_refused, article=article)
    if isinstance(found, Unreadable):
        return Read(None, judged, found.why)
    image = "" if turned_away(wanted.page) else found.image
    return Read(replace(found, rights=judged.value, image=image), judged, way=told.way, sighting=told.sighting)
