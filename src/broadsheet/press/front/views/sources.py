"""Who is read here: publishers, their authors, and one article of theirs."""

from __future__ import annotations

from collections import Counter

from django.http import Http404, HttpRequest, HttpResponse

from broadsheet.press.archive import catalogue, gallery, together, told
from broadsheet.press.front import clean
from broadsheet.press.front.cache import kept
from broadsheet.press.front.jinja import url
from broadsheet.press.front.paper import A_PAGE, before, paper, printed_page

BYLINES = 24


@kept("latest", "front")
def publishers(request: HttpRequest) -> HttpResponse:
    """All publishers, with their feeds' health."""
    made_from = paper()
    rows = [
        (row, Counter(catalogue.health(feed, made_from.clock.now) for feed in row.feeds.all()))
        for row in catalogue.publishers()
    ]
    return printed_page(request, "pages/publishers.html", made_from, publishers=rows, printed=catalogue.printed_articles())


@kept("publisher:{slug}")
def publisher(request: HttpRequest, slug: str) -> HttpResponse:
    """One publisher: whose it is, how its feeds are, and what of it stands in print."""
    row = catalogue.publisher(slug)
    if row is None:
        raise Http404("We read no such publisher.")
    made_from, cursor = paper(), before(request)
    lines = catalogue.of_publisher(slug, A_PAGE, cursor)
    feeds = [(feed, catalogue.health(feed, made_from.clock.now)) for feed in row.feeds.all()]
    bylines = () if cursor else catalogue.authors_of(slug, BYLINES)
    return printed_page(
        request,
        "pages/publisher.html",
        made_from,
        publisher=row,
        feeds=feeds,
        printed=catalogue.printed_by(slug),
        lines=lines,
        bylines=bylines,
        first_page=cursor is None,
        index=cursor is None and bool(lines.lines),
    )


@kept("publisher:{publisher}")
def author(request: HttpRequest, publisher: str, slug: str) -> HttpResponse:
    """One byline, as its publisher prints it."""
    row = catalogue.author(publisher, slug)
    if row is None:
        raise Http404("We know no such byline.")
    cursor = before(request)
    lines = catalogue.by_author(row, A_PAGE, cursor)
    return printed_page(request, "pages/author.html", author=row, lines=lines, first_page=cursor is None, index=False)


@kept("latest", "front")
def article(request: HttpRequest, article: str) -> HttpResponse:
    """Our card about one article; the article itself is its publisher's."""
    each = told.telling(article)
    if each is None:
        raise Http404("No such article is in print here.")
    row = told.found(each.story)
    if row is None or told.state(row) != "printed":
        raise Http404("No such article is in print here.")
    edit = getattr(row, "edit", None)
    original = told.telling(each.copy_of) if each.copy_of else None
    named = {original.article: original.title} if original else {}
    whole = told.whole(each)
    return printed_page(
        request,
        "pages/article.html",
        told=each,
        reason=together.reason(each, together.past(row, {each.editor}), named),
        story=row,
        story_headline=(edit.headline if edit else "") or row.headline,
        path=url("story", story=row.id, slug=row.slug or "story"),
        whole=whole,
        picture=gallery.of_article(each.article) if whole else None,
        original=original,
        canonical=clean.safe_link(each.canonical) or clean.safe_link(each.url),
        index=False,
    )
