"""Where does an article say that it happened? The places that its title, dateline and lead name, as terms.

Three levels, told apart by the term itself: a town (`@Lyon`; `@newtown` where no list has it), a region of a country or of the
world (`@~Ohio`), a country (`@FR`, also that of a named town or people). Names of other languages meet in the gazetteer's own.
A name that is part of a longer one (Paris Hilton), a team (Manchester United) or a government (Washington said) is no town.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from broadsheet.desk.commonness import EVERYDAY, STOP
from broadsheet.desk.gazetteer import Place, places
from broadsheet.desk.phrases import Found
from broadsheet.desk.spacing import Spaced
from broadsheet.desk.wordlists import lines, table

PLACE = "@"  # no word begins with it
REGION = "~"

MOST_TOWNS = 4
MOST_REGIONS = 2
MOST_COUNTRIES = 3
IN_TITLE = 2  # a place that the title names counts as two of the lead
SEATS = ("Washington", "Brussels")  # without a preposition of place, their governments
COMMON = ("US", "GB")  # countries that too many texts name for that to make sure of a doubtful town
SURE = 9  # evidence that no number of other mentions outweighs
LONGEST = 3  # words of a town that no list has

_head = re.compile(r"[^,(/–—]*")
_german = frozenset({"der", "die", "das", "und", "den", "dem"})


def level(term: str) -> str:
    """`town`, `region` or `country`, of a term that begins with `PLACE`."""
    if term[1:2] == REGION:
        return "region"
    return "country" if len(term) == 3 and term[1:].isupper() else "town"


@dataclass(frozen=True, slots=True)
class _Lists:
    strong: frozenset[str]
    weak: frozenset[str]
    prefixes: frozenset[str]
    bearers: frozenset[str]
    settlements: frozenset[str]
    local: frozenset[str]
    indefinite: frozenset[str]
    offices: frozenset[str]
    governments: frozenset[str]
    teams: frozenset[str]
    desks: frozenset[str]
    never: frozenset[str]
    common: frozenset[str]
    first: frozenset[str]
    titles: frozenset[str]
    states: dict[str, str]
    marks: frozenset[str]
    hints: frozenset[str]
    followers: frozenset[str]
    tails: frozenset[str]
    regions: frozenset[str]
    trades: frozenset[str]
    within: dict[str, str]


@cache
def _lists() -> _Lists:
    words: dict[str, Any] = table("whereabouts")
    before, after, names = words["before"], words["after"], table("names")
    local, offices = frozenset(after["local"].split()), frozenset(after["offices"].split())
    return _Lists(
        **{key: frozenset(before[key].split()) for key in ("strong", "weak", "prefixes", "settlements", "bearers")},
        **{key: frozenset(after[key].split()) for key in ("indefinite", "governments", "teams", "tails")},
        regions=frozenset(words["levels"]["regions"].replace("\n", "").split("|")),
        trades=frozenset(words["levels"]["trades"].split("|")),
        within={quarter: town for town, quarters in words["within"].items() for quarter in quarters.split("|")},
        local=local,
        offices=offices,
        marks=local | offices,
        followers=local | frozenset(after["indefinite"].split()),
        hints=frozenset([*before["strong"].split(), *before["weak"].split(), "of", "a", "an"]),
        desks=frozenset([*words["desks"]["names"].split(), *words["desks"]["and_two_words"]]),
        never=frozenset(words["never"]["words"].split()),
        common=STOP | EVERYDAY,
        first=frozenset(name for line in lines("first_names.txt") for name in line.split()),
        titles=frozenset(names["titles"]["public"] + names["titles"]["courtesy"]),
        states=words["states"],
    )


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
        lists = _lists()
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


class _Text:
    """A text with which of its words are capitalised, and which are part of a listed name."""

    __slots__ = ("after", "before", "capitals", "gaps", "possessive", "shouted", "taken", "words")

    def __init__(self, spaced: Spaced, shouted: bool) -> None:
        words = self.words = spaced.words
        self.gaps = spaced.gaps
        self.before, self.after, self.possessive = spaced.before, spaced.after, spaced.possessive
        self.capitals = [at for at, word in enumerate(words) if "A" <= word < "[" or (word > "\x7f" and word[0].isupper())]
        self.shouted = shouted
        self.taken: set[int] = set()


def whereabouts(title: Spaced, lead: Spaced, dateline: str = "", shouted: bool = False) -> dict[str, int]:
    """The places named, as terms with how often; `lead` stands without its dateline, `shouted` is of the title."""
    told, head = _Text(lead, False), _Text(title, shouted)
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
        _unlisted(listed, persons, tally)
    if dateline:
        _desk(dateline, tally)
    return tally.counts()


def _find(text: _Text) -> list[Found[Place | None]]:
    starts = places().starts
    known: list[Found[Place | None]] = []
    for found in places().find(text.words, [at for at in text.capitals if text.words[at] in starts]):
        text.taken.update(range(found.start, found.end))
        known.append(found)
    return known


def _bearers(text: _Text, known: list[Found[Place | None]]) -> list[str]:
    """Names of places that persons bear here: `Jordan` where there is a Jordan Pickford, `London Breed`."""
    if text.shouted:
        return []
    found = []
    for each in known:
        follows = text.after(each.end)
        named = each.value and each.value.kind != "people" and follows.istitle() and follows not in _lists().tails
        if each.value and named and _longer(text, each.start, each.end):
            found.append(f"{text.words[each.end - 1]} {follows}")
            if each.value.doubtful:
                found.append(text.words[each.start])
    return found


def _longer(text: _Text, start: int, end: int) -> bool:
    """Whether a name goes on before or behind these words."""
    before, after, lists = text.before(start), text.after(end), _lists()
    if after[:1].isupper() and after not in lists.offices:
        return True
    return before[:1].isupper() and before not in lists.prefixes and before.lower() not in STOP


def _persons(text: _Text) -> frozenset[str]:
    """The words of names that begin with a given name."""
    found = []
    first, words, gaps = _lists().first, text.words, text.gaps
    for at in text.capitals:
        if words[at] in first and gaps[at] == " " and words[at + 1][:1].isupper() and words[at + 1] not in _lists().offices:
            found += words[at : at + 2]
    return frozenset(found)


def _listed(text: _Text, found: Found[Place | None], place: Place, persons: frozenset[str], tally: _Tally, weight: int) -> None:
    """Count a place of the gazetteer, unless the words around it say that it is something else."""
    lists, start, end = _lists(), found.start, found.end
    longer = not text.shouted and _longer(text, start, end)
    if place.kind == "people":
        if not (place.doubtful and (longer or text.shouted)):
            tally.take(place, weight)
        return
    before, after = text.before(start), text.after(end)
    if after in lists.teams or before in lists.first or text.words[start] in persons:
        return
    if f"{text.words[end - 1]} {after}" in persons:
        return
    strong = before.lower() in lists.strong
    sure = strong or after in lists.local or after in lists.offices or after in lists.indefinite or _state(text, end)
    if place.kind == "country":
        if not (place.doubtful and (longer or (text.shouted and not sure))):
            tally.take(place, weight)
        return
    tail = before == "of" and start > 1 and text.words[start - 2] in lists.bearers
    if longer and after in lists.tails and before not in lists.first:
        tally.town(" ".join([*text.words[start:end], after]).lower(), weight)
    sure = sure or (place.code not in COMMON and PLACE + place.code in tally.countries)
    if longer or (place.doubtful and (tail or not sure)):
        return
    tally.take(place, weight, only_country=tail or _governs(text, found, before, after, strong))


def _governs(text: _Text, found: Found[Place | None], before: str, after: str, strong: bool) -> bool:
    """Whether a capital stands for its government: `Washington warns Tehran`."""
    if strong or found.value is None or found.value.kind != "capital":
        return False
    governments = _lists().governments
    return found.value.name in SEATS or after in governments or before in governments or text.possessive(found.end)


def _unlisted(listed: Sequence[tuple[_Text, list[Found[Place | None]], int]], persons: frozenset[str], tally: _Tally) -> None:
    """Count the towns that no list has, by the words around them: more often than not they must look like one."""
    evidence: dict[tuple[str, ...], int] = {}
    for text, known, _ in listed:
        starts = {found.start: found.value for found in known}
        words, hints, followers = text.words, _lists().hints, _lists().followers
        for start, end in _runs(text):
            if (
                end == start + 1
                and words[start - 1].lower() not in hints
                and start
                and words[end % len(words)] not in followers
            ):
                continue
            name, sure = _town(text, start, end, starts)
            if sure and _nameable(name, persons):
                evidence[name] = evidence.get(name, 0) + sure
    for name, sure in evidence.items():
        mentions = [(text.words.count(name[0]), weight) for text, _, weight in listed]
        if sure > sum(times for times, _ in mentions) - sure:
            tally.town(" ".join(name).lower(), sum(times * weight for times, weight in mentions))


def _states(text: _Text, tally: _Tally, weight: int) -> None:
    """Count American states as copy shortens them: `, Calif.`, `in Colo.`; `(R-Ky.)` is where a politician is from."""
    for at in text.capitals:
        short = at and text.words[at] in _lists().states and text.gaps[at][:1] == "."
        if short and (text.gaps[at - 1] == ", " or text.before(at) == "in"):
            tally.take(Place("US", "region", _lists().states[text.words[at]]), weight)
            text.taken.add(at)


def _runs(text: _Text) -> list[tuple[int, int]]:
    """Runs of capitalised words with single spaces between, places of the gazetteer left out."""
    runs: list[tuple[int, int]] = []
    start = last = -2
    for at in text.capitals:
        if at in text.taken:
            continue
        if at == last + 1 and text.gaps[last] in (" ", "-") and text.words[last].lower() not in STOP:
            last = at
            continue
        if start >= 0:
            runs.append((start, last + 1))
        start = last = at
    if start >= 0:
        runs.append((start, last + 1))
    return runs


def _town(text: _Text, start: int, end: int, starts: dict[int, Place | None]) -> tuple[tuple[str, ...], int]:
    """A name that may be a town's, and how much the words around it say so: 0 nothing, 1 a preposition, `SURE` more."""
    lists, words = _lists(), text.words
    before = text.before(start)
    small = before.lower()
    stop = end
    if end - start > 1 and not lists.marks.isdisjoint(words[start + 1 : end]):
        stop = next(at for at in range(start + 1, end) if words[at] in lists.marks)
    name = tuple(words[start:stop])
    follows = text.after(stop)
    if follows in lists.local and (not before[:1].isupper() or small in STOP):
        return name, SURE
    if stop < end or (small not in lists.hints and start):
        return name, 0
    one = follows in lists.indefinite and (small in ("a", "an") or (start == 0 and not text.shouted))
    settled = small == "of" and start > 1 and words[start - 2] in lists.settlements
    strong = small in lists.strong
    if one or settled or ((strong or small in lists.weak) and _region(text, stop, starts)):
        return name, SURE
    return name, int(strong and not text.shouted and _ends(text, stop))


