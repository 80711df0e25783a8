"""Where does an article say that it happened? The places that its title, dateline and lead name, as terms.

Three levels, told apart by the term itself: a town (`@Lyon`; `@newtown` where no list has it), a region of a country or of the
world (`@~Ohio`), a country (`@FR`, also that of a named town or people). Names of other languages meet in the gazetteer's own.
A name that is part of a longer one (Paris Hilton), a team (Manchester United) or a government (Washington said) is no town.
"""

from __future__ import annotations

import re

from broadsheet.desk.gazetteer import Place, places
from broadsheet.desk.phrases import Found
from broadsheet.desk.spacing import Spaced
from broadsheet.desk.surroundings import Known, Text, longer, state_follows, surroundings
from broadsheet.desk.towns import towns

PLACE = "@"  # no word begins with it
REGION = "~"

MOST_TOWNS = 4
MOST_REGIONS = 2
MOST_COUNTRIES = 3
IN_TITLE = 2  # a place that the title names counts as two of the lead
SEATS = ("Washington", "Brussels")  # without a preposition of place, their governments
COMMON = ("US", "GB")  # countries that too many texts name for that to make sure of a doubtful town

_head = re.compile(r"[^,(/–—]*")
_german = frozenset({"der", "die", "das", "und", "den", "dem"})


def level(term: str) -> str:
    """`town`, `region` or `country`, of a term that begins with `PLACE`."""
    if term[1:2] == REGION:
        return "region"
    return "country" if len(term) == 3 and term[1:].isupper() else "town"


class _Tally:
    """Places by term with how often each was named."""

    __slots__ = ("countries", "regions", "towns")

    def __init__(self) -> None:
        self.towns: dict[str, int] = {}
        self.regions: dict[str, int] = {}
        self.countries: dict[str, int] = {}

    def take(self, place: Place, weight: int, only_country: bool = False) -> None:
        if place.code != "001":
            key = PLACE + place.code
            self.countries[key] = self.countries.get(key, 0) + weight
        lists = surroundings()
        if only_country or place.kind in ("country", "people", "seat") or place.name in lists.trades:
            return
        if place.kind == "region" or place.name in lists.regions:
            key = PLACE + REGION + place.name
            self.regions[key] = self.regions.get(key, 0) + weight
        else:
            self.town(place.name, weight)
            if place.name in lists.within:
                self.town(lists.within[place.name], weight)

    def town(self, name: str, weight: int) -> None:
        key = PLACE + name
        self.towns[key] = self.towns.get(key, 0) + weight

    def counts(self) -> dict[str, int]:
        """The most named of each level; of those named as often, the first."""
        found: dict[str, int] = {}
        for named, most in ((self.towns, MOST_TOWNS), (self.regions, MOST_REGIONS), (self.countries, MOST_COUNTRIES)):
            found.update(sorted(named.items(), key=lambda each: -each[1])[:most] if len(named) > most else named)
        return found


def whereabouts(title: Spaced, lead: Spaced, dateline: str = "", shouted: bool = False) -> dict[str, int]:
    """The places named, as terms with how often; `lead` stands without its dateline, `shouted` is of the title."""
    told, head = Text(lead, False), Text(title, shouted)
    tally = _Tally()
    persons = _persons(told) | _persons(head)
    listed = [(text, _find(text), weight) for text, weight in ((head, IN_TITLE), (told, 1))]
    persons = persons.union(*(_bearers(text, known) for text, known, _ in listed))
    for text, known, weight in listed:
        for found in known:
            if found.value is not None and not found.value.doubtful:
                _listed(text, found, found.value, persons, tally, weight)
        _states(text, tally, weight)
    for text, known, weight in listed:
        for found in known:
            if found.value is not None and found.value.doubtful:
                _listed(text, found, found.value, persons, tally, weight)
    if not _german.intersection(told.words):
        for name, weight in towns(listed, persons):
            tally.town(name, weight)
    if dateline:
        _desk(dateline, tally)
    return tally.counts()


def _find(text: Text) -> Known:
    listed, words = places(), text.words
    starts = listed.starts
    known: Known = []
    for found in listed.find(words, [at for at in text.capitals if words[at] in starts]):
        text.taken.update(range(found.start, found.end))
        known.append(found)
    return known


