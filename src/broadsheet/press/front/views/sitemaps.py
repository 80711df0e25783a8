"""What search engines may list: the sitemap index, the stories of each day, and the news of two days (sitemaps.org 0.9)."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Max, Min
from django.http import Http404, HttpRequest, HttpResponse

from broadsheet.press.archive import queries
from broadsheet.press.front.cache import kept
from broadsheet.press.front.paper import paper, printed_page
from broadsheet.press.front.views.stories import OURS

MOST = 50_000  # addresses a sitemap may hold
MOST_NEWS = 1_000
NEWS_AGE = timedelta(hours=48)


@kept("latest", "front")
def index(request: HttpRequest) -> HttpResponse:
    """All sitemaps: one a day, newest first, and the news."""
    made_from = paper()
    ends = queries.printed().aggregate(first=Min("last_changed"), last=Max("last_changed"))
    days = []
    if ends["first"]:
        first, last = made_from.clock.date(ends["first"]), made_from.clock.date(ends["last"])
        days = [last - timedelta(days=n) for n in range(min((last - first).days + 1, MOST - 2))]
    return printed_page(request, "feeds/sitemap_index.xml", made_from, days=days)


@kept("latest", "front")
def stories(request: HttpRequest, day: str) -> HttpResponse:
    """The stories that last changed on a day, and are ours to list."""
    made_from = paper()
    start = _start(day, made_from.clock.zone)
    rows = queries.printed().filter(last_changed__gte=start, last_changed__lt=start + timedelta(days=1), origins__gte=OURS)
    found = rows.order_by("-last_changed").values_list("id", "slug", "last_changed")[:MOST]
    return printed_page(request, "feeds/sitemap.xml", made_from, stories=found)


@kept("latest", "front")
def pages(request: HttpRequest) -> HttpResponse:
    """The pages that are no stories."""
    return printed_page(request, "feeds/sitemap_pages.xml")


@kept("latest", "front")
def news(request: HttpRequest) -> HttpResponse:
    """The stories first seen in the last 48 hours, as news sitemaps want them."""
    made_from = paper()
    since = made_from.clock.now - NEWS_AGE
    rows = queries.printed().filter(last_changed__gte=since, first_seen__gte=since, origins__gte=OURS).order_by("-last_changed")
    found = queries.cards(rows.values_list("id", flat=True)[:MOST_NEWS], pictured=False)
    return printed_page(request, "feeds/sitemap_news.xml", made_from, cards=found.values())


def robots(request: HttpRequest) -> HttpResponse:
    """robots.txt (RFC 9309): everything but the search and the desk; nothing of a specimen, but to who verifies a story."""
    if settings.HOME.edition:
        checked = "User-agent: Broadsheet\nAllow: /story/\nDisallow: /\n"  # `broadsheet verify`
        text = f"# A specimen: its publishers and its news are fictional.\n{checked}\nUser-agent: *\nDisallow: /\n"
    else:
        home = queries.site().site.address.rstrip("/")
        closed = "".join(f"Disallow: /{each}/\n" for each in ("desk", "search", "why", "silence"))
        text = f"User-agent: *\n{closed}\nSitemap: {home}/sitemap.xml\n"
    return HttpResponse(text, content_type="text/plain; charset=utf-8", headers={"Cache-Control": "public, max-age=3600"})


def _start(day: str, zone: ZoneInfo) -> datetime:
    try:
        return datetime.combine(date.fromisoformat(day), time(), zone)
    except ValueError as wrong:
        raise Http404("There is no such day.") from wrong
