"""Which pictures a page declares as its article's, what they show, and whose they are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from broadsheet.wire.facts import Declared, attribute, within, words
from broadsheet.wire.links import whole
from broadsheet.wire.plain import line

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

MOST = 12  # pictures of one article; a gallery's others are not looked at
UNKNOWN = 1000  # pixels that a picture counts as where nothing is said: sharing tags ask for 1200, thumbnails say theirs
_DEPTH = 4
_CAPTION, _CREDIT = 1000, 200  # characters
_METAS = ("og:image:secure_url", "og:image", "og:image:url", "twitter:image", "twitter:image:src", "thumbnailurl")
_NO_PICTURE = re.compile(
    r"logo(?!\w)|place-?holder|sprite|avatar|favicon|spacer|fallback|/blank\.|(?:^|[/_-])default[._-]|(?:og|share|social)[_-]default",
    re.IGNORECASE,
)
_SIZES = re.compile(r"[-_](?:\d{2,4}x\d{2,4}|\d{3,4}w|scaled|large|medium|small|thumb(?:nail)?)$", re.IGNORECASE)
_CREDITED = re.compile(
    r"(?:^|[\s.(\[|/–—-])(?:(?:photos?|photograph(?:y|er)?|picture|image|foto(?:graf(?:ía|ia)?|s)?|bild(?:quelle)?|"
    r"crédits?(?: photo)?|credits?|cr[ée]dito|immagine|imagem|imagen|illustration|quelle|source)"
    r"(?:\s+(?:by|von|par|de|di|credit|courtesy of))?\s*:|"
    r"(?:photo|photograph|picture|image|illustration)\s+by\b(?=\s+(?-i:[A-ZÀ-Þ]))|©|\(c\))\s*(?P<whose>[^()\[\]|]{2,120}?)\s*[)\]]?\s*$",
    re.IGNORECASE,
)
_BESIDE = frozenset({"aside", "footer", "nav", "form"})
_CREDITS = "[class*='credit' i], [class*='copyright' i], [itemprop='copyrightHolder'], [itemprop='author'], cite, small"


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture's address, what stands under it, whose it is, its size in pixels (0 where none is said), and who says so."""

    url: str
    caption: str = ""
    credit: str = ""
    width: int = 0
    height: int = 0
    source: str = ""


def pictures(said: Declared, address: str) -> tuple[Picture, ...]:
    """The article's pictures, best first: the widest declared, then in the order JSON-LD, sharing tags, figures."""
    figures = list(_figures(said, address))
    logos = _logos(said, address)
    found: dict[str, Picture] = {}
    for each in (*_linked(said, address), *_shared(said, address), *figures):
        if each.url and not _NO_PICTURE.search(urlsplit(each.url).path) and each.url not in logos:
            known = found.get(_stem(each.url))
            found[_stem(each.url)] = _both(known, each) if known else each
    return tuple(sorted(found.values(), key=lambda each: -(each.width or UNKNOWN)))[:MOST]


def _both(known: Picture, other: Picture) -> Picture:
    """One picture that two places tell of: the wider address, and each thing from who says it first."""
    wider = other if other.width > (known.width or UNKNOWN) else known
    return replace(wider, caption=known.caption or other.caption, credit=known.credit or other.credit)


def _linked(said: Declared, address: str) -> Iterator[Picture]:
    for name in ("image", "primaryImageOfPage", "thumbnailUrl"):
        yield from _nodes(said.article.get(name), said, address, 0)


