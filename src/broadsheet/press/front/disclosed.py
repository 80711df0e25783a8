"""What a page tells machines of how its words came about: IPTC's digital source types, and who answers for it (schema.org).

IPTC's vocabulary was made for pictures; its concepts fit texts as they are named: http://cv.iptc.org/newscodes/digitalsourcetype/
An outlet's own words get no type of ours: how their author wrote them is not known here.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from broadsheet.press.archive.made import CHANGED, EDITOR, MODEL, TRANSLATED, Made, Ours
from broadsheet.press.archive.receipts import Receipt
from broadsheet.press.front import clean
from broadsheet.press.front.data import CONTEXT
from broadsheet.settings import Settings

IPTC = "http://cv.iptc.org/newscodes/digitalsourcetype/"
PUT_TOGETHER = f"{IPTC}composite"  # "composite of elements": outlets' words, chosen and put together by programs
WITH_MODEL = f"{IPTC}compositeSynthetic"  # "composite including generative AI elements"
TYPES = {
    MODEL: [f"{IPTC}trainedAlgorithmicMedia"],  # "created using generative AI"
    CHANGED: [f"{IPTC}trainedAlgorithmicMedia", f"{IPTC}humanEdits"],  # the same, and "human-edited media"
    TRANSLATED: [f"{IPTC}compositeWithTrainedAlgorithmicMedia"],  # "edited using generative AI"
    EDITOR: [f"{IPTC}digitalCreation"],  # "digital creation": by a human, with no generative tool
}


def source_type(said: Ours) -> str:
    """The type of a story's page as a whole."""
    return WITH_MODEL if said.by_model else PUT_TOGETHER


def page(said: Ours, receipt: Receipt | None) -> dict[str, Any]:
    """What the page's own block says besides: its type, its elements that we answer for, and who read it."""
    told: dict[str, Any] = {"digitalSourceType": source_type(said)}
    if parts := list(_parts(said)):
        told["hasPart"] = parts
    if receipt and receipt.holds:
        told["lastReviewed"] = receipt.at.date().isoformat()
        if receipt.name:
            told["reviewedBy"] = _person(receipt.name)
    return told


def article(
    site: Settings, address: str, said: Ours, receipt: Receipt | None, published: str, modified: str
) -> list[dict[str, Any]]:
    """The page as an article of ours: only while somebody answers for it as it stands; else it is about others' articles."""
    if receipt is None or not receipt.holds:
        return []
    paper = {"@type": "Organization", "name": clean.plain(site.site.name), "url": f"{site.site.address.rstrip('/')}/"}
    block: dict[str, Any] = {
        "@context": CONTEXT,
        "@type": "NewsArticle",
        "mainEntityOfPage": address,
        "headline": clean.excerpt(said.headline, 110),
        "datePublished": published,
        "dateModified": max(modified, receipt.at.isoformat()),
        "author": paper,
        "publisher": paper,
        "version": receipt.version,
        "digitalSourceType": source_type(said),
    }
    if said.standfirst:
        block["description"] = clean.plain(said.standfirst)
    if receipt.name:
        block["editor"] = _person(receipt.name)
    return [block]


def _parts(said: Ours) -> Iterator[dict[str, Any]]:
    if said.headline_made.how in TYPES:
        yield _part("Headline", said.headline, said.headline_made)
    if said.lines_made is not None:
        yield _part("Key points", " ".join(line.text for line in said.lines), said.lines_made)


def _part(name: str, text: str, made: Made) -> dict[str, Any]:
    kinds = TYPES[made.how]
    part: dict[str, Any] = {
        "@type": "CreativeWork",
        "name": name,
        "text": clean.plain(text),
        "digitalSourceType": kinds[0] if len(kinds) == 1 else kinds,
    }
    if made.model:
        part["creator"] = {"@type": "SoftwareApplication", "name": clean.plain(made.model)}
    if made.name:
        part["editor"] = _person(made.name)
    return part


def _person(name: str) -> dict[str, str]:
    return {"@type": "Person", "name": clean.plain(name)}
