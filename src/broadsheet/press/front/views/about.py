"""The mission page: who publishes, how stories are chosen, what we do with what readers tell us; from the real settings."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any

from django.http import HttpRequest, HttpResponse

from broadsheet import settings as ours
from broadsheet.press.archive import catalogue
from broadsheet.press.front.cache import kept
from broadsheet.press.front.paper import paper, printed_page


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
        request, "pages/about.html", made_from, counts=catalogue.counts(), weights=weights(made_from.site.front)
    )


def weights(front: ours.Front) -> list[Weight]:
    """The formula's numbers, in the settings' own words."""
    return [Weight(each.name.replace("_", " "), getattr(front, each.name), each.metadata["doc"]) for each in fields(front)]
