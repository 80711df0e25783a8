"""An article's picture: which of those its publisher declares, whether it may be shown, fetched and made ready.

Only where rights allow: the article's mode is `full`, the page turns no picture away, robots.txt allows its address, the
picture's own answer does not refuse, and its credit names nobody but the publisher. Else none, with a reason.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from broadsheet.news import Page
from broadsheet.wire import imaging
from broadsheet.wire.fetch import Fetcher, Refused
from broadsheet.wire.imaging import Developed, Unusable

ACCEPT = "image/avif,image/webp,image/jpeg,image/png,image/gif;q=0.5"
MOST_TRIED = 3  # pictures of one article that are fetched before it goes without

_META = re.compile(rb"<meta\b[^>]{0,1000}>", re.IGNORECASE)
_OURS = re.compile(rb"""\bname\s*=\s*["']?\s*(?:robots|broadsheet)\b""", re.IGNORECASE)
_REFUSALS = ("noimageai", "noimageindex")
_NO_PREVIEW = re.compile(r"max-image-preview\s*:\s*none", re.IGNORECASE)
_STAND_IN = re.compile(  # what publishers' systems call what is no picture of the news
    r"(?:^|[/_.-])(?:logo|logos|placeholder|default|fallback|avatar|favicon|sprite|spacer|blank|pixel|1x1|no-?image)(?:[/_.-]|$)",
    re.IGNORECASE,
)
_AGENCIES = re.compile(  # who sells pictures; their rights pass to no page's licence
    r"\b(?:getty|reuters|afp|associated press|ap photo|epa|dpa|pa (?:media|wire|images)|alamy|shutterstock|istock|adobe stock|"
    r"imago|picture alliance|bloomberg|xinhua|rex features|zuma|nurphoto|sipa|magnum|handout|courtesy|all rights reserved)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A picture as its page declares it; 0 where no size is given."""

    url: str
    width: int = 0
    height: int = 0


@dataclass(frozen=True, slots=True)
class Declared:
    """What an article's page says of its pictures: the candidates, the first with this caption and credit."""

    candidates: tuple[Candidate, ...]
    caption: str = ""
    credit: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """The picture of an article with its address, or none; `why` names what was turned away in either case."""

    picture: Developed | None
    url: str
    why: str
    caption: str = ""
    credit: str = ""


async def find(said: Declared, fetcher: Fetcher, develop: Callable[[bytes], Developed], max_bytes: int) -> Found:
    """The best of the declared pictures that can be shown; `develop` makes one ready, in a thread, and raises Unusable."""
    declared, owner = said.candidates, foreign_owner(said.credit)
    if owner:
        return Found(None, "", f"its credit names {owner}, whose pictures no licence of the page covers")
    turned_away = [f"{_name(one.url)} {why}" for one in declared if (why := objection(one))]
    for one in ranked(declared)[:MOST_TRIED]:
        try:
            made = await asyncio.to_thread(develop, await _fetched(one.url, fetcher, max_bytes))
        except Refused as refused:
            turned_away.append(refused.reason)
        except Unusable as refused:
            turned_away.append(f"{_name(one.url)} {refused}")
        else:
            chosen = (
                "the one its page declares" if len(declared) == 1 else f"the best of {len(declared)} that its page declares"
            )
            words = (said.caption, said.credit) if one == declared[0] else ("", "")
            return Found(made, one.url, "; ".join([chosen, *turned_away]), *words)
    return Found(None, "", "; ".join(turned_away) or "its page declares no picture")


async def _fetched(url: str, fetcher: Fetcher, max_bytes: int) -> bytes:
    """The bytes at a picture's address. Raises Refused; Unusable where its answer refuses to be shown elsewhere."""
    page = await fetcher.get(url, accept=ACCEPT, max_bytes=max_bytes)
    word = _refusal(_header(page))
    if word:
        raise Unusable(f"may not be shown: header X-Robots-Tag: {word}")
    return page.body


def ranked(declared: Sequence[Candidate]) -> list[Candidate]:
    """The candidates worth fetching, best first: the page's own order, but those known to be wide before others."""
    usable = [one for one in dict.fromkeys(declared) if not objection(one)]
    return sorted(usable, key=lambda one: -min(one.width, imaging.WIDTHS[-1]) if one.width else -imaging.WIDTHS[1])


def objection(one: Candidate) -> str:
    """Why a picture is not even asked for; empty when it is."""
    path = urlsplit(one.url).path.lower()
    if not one.url.startswith(("http://", "https://")):
        return "has no web address"
    if path.endswith((".svg", ".svgz", ".ico")):
        return "is a drawing or an icon"
    if _STAND_IN.search(path):
        return "is a logo or a placeholder by its name"
    if one.width and one.width < imaging.MIN_WIDTH:
        return f"is too small, {one.width} pixels wide"
    if one.width and one.height and one.width > imaging.WIDEST * one.height:
        return f"is a banner of {one.width} by {one.height} pixels"
    return ""


def turned_away(page: Page) -> str:
    """The word with which a page keeps its pictures from being shown elsewhere, and where it stands; empty when it says none.

    `noimageai`, `noimageindex` or `max-image-preview:none` in X-Robots-Tag or a robots meta.
    """
    for where, text in (
        ("header X-Robots-Tag", _header(page)),
        *(("meta robots", each) for each in _metas(page.body[:300_000])),
    ):
        word = _refusal(text)
        if word:
            return f"{where}: {word}"
    return ""


def foreign_owner(credit: str) -> str:
    """The picture agency, or other stranger, that a credit names: no licence of the page covers its picture. Empty for none."""
    found = _AGENCIES.search(credit)
    return found[0] if found else ""


def _header(page: Page) -> str:
    return ",".join(value for name, value in page.headers if name == "x-robots-tag")


def _metas(markup: bytes) -> Iterator[str]:
    return (tag.decode("utf-8", "replace") for tag in _META.findall(markup) if _OURS.search(tag))


def _refusal(text: str) -> str:
    low = text.lower()
    if _NO_PREVIEW.search(low):
        return "max-image-preview:none"
    return next((word for word in _REFUSALS if word in low), "")


def _name(url: str) -> str:
    """A picture's file name, for a sentence."""
    return (urlsplit(url).path.rpartition("/")[2] or urlsplit(url).netloc)[:60]
