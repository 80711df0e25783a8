"""A section: its best stories, then all of them, newest first."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse

from broadsheet.press.archive import queries
from broadsheet.press.front import data
from broadsheet.press.front.cache import kept
from broadsheet.press.front.jinja import url
from broadsheet.press.front.paper import A_PAGE, before, paper, printed_page

TOP = 5


@kept("section:{slug}")
def section(request: HttpRequest, slug: str) -> HttpResponse:
    """A section with the sections below it."""
    made_from = paper()
    shown = made_from.section(slug)
    if shown is None:
        raise Http404("There is no such section; the ones there are stand above.")
    cursor = before(request)
    slugs = [slug, *(child.slug for child in shown.children)]
    listing = queries.in_sections(slugs, A_PAGE, cursor)
    top = () if cursor else tuple(queries.cards(queries.ranked(shown.name).stories[:TOP]).values()) or listing.cards[:TOP]
    parent = made_from.section(shown.parent) if shown.parent else None
    steps = [("Front page", "/"), *((each.name, url("section", slug=each.slug)) for each in (parent, shown) if each)]
    return printed_page(
        request,
        "pages/section.html",
        made_from,
        section=shown,
        parent=parent,
        top=top,
        listing=listing,
        first_page=cursor is None,
        index=cursor is None and bool(listing.cards),
        data=[data.breadcrumbs(made_from.site.site.address.rstrip("/"), steps)],
    )
