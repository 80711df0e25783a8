"""What we may do with an article, and on what evidence: full, excerpt, link or none.

The table: robots.txt disallows us, or the publisher opted out -> none; a letter on file -> full; a paywall, a reservation of
text and data mining, an RSL restriction or `nosnippet` -> link: title, byline, date, and nothing mined; an open licence ->
full; only AI agents disallowed -> excerpt, never a language model; silence -> excerpt. Where two speak, the first in this
order holds.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from broadsheet.news import Article, Judgement, Page
from broadsheet.wire import charset, directives, licences, rsl, tdm
from broadsheet.wire.evidence import NO_MODEL, Evidence

MODES = ("none", "link", "excerpt", "full")
SILENCE = "neither site nor page says anything of rights"
_HEAD = 300_000  # bytes of a page in which its head and its licence link stand
_META = re.compile(rb"<meta\b[^>]{0,1000}>")  # on lower case: ignoring case costs ten times as much
_NAME = re.compile(rb"""\bname\s*=\s*["']?\s*([\w:.*-]+)""", re.IGNORECASE)
_CONTENT = re.compile(rb"""\bcontent\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+))""", re.IGNORECASE)
_NOT_FREE = re.compile(rb"""isaccessibleforfree["']?\s*:\s*["']?(?:https?://schema\.org/)?false""")


def judge(evidence: Sequence[Evidence], now: datetime) -> Judgement[str]:
    """The mode that a list of evidence comes to at a time, and why: a pure function, so that any day can be judged again."""
    said = [each for each in evidence if each.holds(now)]
    letters = [each.words for each in said if each.kind == "letter"]
    for mode, score in (("none", 1.0), ("full", 1.0), ("link", 1.0), ("full", 0.9)):
        why = [each.words for each in said if each.mode == mode]
        if mode == "full" and score == 1.0:
            why = letters
        if why:
            return Judgement(mode, score, "; ".join(dict.fromkeys(why)))
    weak = [each.words if each.machine else f"{each.words} ({NO_MODEL})" for each in said]
    return Judgement("excerpt", 0.9 if weak else 0.7, "; ".join(dict.fromkeys(weak)) or SILENCE)


def machine(evidence: Iterable[Evidence], now: datetime) -> bool:
    """Whether a language model may see the text: nothing speaks against it, and the mode lets us use the text at all."""
    said = [each for each in evidence if each.holds(now)]
    allowed = judge(said, now).value in {"excerpt", "full"}
    return allowed and (any(each.kind == "letter" for each in said) or all(each.machine for each in said))


def snippet(evidence: Iterable[Evidence], now: datetime) -> int | None:
    """The most characters that may be shown of a text, as its page asks; None when it asks nothing or a letter allows all."""
    said = [each for each in evidence if each.holds(now)]
    if any(each.kind == "letter" for each in said):
        return None
    return min((each.snippet for each in said if each.snippet is not None), default=None)


def picture(evidence: Iterable[Evidence], now: datetime) -> bool:
    """Whether a picture may be shown: not where there is no text either, nor where the page asks for none."""
    said = [each for each in evidence if each.holds(now)]
    return judge(said, now).value in {"excerpt", "full"} and all(each.picture for each in said)


def gathered(nearer: Sequence[Evidence], further: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """A page's evidence with its site's; what the page itself says of mining takes the place of its site's (TDMRep)."""
    about_mining = any(each.kind == "tdm" for each in nearer)
    return (*nearer, *(each for each in further if not (about_mining and each.kind == "tdm")))


def of_page(page: Page, article: Article | None = None) -> tuple[Evidence, ...]:
    """What a page says of its rights in its headers and markup; `article`, where it is read already, tells of a paywall too."""
    if b"\0" in page.body[:1_000]:  # UTF-16 or UTF-32: every mark below is looked for in bytes of ASCII
        page = replace(page, body=charset.text(page.body[: 4 * _HEAD], page.content_type).encode())
    head = page.body[:_HEAD]
    lower = head.lower()
    metas = list(_metas(head, lower))
    inline = rsl.on(rsl.inline(page), page.url, page.url, page.fetched)
    licence = licences.on_page(page, lower)
    return (
        *_mining(page, metas),
        *_directed(page, metas),
        *([inline] if inline else ()),
        *_paid(page, lower, article),
        *([licence] if licence else ()),
    )


def _mining(page: Page, metas: list[tuple[str, str]]) -> Iterator[Evidence]:
    """The nearer speaks: the meta tag, else the header."""
    tagged = [content for name, content in metas if name == "tdm-reservation"]
    sent = [value for name, value in page.headers if name == "tdm-reservation"]
    found = [*tdm.on_page(tagged, "meta tag", page.url, page.fetched)]
    yield from found or tdm.on_page(sent, "header", page.url, page.fetched)


def _directed(page: Page, metas: list[tuple[str, str]]) -> Iterator[Evidence]:
    sent = [said for name, value in page.headers if name == "x-robots-tag" for said in directives.in_header(value)]
    yield from directives.evidence(sent, "header X-Robots-Tag", page.url, page.fetched)
    tagged = [said for name, value in metas if directives.names(name) for said in directives.in_meta(name, value)]
    yield from directives.evidence(tagged, "meta robots", page.url, page.fetched)


def _paid(page: Page, lower: bytes, article: Article | None) -> Iterator[Evidence]:
    """The article's own word where it was read; what a page without one says anywhere."""
    if article is None and _NOT_FREE.search(lower):
        yield Evidence("paywall", "link", "the page says that it is paid for", page.url, page.fetched)
    elif article is not None and article.access == "paywall":
        yield Evidence("paywall", "link", "the page is paid for, or a paywall's stub", page.url, page.fetched)


def _metas(markup: bytes, lower: bytes) -> Iterator[tuple[str, str]]:
    for found in _META.finditer(lower):
        tag = markup[found.start() : found.end()]
        name, content = _NAME.search(tag), _CONTENT.search(tag)
        if name and content:
            value = content[1] or content[2] or content[3] or b""
            yield name[1].decode("ascii", "replace").lower(), value.decode("utf-8", "replace")
