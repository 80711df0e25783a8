"""What do the words around a capitalised name say about it? The lists of data/whereabouts.toml, and a text read by them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from broadsheet.desk.commonness import EVERYDAY, STOP
from broadsheet.desk.gazetteer import Place
from broadsheet.desk.phrases import Found
from broadsheet.desk.spacing import Spaced
from broadsheet.desk.wordlists import lines, table

Known = list[Found[Place | None]]


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Words by what they say of a name beside them."""

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
    states: dict[str, str]
    marks: frozenset[str]
    hints: frozenset[str]
    followers: frozenset[str]
    tails: frozenset[str]
    regions: frozenset[str]
    trades: frozenset[str]
    within: dict[str, str]


@cache
def surroundings() -> Surroundings:
    """The lists, read once a process."""
    words: dict[str, Any] = table("whereabouts")
    before, after = words["before"], words["after"]
    local, offices = frozenset(after["local"].split()), frozenset(after["offices"].split())
    return Surroundings(
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
        states=words["states"],
    )


class Text:
    """A text with which of its words are capitalised, and which are part of a listed name."""

    __slots__ = ("after", "before", "capitals", "gaps", "possessive", "shouted", "taken", "words")

    def __init__(self, spaced: Spaced, shouted: bool) -> None:
        words = self.words = spaced.words
        self.gaps = spaced.gaps
        self.before, self.after, self.possessive = spaced.before, spaced.after, spaced.possessive
        self.capitals = [at for at, word in enumerate(words) if "A" <= word < "[" or (word > "\x7f" and word[0].isupper())]
        self.shouted = shouted
        self.taken: set[int] = set()


def longer(text: Text, start: int, end: int) -> bool:
    """Whether a name goes on before or behind these words."""
    before, after, lists = text.before(start), text.after(end), surroundings()
    if after[:1].isupper() and after not in lists.offices:
        return True
    return before[:1].isupper() and before not in lists.prefixes and before.lower() not in STOP


def state_follows(text: Text, end: int) -> bool:
    """Whether `, Calif.` follows the words before `end`."""
    short = end < len(text.words) and text.words[end] in surroundings().states and text.gaps[end][:1] == "."
    return short and text.gaps[end - 1] == ", "
