"""What stands near an article or a story in the window, and how crowded it is there.

In a crowded neighbourhood (an election, a pandemic) every two articles are alike; what they share with the stories next to
theirs says nothing. So a likeness counts as far as it stands above the mean of the nearest others, on both sides
(cross-domain similarity local scaling, Conneau et al. 2018, over stories instead of words).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from broadsheet.desk.buckets import KEYS
from broadsheet.desk.columns import LANGUAGE, LIVE, PUBLISHER, RIVALS, SIZE, SPEAKS, WHEN
from broadsheet.desk.likeness import CLOSEST, Group, alike, brevity, margin

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from broadsheet.desk.window import State

EXACT = 48  # articles compared exactly: those that share the weightiest keys
TRIED = 8  # stories compared whole, the nearest article's first
BAND = 1 << 10  # what a shared band of signs weighs among shared terms: as one of an eighth of a vector's length
FAINT = 100  # of ten thousand: a likeness of no more is not compared


class Near(NamedTuple):
    """The articles near one, and how alike each is."""

    rows: NDArray[np.int64]
    likes: NDArray[np.int64]


@dataclass(slots=True)
class Scan:
    """The stories nearest to a group: their numbers, what is known of each, and their mean likeness.

    `beside` is the mean likeness of others that crowd it.
    """

    group: Group
    numbers: list[int] = field(default_factory=list)
    groups: list[Group] = field(default_factory=list)
    means: list[int] = field(default_factory=list)
    beside: list[int] = field(default_factory=list)

    def rivals(self, without: int = -1) -> int:
        """The mean likeness of the nearest stories but the one in this place."""
        rest = self.beside + self.means
        if without >= 0:
            rest.pop(without - len(self.means))
        rest.sort(reverse=True)
        return sum(rest[:CLOSEST]) // CLOSEST

    def margin(self, at: int) -> int:
        """How far above the bar the group is for the story in this place."""
        self.group.rivals = self.rivals(at)
        return margin(self.means[at], self.group, self.groups[at])


def near(state: State, row: int) -> Near:
    """The articles with a voice that share most with one, by its keys; itself left out."""
    import numpy as np

    columns, buckets = state.columns, state.buckets
    at = buckets.of(columns, row)
    found = buckets.rows.take(at, axis=0).ravel().astype(np.int64)
    weights = np.full(len(at), BAND, np.int64)
    terms = columns.text[row, : min(KEYS, len(at))].astype(np.int64)
    weights[: len(terms)] = np.where(terms, terms * terms, BAND)
    packed = (found << 24) + np.repeat(weights, buckets.rows.shape[1])
    packed = packed[found >= 0]
    packed.sort()
    every = packed >> 24
    if not len(every):
        return Near(every, every)
    starts = np.concatenate(([0], np.flatnonzero(every[1:] != every[:-1]) + 1))
    rows, scores = every[starts], np.add.reduceat(packed & 0xFFFFFF, starts)
    speaks = (columns.flags.take(rows) & SPEAKS == LIVE) & (rows != row)
    rows, scores = rows[speaks], scores[speaks]
    if len(rows) > EXACT:
        rows = rows[np.sort(np.argsort(-scores, kind="stable")[:EXACT])]
    return Near(rows, alike(columns, row, rows))


def stories(state: State, found: Iterable[Near], without: int) -> list[int]:
    """The numbers of the stories whose articles these are, the nearest first."""
    best: dict[int, int] = {}
    for each in found:
        for number, like in zip(state.columns.story[each.rows].tolist(), each.likes.tolist(), strict=True):
            if like > FAINT and like > best.get(number, 0):
                best[number] = like
    best.pop(without, None)
    return sorted(best, key=lambda number: (-best[number], number))[:TRIED]


def scan(state: State, rows: Sequence[int], numbers: Sequence[int], samples: Sequence[Sequence[int]] = ()) -> Scan:
    """How these articles stand to these stories, or to these samples of them."""
    import numpy as np

    pairs = [(n, each) for n, each in zip(numbers, samples or [sample(state, n) for n in numbers], strict=True) if each]
    everyone, starts = [*rows], [0]
    for _, each in pairs:
        starts.append(len(everyone))
        everyone += each
    groups = facts(state, everyone, starts)
    if not pairs:
        return Scan(groups[0])
    others = np.array(everyone[len(rows) :])
    likes = sum(alike(state.columns, row, others) for row in rows)
    sums = np.add.reduceat(likes, np.array(starts[1:]) - len(rows)).tolist()
    means = [total // (len(rows) * len(each)) for total, (_, each) in zip(sums, pairs, strict=True)]
    for group, each in zip(groups, [rows, *(each for _, each in pairs)], strict=True):
        if len(each) > 1 and group.brevity:
            group.inside = inside(state, each)
    return Scan(groups[0], [number for number, _ in pairs], groups[1:], means)


def sample(state: State, number: int) -> list[int]:
    """The articles that speak for a story."""
    return [~number] if number < 0 else state.stories.bundles[number].sample()


def inside(state: State, rows: Sequence[int]) -> int:
    """The mean likeness of articles to one another and themselves."""
    import numpy as np

    some = np.array(rows)
    return int(sum(int(alike(state.columns, row, some).sum()) for row in rows)) // len(rows) ** 2


def facts(state: State, rows: Sequence[int], starts: Sequence[int]) -> list[Group]:
    """What is known of each group of articles; groups stand one after another from these places."""
    import numpy as np

    known = state.columns.facts.take(np.array(rows), axis=0)
    at = np.array(starts)
    low, high = np.minimum.reduceat(known, at).tolist(), np.maximum.reduceat(known, at).tolist()
    sums, firsts = np.add.reduceat(known, at, dtype=np.int64).tolist(), known[at].tolist()
    found = []
    for place, start in enumerate(starts):
        many = (starts[place + 1] if place + 1 < len(starts) else len(rows)) - start
        first, last = low[place][WHEN], high[place][WHEN]
        if first < 0 <= last:
            first = min(when for when in known[start : start + many, WHEN].tolist() if when >= 0)
        publisher = low[place][PUBLISHER] if low[place][PUBLISHER] == high[place][PUBLISHER] else -1
        short = brevity(sums[place][SIZE] // many)
        found.append(Group(first, last, sums[place][RIVALS] // many, firsts[place][LANGUAGE], publisher, short))
    return found
