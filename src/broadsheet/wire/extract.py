"""What a page says: Page -> Article, its text by trafilatura, its facts by what the page declares.

Each fact is the first of: JSON-LD (schema.org), OpenGraph and meta tags, what stands visibly on the page, a guess
(htmldate); then what the feed's entry said. JSON-LD stands first because publishers write it for machines to quote and
mend it when it is wrong; OpenGraph is written for sharing and cut or teased more often.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from broadsheet.news import Article, Entry, Feed, Judgement, Page, article_id
from broadsheet.wire import body, bylines, dates, furniture, headline, house, kinds, markup, titles
from broadsheet.wire.facts import Declared, attribute, declared
from broadsheet.wire.links import site, whole
from broadsheet.wire.plain import clean, line

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser

STUB = 900  # characters below which a page with a paywall's marks is its stub: a teaser is a few paragraphs
LONGEST = 500_000  # characters of a text; the bench's longest has 76,553

_WALLED = re.compile(
    r"(?:^|[\s_-])(?:paywall(?:ed)?|regwall|piano-?(?:offer|container|inline)|subscriber-?only|premium-?(?:content|wall))(?:$|[\s_-])",
    re.IGNORECASE,
)
_WALLS = ", ".join(
    f"{tag}[class*='{part}' i]"
    for tag in ("div", "section", "aside")
    for part in ("wall", "piano", "subscriber", "premium-content")
)
_LOCKED = frozenset({"locked", "premium", "paid", "subscriber", "subscription"})
_TAG = re.compile(r"\s*([A-Za-z]{2,3})(?:[-_][A-Za-z0-9]+)*\s*$")
_PICTURES = ("og:image:secure_url", "og:image", "og:image:url", "twitter:image", "twitter:image:src")


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A page that gives no article; `why` is a sentence's worth of reason."""

    url: str
    why: str


@dataclass(frozen=True, slots=True)
class Report:
    """A page's article with what there is to say of it.

    `written` and `changed` are its dates in the zones that the page wrote them in, `cut` the lines taken out of its text
    and as what, `kind` and `genre` their judgements, `found` how its text was found; all of them empty for a page that
    gives no article.
    """

    article: Article | Unreadable
    written: datetime | None = None
    changed: datetime | None = None
    cut: tuple[furniture.Cut, ...] = ()
    kind: Judgement[str] | None = None
    genre: Judgement[str] | None = None
    found: body.Found | None = None


def extract(
    page: Page, publisher: str, entry: Entry | None = None, *, seen: datetime, zone: str = "UTC"
) -> Article | Unreadable:
    """The article of a page; `entry` fills what the page leaves open, `zone` is the publisher's for dates without one."""
    return report(page, publisher, entry, seen=seen, zone=zone).article


def report(page: Page, publisher: str, entry: Entry | None = None, *, seen: datetime, zone: str = "UTC") -> Report:
    """The article of a page, with what was cut from it and why it is what it is."""
    try:
        tree = markup.read(page)
    except markup.NoMarkup as none:
        return Report(Unreadable(page.url, str(none)))
    address = whole(page.url, "") or page.url
    said = declared(tree, address)
    head = _head(tree, said, publisher, address, entry)
    around = headline.head(tree, head.title)
    if not head.authors:
        head = replace(head, authors=headline.names(around, head.hints, house.names(said, address)))
    written, dated = _published(tree, said, entry, address, zone, seen, around)
    changed, _ = dates.in_reason(bylines.modified(tree, said, zone), dated=True, now=seen)
    walled = _walled(tree, said)
    shown = headline.labels(around)
    known = _known(tree, said, head, shown)
    found = body.find(tree, said)
    kept, cut = furniture.cleaned(found.paragraphs, known)
    kept = _opened(kept, around, head.standfirst)
    text = "\n\n".join(kept)[:LONGEST]
    kind = kinds.kind(said, address, text, head.title, shown)
    genre = kinds.genre(said, address, head.title, head.hints, shown)
    if not text and kind.value not in {"video", "gallery", "live"}:
        return Report(Unreadable(page.url, _why_empty(head.title, kind.value)))
    article = replace(
        head,
        text=text,
        published=written.astimezone(UTC) if written else None,
        dated=dated,
        modified=changed.astimezone(UTC) if changed else None,
        seen=seen,
        kind=kind.value,
        genre=genre.value,
        access="paywall" if walled == "declared" or (walled and len(text) < STUB) else "free",
    )
    return Report(article, written, changed, tuple(cut), kind, genre, found)