def _nameable(name: tuple[str, ...], persons: frozenset[str]) -> bool:
    lists = _lists()
    if len(name) > LONGEST or not persons.isdisjoint(name) or (len(name) == 1 and (len(name[0]) < 3 or name[0].isupper())):
        return False
    if not lists.never.isdisjoint(name) or not lists.first.isdisjoint(name) or not all(map(str.isalpha, name)):
        return False
    if any(word.lower() in STOP for word in name) or (len(name) == 1 and name[0].endswith(("ian", "ese", "ish"))):
        return False
    return name[0] not in lists.marks and name[0].lower() not in lists.common


def _region(text: _Text, end: int, starts: dict[int, Place | None]) -> bool:
    """Whether `, Ohio` or `, Calif.` follows."""
    place = starts.get(end)
    if place is None or text.gaps[end - 1] != ", ":
        return _state(text, end)
    return place.kind in ("region", "country") and not text.possessive(end + 1)


def _state(text: _Text, end: int) -> bool:
    short = end < len(text.words) and text.words[end] in _lists().states and text.gaps[end][:1] == "."
    return short and text.gaps[end - 1] == ", "


def _ends(text: _Text, end: int) -> bool:
    """Whether the name ends here: no noun follows that it would only describe."""
    gap = text.gaps[end - 1]
    if gap != " ":
        return gap[:1] in ",.;:)\n" or gap[:2] == " ("
    return text.words[end].lower() in STOP if end < len(text.words) else True


def _desk(dateline: str, tally: _Tally) -> None:
    """A dateline's town counts where no other is named: a correspondent may sit far from it, in a capital as a rule."""
    lists = _lists()
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
