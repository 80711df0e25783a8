"""The particulars of an article: what a page says of it around its text, and which place says each."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from broadsheet.news import Article, Entry, article_id
from broadsheet.wire import bylines, dates, headline, house, pictured, printed, stamps, titles
from broadsheet.wire.facts import Declared, attribute
from broadsheet.wire.links import site, whole
from broadsheet.wire.plain import clean, line
from broadsheet.wire.shown import Shown

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser

_TAG = re.compile(r"\s*([A-Za-z]{2,3})(?:[-_][A-Za-z0-9]+)*\s*$")
_STANDFIRST = 1000  # characters
_FEED = "the feed"


@dataclass(frozen=True, slots=True)
class Told:
    """A fact of an article, its value, and which place of the page says so."""

    fact: str
    value: str
    source: str


@dataclass(frozen=True, slots=True)
class Particulars:
    """An article without its text: its facts, its dates in the zones they were written in, and who told each.

    `around` are the lines by its headline, `labels` those among them that are labels, `pictures` the declared ones, best
    first.
    """

    article: Article
    written: datetime | None
    changed: datetime | None
    told: tuple[Told, ...]
    around: tuple[headline.Line, ...]
    labels: tuple[str, ...]
    pictures: tuple[pictured.Picture, ...]


def particulars(
    tree: LexborHTMLParser,
    said: Declared,
    address: str,
    publisher: str,
    entry: Entry | None,
    *,
    seen: datetime,
    zone: str,
    look: bool = True,
) -> Particulars:
    """What the page declares, then what it shows, then what the entry says; the entry's dated moment before an undated one.

    Without `look` the lines around its headline are left unread: for pages where they never told anything.
    """
    names, page = house.names(said, address), Shown(tree)
    title = titles.title(tree, said, names)
    around = headline.head(tree, page, title.text) if look else ()
    hints = _sections(said, entry)
    authors = _authors(page, said, names, around, hints)
    stamp = _published(tree, page, said, entry, address, zone, seen, around)
    changed = stamps.modified(said, zone)
    pictures = pictured.pictures(said, address)
    picture = pictures[0] if pictures else pictured.Picture("")
    standfirst, language = _standfirst(said, around), _language(tree, said)
    canonical = _canonical(said, address)
    url = _own(canonical[0], address)
    moment, _ = dates.in_reason(changed.moment, changed.dated, seen)
    found = {
        "title": (title.text, title.source),
        "standfirst": standfirst,
        "authors": (", ".join(authors.names), authors.source),
        "language": language,
        "image": (picture.url, picture.source),
    }
    fed = _fed(entry) if entry else {}
    best = {fact: value if value[0] else (fed.get(fact, ""), _FEED) for fact, value in found.items()}
    article = Article(
        id=article_id(url),
        url=url,
        publisher=publisher,
        title=best["title"][0],
        standfirst=best["standfirst"][0],
        authors=authors.names or (entry.authors if entry else ()),
        published=dates.utc(stamp.moment),
        dated=stamp.dated,
        modified=dates.utc(moment),
        seen=seen,
        language=best["language"][0],
        canonical=canonical[0],
        image=best["image"][0],
        caption=picture.caption,
        credit=picture.credit,
        hints=hints,
        source=entry.source if entry else "",
        source_url=entry.source_url if entry else "",
    )
    told = _told(best | {"canonical": canonical}, stamp, stamps.Stamp(moment, changed.dated, changed.source), picture)
    return Particulars(article, stamp.moment, moment, told, around, headline.labels(around), pictures)


def _told(
    facts: dict[str, tuple[str, str]], written: stamps.Stamp, changed: stamps.Stamp, picture: pictured.Picture
) -> tuple[Told, ...]:
    """Which place says each fact, of those that are known."""
    listed = {
        **facts,
        "published": (written.moment.isoformat() if written.moment else "", written.source),
        "modified": (changed.moment.isoformat() if changed.moment else "", changed.source),
        "caption": (picture.caption, picture.source),
        "credit": (picture.credit, picture.source),
    }
    return tuple(Told(fact, value, source) for fact, (value, source) in listed.items() if value)


def _fed(entry: Entry) -> dict[str, str]:
    """What the feed says of each fact that a page may leave open."""
    return {
        "title": entry.title,
        "standfirst": entry.summary,
        "authors": ", ".join(entry.authors),
        "language": entry.language,
        "image": entry.image,
    }


def _authors(
    page: Shown,
    said: Declared,
    names: frozenset[str],
    around: tuple[headline.Line, ...],
    hints: tuple[str, ...],
) -> bylines.Names:
    """The authors that the page names; a byline that says nothing but names counts where no other names a person."""
    found = bylines.names(page, said, names, around)
    if any(not house.is_house(name, names) for name in found.names):
        return found
    bare = headline.names(around, hints, names)
    return bylines.Names(bare, "a line of names by the headline") if bare else found


def _published(
    tree: LexborHTMLParser,
    page: Shown,
    said: Declared,
    entry: Entry | None,
    address: str,
    zone: str,
    seen: datetime,
    around: tuple[headline.Line, ...],
) -> stamps.Stamp:
    """When it was published: the page's word with a zone, the feed's with one, the page's without, the feed's, a guess.

    The guess is what the page prints.
    """
    own = stamps.declared(said, zone)
    fed = stamps.Stamp(entry.published, entry.dated, _FEED) if entry else stamps.Stamp()
    for each in sorted((own, fed), key=lambda each: (each.moment is None, not each.dated)):
        moment, dated = dates.in_reason(each.moment, each.dated, seen)
        if moment:
            return stamps.Stamp(moment, dated, each.source)
    return printed.printed(tree, page, around, address, zone, seen + dates.AHEAD)


def _standfirst(said: Declared, around: tuple[headline.Line, ...]) -> tuple[str, str]:
    """How the page describes itself; whole, where it was cut for a machine and stands whole by the headline."""
    described = said.article.get("description")
    listed = [(described if isinstance(described, str) else "", "JSON-LD description")]
    listed += [(said.first(name), f"meta {name}") for name in ("og:description", "description", "twitter:description")]
    text, source = next(((found, source) for each, source in listed if (found := line(each))), ("", ""))
    stem = house.key(text.rstrip(".… "))
    if text.endswith(("…", "...")) and len(stem) > headline.SURE:
        shown = next((each.text for each in around if each.after and house.key(each.text).startswith(stem)), "")
        text, source = (shown, "the line by the headline") if shown else (text, source)
    return text[:_STANDFIRST], source


def _language(tree: LexborHTMLParser, said: Declared) -> tuple[str, str]:
    """The primary subtag that the page declares: its html element's, JSON-LD's, OpenGraph's."""
    spoken = said.article.get("inLanguage")
    spoken = spoken.get("name") if isinstance(spoken, dict) else spoken
    root = tree.root
    candidates = [(attribute(root, name), f"the html element's {name}") for name in ("lang", "xml:lang") if root]
    candidates += [(spoken if isinstance(spoken, str) else "", "JSON-LD inLanguage")]
    candidates += [(said.first(name), f"meta {name}") for name in ("og:locale", "content-language", "dc.language", "language")]
    found = ((match, source) for each, source in candidates if (match := _TAG.match(each)))
    return next(((match[1].lower(), source) for match, source in found), ("", ""))


def _canonical(said: Declared, address: str) -> tuple[str, str]:
    own = whole(said.canonical, address) if said.canonical else ""
    return (own, "the link rel=canonical") if own else (whole(said.first("og:url"), address), "meta og:url")


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


def _texts(value: object) -> list[str]:
    return [each for each in (value if isinstance(value, list) else [value]) if isinstance(each, str)]
