"""Which places does a run of words name, and whose are they? From data/places.tsv."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from broadsheet.desk.phrases import Phrases


@dataclass(frozen=True, slots=True)
class Place:
    """A place, or a people: `code` is its country's; `doubtful` where the word is often something else."""

    code: str
    kind: str
    name: str
    doubtful: bool = False


# What looks like a place and is none; a longer phrase wins over the place in it.
NO_PLACES = (
    "Paris Hilton", "New York Times", "Washington Post", "Boston Globe", "Los Angeles Times", "Chicago Tribune", "London Stock Exchange",
    "Michael Jordan", "Jim Jordan", "Jordan Peterson", "Jack London", "Denzel Washington", "Kerry Washington", "George Washington",
    "Irving Berlin", "Hamburg steak", "Chelsea Clinton", "Panama hat", "French fries", "French Open", "Danish pastry", "Dutch oven",
    "Wall Street Journal", "Bank of America", "Bank of China", "American Express", "American Airlines", "British Airways", "Virginia Giuffre",
    "Virginia Woolf", "Jackson Hole", "Michael Jackson", "Samuel L. Jackson", "Kansas City Chiefs", "Houston Astros", "English language",
    "Brooklyn Beckham", "Sydney Sweeney", "Austin Butler", "Florence Pugh", "Israel Adesanya", "China Daily", "Japan Times", "Times of India",
    "Times of London", "Chad Smith", "Ireland Baldwin", "Prince of Wales", "Princess of Wales", "Duke of York", "Duchess of York", "Duke of Sussex",
    "Duchess of Sussex", "Duke of Kent", "Duke of Edinburgh", "New England Patriots", "Lancaster House", "Oxford Street", "German shepherd",
    "Turkey sandwich", "Thanksgiving turkey", "Paris agreement", "Paris Agreement", "Geneva Convention", "Geneva Conventions", "Stockholm syndrome",
)  # fmt: skip


@cache
def places() -> Phrases[Place | None]:
    """Every name of every place; None stands for what only looks like one."""
    pairs: list[tuple[str, Place | None]] = [(phrase, None) for phrase in NO_PLACES]
    for code, kind, name, other in rows():
        main = name.rstrip("~")
        known = [] if kind == "people" else [name]
        for alias in [*known, *(a for a in other.split("|") if a)]:
            pairs.append((alias.rstrip("~"), Place(code, kind, main, alias.endswith("~"))))
    return Phrases(pairs)


@cache
def codes() -> dict[str, str]:
    """Country codes by the names of their countries, in small letters."""
    return {name.rstrip("~").lower(): code for code, kind, name, _ in rows() if kind == "country"}


@cache
def rows() -> list[tuple[str, str, str, str]]:
    """The lines of the gazetteer: code, kind, name, other names."""
    text = files("broadsheet.data").joinpath("places.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))
    return [(code, kind, name, other) for code, kind, name, other in rows]
