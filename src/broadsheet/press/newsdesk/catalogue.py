"""The catalogue at the desk: an editor types, sees publishers with their facts and feeds, and adds one with a click."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from broadsheet.press.archive.models import Feed
from broadsheet.press.newsdesk.listing import Policy
from broadsheet.press.subscribing import MadeUp, subscribe, subscribed
from broadsheet.wire.catalogue import KINDS, Outlet, OutletFeed, UnknownCountry, outlet, search

MOST_SHOWN = 40  # who sees more than a screen's length searches again


@dataclass(frozen=True, slots=True)
class Row:
    """A publisher on the page, each feed with whether it is polled here already."""

    outlet: Outlet
    feeds: tuple[tuple[OutletFeed, bool], ...]

    @property
    def new(self) -> int:
        """How many of its feeds are not polled yet."""
        return sum(1 for _, there in self.feeds if not there)


@require_http_methods(["GET", "POST"])
def catalogue(request: HttpRequest) -> HttpResponse:
    """The page, and what is added from it: a publisher with all its feeds, or with one of them."""
    if not Policy(Feed, frozenset()).user_has_permission(request.user, "add"):
        raise PermissionDenied
    if request.method == "POST":
        _add(request)
        return redirect(f"{reverse('catalogue')}?{request.GET.urlencode()}")
    asked = {name: request.GET.get(name, "").strip() for name in ("q", "country", "language", "kind")}
    found: tuple[Outlet, ...] = ()
    wrong = ""
    if any(asked.values()):
        try:
            found = search(asked["q"], country=asked["country"], language=asked["language"], kind=asked["kind"])
        except UnknownCountry as unknown:
            wrong = str(unknown)
    given = {"asked": asked, "kinds": KINDS, "wrong": wrong, "rows": rows(found[:MOST_SHOWN]), "count": len(found)}
    return render(request, "newsdesk/catalogue.html", given | {"searched": any(asked.values()), "most": MOST_SHOWN})


def rows(found: Sequence[Outlet]) -> list[Row]:
    """The publishers as the page shows them."""
    there = subscribed(found)
    return [Row(each, tuple((feed, feed.url in there) for feed in each.feeds)) for each in found]


def _add(request: HttpRequest) -> None:
    chosen = outlet(request.POST.get("slug", ""))
    only = request.POST.getlist("feed")
    if chosen is None or not chosen.polled(only):
        messages.error(request, "The catalogue has no feed of such a publisher.")
        return
    try:
        _, feeds = subscribe(chosen, only)
    except MadeUp as refused:
        messages.error(request, str(refused))
        return
    many = "one feed" if feeds == 1 else f"{feeds} feeds"
    messages.success(request, f"{chosen.name}: {many} added, polled at the next turn; health says under Feeds how that went.")
