"""What a page says: Page -> Article, its text by its blocks, its facts by what the page declares and shows.

Each fact is the first of: JSON-LD (schema.org), OpenGraph and meta tags, what stands visibly on the page; then what the
feed's entry said. JSON-LD stands first because publishers write it for machines to quote and mend it when it is wrong;
OpenGraph is written for sharing and cut or teased more often.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from broadsheet.news import Article, Entry, Feed, Judgement, Page, article_id
from broadsheet.wire import access, body, dates, furniture, headline, house, kinds, markup, ways
from broadsheet.wire.facts import Declared, declared
from broadsheet.wire.links import whole
from broadsheet.wire.particulars import Told, particulars
from broadsheet.wire.pictured import Picture
from broadsheet.wire.templates import UNKNOWN, Sighting, Template

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser

LONGEST = 500_000  # characters of a text; the bench's longest has 76,553


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A page that gives no article; `why` is a sentence's worth of reason."""

    url: str
    why: str


@dataclass(frozen=True, slots=True)
class Report:
    """A page's article with what there is to say of it.

    `written` and `changed` are its dates in the zones that the page wrote them in, `cut` the lines taken out of its text
    and as what, `kind`, `genre` and `access` their judgements, `told` which place says each fact, `pictures` the declared
    ones, best first, `way` how its text was read, `found` what was found where the
    whole page was read, `sighting` what it shows of its publisher's pages; all of them empty for a page that gives no article.
    """

    article: Article | Unreadable
    written: datetime | None = None
    changed: datetime | None = None
    cut: tuple[furniture.Cut, ...] = ()
    kind: Judgement[str] | None = None
    genre: Judgement[str] | None = None
    access: Judgement[str] | None = None
    told: tuple[Told, ...] = ()
    pictures: tuple[Picture, ...] = ()
    way: str = ""
    sighting: Sighting | None = None
    found: body.Found | None = None


def extract(
    page: Page, publisher: str, entry: Entry | None = None, *, seen: datetime, zone: str = "UTC"
) -> Article | Unreadable:
    """The article of a page; `entry` fills what the page leaves open, `zone` is the publisher's for dates without one."""
    return report(page, publisher, entry, seen=seen, zone=zone).article


def report(
    page: Page,
    publisher: str,
    entry: Entry | None = None,
    *,
    seen: datetime,
    zone: str = "UTC",
    template: Template | None = None,
) -> Report:
    """The article of a page, with what was cut from it and why it is what it is; by its publisher's template where one fits.

    Without a template nothing is learned from the page either.
    """
    try:
        tree = markup.read(page)
    except markup.NoMarkup as none:
        return Report(Unreadable(page.url, str(none)))
    address = whole(page.url, "") or page.url
    said, known = declared(tree, address), template or UNKNOWN
    facts_of = partial(particulars, tree, said, address, publisher, entry, seen=seen, zone=zone)
    facts = facts_of(look=known.look)
    way = ways.read(
        tree,
        known,
        facts.article.id,
        lambda: body.find(tree, said, (entry.content or entry.summary) if entry is not None else ""),
        standfirst=facts.article.standfirst,
        expected=_expected(said, entry),
    )
    facts = facts if way.alone or known.look else facts_of(look=True)
    head, labels = facts.article, facts.labels
    kept, cut = furniture.cleaned(way.paragraphs, _known(tree, said, head, labels, captioned=not way.alone))
    kept = _opened(kept, facts.around, head.standfirst)
    text = "\n\n".join(kept)[:LONGEST]
    kind = kinds.kind(said, address, text, head.title, labels)
    genre = kinds.genre(said, address, head.title, head.hints, labels, text)
    if not text and kind.value not in {"video", "gallery", "live"}:
        return Report(Unreadable(page.url, _why_empty(head.title, kind.value)))
    read = access.access(tree, said, text, tuple(each.text for each in facts.around))
    article = replace(head, text=text, kind=kind.value, genre=genre.value, access=read.value)
    judged = (Told(fact, each.value, each.why) for fact, each in (("kind", kind), ("genre", genre), ("access", read)))
    every, out = (*facts.told, *judged), (*way.cut, *cut)
    sighting = None
    if template is not None:
        plain = partial(kinds.genre, said, address, head.title, head.hints, (), text)
        heard = not way.alone and (facts_of(look=False).article != head or plain() != genre)
        sighting = ways.shows(way, known, article.id, kept, told=heard)
    return Report(
        article, facts.written, facts.changed, out, kind, genre, read, every, facts.pictures, way.how, sighting, way.whole
    )


def _known(
    tree: LexborHTMLParser, said: Declared, head: Article, shown: tuple[str, ...], *, captioned: bool
) -> furniture.Known:
    """What the text need not say again; a gallery's captions are its text, and a template has cut them already."""
    if not kinds.prose(said):
        return furniture.Known(head.title, head.standfirst, head.authors, None)
    gallery = kinds.kind(said, head.url, "", head.title, shown).value == "gallery"
    captions = body.captions(tree, said) if captioned and not gallery else frozenset[str]()
    return furniture.Known(head.title, head.standfirst, head.authors, head.hints, captions)


def _opened(kept: list[str], around: tuple[headline.Line, ...], standfirst: str) -> list[str]:
    """The paragraphs with the standfirst before them, where the page shows one that they do not have."""
    if not kept or not headline.standfirst(around, standfirst):
        return kept
    said = house.key(standfirst)
    return kept if said in house.key("".join(kept[:6])) else [standfirst, *kept]


def _expected(said: Declared, entry: Entry | None) -> int:
    """The characters that the text is known to have: JSON-LD's body's, the feed's content's."""
    declared = said.article.get("articleBody")
    carried = entry.content if entry is not None else ""
    return max(len(declared) if isinstance(declared, str) else 0, len(carried))


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
        published=dates.utc(published),
        dated=dated,
        seen=seen,
        language=entry.language or feed.language,
        image=entry.image,
        access="feed",
        hints=entry.categories,
        source=entry.source,
        source_url=entry.source_url,
    )
    genre = kinds.genre(Declared(), address, article.title, article.hints, text=article.text).value
    return replace(
        article, genre=genre, kind=kinds.kind(Declared(types=("NewsArticle",)), address, "x" * kinds.SHORT, title).value
    )