def _nodes(value: Any, said: Declared, address: str, depth: int) -> Iterator[Picture]:
    """The pictures in schema.org's ways to say image: an address, a node, a reference, a list of any."""
    if isinstance(value, str):
        yield Picture(whole(value, address), source="JSON-LD image")
    elif isinstance(value, list) and depth < _DEPTH:
        for each in value[:MOST]:
            yield from _nodes(each, said, address, depth + 1)
    elif isinstance(value, dict):
        node = {**said.by_id.get(str(value.get("@id")), {}), **value}
        url = next((each for name in ("url", "contentUrl", "@id") if (each := _text(node.get(name)))), "")
        caption, credit = _split(next((each for name in ("caption", "description") if (each := _text(node.get(name)))), ""))
        owners = (_name(node.get(name)) for name in ("creditText", "creator", "author", "copyrightHolder", "copyrightNotice"))
        credit = next((line(each)[:_CREDIT] for each in owners if each), credit)
        yield Picture(
            whole(url, address), caption, credit, _pixels(node.get("width")), _pixels(node.get("height")), "JSON-LD image"
        )


def _shared(said: Declared, address: str) -> Iterator[Picture]:
    """What the sharing tags name; their sizes stand in tags of their own, in the same order."""
    alts = said.all("og:image:alt", "twitter:image:alt")
    widths, heights = said.all("og:image:width"), said.all("og:image:height")
    for name in _METAS:
        for at, value in enumerate(said.all(name)[:MOST]):
            sized = name.startswith("og:") and at < len(widths) and at < len(heights)
            width, height = (_pixels(widths[at]), _pixels(heights[at])) if sized else (0, 0)
            caption, credit = _split(alts[at] if at < len(alts) else "")
            yield Picture(whole(value, address), caption, credit, width, height, f"meta {name}")


def _figures(said: Declared, address: str) -> Iterator[Picture]:
    """The figures of the article, with what is written under them."""
    for figure in said.elements.figures[:MOST]:
        image, caption = figure.css_first("img"), figure.css_first("figcaption")
        if image is None or caption is None or within(figure, _BESIDE):
            continue
        source = next((each for name in ("src", "data-src") if (each := attribute(image, name)) and each[:5] != "data:"), "")
        told, credit = _written(caption)
        width, height = _pixels(attribute(image, "width")), _pixels(attribute(image, "height"))
        yield Picture(whole(source, address), told, credit, min(width, UNKNOWN - 1), height, "a figure of the page")


def _written(caption: LexborNode) -> tuple[str, str]:
    """A figure's caption and its credit, which stands in an element of its own or at the end."""
    told = words(caption)
    marked = next((text for node in caption.css(_CREDITS)[:3] if (text := words(node)) and text in told), "")
    if not marked:
        return _split(told)
    rest = told.replace(marked, " ", 1).strip(" |/–—-")
    found = _CREDITED.search(marked)
    return " ".join(rest.split())[:_CAPTION], (found["whose"].strip() if found else marked)[:_CREDIT]


def _split(told: str) -> tuple[str, str]:
    """A caption without the credit at its end, and that credit."""
    told = line(told)[:_CAPTION]
    found = _CREDITED.search(told)
    if not found:
        return told, ""
    return told[: found.start()].rstrip(" (|/–—-"), found["whose"].strip()[:_CREDIT]


def _logos(said: Declared, address: str) -> frozenset[str]:
    publisher = said.article.get("publisher")
    logo = publisher.get("logo") if isinstance(publisher, dict) else None
    return frozenset(each.url for each in _nodes(logo, said, address, 0)) if logo else frozenset()


def _stem(url: str) -> str:
    """What the addresses of one picture in several sizes share: the file's name without its size."""
    name = urlsplit(url).path.rstrip("/").rpartition("/")[2]
    stem = name.rpartition(".")[0] or name
    return _SIZES.sub("", stem) if len(stem) > 6 else url


def _text(value: Any) -> str:
    return value.strip() if isinstance(value, str) else ""


def _name(value: Any) -> str:
    value = value[0] if isinstance(value, list) and value else value
    return _text(value.get("name") if isinstance(value, dict) else value)


def _pixels(value: Any) -> int:
    """A width or a height as schema.org and HTML write it: 1200, "1200", "1200px", a QuantitativeValue."""
    value = value.get("value") if isinstance(value, dict) else value
    found = re.match(r"\s*(\d{1,5})", str(value)) if isinstance(value, str | int | float) else None
    return int(found[1]) if found else 0
