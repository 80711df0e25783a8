"""Which names are known before any text is read: people, institutions, places, and who reports?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from unicodedata import combining, normalize

from broadsheet.desk.gazetteer import rows
from broadsheet.desk.wordlists import lines, listed, table

PERSON, ORGANISATION, PLACE, OUTLET, NOTHING = "person", "organisation", "place", "outlet", "nothing"


@dataclass(frozen=True, slots=True)
class Listed:
    """What a listed form stands for; `doubtful` where the word is often something else."""

    kind: str
    name: str
    doubtful: bool
    group: str = ""  # region, company, party and so on, as its list files it


@dataclass(frozen=True, slots=True)
class Known:
    """The lists that names are told by, compiled."""

    first: frozenset[str]
    last: frozenset[str]
    families: frozenset[str]
    both: frozenset[str]
    titles: frozenset[tuple[str, ...]]
    title_words: frozenset[str]
    roles: frozenset[str]
    courtesy: frozenset[str]
    endings: frozenset[str]
    beginnings: frozenset[str]
    kinds: frozenset[str]
    words: frozenset[str]
    peoples: frozenset[str]
    common: frozenset[str]
    places: frozenset[str]
    before: frozenset[str]
    sides: frozenset[str]
    things: frozenset[str]
    verbs: frozenset[str]
    kin: frozenset[str]
    starters: frozenset[str]


Forms = Mapping[str, Sequence[tuple[tuple[str, ...], Listed]]]


@cache
def known() -> Known:
    """The lists of data/names.toml, the given names and the everyday words."""
    data = table("names")
    titles, organisations, around, family = data["titles"], data["organisations"], data["around"], data["family"]
    public = frozenset(tuple(title.split()) for title in titles["public"])
    given = frozenset(name for line in lines("first_names.txt") for name in line.split())
    lower = frozenset(titles["lower"])
    return Known(
        first=given | frozenset(family["given"].split()),
        last=frozenset(family["last"].split()),
        families=frozenset(family["first"].split()),
        both=frozenset(family["both"].split()),
        titles=public,
        title_words=frozenset(title[0] for title in public),
        roles=lower | frozenset(role[:1].upper() + role[1:] for role in lower if " " not in role),
        courtesy=frozenset(titles["courtesy"]),
        endings=frozenset(organisations["endings"]),
        beginnings=frozenset(organisations["beginnings"]),
        kinds=frozenset(organisations["kinds"]),
        words=frozenset(data["never"]["words"]),
        peoples=frozenset(_peoples()),
        common=frozenset(word for line in lines("commonness.txt") for word in line.split()) - {name.lower() for name in given},
        places=frozenset(around["places"]),
        before=frozenset(around["before"]),
        sides=frozenset(around["sides"]),
        things=frozenset(around["things"]),
        verbs=frozenset(around["verbs"].split()),
        kin=frozenset(around["kin"].split()),
        starters=frozenset(
            {"A", "An", "No", "Yes", *listed("starters"), *(word.capitalize() for word in listed("stop") | listed("dangling"))}
        ),
    )


@cache
def forms() -> Forms:
    """Every listed form by its first word: the words that follow, the longest first; the first list that has it wins."""
    found: dict[str, dict[tuple[str, ...], Listed]] = {}
    for form, what in _entries():
        first, *rest = form.split()
        found.setdefault(first, {}).setdefault(tuple(rest), what)
    return {first: sorted(rests.items(), key=lambda item: -len(item[0])) for first, rests in found.items()}


@cache
def canonical() -> dict[str, Listed]:
    """What each listed form stands for, by the form as written."""
    found: dict[str, Listed] = {}
    for form, what in _entries():
        found.setdefault(form, what)
    return found


@cache
def _entries() -> tuple[tuple[str, Listed], ...]:
    return tuple(_read())


def _read() -> Iterator[tuple[str, Listed]]:
    for name, others in (line.split("\t") for line in lines("people.tsv")):
        yield from _of(PERSON, name, others)
    for group, _, name, others in (line.split("\t") for line in lines("institutions.tsv")):
        yield from _of(ORGANISATION, name, others, group)
    for outlet in table("names")["never"]["outlets"]:
        for form in {outlet, outlet.removeprefix("The ")}:
            yield form, Listed(OUTLET, outlet, doubtful=" " not in outlet and outlet.lower() in _plain_words())
    for _, group, name, others in rows():
        if group not in {"people", "seat"}:
            yield from _of(PLACE, name, others, group)
    for group, name, others in (line.split("\t") for line in lines("landmarks.tsv")):
        yield from _of(PLACE, name, others, group)


def _of(kind: str, name: str, others: str, group: str = "") -> Iterator[tuple[str, Listed]]:
    main = name.rstrip("~")
    for form in (name, *(other for other in others.split("|") if other)):
        what = Listed(kind, main, form.endswith("~"), group)
        for spelt in dict.fromkeys((form, bare(form))):
            yield spelt.rstrip("~"), what


def bare(name: str) -> str:
    """A name without accents, as agencies write it."""
    return name if name.isascii() else "".join(c for c in normalize("NFKD", name) if not combining(c))


@cache
def _plain_words() -> frozenset[str]:
    return frozenset(word for line in lines("commonness.txt") for word in line.split())


def _peoples() -> Iterator[str]:
    for _, group, _, others in rows():
        if group == "people":
            yield from (word for other in others.split("|") for word in other.rstrip("~").split() if word[:1].isupper())
