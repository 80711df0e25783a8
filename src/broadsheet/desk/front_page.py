"""Which story stands where, and why: a sum of named terms in ten-thousandths that anyone can work out again.

`rank` is a fold's last step: the same standings, settings, time and page before give the same page, byte for byte.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from broadsheet.desk.logarithm import UNIT, log
from broadsheet.desk.standings import from_json, to_json
from broadsheet.news import TEN_THOUSAND, FrontPage, Pin, Place, Standing, Term
from broadsheet.settings import Settings

__all__ = ["breaking", "broke", "from_json", "rank", "to_json"]

BREAKING_ORIGINS = 3  # independent origins
BREAKING_WITHIN = timedelta(minutes=60)
BREAKING_FOR = timedelta(hours=3)
BREAKING_GAIN = TEN_THOUSAND  # as much as a doubling of the origins
SINGLE_LOSS = TEN_THOUSAND  # a story that one outlet tells stands below one that two tell eight hours ago
LEAD_ORIGINS = 3
IN_A_ROW = 3  # places of one section before another section's story is let in
BACKLOG = timedelta(hours=6)  # what was published so long before it was first seen came with a first poll, and breaks nothing


@dataclass(frozen=True, slots=True)
class _Scored:
    standing: Standing
    terms: tuple[Term, ...]
    score: int


def rank(
    standings: Sequence[Standing], now: datetime, settings: Settings, previous: FrontPage | None = None, page: str = ""
) -> FrontPage:
    """The ranked stories of a page at a time; `page` is empty for the front, else the section whose stories it takes."""
    section = {each.slug: each.name for each in settings.section}.get(page, page)
    before = {place.story: place.rank for place in previous.places} if previous else {}
    scored = [_score(each, now, settings, before) for each in standings if not page or section in each.sections]
    scored.sort(key=lambda each: (-each.score, each.standing.id))
    pins = {each.standing.id: pin.place for each in scored if (pin := _pin(each.standing, now, page, section))}
    free = [each for each in scored if each.standing.id not in pins]
    ordered = _diverse(_led(free), limited=not page)
    ordered = _pinned(ordered, [each for each in scored if each.standing.id in pins], pins)
    return FrontPage(
        now,
        page,
        tuple(
            Place(number, each.standing.id, each.score, each.terms)
            for number, each in enumerate(ordered[: settings.front.places], 1)
        ),
    )


def breaking(standing: Standing, now: datetime) -> bool:
    """Whether three independent origins told it within 60 minutes, less than three hours ago, and not in a backlog."""
    until = broke(standing)
    return until is not None and until <= now < until + BREAKING_FOR


def broke(standing: Standing) -> datetime | None:
    """When the story last became breaking news; None when it never did.

    Counted are publishers whose telling is its own origin, each at its first, and those of one owner once.
    """
    firsts: dict[str, datetime] = {}
    for each in standing.articles:
        if each.published and each.origin == each.id and each.published >= standing.first_seen - BACKLOG:
            firsts[each.house] = min(each.published, firsts.get(each.house, each.published))
    times = sorted(firsts.values())
    third = BREAKING_ORIGINS - 1
    found = [late for early, late in zip(times, times[third:], strict=False) if late - early <= BREAKING_WITHIN]
    return found[-1] if found else None


def _score(standing: Standing, now: datetime, settings: Settings, before: dict[str, int]) -> _Scored:
    front = settings.front
    terms = [_origins(standing, front.origins), _freshness(standing, now, front.freshness, front.half_life_hours)]
    if term := _section(standing, settings):
        terms.append(term)
    if breaking(standing, now):
        terms.append(Term("breaking", BREAKING_GAIN, "three independent origins within an hour, less than three hours ago"))
    if standing.origins < 2:
        terms.append(Term("single source", -SINGLE_LOSS, "only one origin so far"))
    if standing.id in before:
        gain = round(front.hysteresis * TEN_THOUSAND)
        terms.append(Term("stays", gain, f"stood at place {before[standing.id]}; a change must be worth it"))
    return _Scored(standing, tuple(terms), sum(term.value for term in terms))


def _origins(standing: Standing, weight: float) -> Term:
    value = round(weight * TEN_THOUSAND) * log(max(1, standing.origins)) // UNIT
    return Term(
        "origins", value, f"{standing.origins} independent of {standing.outlets} outlets; each doubling counts {weight:g}"
    )


def _freshness(standing: Standing, now: datetime, weight: float, half_life: float) -> Term:
    hours = max(0.0, (now - standing.last_changed) / timedelta(hours=1))
    value = round(weight * TEN_THOUSAND * 2.0 ** (-hours / half_life))
    return Term("freshness", value, f"last changed {hours:.1f} h ago, halved every {half_life:g} h")


def _section(standing: Standing, settings: Settings) -> Term | None:
    weights = {each.name: each.weight for each in settings.section}
    found = [(weights[name], name) for name in standing.sections if weights.get(name)]
    if not found:
        return None
    weight, name = max(found)
    return Term("section", round(settings.front.section * weight * TEN_THOUSAND), f"{name} has the weight {weight:g}")


def _pin(standing: Standing, now: datetime, page: str, section: str) -> Pin | None:
    live = [pin for pin in standing.pins if pin.page in (page, section) and (pin.until is None or now < pin.until)]
    return min(live, key=lambda pin: pin.place) if live else None


def _led(scored: list[_Scored]) -> list[_Scored]:
    """The same order, but the first story with three origins leads when there is one."""
    for at, each in enumerate(scored):
        if each.standing.origins >= LEAD_ORIGINS:
            return [each, *scored[:at], *scored[at + 1 :]]
    return scored


def _diverse(scored: list[_Scored], limited: bool) -> list[_Scored]:
    """At most `IN_A_ROW` places running of one section, as long as another section has a story left."""
    waiting, placed = list(scored), list[_Scored]()
    while waiting:
        row = [_main(each) for each in placed[-IN_A_ROW:]]
        full = limited and len(row) == IN_A_ROW and len(set(row)) == 1
        at = next((at for at, each in enumerate(waiting) if not full or _main(each) != row[0]), 0)
        placed.append(waiting.pop(at))
    return placed


def _main(scored: _Scored) -> str:
    return scored.standing.sections[0] if scored.standing.sections else ""


def _pinned(free: list[_Scored], pinned: list[_Scored], pins: dict[str, int]) -> list[_Scored]:
    """Pinned stories at exactly their places, in order of place, then score; the rest flows around them."""
    ordered = list(free)
    for each in sorted(pinned, key=lambda each: (pins[each.standing.id], -each.score, each.standing.id)):
        place = pins[each.standing.id]
        pin = Term("pin", 0, f"an editor put it at place {place}")
        ordered.insert(max(0, place - 1), _Scored(each.standing, (*each.terms, pin), each.score))
    return ordered
