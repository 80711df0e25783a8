"""What lies at an address of a publisher's site, at a given moment? Pure: the server sends what this answers."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import parse_qsl, urlencode, urlsplit

from broadsheet.press.specimen.edition import Edition, Printed
from broadsheet.press.specimen.feeds import TYPES, feed_bytes, opml
from broadsheet.press.specimen.pages import (
    HOUSE_PAGES,
    article_page,
    author_page,
    front_page,
    house_page,
    index_page,
    section_page,
)
from broadsheet.press.specimen.pictures import draw
from broadsheet.press.specimen.publishers import SpecimenPublisher

HTML = "text/html; charset=utf-8"
PLAIN = "text/plain; charset=utf-8"
PICTURE = re.compile(r"/pictures/([a-z0-9-]+(?:/[1-9])?)\.jpg")
HOUSE = re.compile(r"/(?:house|private)/(\w+)")  # /private/: the same pages, for robots.txt to forbid
TRACKING = re.compile(r"utm_\w+|ref|fbclid")
TDM_FILE = "/.well-known/tdmrep.json"
MISSING_ROBOTS = "no robots.txt here\n"


@dataclass(frozen=True, slots=True)
class Answer:
    """What is sent: `modified` (aware) only where the page knows it."""

    body: bytes
    content_type: str = HTML
    status: int = 200
    modified: datetime | None = None
    headers: dict[str, str] = field(default_factory=dict)


def answer(edition: Edition, host: str, target: str, now: datetime) -> Answer:
    """What `target` (path and query) gives on a host; a host of no publisher gets the index page."""
    target = _untracked(target)
    if target == "/feeds.opml":
        return Answer(opml(edition), "text/x-opml; charset=utf-8")
    publisher = edition.publishers.get(host)
    if publisher is None:
        return Answer(index_page(edition).encode(), status=200 if target == "/" else 404)
    return (
        _article(edition, publisher, target, now)
        or _feed(edition, publisher, target, now)
        or _machine(publisher, target)
        or _picture(publisher, target)
        or _page(edition, publisher, target.partition("?")[0], now)
    )


def _untracked(target: str) -> str:
    """The target without the marks that readers' and mailers' links carry."""
    parts = urlsplit(target)
    kept = [(key, value) for key, value in parse_qsl(parts.query) if not TRACKING.fullmatch(key)]
    return f"{parts.path}?{urlencode(kept)}" if kept else parts.path


def _article(edition: Edition, publisher: SpecimenPublisher, target: str, now: datetime) -> Answer | None:
    path = target.partition("?")[0]
    printed = edition.find(publisher.slug, target, now) or edition.find(publisher.slug, path, now)
    if printed is None:
        return None
    page = article_page(edition, printed, edition.out(publisher.slug, now))
    return Answer(page.encode(), modified=printed.version.modified, headers=_rights(publisher))


def _rights(publisher: SpecimenPublisher) -> dict[str, str]:
    """TDMRep's header form: the reservation and where its policy lies."""
    if not publisher.tdm_policy:
        return {}
    return {"tdm-reservation": "1", "tdm-policy": publisher.tdm_policy}


def _feed(edition: Edition, publisher: SpecimenPublisher, target: str, now: datetime) -> Answer | None:
    for feed in publisher.feeds:
        if feed.path == target:
            body = feed_bytes(edition, publisher, feed, now)
            return Answer(body, f"{TYPES[feed.format]}; charset=utf-8", modified=_changed(edition, publisher, now))
    return None


def _machine(publisher: SpecimenPublisher, target: str) -> Answer | None:
    """robots.txt and the TDMRep files."""
    if target == "/robots.txt":
        if not publisher.robots:
            return Answer(MISSING_ROBOTS.encode(), PLAIN, 404)
        return Answer(f"{publisher.robots}\n".encode(), PLAIN)
    if publisher.tdm_policy and target == TDM_FILE:
        rule = {"location": "/", "tdm-reservation": 1, "tdm-policy": publisher.tdm_policy}
        return Answer(json.dumps([rule]).encode(), "application/json")
    if publisher.tdm_policy and target == publisher.tdm_policy:
        policy = {"@context": "http://www.w3.org/ns/odrl.jsonld", "@type": "Offer", "assigner": publisher.owner}
        return Answer(json.dumps(policy).encode(), "application/json")
    return None


def _picture(publisher: SpecimenPublisher, target: str) -> Answer | None:
    found = PICTURE.fullmatch(target)
    return Answer(draw(found[1], publisher.colours), "image/jpeg") if found else None


def _page(edition: Edition, publisher: SpecimenPublisher, path: str, now: datetime) -> Answer:
    out = edition.out(publisher.slug, now)
    house = HOUSE.fullmatch(path)
    if path == "/":
        page = front_page(edition, publisher, out)
    elif house and house[1] in HOUSE_PAGES:
        page = house_page(edition, publisher, out, house[1])
    elif found := section_page(edition, publisher, out, path) or author_page(edition, publisher, out, path):
        page = found
    else:
        return Answer(house_page(edition, publisher, out, "not_found").encode(), status=404)
    return Answer(page.encode(), modified=_latest(out))


def _changed(edition: Edition, publisher: SpecimenPublisher, now: datetime) -> datetime | None:
    return _latest(edition.out(publisher.slug, now))


def _latest(out: list[Printed]) -> datetime | None:
    return max((printed.version.modified for printed in out), default=None)
