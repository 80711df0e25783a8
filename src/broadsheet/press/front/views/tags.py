"""People, organisations, places and topics: their index, and the stories of each."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect

from broadsheet.press.archive import catalogue, queries
from broadsheet.press.archive.tags import listed
from broadsheet.press.archive.twins import leading
from broadsheet.press.front.cache import kept
from broadsheet.press.front.jinja import url
from broadsheet.press.front.paper import A_PAGE, before, paper, printed_page

KINDS = {"person": "People", "organisation": "Organisations", "place": "Places", "topic": "Topics"}


@kept("latest", "front")
def tags(request: HttpRequest) -> HttpResponse:
    """All tags that several printed stories carry, with counts."""
    counted = catalogue.tag_counts()
    groups = [(name, [tag for tag in counted if tag.kind == kind]) for kind, name in KINDS.items()]
    groups.append(("Others", [tag for tag in counted if tag.kind not in KINDS]))
    return printed_page(request, "pages/tags.html", groups=[group for group in groups if group[1]])


@kept("tag:{slug}")
def tag(request: HttpRequest, slug: str) -> HttpResponse:
    """The stories of one tag; another name of it leads there for good.

    Kept from search engines are a tag of one story, and one whose stories another has too: that one's page is canonical.
    """
    row = catalogue.tag(slug) or listed(slug)
    if row is None:
        raise Http404("There is no such tag.")
    if row.slug != slug:
        return HttpResponsePermanentRedirect(url("tag", slug=row.slug))
    cursor = before(request)
    listing = queries.with_tag(slug, A_PAGE, cursor)
    if not listing.cards and cursor is None:
        raise Http404("No story in print carries this tag now.")
    thin = catalogue.printed_with(slug, catalogue.THIN) < catalogue.THIN
    same = None if thin or cursor else leading(slug)
    made_from = paper()
    home = made_from.site.site.address.rstrip("/")
    return printed_page(
        request,
        "pages/tag.html",
        made_from,
        tag=row,
        same=same,
        listing=listing,
        first_page=cursor is None,
        index=cursor is None and not thin and same is None,
        canonical=f"{home}{url('tag', slug=same.slug)}" if same else f"{home}{request.path}",
    )
