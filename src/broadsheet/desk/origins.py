"""Who said it first, and who reprinted it: near-copies by the sketches that `fingerprint` makes.

Candidates share MinHash rows; the shingle samples then measure how much of the younger text stands in the elder, and whether in
the same order. Bottom-k samples of different depth are compared down to the shallower one (Cohen and Kaplan 2007).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from itertools import islice

from broadsheet.desk.fingerprint import ROWS, SAMPLE, Sketch
from broadsheet.desk.logarithm import part

READ = 64  # articles of one row's list looked at, the earliest: a shingle that more of them share is a phrase or furniture
LOOKED_AT = 6  # candidates compared, those that share most rows first
LEAST_SHARED = 5  # sampled shingles in common; fewer is chance
COPY = 2_500  # of ten thousand: recall 1.0 up to 2,500, .998 at 4,000, .978 at 6,000, precision 1.0 at all (quality.py copies)
ORDERED = 5_000  # of the shared shingles in the elder's order, when less than half of the text is shared

_marks = re.compile(
    r"\((?P<dateline>AP|Reuters|AFP|PA|PA Media|dpa|ANSA|EFE|Xinhua|Kyodo|Bloomberg|CNN)\)\s*[-–—]"
    r"|(?P<credit>Associated Press|PA Media|Press Association|Agence France-Presse|Canadian Press|Reuters)"
)
_ENDS = 240  # characters at either end of a text, where an agency signs


@dataclass(frozen=True, slots=True)
class Overlap:
    """What two texts share, in ten-thousandths: of the younger, of the elder, and how much of that in the same order."""

    younger: int
    elder: int
    ordered: int
    shared: int


def _keys(sketch: Sketch) -> list[int]:
    return [value * ROWS + row for row, value in enumerate(sketch[:ROWS])]


class Index:
    """The sketches of the window, by MinHash row."""

    __slots__ = ("_lists", "_sketches")

    def __init__(self) -> None:
        self._lists: dict[int, dict[int, None]] = {}
        self._sketches: dict[int, Sketch] = {}

    def add(self, number: int, sketch: Sketch) -> None:
        """File a sketch under the number of its arrival."""
        if sketch:
            self._sketches[number] = sketch
            for key in _keys(sketch):
                self._lists.setdefault(key, {})[number] = None

    def remove(self, number: int) -> None:
        """Forget a sketch."""
        for key in _keys(self._sketches.pop(number, ())):
            listed = self._lists.get(key, {})
            listed.pop(number, None)
            if not listed:
                self._lists.pop(key, None)

    def sketch(self, number: int) -> Sketch:
        """The sketch that is filed under a number; empty when none is."""
        return self._sketches.get(number, ())

    def candidates(self, sketch: Sketch) -> list[int]:
        """The numbers that share rows with it, those with most rows first, then the earliest."""
        rows: dict[int, int] = {}
        for key in _keys(sketch):
            for number in islice(self._lists.get(key, ()), READ):
                rows[number] = rows.get(number, 0) + 1
        return sorted(rows, key=lambda number: (-rows[number], number))[:LOOKED_AT]


def compare(younger: Sketch, elder: Sketch) -> Overlap:
    """How much of each of two sketched texts stands in the other."""
    new, old = younger[ROWS:], elder[ROWS:]
    if not new or not old:
        return Overlap(0, 0, 0, 0)
    depth = min(_depth(new), _depth(old))
    kept = [each for each in new if each <= depth]
    places = {each: place for place, each in enumerate(old) if each <= depth}
    matched = [places[each] for each in kept if each in places]
    return Overlap(
        part(len(matched), len(kept)), part(len(matched), len(places)), part(_rising(matched), len(matched)), len(matched)
    )


def _depth(sample: Sketch) -> int:
    return max(sample) if len(sample) >= SAMPLE - 2 else 1 << 32  # a whole text is as deep as can be


def _rising(places: list[int]) -> int:
    """The length of the longest rising run of places, gaps allowed: what stands in the same order in both."""
    tops: list[int] = []
    for place in places:
        at = bisect_left(tops, place)
        tops[at : at + 1] = [place]
    return len(tops)


def is_copy(overlap: Overlap) -> bool:
    """Whether the younger text reprints the elder: enough of it, and in its order unless most of it is."""
    if overlap.shared < LEAST_SHARED or overlap.younger < COPY:
        return False
    return overlap.younger >= 5_000 or overlap.ordered >= ORDERED


def agency(text: str) -> str:
    """The agency that signs a text at either end, empty when none does."""
    for end in (text[:_ENDS], text[-_ENDS:]):
        if found := _marks.search(end):
            return found["dateline"] or found["credit"]
    return ""


def shown(overlap: Overlap, signed: str = "") -> str:
    """What two texts share in words, with the agency that signs the younger."""
    why = f"{overlap.younger // 100}% of its prose stands in an earlier text, {overlap.ordered // 100}% of it in that order"
    return f"{why}; signed {signed}" if signed else why
