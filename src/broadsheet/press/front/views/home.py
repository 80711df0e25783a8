"""The front page, and the list of what came last."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse

from broadsheet.press.archive import catalogue, queries, told
from broadsheet.press.archive.queries import Card, NavSection
from broadsheet.press.front import data
from broadsheet.press.front.cache import kept
from broadsheet.press.front.paper import A_PAGE, Paper, before, paper, printed_page

SECONDS, BRIEFS, LATEST, MOST_COVERED, OTHER_HEADLINES = 4, 8, 16, 6, 3
NEEDS = 2  # independent origins, to count as covered


@dataclass(frozen=True, slots=True)
class SectionFront:
    """A section's place on the front: its best stories that do not stand above."""

    section: NavSection
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class Composed:
    """A front page, put together: each part in the order that a reader meets it."""

    lead: Card | None
    seconds: tuple[Card, ...]
    briefs: tuple[Card, ...]
    latest: tuple[Card, ...]
    most_covered: tuple[Card, ...]
    fronts: tuple[SectionFront, ...]


@kept("front")
def front(request: HttpRequest) -> HttpResponse:
    """The front page."""
    made_from = paper()
    page = composed(made_from)
    others = told.other_headlines(page.lead.id, page.lead.article, OTHER_HEADLINES) if page.lead else ()
    return printed_page(
        request,
        "pages/front.html",
        made_from,
        page=page,
        others=others,
        counts=catalogue.counts(),
        data=[data.website(made_from.site.site.address.rstrip("/"), made_from.site.site.name)],
    )


@kept("latest", "front")
def latest(request: HttpRequest) -> HttpResponse:
    """All stories, last changed first."""
    listing = queries.latest(A_PAGE, before(request))
    return printed_page(request, "pages/latest.html", listing=listing, index="before" not in request.GET)


def composed(made_from: Paper) -> Composed:
    """Put the front together from the latest ranking; without one, from the stories' own scores."""
    top = queries.ranked().stories or queries.best(made_from.site.front.places)
    fronts = _fronts(made_from.sections, made_from.site.front.per_section + SECONDS + BRIEFS)
    newest = [story for story, _ in queries.changed_last(LATEST + SECONDS + 1)]
    shown = queries.cards([*top, *newest, *(story for stories in fronts.values() for story in stories)])
    ranked = [shown[story] for story in top if story in shown]
    lead, seconds, briefs = ranked[:1], ranked[1 : 1 + SECONDS], ranked[1 + SECONDS : 1 + SECONDS + BRIEFS]
    above = {card.id for card in (*lead, *seconds)}
    everything = above | {card.id for card in briefs}
    return Composed(
        lead=lead[0] if lead else None,
        seconds=tuple(seconds),
        briefs=tuple(briefs),
        latest=tuple(shown[story] for story in newest if story in shown and story not in above)[:LATEST],
        most_covered=_most_covered(ranked),
        fronts=tuple(_section_fronts(made_from, fronts, shown, everything)),
    )


def _most_covered(ranked: Sequence[Card]) -> tuple[Card, ...]:
    covered = sorted((card for card in ranked if card.origins >= NEEDS), key=lambda card: (-card.origins, -card.outlets))
    return tuple(covered[:MOST_COVERED])


def _fronts(sections: Sequence[NavSection], limit: int) -> dict[str, tuple[str, ...]]:
    """The stories of each top section, ranked where a ranking is, else the newest; its children's are its own."""
    ranked = queries.ranked_sections()
    filled = [section for section in sections if section.filled]
    unranked = [s.slug for top in filled for s in (top, *top.children) if s.filled and not ranked.get(s.slug)]
    newest = queries.newest_in_each(unranked, limit)
    found = {slug: (ranked.get(slug) or newest.get(slug, ()))[:limit] for slug in {*ranked, *newest}}
    return {
        section.slug: tuple(dict.fromkeys(story for s in (section, *section.children) for story in found.get(s.slug, ())))
        for section in filled
    }


def _section_fronts(
    made_from: Paper, fronts: dict[str, tuple[str, ...]], shown: dict[str, Card], above: set[str]
) -> Iterable[SectionFront]:
    printed = set(above)
    for section in made_from.sections:
        free = [story for story in fronts.get(section.slug, ()) if story in shown and story not in printed]
        mine = free[: made_from.site.front.per_section]
        printed.update(mine)
        if mine:
            yield SectionFront(section, tuple(shown[story] for story in mine))
