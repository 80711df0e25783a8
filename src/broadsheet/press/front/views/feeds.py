"""RSS 2.0 for the front, every section, tag and publisher: headline, our address, an excerpt, the source; never a full text."""

from __future__ import annotations

from datetime import datetime
from email.utils import format_datetime

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect

from broadsheet.press.archive import catalogue, queries
from broadsheet.press.archive.breaking import broke
from broadsheet.press.archive.queries import Card
from broadsheet.press.archive.subjects import SCHEME, subjects
from broadsheet.press.front.cache import kept
from broadsheet.press.front.jinja import url
from broadsheet.press.front.paper import Paper, paper, printed_page

ITEMS = 50


@kept("latest", "front")
def front(request: HttpRequest) -> HttpResponse:
    """The feed of everything."""
    made_from = paper()
    return _feed(request, made_from, made_from.site.site.name, made_from.site.site.tagline, "/", queries.latest(ITEMS).cards)


@kept("breaking", "latest", "front")
def breaking(request: HttpRequest) -> HttpResponse:
    """The feed of what broke, the last first; what is no longer breaking stays for those who come later."""
    made_from = paper()
    name = f"Breaking news · {made_from.site.site.name}"
    about = "Stories that independent outlets told within the hour"
    return _feed(request, made_from, name, about, url("breaking"), broke(ITEMS))


@kept("section:{slug}")
def section(request: HttpRequest, slug: str) -> HttpResponse:
    """A section's feed."""
    made_from = paper()
    shown = made_from.section(slug)
    if shown is None:
        raise Http404("There is no such section.")
    found = queries.in_sections([slug, *(child.slug for child in shown.children)], ITEMS).cards
    return _feed(
        request, made_from, f"{shown.name} · {made_from.site.site.name}", shown.description, url("section", slug=slug), found
    )


@kept("tag:{slug}")
def tag(request: HttpRequest, slug: str) -> HttpResponse:
    """A tag's feed."""
    made_from, row = paper(), catalogue.tag(slug)
    if row is None:
        raise Http404("There is no such tag.")
    if row.slug != slug:
        return HttpResponsePermanentRedirect(url("tag_feed", slug=row.slug))
    found = queries.with_tag(slug, ITEMS).cards
    name = f"{row.name} · {made_from.site.site.name}"
    return _feed(request, made_from, name, f"Stories about {row.name}", url("tag", slug=slug), found)


@kept("publisher:{slug}")
def publisher(request: HttpRequest, slug: str) -> HttpResponse:
    """The feed of the stories that a publisher tells."""
    made_from, row = paper(), catalogue.publisher(slug)
    if row is None:
        raise Http404("We read no such publisher.")
    found = queries.cards((line.story for line in catalogue.of_publisher(slug, ITEMS).lines), pictured=False)
    name = f"{row.name} · {made_from.site.site.name}"
    return _feed(request, made_from, name, f"Stories that {row.name} tells", url("publisher", slug=slug), tuple(found.values()))


def rfc822(moment: datetime) -> str:
    """A date as RSS writes it."""
    return format_datetime(moment, usegmt=True)


def _feed(request: HttpRequest, made_from: Paper, name: str, about: str, path: str, found: tuple[Card, ...]) -> HttpResponse:
    built = max((card.last_changed for card in found), default=made_from.clock.now)
    answer = printed_page(
        request,
        "feeds/rss.xml",
        made_from,
        name=name,
        about=about,
        path=path,
        cards=found,
        built=rfc822(built),
        rfc822=rfc822,
        feeds=catalogue.feed_of([card.article for card in found]),
        subjects=subjects(card.id for card in found),
        scheme=SCHEME,
    )
    answer["Content-Type"] = "application/rss+xml; charset=utf-8"
    return answer
