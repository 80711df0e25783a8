"""A run of capitalised words, bare of possessives, and a name that stands in it."""

from __future__ import annotations

import re
from typing import NamedTuple

from broadsheet.desk.listed_names import Listed, forms, known

JOINERS = frozenset({"of", "for", "the", "and", "&", "y", "et"})
OF = frozenset({"of", "for", "de", "du", "des"})
POSSESSIVE = re.compile(r"(?:['’]s|(?<=s)['’])$")
OWNING = frozenset(
    {"People", "Women", "Men", "Children", "Farmers", "Workers", "Veterans", "King", "Queen", "Teachers", "Writers", "Players"}
)
SHARED = frozenset({"Police", "Constabulary", "NHS", "Hospitals", "Fire"})  # bodies that two places often have together
OPENING = "begins a sentence"  # alone it is no name, but it may be short for one
LISTED, SPEAKING, CAPITALS, LETTERS = "a listed name", "speaks", "capitals", "capital letters"


class Part(NamedTuple):
    """A name at `run[start:end]`; `open`: the words around must decide, `doubtful`: a listed word, often another."""

    start: int
    end: int
    kind: str
    name: str
    score: float
    why: str
    open: bool = False
    doubtful: bool = False


class Line:
    """The words of a run, bare of a possessive, and which kinds of words it has at all."""

    __slots__ = (
        "bare",
        "forms",
        "has_end",
        "has_of",
        "has_place",
        "has_thing",
        "known",
        "owns",
        "raw",
        "run",
        "titles",
    )

    def __init__(self, run: str) -> None:
        sure = known()
        self.run, self.raw, self.known, self.forms = run, (raw := run.split(" ")), sure, forms()
        if "'" not in run and "’" not in run:
            self.bare, self.owns = raw, [False] * len(raw)
        else:
            self.bare = [POSSESSIVE.sub("", word) for word in raw]
            self.owns = [x != y for x, y in zip(raw, self.bare, strict=True)]
        self.has_of = not OF.isdisjoint(self.raw)
        self.has_end = self.has_of or "&" in self.raw or not sure.endings.isdisjoint(self.bare) or run[-1] == "."
        self.has_thing = not sure.things.isdisjoint(self.bare)
        self.has_place = not (sure.places.isdisjoint(self.bare) and sure.before.isdisjoint(self.bare))
        plain = "." not in run and sure.title_words.isdisjoint(self.bare)
        self.titles = [0] * len(self.raw) if plain else [self._title(at) for at in range(len(self.raw))]

    def part(self, first: int, last: int, kind: str, score: float, why: str, name: str = "", **more: bool) -> Part:
        """The part of words `first` to `last`, the latter not in it."""
        start = sum(map(len, self.raw[:first]), first)
        before = start if last == first + 1 else sum(map(len, self.raw[: last - 1]), last - 1)
        whole = name and self.owns[last - 1] and name.endswith(("'s", "s'"))
        end = before + len(self.raw[last - 1] if whole else self.bare[last - 1])
        return Part(start, end, kind, name or self.run[start:end], score, why, **more)

    def stop(self, first: int) -> int:
        """Where a name that begins here ends at the latest: behind a possessive, or before a title with a name behind it."""
        for at in range(first, len(self.raw)):
            if at > first and self.raw[at] == "and" and not OF & set(self.raw[first:at]) and not self._pair(first, at):
                return at
            if at > first and (length := self.titles[at]) and at + length < len(self.raw) and self.raw[at - 1] not in JOINERS:
                return at
            if self.owns[at] and self.bare[at] not in OWNING and self.raw[at] not in forms():
                return at + 1
        return len(self.raw)

    def _pair(self, first: int, at: int) -> bool:
        """Whether an "and" joins two places to one body: Devon and Cornwall Police."""
        return at == first + 1 and not SHARED.isdisjoint(self.raw[at + 2 : at + 4])

    def _title(self, at: int) -> int:
        """How many words a title takes up from here; 0 when there is none."""
        if self.bare[at].rstrip(".") in self.known.title_words:
            for length in (3, 2, 1):
                if tuple(word.rstrip(".") for word in self.bare[at : at + length]) in self.known.titles and at + length <= len(
                    self.raw
                ):
                    return length
        return 0

    def listed(self, at: int) -> tuple[int, Listed] | None:
        """The longest listed name that begins here, and where it ends."""
        raw, bare = self.raw, self.bare
        here = self.forms.get(raw[at]) or ()
        if self.owns[at]:
            here = (*here, *self.forms.get(bare[at], ()))
        for rest, what in here:
            end = at + 1 + len(rest)
            if not rest or (
                end <= len(raw)
                and rest[-1] in (raw[end - 1], bare[end - 1])
                and rest in (tuple(raw[at + 1 : end]), (*raw[at + 1 : end - 1], bare[end - 1]))
            ):
                return end, what
        return None
