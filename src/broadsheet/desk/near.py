"""What stands near an article or a story in the window, and how crowded it is there.

In a crowded neighbourhood (an election, a pandemic) every two articles are alike; what they share with the stories next to
theirs says nothing. So a likeness counts as far as it stands above the mean of the nearest others, on both sides
(cross-domain similarity local scaling, Conneau et al. 2018, over stories instead of words).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from broadsheet.desk import likeness, loops
from broadsheet.desk.buckets import KEYS
from broadsheet.desk.columns import RIVALS
from broadsheet.desk.decision import crowding, weighed
from broadsheet.desk.signals import LIKE

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from broadsheet.desk.window import State

    Numbers = NDArray[np.int64]

EXACT = 64  # articles compared exactly: those that share the weightiest keys
TRIED = 8  # stories compared whole, the nearest article's first
FAINT = 100  # of ten thousand: a likeness of no more is not compared
NONE = np.iinfo(np.int64).min


class Looks:
    """The articles near each one that was asked for, by its keys; looked up once, and many in one go."""

    __slots__ = ("_known", "_state")

    def __init__(self, state: State) -> None:
        self._state = state
        self._known: dict[int, tuple[Numbers, Numbers]] = {}

    def fetch(self, rows: Iterable[int]) -> None:
        """Look at several in one go."""
        new = np.array([row for row in dict.fromkeys(rows) if row not in self._known], np.int64)
        if not len(new):
            return
        state, columns = self._state, self._state.columns
        near, likes = loops.looks(columns.sheets(), columns.flags, state.buckets.rows, new, KEYS, EXACT)
        self._known.update(zip(new.tolist(), zip(near, likes, strict=True), strict=True))

    def stories(self, asked: Sequence[Sequence[int]], own: Sequence[int]) -> list[list[int]]:
        """The numbers of the stories nearest to each group of articles, the nearest first; its own left out."""
        rows = [row for each in asked for row in each]
        self.fetch(rows)
        starts = np.cumsum([0, *map(len, asked)])
        if not rows:
            return [[] for _ in asked]
        near, likes = (np.stack(each) for each in zip(*(self._known[row] for row in rows), strict=True))
        found = loops.nearest(self._state.columns.story, near, likes, starts, np.array(own, np.int64), FAINT, TRIED)
        return [[number for number in each if number != NONE] for each in found.tolist()]


class Scan(NamedTuple):
    """How a group stands to stories: how far above the bar it is for each, in what they are alike, what is known of each.

    `group` and the lines of `others` are of `groups`; `crowd` is how crowded the group is among all of them.
    """

    numbers: Sequence[int]
    above: list[int]
    means: Numbers
    group: Numbers
    others: Numbers
    crowd: int
    without: list[int]
    features: Numbers

    @property
    def likes(self) -> list[int]:
        """How alike each story is on average."""
        found: list[int] = self.means[:, LIKE].tolist()
        return found


class Asked(NamedTuple):
    """A group, and the stories that it is compared with; `skipped` is the article left out of the first of them, -1 for none.

    `crowd` says how crowded the group is, where the stories named are too few to tell.
    """

    number: int
    others: Sequence[int]
    skipped: int = -1
    crowd: int = -1


def scan(state: State, asked: Sequence[Asked], keep: bool = False) -> list[Scan]:
    """How each group stands to the stories named beside it; a group is a story's number, or `~row` for one article.

    `keep` notes how crowded each is before any is weighed.
    """
    others = [number for each in asked for number in each.others]
    numbers = np.array([*(each.number for each in asked), *others], np.int64)
    skipped = np.full(len(numbers), -1, np.int64)
    first = np.cumsum([0, *(len(each.others) for each in asked)])
    skipped[len(asked) + first[:-1][first[:-1] < first[1:]]] = [each.skipped for each in asked if each.others]
    state.stories.hear()
    columns, stories = state.columns, state.stories
    told = (columns.facts, columns.flags, stories.samples, stories.sizes, stories.inside, numbers, skipped)
    rows, starts, facts = loops.gather(*told)
    places = np.arange(len(asked))
    means = likeness.means(columns.sheets(), rows, starts, places, first, np.arange(len(asked), len(numbers)))
    crowds, without = crowding(means[:, LIKE], first)
    if keep:
        columns.facts[rows[: starts[len(asked)]], RIVALS] = np.repeat(crowds, np.diff(starts[: len(asked) + 1]))
        facts = loops.gather(*told)[2]
    which = np.repeat(places, np.diff(first))
    given = np.array([each.crowd for each in asked], np.int64)[which]
    without = np.where(given >= 0, given, without)
    above, features = weighed(means, facts[which], facts[len(asked) :], without)
    found, bounds = [], [*zip(first.tolist(), first[1:].tolist(), strict=False)]
    for at, (each, (start, end)) in enumerate(zip(asked, bounds, strict=True)):
        part, beside = slice(start, end), facts[len(asked) + start : len(asked) + end]
        crowd, rest = int(crowds[at]), without[part].tolist()
        found.append(Scan(each.others, above[part].tolist(), means[part], facts[at], beside, crowd, rest, features[part]))
    return found


def sample(state: State, number: int) -> list[int]:
    """The articles that speak for a story."""
    return [~number] if number < 0 else state.stories.bundles[number].sample()
