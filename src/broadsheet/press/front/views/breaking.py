"""Breaking news: a state that a story is in for hours, not a section that it is filed under."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from broadsheet.desk import front_page
from broadsheet.press.archive.breaking import breaking as breaking_now
from broadsheet.press.archive.breaking import broke_lately
from broadsheet.press.front.cache import kept
from broadsheet.press.front.paper import A_PAGE, paper, printed_page

LATELY = 10  # stories that no longer are


@kept("breaking", "latest", "front")
def breaking(request: HttpRequest) -> HttpResponse:
    """What is breaking now, what was within a day, and what makes a story so; search engines are shown it while any is."""
    made_from = paper()
    now = made_from.clock.now
    cards = breaking_now(now, A_PAGE)
    return printed_page(
        request,
        "pages/breaking.html",
        made_from,
        cards=cards,
        lately=broke_lately(now, LATELY),
        origins=front_page.BREAKING_ORIGINS,
        minutes=int(front_page.BREAKING_WITHIN.total_seconds() // 60),
        hours=int(front_page.BREAKING_FOR.total_seconds() // 3600),
        index=bool(cards),
    )
