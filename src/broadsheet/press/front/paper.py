"""What every page is made from: the newsroom's settings, its sections, its clock, and a template."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from broadsheet import settings as ours
from broadsheet.press import clock
from broadsheet.press.archive import queries
from broadsheet.press.archive.breaking import is_breaking
from broadsheet.press.archive.queries import Card, Cursor, NavSection
from broadsheet.press.front.clock import Clock
from broadsheet.press.front.jinja import url

A_PAGE = 30  # stories; about three screens


@dataclass(frozen=True, slots=True)
class Paper:
    """The newsroom as a page needs it, read once a page."""

    site: ours.Settings
    sections: tuple[NavSection, ...]
    clock: Clock
    breaking: bool = False  # whether any story is, now

    def section(self, slug: str) -> NavSection | None:
        """A section by its slug, also one below another."""
        every = [each for top in self.sections for each in (top, *top.children)]
        return next((each for each in every if each.slug == slug), None)


def paper() -> Paper:
    """Read it, at this moment."""
    site = queries.site()
    now = clock.clock()
    return Paper(site, queries.sections(), Clock(now, ours.zone(site)), is_breaking(now))


def printed_page(
    request: HttpRequest, template: str, made_from: Paper | None = None, status: int = 200, **context: Any
) -> HttpResponse:
    """A page for readers."""
    made_from = made_from or paper()
    address = made_from.site.site.address.rstrip("/")
    given = {
        "paper": made_from,
        "site": made_from.site,
        "clock": made_from.clock,
        "home": address,
        "canonical": f"{address}{request.path}",
        "here": request.path,
        "index": True,
    } | context
    kind = "application/xml; charset=utf-8" if template.endswith(".xml") else None
    return render(request, template, given, content_type=kind, status=status)


def before(request: HttpRequest) -> Cursor | None:
    """Where the reader goes on in a list. Raises Http404 when the address is no place in it."""
    text = request.GET.get("before", "")
    cursor = Cursor.parse(text) if text else None
    if text and cursor is None:
        raise Http404("This list has no such place; it begins at its first page.")
    return cursor


def story_path(card: Card) -> str:
    """The address of a story, without the site's."""
    return url("story", story=card.id, slug=card.slug)
