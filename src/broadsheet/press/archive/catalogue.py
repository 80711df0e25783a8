"""Who publishes, who writes, what is tagged, and how much of it there is: the reads of the indexes and their pages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import Count, Q, QuerySet

from broadsheet.press.archive.intake import IN_PRINT, QUOTED
from broadsheet.press.archive.models import Article, Author, Feed, Publisher, Tag, Tagging
from broadsheet.press.archive.queries import Cursor

THIN = 2  # printed stories below which a tag's page is no list: search engines are asked to pass it by, and no index names it
MOST_TAGS = 400  # what an index page can show; the search finds the rest
LINE = (
    "id",
    "title",
    "url",
    "when",
    "excerpt",
    "language",
    "genre",
    "kind",
    "access",
    "rights",
    "publisher_id",
    "publisher__name",
    "telling__story_id",
    "telling__copy_of",
    "telling__story__slug",
    "telling__story__outlets",
    "telling__story__origins",
    "telling__story__unquoted",
)


@dataclass(frozen=True, slots=True)
class Counts:
    """How much is in print: true numbers."""

    stories: int
    articles: int
    publishers: int


@dataclass(frozen=True, slots=True)
class Line:
    """An article in a list of a publisher's or an author's."""

    article: str
    title: str
    url: str
    when: datetime
    text: str
    language: str
    genre: str
    kind: str
    access: str
    publisher: str
    publisher_name: str
    story: str
    slug: str
    outlets: int
    origins: int


@dataclass(frozen=True, slots=True)
class Lines:
    """A page of articles, and where the next begins."""

    lines: tuple[Line, ...]
    older: Cursor | None = None


@dataclass(frozen=True, slots=True)
class TagCount:
    """A tag and how many printed stories carry it."""

    slug: str
    name: str
    kind: str
    stories: int


def counts() -> Counts:
    """The counters of the masthead."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT (SELECT COUNT(*) FROM archive_story WHERE state = 'printed'),"
            " (SELECT COUNT(*) FROM archive_article WHERE state IN ('published', 'copied')),"
            " (SELECT COUNT(*) FROM archive_publisher p WHERE EXISTS (SELECT 1 FROM archive_article"
            " WHERE publisher_id = p.slug AND state IN ('published', 'copied')))"
        )
        return Counts(*cursor.fetchone())


def printed_articles() -> dict[str, int]:
    """How many articles of each publisher stand in print."""
    rows = Article.objects.filter(state__in=IN_PRINT).order_by().values("publisher").annotate(printed=Count("id"))
    return dict(rows.values_list("publisher", "printed"))


def printed_by(slug: str) -> int:
    """How many articles of one publisher stand in print."""
    return Article.objects.filter(publisher=slug, state__in=IN_PRINT).count()


def publishers() -> QuerySet[Publisher]:
    """All publishers that did not opt out, each with its feeds."""
    return Publisher.objects.filter(opted_out=False).prefetch_related("feeds")


def publisher(slug: str) -> Publisher | None:
    """One publisher with its feeds."""
    return publishers().filter(slug=slug).first()


def author(publisher_slug: str, slug: str) -> Author | None:
    """One byline of a publisher's."""
    return (
        Author.objects.select_related("publisher")
        .filter(publisher=publisher_slug, slug=slug, publisher__opted_out=False)
        .first()
    )


def authors_of(publisher_slug: str, limit: int) -> list[Author]:
    """The bylines of a publisher that printed most here."""
    rows = Author.objects.filter(publisher=publisher_slug).annotate(written=Count("articles"))
    return list(rows.order_by("-written", "name")[:limit])


def of_publisher(slug: str, limit: int, before: Cursor | None = None) -> Lines:
    """A publisher's articles that stand in print, newest first."""
    return _lines(Article.objects.filter(publisher=slug), limit, before)


def by_author(writer: Author, limit: int, before: Cursor | None = None) -> Lines:
    """An author's articles that stand in print, newest first."""
    return _lines(Article.objects.filter(bylines=writer), limit, before)


def tag(slug: str) -> Tag | None:
    """One tag; where the slug is another name of it, the tag that this name leads to."""
    row = Tag.objects.select_related("leads_to").filter(slug=slug).first()
    return row.leads_to or row if row else None


def printed_with(slug: str, most: int) -> int:
    """How many printed stories carry a tag, counted up to `most`."""
    return Tagging.objects.filter(tag=slug, printed=True)[:most].count()


def tags_that_begin(words: str, limit: int) -> list[Tag]:
    """Tags whose names begin so and that enough printed stories carry."""
    counted = Tag.objects.filter(name__istartswith=words).annotate(printed=Count("taggings", filter=Q(taggings__printed=True)))
    return list(counted.filter(printed__gte=THIN)[:limit])


def tag_counts() -> tuple[TagCount, ...]:
    """The tags that several printed stories carry, the most used, in order of name."""
    counted = Tag.objects.annotate(printed=Count("taggings", filter=Q(taggings__printed=True))).filter(printed__gte=THIN)
    rows = counted.order_by("-printed", "name").values_list("slug", "name", "kind", "printed")[:MOST_TAGS]
    return tuple(sorted((TagCount(*row) for row in rows), key=lambda each: each.name.casefold()))


def feed_of(articles: Sequence[str]) -> dict[str, str]:
    """The address of the feed that each article came from."""
    rows = Article.objects.filter(id__in=articles, feed__isnull=False)
    return dict(rows.values_list("id", "feed__url"))


def health(feed: Feed, now: datetime) -> str:
    """How a feed is, in one word that a page may colour: good, late, failing, paused or new."""
    if feed.paused:
        return "paused"
    if feed.failures:
        return "failing"
    if feed.last_good is None:
        return "new"
    return "late" if feed.next_poll and (now - feed.next_poll).total_seconds() > 3600 else "good"


def _lines(articles: QuerySet[Article], limit: int, before: Cursor | None) -> Lines:
    rows = articles.filter(state__in=IN_PRINT, telling__story__state="printed").exclude(rights="none").order_by("-when", "-id")
    if before:
        rows = rows.filter(when__lte=before.at).exclude(when=before.at, id__gte=before.story)
    found = list(rows.values(*LINE)[: limit + 1])
    shown = found[:limit]
    older = Cursor(shown[-1]["when"], shown[-1]["id"]) if len(found) > limit else None
    return Lines(tuple(_line(row) for row in shown), older)


def _line(row: dict[str, Any]) -> Line:
    quotable = row["rights"] in QUOTED and not row["telling__copy_of"] and not row["telling__story__unquoted"]
    return Line(
        article=row["id"],
        text=row["excerpt"] if quotable else "",
        publisher=row["publisher_id"],
        publisher_name=row["publisher__name"],
        story=row["telling__story_id"],
        slug=row["telling__story__slug"] or "story",
        outlets=row["telling__story__outlets"],
        origins=row["telling__story__origins"],
        **{name: row[name] for name in ("title", "url", "when", "language", "genre", "kind", "access")},
    )
