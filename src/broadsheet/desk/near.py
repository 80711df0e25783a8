"""What stands near an article or a story in the window, and how crowded it is there.

In a crowded neighbourhood (an election, a pandemic) every two articles are alike; what they share with the stories next to
theirs says nothing. So a likeness counts as far as it stands above the mean of the nearest others, on both sides
(cross-domain similarity local scaling, Conneau et al. 2018, over stories instead of words).
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from broadsheet.desk import loops, pairs
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


class Looks:
    """The articles near each one that was asked for, by its keys; looked up once, and many in one go."""

    __slots__ = ("_likes", "_place", "_rows", "_state")

    def __init__(self, state: State) -> None:
        self._state = state
        self._place: dict[int, int] = {}
        self._rows = self._likes = np.zeros((0, EXACT), np.int64)

    def stories(self, asked: Sequence[Sequence[int]], own: Sequence[int]) -> list[list[int]]:
        """The numbers of the stories nearest to each group of articles, the nearest first; its own left out."""
        rows = [row for each in asked for row in each]
        if not rows:
            return [[] for _ in asked]
        self._fetch(dict.fromkeys(row for row in rows if row not in self._place))
        places, starts = np.array([self._place[row] for row in rows]), np.cumsum([0, *map(len, asked)])
        looked = (self._state.columns.story, self._rows, self._likes, places, starts)
        found = loops.nearest(*looked, np.array(own), FAINT, TRIED).tolist()
        return [each if each[-1] != loops.NONE else [number for number in each if number != loops.NONE] for each in found]

    def _fetch(self, rows: Collection[int]) -> None:
        if not rows:
            return
        state, columns = self._state, self._state.columns
        found = loops.looks(columns.sheets(), columns.flags, state.buckets.rows, np.array([*rows]), KEYS, EXACT)
        many = len(self._place)
        self._place.update((row, many + n) for n, row in enumerate(rows))
        self._rows, self._likes = found if not many else map(np.concatenate, zip((self._rows, self._likes), found, strict=True))


class Scan(NamedTuple):
    """How a group stands to stories: how far above the bar it is for each, and what is known of each.

    `group` and the lines of `others` are of `groups`; `without` is how crowded the group is but for each of them; `features` is
    what was weighed.
    """

    numbers: Sequence[int]
    above: list[int]
    group: Numbers
    others: Numbers
    without: list[int]
    features: Numbers


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
    state.stories.hear()
    columns, stories, many = state.columns, state.stories, len(asked)
    numbers, skipped, bounds = [each.number for each in asked], [-1] * many, [0]
    for each in asked:
        numbers += each.others
        skipped += [each.skipped, *[-1] * (len(each.others) - 1)][: len(each.others)]
        bounds.append(len(numbers) - many)
    first = np.array(bounds)
    told = (columns.facts, columns.flags, stories.samples, stories.sizes, stories.inside, np.array(numbers), np.array(skipped))
    rows, starts, facts = loops.gather(*told)
    means = pairs.means(columns.sheets(), rows, starts, first)
    crowds, without = crowding(means[:, LIKE], first)
    if keep:
        columns.facts[rows[: starts[many]], RIVALS] = np.repeat(crowds, np.diff(starts[: many + 1]))
        facts = loops.gather(*told)[2]
    for each, start, end in zip(asked, bounds, bounds[1:], strict=False):
        if each.crowd >= 0:
            without[start:end] = each.crowd
    above, features = weighed(means, facts, first, without)
    margins, rest = above.tolist(), without.tolist()
    return [
        Scan(each.others, margins[start:end], facts[at], facts[many + start : many + end], rest[start:end], features[start:end])
        for at, (each, start, end) in enumerate(zip(asked, bounds, bounds[1:], strict=False))
    ]


def sample(state: State, number: int) -> list[int]:
    """The articles that speak for a story."""
    return [~number] if number < 0 else state.stories.bundles[number].sample()
