"""Which publishers are there to be read, whose are they, and where are their feeds: data/catalogue.jsonl, searched.

A line is a publisher, its feeds last. Nothing here is loaded unless somebody searches or asks who owns a publisher, and the
lines are not kept: a search reads the file (1.4 MB) and parses only the lines that hold its words. Nobody has asked whether an
address answers; `listed` says which public collections name it, and is empty for one written from general knowledge.
"""

from __future__ import annotations

import json
import operator
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

from broadsheet.news import Feed, Publisher

KINDS = (
    "agency",
    "broadcaster",
    "government",
    "institution",
    "magazine",
    "newspaper",
    "nonprofit",
    "press releases",
    "public broadcaster",
    "site",
    "trade press",
)
_FEEDS = ',"feeds":'
_strokes = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h"})


class UnknownCountry(ValueError):
    """A country that is neither a code nor a name that we know."""


@dataclass(frozen=True, slots=True)
class OutletFeed:
    """A feed in the catalogue; `section` is one of ours where its address says it, `listed` the collections that name it."""

    url: str
    title: str = ""
    section: str = ""
    listed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Outlet:
    """A publisher in the catalogue; a fact that is not certain is empty.

    `country` is where it is at home and `covers` the countries in whose lists it stands (ISO 3166-1), `languages` BCP 47,
    `starter` whether a new newsroom polls it.
    """

    slug: str
    name: str
    domain: str
    home: str
    owner: str = ""
    country: str = ""
    covers: tuple[str, ...] = ()
    kind: str = ""
    languages: tuple[str, ...] = ()
    timezone: str = ""
    licence: str = ""
    starter: bool = False
    feeds: tuple[OutletFeed, ...] = ()

    def publisher(self) -> Publisher:
        """As the desk knows a publisher."""
        return Publisher(
            slug=self.slug, name=self.name, home=self.home, owner=self.owner, country=self.country, kind=self.kind,
            language=next(iter(self.languages), ""), timezone=self.timezone or "UTC", licence=self.licence,
        )  # fmt: skip

    def polled(self, only: Sequence[str] = ()) -> tuple[Feed, ...]:
        """Its feeds as the wire knows them, or those of these addresses; a feed's own language is not known."""
        return tuple(Feed(each.url, self.slug, each.title, each.section) for each in self.feeds if not only or each.url in only)


def outlets() -> Iterator[Outlet]:
    """All of them, in the order of their domains."""
    return map(_outlet, _lines())


def outlet(slug: str) -> Outlet | None:
    """The one of this slug."""
    wanted = f'{{"slug":{json.dumps(slug, ensure_ascii=False)},'
    return next((_outlet(line) for line in _lines() if line.startswith(wanted)), None)


def search(words: str = "", *, country: str = "", language: str = "", kind: str = "") -> tuple[Outlet, ...]:
    """Publishers that every word is found in, best first: by name, domain, country or owner, then by the narrowing given.

    A name that is or begins with the words stands before one that only holds them, a name before a domain, that before a
    country and an owner; then starters, publishers with feeds, those whose name we know,
    and the alphabet. Letters' accents and cases do not count.
    `country` (a code or a name) is where a publisher is at home, or what it covers; `language` `zh` finds `zh-Hant` too.
    Raises UnknownCountry.
    """
    code = country_code(country) if country else ""
    asked = folded(words).split()
    spoken = language.casefold()
    found = []
    for each in _holding(asked):
        rank = _rank(each, asked)
        if rank is None or (kind and each.kind != kind):
            continue
        if (code and code != each.country and code not in each.covers) or (spoken and not _speaks(each, spoken)):
            continue
        found.append((_order(each, rank, code), each))
    return tuple(each for _, each in sorted(found, key=operator.itemgetter(0)))


@lru_cache(maxsize=1)
def owners() -> Mapping[str, str]:
    """Owner by slug, of the publishers whose owner is known."""
    heads = (json.loads(_head(line)) for line in _lines() if '"owner":' in _head(line))
    return {row["slug"]: row["owner"] for row in heads}


