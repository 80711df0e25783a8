"""The mission page: who publishes, how stories are chosen, what we do with what readers tell us; from the real settings."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any

from django.http import HttpRequest, HttpResponse

from broadsheet import keys
from broadsheet.desk import front_page
from broadsheet.news import TEN_THOUSAND
from broadsheet.press.archive import catalogue
from broadsheet.press.front.cache import kept
from broadsheet.press.front.paper import paper, printed_page

FORMULA = {
    "breaking_gain": front_page.BREAKING_GAIN / TEN_THOUSAND,
    "breaking_origins": front_page.BREAKING_ORIGINS,
    "breaking_minutes": int(front_page.BREAKING_WITHIN.total_seconds() // 60),
    "breaking_hours": int(front_page.BREAKING_FOR.total_seconds() // 3600),
    "single_loss": front_page.SINGLE_LOSS / TEN_THOUSAND,
    "lead_origins": front_page.LEAD_ORIGINS,
}


@dataclass(frozen=True, slots=True)
class Weight:
    """A number of the front page's formula as it is set now, and what it means."""

    name: str
    value: Any
    means: str


@kept("front")
def about(request: HttpRequest) -> HttpResponse:
    """The mission page."""
    made_from = paper()
    return printed_page(
        request,
        "pages/about.html",
        made_from,
        counts=catalogue.counts(),
        weights=weights(made_from.site.front),
        formula=FORMULA,
    )


def weights(front: keys.Front) -> list[Weight]:
    """The formula's numbers, in the settings' own words."""
    return [Weight(each.name.replace("_", " "), getattr(front, each.name), each.metadata["doc"]) for each in fields(front)]
