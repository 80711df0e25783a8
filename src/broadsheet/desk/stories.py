"""The stories of the window as the fold holds them: sums of their articles' vectors, and which stories a vector could join."""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from dataclasses import dataclass, field
from operator import itemgetter

from broadsheet.desk.likeness import Group
from broadsheet.desk.weighing import LENGTH, Vector

READ = 1_000  # entries of posting lists read a search, shortest lists first; 4,000 finds the same stories on all event sets
FAINT = 100 * LENGTH  # a product over the lists read of no more than one in a hundred is not compared
TRIED = 8  # candidates compared exactly; 12 find the same stories on all event sets


@dataclass(slots=True)
class Piece:
    """One article of the window: its counts and vector, where it stands, and what it may do.

    `rides` is the first article of the chain that it reprints: it goes where that goes; `of` is the one of the chain that it
    reprints itself. `dated` says that `when` is its publisher's, with a zone. `loose` (live blogs, listings) joins a story
    without a voice in it. `locked` was placed by an editor.
    """

    id: str
    number: int
    publisher: str
    when: int
    entered: int
    counts: array[int]
    story: int = -1
    vector: Vector = field(default_factory=Vector)
    weighed: int = 0
    rides: str = ""
    origin: str = ""
    sketch: tuple[int, ...] = ()
    loose: bool = False
    locked: bool = False
    opened: int = 0
    language: str = ""
    of: str = ""
    dated: bool = False

    @property
    def voice(self) -> bool:
        """Whether its words count for its story."""
        return not self.rides and not self.loose

    def alone(self) -> Group:
        """The piece as a group of one."""
        square = sum(w * w for w in self.vector.weights)
        return Group(1, square, len(self.counts) // 2, self.when, self.when, language=self.language)


@dataclass(slots=True)
class Bundle:
    """One story: its pieces in order of arrival, the sums over those with a voice, and the names it answers to."""

    id: str
    pieces: list[str] = field(default_factory=list)
    sums: dict[int, int] = field(default_factory=dict)
    group: Group = field(default_factory=Group)
    names: list[str] = field(default_factory=list)


class Stories:
    """All stories of the window, by number, and the lists of which stories have a term."""

    __slots__ = ("by_number", "postings")

    def __init__(self) -> None:
        self.by_number: dict[int, Bundle] = {}
        self.postings: dict[int, dict[int, int]] = {}

    def give(self, number: int, piece: Piece) -> None:
        """Add a piece's words to a story's sums."""
        group = self.by_number[number].group
        group.language = group.language or piece.language
        self._shift(number, piece, 1)
        _span(group, piece.when)

    def take(self, number: int, piece: Piece) -> None:
        """Take a piece's words out of a story's sums; the story's span of time stays."""
        self._shift(number, piece, -1)

    def _shift(self, number: int, piece: Piece, sign: int) -> None:
        bundle = self.by_number[number]
        sums, group = bundle.sums, bundle.group
        for key, weight in piece.vector.pairs():
            before = sums.get(key, 0)
            after = before + sign * weight
            group.square += after * after - before * before
            self._put(number, sums, key, after)
        group.voices += sign
        group.terms += sign * (len(piece.counts) // 2)

    def _put(self, number: int, sums: dict[int, int], key: int, after: int) -> None:
        posting = self.postings.setdefault(key, {})
        if after:
            sums[key] = posting[number] = after
            return
        sums.pop(key, None)
        posting.pop(number, None)
        if not posting:
            del self.postings[key]

    def hide(self, number: int) -> None:
        """Take a story off all lists: nothing finds it any more."""
        for key in self.by_number[number].sums:
            posting = self.postings.get(key, {})
            posting.pop(number, None)
            if not posting:
                self.postings.pop(key, None)

    def candidates(self, vector: Iterable[tuple[int, int]], without: int = -1) -> list[int]:
        """The stories most like a vector, best first, as far as `READ` entries of the shortest lists tell."""
        lists = [(len(posting), key, weight, posting) for key, weight in vector if (posting := self.postings.get(key))]
        lists.sort(key=itemgetter(0, 1))
        found: dict[int, int] = {}
        read = 0
        for length, _, weight, posting in lists:
            read += length
            if read > READ and found:
                break
            for number, value in posting.items():
                found[number] = found.get(number, 0) + weight * value
        found.pop(without, None)
        known = self.by_number
        means = [(-total // known[number].group.voices, number) for number, total in found.items() if total > FAINT]
        means.sort()
        return [number for _, number in means[:TRIED]]


def product(vector: Iterable[tuple[int, int]], sums: dict[int, int]) -> int:
    """The product of a vector, or of another story's sums, with a story's sums."""
    return sum([weight * sums.get(key, 0) for key, weight in vector])


def _span(group: Group, when: int) -> None:
    if when >= 0:
        group.first = when if group.first < 0 else min(group.first, when)
        group.last = max(group.last, when)
