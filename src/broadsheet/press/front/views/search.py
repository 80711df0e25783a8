"""Search: a page that needs no script, and suggestions for those who type."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse

from broadsheet.press.archive import catalogue
from broadsheet.press.front import clean
from broadsheet.press.front.cache import CONTROL
from broadsheet.press.front.paper import paper, printed_page, story_path
from broadsheet.press.front.search import LAST_PAGE, LONGEST, SORTS, Asked, Found, TooSlow, search, suggest

SUGGESTIONS = 8


def results(request: HttpRequest) -> HttpResponse:
    """What a reader's words find."""
    made_from, asked, slow = paper(), question(request), False
    try:
        found = search(asked)
    except TooSlow:
        found, slow = Found(()), True
    sources = catalogue.publishers().prefetch_related(None)
    tags = catalogue.tags_that_begin(asked.words[:60], 6) if asked.words and not found.hits else []
    answer = printed_page(
        request,
        "pages/search.html",
        made_from,
        asked=asked,
        found=found,
        slow=slow,
        sources=sources,
        near_tags=tags,
        index=False,
    )
    answer["Cache-Control"] = CONTROL
    return answer


def suggestions(request: HttpRequest) -> JsonResponse:
    """The headlines that begin to match, for search as you type."""
    try:
        found = suggest(question(request).words, SUGGESTIONS)
    except TooSlow:
        found = ()
    rows = [{"headline": clean.plain(card.headline), "address": story_path(card)} for card in found]
    return JsonResponse({"stories": rows}, headers={"Cache-Control": CONTROL})


def opensearch(request: HttpRequest) -> HttpResponse:
    """How a browser adds our search to its own (OpenSearch 1.1)."""
    answer = printed_page(request, "feeds/opensearch.xml", search=reverse("search"))
    answer["Content-Type"] = "application/opensearchdescription+xml; charset=utf-8"
    answer["Cache-Control"] = CONTROL
    return answer


def question(request: HttpRequest) -> Asked:
    """What the address asks, within bounds; what makes no sense is left out."""
    page = request.GET.get("page", "1")
    sort = request.GET.get("sort", "")
    return Asked(
        words=clean.UNPRINTABLE.sub("", request.GET.get("q", ""))[:LONGEST].strip(),
        section=request.GET.get("section", "")[:80].replace("\x00", ""),
        source=request.GET.get("source", "")[:80].replace("\x00", ""),
        sort=sort if sort in SORTS else "best",
        page=min(max(int(page), 1), LAST_PAGE) if page.isascii() and page.isdigit() and len(page) < 4 else 1,
    )
