"""How many of those who tell a story are independent of each other, and how that was counted.

A reprint counts with its original, a publisher's articles once, the papers of one owner once, all who print the same
agency's copy by their own account once, and all who rewrite a press release once.
Opinions count only where there is nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from broadsheet.desk.agencies import RELEASE, is_release, origin
from broadsheet.news import Judgement, Reading, Telling

MOST_NAMED = 3  # owners and agencies that a reason names; the rest is counted


def independent(tellings: Sequence[Telling], owners: Mapping[str, str]) -> Judgement[int]:
    """The number of independent origins among a story's tellings, with how it was counted; 0 only where nobody tells it.

    `owners` gives a publisher's owner by its slug; a publisher that it leaves out, or whose owner is empty, is its own.
    """
    outlets = list(dict.fromkeys(telling.reading.article.publisher for telling in tellings))
    own = [telling.reading for telling in tellings if telling.copy_of is None]
    reports = [reading for reading in own if not _opinion(reading)]
    counted = reports or own
    tellers = list(dict.fromkeys(reading.article.publisher for reading in counted))
    together = {slug: f"of {owners[slug]}" if owners.get(slug) else slug for slug in tellers}
    sisters = _shared(together, together.values())
    signed = _signed(counted, together)
    houses = {house: house for house in together.values()}
    for of_one in signed.values():
        first = _root(houses, of_one[0])
        for house in of_one[1:]:
            houses[_root(houses, house)] = first
    number = len({_root(houses, house) for house in houses})
    parts = [
        *_reprints(outlets, own, tellings),
        *_opinions(own, reports),
        *_named(f"{len(slugs)} outlets {house} count once" for house, slugs in sisters.items()),
        *_named(_once(name, len(of_one)) for name, of_one in signed.items()),
    ]
    said = "; ".join(parts) or ("nobody else tells it" if len(outlets) < 2 else "each in its own words, no two of one owner")
    return Judgement(number, 1.0, said)


def _opinion(reading: Reading) -> bool:
    return reading.genre is not None and reading.genre.value == "opinion"


def _shared(together: Mapping[str, str], houses: Iterable[str]) -> dict[str, list[str]]:
    """The owners that have several of the outlets."""
    found = {house: [slug for slug, of in together.items() if of == house] for house in dict.fromkeys(houses)}
    return {house: slugs for house, slugs in found.items() if len(slugs) > 1}


def _signed(counted: Sequence[Reading], together: Mapping[str, str]) -> dict[str, list[str]]:
    """Whose articles are one agency's by their own account, or rewrite a press release, where that is several houses."""
    found: dict[str, dict[str, None]] = {}
    for reading in counted:
        if said := origin(reading):
            name = RELEASE if is_release(said.value) else said.value
            found.setdefault(name, {})[together[reading.article.publisher]] = None
    return {name: list(houses) for name, houses in found.items() if len(houses) > 1}


def _once(name: str, many: int) -> str:
    return f"{many} that rewrite {name} count once" if name == RELEASE else f"{many} that print {name} copy count once"


def _root(houses: Mapping[str, str], house: str) -> str:
    while houses[house] != house:
        house = houses[house]
    return house


def _reprints(outlets: Sequence[str], own: Sequence[Reading], tellings: Sequence[Telling]) -> list[str]:
    original = {reading.article.publisher for reading in own}
    only = sum(slug not in original for slug in outlets)
    if not own and tellings:
        return ["all reprint an article that is not here"]
    return [f"{only} only reprint{'s' if only == 1 else ''} another's article"] if only else []


def _opinions(own: Sequence[Reading], reports: Sequence[Reading]) -> list[str]:
    told = {reading.article.publisher for reading in reports}
    only = len({reading.article.publisher for reading in own} - told) if reports else 0
    return [f"{only} only comment{'s' if only == 1 else ''} on it"] if only else []


def _named(said: Iterable[str]) -> list[str]:
    every = list(said)
    return every[:MOST_NAMED] + ([f"and {len(every) - MOST_NAMED} more such groups"] if len(every) > MOST_NAMED else [])
