"""What we may do with a page, and on what evidence: full, excerpt, link or none.

The table: robots.txt keeps us out -> none; a paywall or a text-mining reservation (TDMRep) -> link; a licence that lets
texts be shared -> full; `nosnippet` or `max-snippet:0` -> link; only machine readers turned away (robots.txt, `noai`,
`noarchive`), or silence -> excerpt. Where two speak, the stricter holds; a licence opens all but a paywall
and a reservation.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from broadsheet.news import Article, Judgement, Page

_HEAD = 300_000  # bytes of a page in which its head and its licence link stand
_META = re.compile(rb"<meta\b[^>]{0,1000}>", re.IGNORECASE)
_NAME = re.compile(rb"""\bname\s*=\s*["']?\s*([\w:.-]+)""", re.IGNORECASE)
_CONTENT = re.compile(rb"""\bcontent\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+))""", re.IGNORECASE)
_FREE = re.compile(r"""isAccessibleForFree["']?\s*:\s*["']?false""", re.IGNORECASE)
_LICENCE = re.compile(r"""<(?:a|link)\b[^>]{0,500}\brel\s*=\s*["']?[^"'>]*\blicense\b[^>]{0,500}>""", re.IGNORECASE)
_DEED = re.compile(r"https?://creativecommons\.org/(?:licenses|publicdomain)/([a-z-]+)/", re.IGNORECASE)
_OPEN = frozenset({"by", "by-sa", "by-nd", "zero", "mark"})  # not the NC ones: a newsroom may sell advertising
_OGL = re.compile(r"nationalarchives\.gov\.uk/doc/open-government-licence", re.IGNORECASE)
_OURS = frozenset({"robots", "broadsheet"})
_SNIPPET = re.compile(r"max-snippet\s*:\s*(-?\d+)", re.IGNORECASE)

Evidence = tuple[str, str]  # what it comes to (`closed` is a link that no licence opens), and why


def rights(page: Page, robots_allows: bool, agents_refused: bool, article: Article | None = None) -> Judgement[str]:
    """The mode and its evidence in words; `article`, where it is read already, tells of a paywall too."""
    if not robots_allows:
        return Judgement("none", 1.0, "robots.txt disallows this address")
    markup = page.body[:_HEAD]
    said = [*_reserved(page, markup), *_paid(markup, article), *_directives(page, markup)]
    strict = [why for mode, why in said if mode in {"closed", "link"}]
    licence = _licence(markup.decode("utf-8", "replace"))
    if licence and not any(mode == "closed" for mode, _ in said):
        return Judgement("full", 0.9, licence)
    if strict:
        return Judgement("link", 1.0, "; ".join(strict))
    weak = [why for mode, why in said if mode == "excerpt"]
    if agents_refused:
        weak.append("robots.txt turns machine readers away")
    return Judgement("excerpt", 0.9 if weak else 0.7, "; ".join(weak) or "the page says nothing of rights")


def _reserved(page: Page, markup: bytes) -> Iterator[Evidence]:
    """TDMRep: a reservation of text and data mining by header or meta (W3C Community Group report, 2024)."""
    headers = dict(page.headers)
    if headers.get("tdm-reservation", "").strip() == "1":
        yield "closed", "header TDM-Reservation: 1"
    if "1" in (value.strip() for value in _metas(markup, frozenset({"tdm-reservation"}))):
        yield "closed", "meta tdm-reservation: 1"


def _paid(markup: bytes, article: Article | None) -> Iterator[Evidence]:
    if (article and article.access == "paywall") or _FREE.search(markup.decode("utf-8", "replace")):
        yield "closed", "the page says that it is paid for"


def _directives(page: Page, markup: bytes) -> Iterator[Evidence]:
    """The robots directives of header and meta that speak of copies, snippets and machines."""
    header = " , ".join(value for name, value in page.headers if name == "x-robots-tag")
    for where, text in (("header X-Robots-Tag", header), ("meta robots", " , ".join(_metas(markup, _OURS)))):
        words = {word.strip() for word in text.lower().split(",")}
        snippet = _SNIPPET.search(text)
        for word in ("nosnippet", "none"):
            if word in words:
                yield "link", f"{where}: {word}"
        if snippet and snippet[1] == "0":
            yield "link", f"{where}: max-snippet:0"
        for word in ("noai", "noimageai", "noarchive"):
            if word in words:
                yield "excerpt", f"{where}: {word}"


def _metas(markup: bytes, names: frozenset[str]) -> Iterator[str]:
    for tag in _META.findall(markup):
        name, content = _NAME.search(tag), _CONTENT.search(tag)
        if name and content and name[1].decode("ascii", "replace").lower() in names:
            yield (content[1] or content[2] or content[3] or b"").decode("utf-8", "replace")


def _licence(markup: str) -> str:
    """The licence that a page links to as its own (`rel=license`); empty when none lets its text be shared."""
    for tag in _LICENCE.findall(markup):
        deed = _DEED.search(tag)
        if deed and deed[1].lower() in _OPEN:
            return f"licence CC {deed[1].upper()}" if deed[1].lower().startswith("by") else "in the public domain (CC)"
        if _OGL.search(tag):
            return "Open Government Licence"
    return ""
