"""What a Really Simple Licensing file allows us (RSL 1.0, rslstandard.org/rsl).

Named by `License:` in robots.txt, by a Link header or a link tag of type application/rsl+xml, in a script of that type, or in a
feed's `rsl:content`. What applies to us: we index texts and show an excerpt with a link, which RSL calls `search`; programs of
ours sort and compare whole texts, which `ai-index` and `ai-input` cover; we train no model. So who prohibits `search`,
`ai-index`, `ai-input`, `ai-all` or `all`, permits other uses only, asks to be paid or asked first, or turns away commercial
users or countries, has restricted us. Who only prohibits `ai-train` has an excerpt that no language model sees.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from broadsheet.news import Page
from broadsheet.wire import xml
from broadsheet.wire.evidence import Evidence
from broadsheet.wire.links import whole
from broadsheet.wire.locations import matches

NAMESPACE = "https://rslstandard.org/rsl"
TYPE = "application/rsl+xml"
OURS = frozenset({"all", "ai-all", "search", "ai-index", "ai-input"})
FREE = frozenset({"", "free", "attribution"})  # what we give anyway: the name and a link
MOST = 1_000  # contents of one file
HEAD = 300_000  # bytes of a page in which a link tag is looked for

_LINK = re.compile(rb"<link\b[^>]{0,1000}>", re.IGNORECASE)
_HREF = re.compile(rb"""\bhref\s*=\s*["']?([^"'\s>]+)""", re.IGNORECASE)
_SCRIPT = re.compile(rb"""<script\b[^>]{0,300}application/rsl\+xml[^>]{0,300}>""", re.IGNORECASE)
_END = b"</script"
_HEADER = re.compile(r"<([^>]+)>([^<]*)")


@dataclass(frozen=True, slots=True)
class Offer:
    """One licence: what it permits and prohibits, by type (usage, user, geo), and how it is paid for (empty: not)."""

    permits: tuple[tuple[str, str], ...]
    prohibits: tuple[tuple[str, str], ...]
    payment: str


@dataclass(frozen=True, slots=True)
class Content:
    """What a file says of the addresses that match `url`; `asked` when a licence server must be asked first."""

    url: str
    asked: bool
    offers: tuple[Offer, ...]


def read(body: bytes) -> tuple[Content, ...]:
    """The contents of a file, or of the `rsl:content` elements of a feed; none for what cannot be read."""
    try:
        tree = xml.root(body)
    except xml.BadXml:
        return ()
    found = [each for each in tree.iter() if _is(each, "content") and each.get("url") is not None]
    return tuple(_content(each) for each in found[:MOST])


def named(page: Page) -> tuple[str, ...]:
    """The addresses of RSL files that a page's Link header or link tags name."""
    found = [
        target
        for name, value in page.headers
        if name == "link"
        for target, rest in _HEADER.findall(value)
        if TYPE in rest.lower() and "license" in rest.lower()
    ]
    head = page.body[:HEAD]
    if TYPE.encode() in head:
        tags = [tag for tag in _LINK.findall(head) if TYPE.encode() in tag.lower() and b"license" in tag.lower()]
        found += [href[1].decode("utf-8", "replace") for tag in tags if (href := _HREF.search(tag))]
    return tuple(dict.fromkeys(address for each in found if (address := whole(each, page.url))))


def inline(page: Page) -> tuple[Content, ...]:
    """The contents that a page carries in a script."""
    head = page.body[:HEAD]
    if TYPE.encode() not in head:
        return ()
    return tuple(content for script in _scripts(head) for content in read(script))


def _scripts(head: bytes) -> Iterator[bytes]:
    """What stands in scripts of our type; one that does not end holds all behind it, so the search ends there."""
    folded, at = head.lower(), 0
    while opened := _SCRIPT.search(head, at):
        at = folded.find(_END, opened.end())
        if at < 0:
            return
        yield head[opened.end() : at]


def on(contents: Iterable[Content], url: str, where: str, now: datetime) -> Evidence | None:
    """What is said of one address; the longest matching pattern speaks. None when nothing is."""
    about = [content for content in contents if matches(content.url, url)]
    if not about:
        return None
    nearest = [content for content in about if len(content.url) == max(len(each.url) for each in about)]
    offers = [offer for content in nearest for offer in content.offers]
    against = "a licence must be asked for first" if any(each.asked for each in nearest) else _against(offers)
    if against:
        return Evidence("rsl", "link", f"RSL: {against}", where, now, machine=False)
    refused = _no_model(offers)
    return Evidence("rsl", "excerpt", f"RSL: {refused or 'nothing that we do is restricted'}", where, now, machine=not refused)


def _against(offers: list[Offer]) -> str:
    """Why these offers restrict us; empty when they do not. A prohibition counts whatever another offer permits."""
    for kind, token in (each for offer in offers for each in offer.prohibits):
        if (kind == "usage" and token in OURS) or (kind, token) == ("user", "commercial") or kind == "geo":
            return f"{kind} {token} is prohibited"
    speaking = [offer for offer in offers if any(kind == "usage" for kind, _ in offer.permits)]
    may = [offer for offer in speaking if {("usage", "search"), ("usage", "all")} & set(offer.permits)]
    if speaking and not may:
        return "search is not among what it permits"
    free = [offer for offer in may or offers if offer.payment in FREE]
    if offers and not free:
        return f"it is to be paid for ({(may or offers)[0].payment})"
    return next((why for offer in free if (why := _others_only(offer))), "")


def _others_only(offer: Offer) -> str:
    users = {token for kind, token in offer.permits if kind == "user"}
    if users and "commercial" not in users:
        return f"permitted to {', '.join(sorted(users))} users only"
    countries = sorted(token for kind, token in offer.permits if kind == "geo")
    return f"permitted in {', '.join(countries)} only" if countries else ""


def _no_model(offers: list[Offer]) -> str:
    if any(("usage", "ai-train") in offer.prohibits for offer in offers):
        return "usage ai-train is prohibited"
    named = {token for offer in offers if offer.payment in FREE for kind, token in offer.permits if kind == "usage"}
    return "it permits no use by models" if named and not named & {"all", "ai-all", "ai-input"} else ""


def _content(element: Any) -> Content:
    offers = tuple(_offer(each) for each in element if _is(each, "license"))
    return Content(element.get("url", "").strip(), bool(element.get("server")), offers)


def _offer(element: Any) -> Offer:
    payment = next((each.get("type", "purchase").lower() for each in element if _is(each, "payment")), "")
    return Offer(tuple(_tokens(element, "permits")), tuple(_tokens(element, "prohibits")), payment)


def _tokens(element: Any, name: str) -> Iterator[tuple[str, str]]:
    for each in element:
        if _is(each, name):
            kind = each.get("type", "usage").lower()
            yield from ((kind, token) for token in re.split(r"[\s,]+", (each.text or "").lower().strip()) if token)


def _is(element: Any, name: str) -> bool:
    tag = element.tag
    if not isinstance(tag, str):
        return False
    space, _, local = tag.rpartition("}")
    return local == name and space.lstrip("{").rstrip("/") in {NAMESPACE, ""}