def _head(tree: LexborHTMLParser, said: Declared, publisher: str, address: str, entry: Entry | None) -> Article:
    """All of the article that stands at a page's head: the page's word first, then the entry's."""
    names = house.names(said, address)
    canonical = _canonical(said, address)
    url = _own(canonical, address)
    head = Article(
        id=article_id(url),
        url=url,
        publisher=publisher,
        title=titles.title(tree, said, names),
        standfirst=_standfirst(said),
        authors=bylines.names(tree, said, names),
        language=_language(tree, said),
        canonical=canonical,
        image=_image(said, address),
        hints=_sections(said, entry),
    )
    if entry is None:
        return head
    return replace(
        head,
        title=head.title or entry.title,
        standfirst=head.standfirst or entry.summary,
        authors=head.authors or entry.authors,
        language=head.language or entry.language,
        image=head.image or entry.image,
    )


def _known(tree: LexborHTMLParser, said: Declared, head: Article, shown: tuple[str, ...]) -> furniture.Known:
    """What the text need not say again; a gallery's captions are its text."""
    if not kinds.prose(said):
        return furniture.Known(head.title, head.standfirst, head.authors, None)
    gallery = kinds.kind(said, head.url, "", head.title, shown).value == "gallery"
    captions = frozenset[str]() if gallery else body.captions(tree, said)
    return furniture.Known(head.title, head.standfirst, head.authors, head.hints, captions)


def _opened(kept: list[str], around: tuple[headline.Line, ...], standfirst: str) -> list[str]:
    """The paragraphs with the standfirst before them, where the page shows one that they do not have."""
    if not kept or not headline.standfirst(around, standfirst):
        return kept
    said = house.key(standfirst)
    return kept if said in house.key("".join(kept[:6])) else [standfirst, *kept]


def _why_empty(title: str, kind: str) -> str:
    if kind == "listing":
        return "a listing, no article"
    return "no text in it that is its own" if title else "empty page"


def from_entry(entry: Entry, feed: Feed, seen: datetime) -> Article:
    """The article as its feed tells it, for a page that refuses us: `access` is `feed`, its text what the feed carries."""
    address = entry.url or f"{feed.url}#{entry.guid}"
    title = entry.title or entry.summary.partition("\n")[0][:120] or entry.guid
    carried = entry.content.split("\n\n") if len(entry.content) > len(entry.summary) else []
    kept, _ = furniture.cleaned(carried, furniture.Known(title, authors=entry.authors))
    published, dated = dates.in_reason(entry.published, entry.dated, seen)
    article = Article(
        id=article_id(address),
        url=address,
        publisher=feed.publisher,
        title=title,
        text="\n\n".join(kept),
        standfirst=entry.summary,
        authors=entry.authors,
        published=published.astimezone(UTC) if published else None,
        dated=dated,
        seen=seen,
        language=entry.language or feed.language,
        image=entry.image,
        access="feed",
        hints=entry.categories,
    )
    genre = kinds.genre(Declared(), address, article.title, article.hints).value
    return replace(
        article, genre=genre, kind=kinds.kind(Declared(types=("NewsArticle",)), address, "x" * kinds.SHORT, title).value
    )