def _bearers(text: Text, known: Known) -> list[str]:
    """Names of places that persons bear here: `Jordan` where there is a Jordan Pickford, `London Breed`."""
    if text.shouted:
        return []
    found = []
    for each in known:
        follows = text.after(each.end)
        named = each.value and each.value.kind != "people" and follows.istitle() and follows not in surroundings().tails
        if each.value and named and longer(text, each.start, each.end):
            found.append(f"{text.words[each.end - 1]} {follows}")
            if each.value.doubtful:
                found.append(text.words[each.start])
    return found


def _persons(text: Text) -> frozenset[str]:
    """The words of names that begin with a given name."""
    found = []
    lists, words = surroundings(), text.words
    first = lists.first
    for at in [at for at in text.capitals if words[at] in first]:
        if text.gaps[at] == " ":
            behind = words[at + 1]
            if behind[:1].isupper() and behind not in lists.offices:
                found += [words[at], behind]
    return frozenset(found)


def _listed(text: Text, found: Found[Place | None], place: Place, persons: frozenset[str], tally: _Tally, weight: int) -> None:
    """Count a place of the gazetteer, unless the words around it say that it is something else."""
    lists, start, end = surroundings(), found.start, found.end
    part = not text.shouted and longer(text, start, end)
    if place.kind == "people":
        if not (place.doubtful and (part or text.shouted)):
            tally.take(place, weight)
        return
    before, after = text.before(start), text.after(end)
    if after in lists.teams or before in lists.first or text.words[start] in persons:
        return
    if f"{text.words[end - 1]} {after}" in persons:
        return
    strong = before.lower() in lists.strong
    sure = strong or after in lists.local or after in lists.offices or after in lists.indefinite or state_follows(text, end)
    if place.kind == "country":
        if not (place.doubtful and (part or (text.shouted and not sure))):
            tally.take(place, weight)
        return
    tail = before == "of" and start > 1 and text.words[start - 2] in lists.bearers
    if part and after in lists.tails and before not in lists.first:
        tally.town(" ".join([*text.words[start:end], after]).lower(), weight)
    sure = sure or (place.code not in COMMON and PLACE + place.code in tally.countries)
    if part or (place.doubtful and (tail or not sure)):
        return
    tally.take(place, weight, only_country=tail or _governs(text, found, before, after, strong))


def _governs(text: Text, found: Found[Place | None], before: str, after: str, strong: bool) -> bool:
    """Whether a capital stands for its government: `Washington warns Tehran`."""
    if strong or found.value is None or found.value.kind != "capital":
        return False
    governments = surroundings().governments
    return found.value.name in SEATS or after in governments or before in governments or text.possessive(found.end)


def _states(text: Text, tally: _Tally, weight: int) -> None:
    """Count American states as copy shortens them: `, Calif.`, `in Colo.`; `(R-Ky.)` is where a politician is from."""
    states, words, gaps = surroundings().states, text.words, text.gaps
    for at in [at for at in text.capitals if words[at] in states]:
        if at and gaps[at][:1] == "." and (gaps[at - 1] == ", " or text.before(at) == "in"):
            tally.take(Place("US", "region", states[words[at]]), weight)
            text.taken.add(at)


def _desk(dateline: str, tally: _Tally) -> None:
    """A dateline's town counts where no other is named: a correspondent may sit far from it, in a capital as a rule."""
    lists = surroundings()
    found = _head.match(dateline)
    name = found.group().strip(" .-\u2013\u2014\n") if found else ""
    name = name.title() if name.isupper() else name
    if not name or len(name) > 40:
        return
    words = Spaced(name).words
    known = next((each.value for each in places().find(words) if each.end - each.start == len(words)), None)
    if known is None:
        if not tally.towns and name.replace(" ", "").replace("-", "").replace(".", "").isalpha() and name not in lists.never:
            tally.town(name.lower(), 1)
        return
    tally.take(known, 1, only_country=bool(tally.towns) or known.kind == "capital" or known.name in lists.desks)
