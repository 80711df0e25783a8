"""Which places does a run of words name, and whose are they? From data/places.tsv."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from broadsheet.desk.phrases import Phrases
from broadsheet.desk.wordlists import lines, table


@dataclass(frozen=True, slots=True)
class Place:
    """A place, or a people: `code` is its country's; `doubtful` where the word is often something else."""

    code: str
    kind: str
    name: str
    doubtful: bool = False


@cache
def places() -> Phrases[Place | None]:
    """Every name of every place; None stands for what only looks like one."""
    pairs: list[tuple[str, Place | None]] = [(phrase, None) for phrase in table("words")["phrases"]["no_places"]]
    for code, kind, name, other in rows():
        main = name.rstrip("~")
        known = [] if kind == "people" else [name]
        aliases = [*known, *(a for a in other.split("|") if a)]
        pairs += [(alias.rstrip("~"), Place(code, kind, main, alias.endswith("~"))) for alias in aliases]
    return Phrases(pairs)


@cache
def codes() -> dict[str, str]:
    """Country codes by the names of their countries, in small letters."""
    return {name.rstrip("~").lower(): code for code, kind, name, _ in rows() if kind == "country"}


@cache
def rows() -> list[tuple[str, str, str, str]]:
    """The lines of the gazetteer: code, kind, name, other names."""
    return [(code, kind, name, other) for code, kind, name, other in (line.split("\t") for line in lines("places.tsv"))]
