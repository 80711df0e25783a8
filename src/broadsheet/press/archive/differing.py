"""What do a story's outlets say differently, as far as readers may see it?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from broadsheet.press.archive.intake import QUOTED
from broadsheet.press.archive.models import Story
from broadsheet.press.archive.told import Told

FEWEST = 2  # outlets that must still be there for a difference between them
NAMED = {
    "dead": "How many died", "hurt": "How many were hurt", "held": "How many were arrested", "missing": "How many are missing",
    "rescued": "How many were rescued", "evacuated": "How many had to leave", "charged": "How many were charged",
    "$": "The amount", "€": "The amount", "£": "The amount", "%": "The percentage", "day": "The day", "date": "The date",
    "time": "The time",
}  # fmt: skip
PLAIN = {"said": "It is so", "denied": "It is not so"}  # of a claim that one outlet makes and another denies
KINDS = {"number": "The number", "date": "When", "place": "Where", "name": "Who", "claim": "What happened"}


@dataclass(frozen=True, slots=True)
class Says:
    """An outlet's value, and the sentence that it stands in where its rights allow that to be shown."""

    told: Told
    value: str
    text: str


@dataclass(frozen=True, slots=True)
class Differs:
    """One thing on which outlets differ, or did: a name for it, `open`, `agreed` or `update`, and who says what, in order."""

    name: str
    state: str
    why: str
    sides: tuple[Says, ...]

    @property
    def values(self) -> tuple[tuple[str, tuple[Says, ...]], ...]:
        """Who says the same, together."""
        together: dict[str, list[Says]] = {}
        for side in self.sides:
            together.setdefault(side.value.casefold(), []).append(side)
        return tuple((_capital(PLAIN.get(key, those[0].value)), tuple(those)) for key, those in together.items())


def differing(row: Story, tellings: Sequence[Told]) -> tuple[Differs, ...]:
    """The story's differences between outlets that readers see."""
    by_article = {each.article: each for each in tellings}
    found = []
    for kept in row.differences:
        sides = tuple(
            Says(told, side["value"], side["text"] if told.rights in QUOTED else "")
            for side in kept["sides"]
            if (told := by_article.get(side["article"]))
        )
        if len({side.told.publisher for side in sides}) >= FEWEST:
            name = NAMED.get(kept["of"]) or _called(kept["kind"], kept["of"])
            found.append(Differs(name, kept["state"], kept["why"], sides))
    return tuple(found)


def _called(kind: str, of: str) -> str:
    return f"Who the {of} is" if kind == "name" else KINDS[kind]


def _capital(value: str) -> str:
    return value[:1].upper() + value[1:]