def _published(
    tree: LexborHTMLParser,
    said: Declared,
    entry: Entry | None,
    address: str,
    zone: str,
    seen: datetime,
    around: tuple[headline.Line, ...],
) -> tuple[datetime | None, bool]:
    """When it was published: the page's word with a zone, the feed's with one, the page's without, the feed's, a guess.

    The guess is the date printed by the headline, else htmldate's.
    """
    own = dates.in_reason(*bylines.published(tree, said, zone), seen)
    fed = dates.in_reason(entry.published, entry.dated, seen) if entry else (None, False)
    for moment, dated in sorted((own, fed), key=lambda each: (each[0] is None, not each[1])):
        if moment:
            return moment, dated
    shown, dated = dates.in_reason(*headline.stamp(around, zone), seen)
    return (shown, dated) if shown else dates.in_reason(bylines.guessed(tree, address), dated=False, now=seen)


def _standfirst(said: Declared) -> str:
    described = said.article.get("description")
    metas = said.first("og:description", "description", "twitter:description")
    return line(described if isinstance(described, str) and described else metas)[:1000]


def _language(tree: LexborHTMLParser, said: Declared) -> str:
    """The primary subtag that the page declares: its html element's, JSON-LD's, OpenGraph's."""
    spoken = said.article.get("inLanguage")
    spoken = spoken.get("name") if isinstance(spoken, dict) else spoken
    root = tree.root
    candidates = [*(attribute(root, name) for name in ("lang", "xml:lang") if root), spoken]
    candidates += [said.first("og:locale"), said.first("content-language", "dc.language", "language")]
    found = (_TAG.match(each) for each in candidates if isinstance(each, str))
    return next((match[1].lower() for match in found if match), "")


def _image(said: Declared, address: str) -> str:
    for value in (
        said.article.get("image"),
        said.first("og:image:secure_url", "og:image", "og:image:url", "twitter:image", "twitter:image:src"),
    ):
        found = whole(_picture(value, 0), address)
        if found:
            return found
    return ""


def _picture(value: Any, depth: int) -> str:
    if isinstance(value, str):
        return value
    if depth < 4 and isinstance(value, list) and value:
        return _picture(value[0], depth + 1)
    if depth < 4 and isinstance(value, dict):
        return _picture(value.get("url") or value.get("contentUrl"), depth + 1)
    return ""


def _canonical(said: Declared, address: str) -> str:
    return whole(said.canonical or said.first("og:url"), address)


def _own(canonical: str, address: str) -> str:
    """The address that an article goes by: the canonical one only where it is the same page of the same site.

    Anyone can claim another's address, and sites name their front page as every page's canonical.
    """
    if not canonical or site(canonical) != site(address):
        return address
    ends = [urlsplit(each).path.rstrip("/").rpartition("/")[2].partition(".")[0] for each in (canonical, address)]
    return canonical if ends[0] and ends[0] == ends[1] else address


def _sections(said: Declared, entry: Entry | None) -> tuple[str, ...]:
    """The publisher's own labels: section, breadcrumbs, the feed's categories, keywords; each once."""
    own = said.article
    listed = [*_texts(own.get("articleSection")), *_texts(own.get("genre"))]
    listed += [*said.all("article:section", "parsely-section", "section"), *said.breadcrumbs[1:-1]]
    listed += entry.categories if entry else ()
    words = _texts(own.get("keywords")) or said.all("article:tag", "news_keywords")
    listed += [part for each in words for part in each.split(",")]
    cleaned = (clean(line(each)) for each in listed)
    return tuple(dict.fromkeys(each for each in cleaned if 1 < len(each) < 80))[:24]


def _texts(value: Any) -> list[str]:
    return [each for each in (value if isinstance(value, list) else [value]) if isinstance(each, str)]


def _walled(tree: LexborHTMLParser, said: Declared) -> str:
    """`declared` when the page says that it is not free, `marked` when it looks it, else empty."""
    parts = said.article.get("hasPart")
    nodes = [said.article, *(parts if isinstance(parts, list) else [parts])]
    free = [str(node.get("isAccessibleForFree")).strip().lower() for node in nodes if isinstance(node, dict)]
    if "false" in free[:1] or ("false" in free and "true" not in free[:1]):
        return "declared"
    if said.first("article:content_tier").lower() in _LOCKED:
        return "declared"
    marks = tree.css(_WALLS)[:100]
    return "marked" if any(_WALLED.search(attribute(each, "class")[:200]) for each in marks) else ""