def owner_of(slug: str) -> str:
    """Who owns a publisher, in the one spelling that its sister papers share; empty where nobody says."""
    return owners().get(slug, "")


def country_code(given: str) -> str:
    """The code of a country given by its code or its name in English, German or French. Raises UnknownCountry."""
    if len(given) == 2 and given.isascii() and given.isalpha():
        return "GB" if given.upper() == "UK" else given.upper()
    code = _countries().get(folded(given), "")
    if not code:
        raise UnknownCountry(f"{given} is no country's name or ISO 3166-1 code, such as FR.")
    return code


def folded(text: str) -> str:
    """Small letters without accents."""
    small = text.casefold()
    if small.isascii():
        return small
    parts = unicodedata.normalize("NFKD", small.translate(_strokes))
    return "".join(c for c in parts if not unicodedata.combining(c))


def _lines() -> list[str]:
    return files("broadsheet.data").joinpath("catalogue.jsonl").read_text(encoding="utf-8").splitlines()


def _head(line: str) -> str:
    """A line without its feeds."""
    head, feeds, _ = line.partition(_FEEDS)
    return head + "}" if feeds else head


def _holding(asked: Sequence[str]) -> Iterator[Outlet]:
    """Those that may be meant: every word stands somewhere in the line, or is a country's name."""
    code = _countries().get(" ".join(asked), "").lower()
    for line in _lines():
        head = folded(_head(line)) if asked else ""
        if all(word in head for word in asked) or (code and f'"{code}"' in head):
            yield _outlet(line)


def _rank(each: Outlet, asked: Sequence[str]) -> int | None:
    """How well the words are met, 0 the best; None when they are not."""
    phrase, name, owner = " ".join(asked), folded(each.name), folded(each.owner)
    if not phrase or phrase in (name, name.replace(" ", ""), each.domain, each.domain.partition(".")[0], each.slug):
        return 0
    plain = name.removeprefix("the ")
    tests = (
        plain.startswith(phrase) or name.startswith(phrase),
        f" {phrase}" in f" {name}",
        each.domain.startswith(phrase),
        phrase in name,
        phrase in each.domain,
        _countries().get(phrase, "-") == each.country,
        f" {phrase}" in f" {owner}",
        phrase in owner,
        all(any(word in text for text in (name, each.domain, owner)) for word in asked),
        _countries().get(phrase, "-") in each.covers,
    )
    return next((place for place, met in enumerate(tests, 1) if met), None)


def _order(each: Outlet, rank: int, code: str) -> tuple[int, bool, bool, bool, bool, str, str]:
    elsewhere, unnamed = bool(code) and code != each.country, each.name == each.domain
    return rank, elsewhere, not each.starter, not each.feeds, unnamed, folded(each.name), each.domain


def _speaks(each: Outlet, language: str) -> bool:
    return any(tag.casefold() == language or tag.casefold().startswith(f"{language}-") for tag in each.languages)


@lru_cache(maxsize=1)
def _countries() -> Mapping[str, str]:
    """Codes by folded name, from the gazetteer that ships."""
    text = files("broadsheet.data").joinpath("places.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines() if "\tcountry\t" in line)
    return {folded(name.strip("~")): row[0] for row in rows for name in _names(row[2:]) if name and len(row[0]) == 2}


def _names(cells: Iterable[str]) -> Iterator[str]:
    return (name.strip() for cell in cells for name in cell.split("|"))


def _outlet(line: str) -> Outlet:
    row: dict[str, Any] = json.loads(line)
    feeds = tuple(
        OutletFeed(each["url"], each.get("title", ""), each.get("section", ""), tuple(each.get("listed", ())))
        for each in row.pop("feeds", ())
    )
    facts: dict[str, Any] = {name: tuple(value) if isinstance(value, list) else value for name, value in row.items()}
    return Outlet(feeds=feeds, **facts)
