"""One page read: the article and what its rights allow, worked out in a pool's process. Knows no Django."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from broadsheet.news import Article, Entry, Feed, Judgement, Page
from broadsheet.runners.patience import TooSlow, within
from broadsheet.wire import rights
from broadsheet.wire.evidence import Evidence
from broadsheet.wire.extract import Unreadable, from_entry, report
from broadsheet.wire.pictured import Picture
from broadsheet.wire.pictures import MOST_TRIED, foreign_owner
from broadsheet.wire.templates import UNKNOWN, Sighting, Template

# Seconds of CPU for one page. The slowest that trafilatura is given, one of 7,000 paragraphs, takes 4; other pages take tenths.
LONGEST = 20.0

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Wanted:
    """A page to read, with what its feed said of it; `said` is the evidence of its rights that others than the page hold."""

    page: Page
    publisher: str
    entry: Entry
    seen: datetime
    zone: str = "UTC"
    said: tuple[Evidence, ...] = ()
    template: Template = UNKNOWN


@dataclass(frozen=True, slots=True)
class Read:
    """What came of it: an article with the evidence of its rights, or the reason why there is none.

    `pictures` are those that it may show, best first; `way` says what its text was read by, `sighting` what the page shows
    of its publisher's template; `stands_at` is where redirects led.
    """

    article: Article | None
    rights: Judgement[str]
    reason: str = ""
    evidence: tuple[Evidence, ...] = ()
    way: str = ""
    sighting: Sighting | None = None
    pictures: tuple[Picture, ...] = ()
    stands_at: str = ""


def read(batch: Sequence[Wanted]) -> list[Read]:
    """Each page's article, in order."""
    return [_read(wanted) for wanted in batch]


def unread(
    entry: Entry, publisher: str, language: str, seen: datetime, why: str, *, said: Sequence[Evidence] = (), paid: bool = False
) -> Read:
    """The article that the feed alone gives, when its page cannot be read; without a title there is none.

    `said` is the evidence of its rights, what closed the page to us among it; `paid` that the page asks to be paid for.
    """
    judged = rights.judge(said, seen)
    if not entry.title.strip():
        return Read(None, judged, f"{why}; and its feed gives no title", tuple(said))
    article = from_entry(entry, Feed(entry.feed, publisher, language=language), seen)
    read = _allowed(replace(article, access="paywall" if paid else article.access), tuple(said), seen)
    judged = replace(read.rights, why=f"only its feed was read: {why}; {read.rights.why}")
    return replace(read, rights=judged, reason=why if read.article else read.reason)


def failed(why: str, said: tuple[Evidence, ...] = ()) -> Read:
    """What comes of a page that our own reading failed on, or that is none of ours to read; `said` is the evidence of that."""
    return Read(None, Judgement("none", 1.0, why), why, said)


def raised(error: Exception) -> Read:
    """What comes of a page on which something was raised that nobody expected."""
    return failed(f"could not be read: {type(error).__name__}: {error}")


def _read(wanted: Wanted) -> Read:
    try:
        with within(LONGEST):
            return _found(wanted)
    except TooSlow as slow:
        log.warning("%s was given up: reading it %s", wanted.page.url, slow)
        return failed(f"{slow} to read")
    except Exception as error:  # whatever a page brings about in a parser: named, counted and logged
        log.exception("%s could not be read", wanted.page.url)
        return raised(error)


def _found(wanted: Wanted) -> Read:
    told = report(wanted.page, wanted.publisher, wanted.entry, seen=wanted.seen, zone=wanted.zone, template=wanted.template)
    found = told.article
    article = None if isinstance(found, Unreadable) else found
    evidence = rights.gathered(rights.of_page(wanted.page, article), wanted.said)
    if isinstance(found, Unreadable):
        return Read(None, rights.judge(evidence, wanted.page.fetched), found.why, evidence)
    allowed = replace(_allowed(found, evidence, wanted.page.fetched), stands_at=wanted.page.url)
    if allowed.rights.value in {"none", "link"}:
        return allowed  # of what may not be mined nothing is learned either
    own = tuple(each for each in told.pictures if not foreign_owner(each.credit))[:MOST_TRIED]
    shown = own if allowed.article and allowed.article.image else ()
    return replace(allowed, way=told.way, sighting=told.sighting, pictures=shown)


def _allowed(article: Article, evidence: tuple[Evidence, ...], now: datetime) -> Read:
    """The article as far as its rights go: of one that we may only link, nothing is kept that could be mined."""
    judged = rights.judge(evidence, now)
    if judged.value == "none":
        return Read(None, judged, f"its rights allow nothing: {judged.why}", evidence)
    asks, model = rights.snippet(evidence, now), rights.machine(evidence, now)
    kept = replace(article, rights=judged.value, machine=model, snippet=asks)
    if judged.value == "link":
        kept = replace(kept, text="", standfirst="", image="", caption="", credit="", hints=())
    elif not rights.picture(evidence, now):
        kept = replace(kept, image="", caption="", credit="")
    return Read(kept, judged, evidence=evidence)
