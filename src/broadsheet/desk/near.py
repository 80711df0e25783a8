"""What stands near an article or a story in the window, and how crowded it is there.

In a crowded neighbourhood (an election, a pandemic) every two articles are alike; what they share with the stories next to
theirs says nothing. So a likeness counts as far as it stands above the mean of the nearest others, on both sides
(cross-domain similarity local scaling, Conneau et al. 2018, over stories instead of words).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple, cast

from broadsheet.desk.buckets import KEYS
from broadsheet.desk.columns import LIVE, SPEAKS
from broadsheet.desk.decision import SURE, Facts, margins
from broadsheet.desk.groups import CLOSEST, Group, brevity, fade
from broadsheet.desk.signals import LIKE, alike, signals

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from broadsheet.desk.stories import Bundle
    from broadsheet.desk.window import State

EXACT = 48  # articles compared exactly: those that share the weightiest keys
TRIED = 8  # stories compared whole, the nearest article's first
BAND = 1 << 10  # what a shared band of signs weighs among shared terms: as one of an eighth of a vector's length
FAINT = 100  # of ten thousand: a likeness of no more is not compared


class Near(NamedTuple):
    """The articles near one, and in what it is like each."""

    rows: NDArray[np.int64]
    signals: NDArray[np.int64]

    @property
    def likes(self) -> NDArray[np.int64]:
        """How alike each is."""
        return self.signals[:, LIKE]


@dataclass(slots=True)
class Scan:
    """The stories nearest to a group: their numbers, what is known of each, and in what they are alike on average.

    `beside` is the mean likeness of others that crowd it.
    """

    group: Group
    numbers: list[int] = field(default_factory=list)
    groups: list[Group] = field(default_factory=list)
    means: NDArray[np.int64] | None = None
    beside: list[int] = field(default_factory=list)
    rows: Sequence[int] = ()

    def rivals(self, without: int = -1) -> int:
        """The mean likeness of the nearest stories but the one in this place."""
        rest = self.beside + self.likes
        if without >= 0:
            rest.pop(without - len(self.numbers))
        rest.sort(reverse=True)
        return sum(rest[:CLOSEST]) // CLOSEST

    @property
    def likes(self) -> list[int]:
        """How alike each story is on average."""
        return [] if self.means is None else cast("list[int]", self.means[:, LIKE].tolist())

    def margins(self) -> list[int]:
        """How far above the bar the group is for each of the stories."""
        if self.means is None:
            return []
        return decide(self.means, self.group, self.groups, [self.rivals(at) for at in range(len(self.numbers))])


def decide(means: NDArray[np.int64], group: Group, groups: Sequence[Group], rivals: Sequence[int]) -> list[int]:
    """How far above the bar a group is for each of others, with the means of their signals and how crowded it is then."""
    import numpy as np

    many = len(groups)
    facts = np.array([(g.brevity, g.rivals, g.inside, g.size, g.language) for g in groups], np.int64).T
    own = [np.full(many, value, np.int64) for value in (group.brevity, group.inside, group.size)]
    foreign = (facts[4] != group.language) & (facts[4] > 0) if group.language else np.zeros(many, bool)
    found = margins(
        means,
        Facts(
            (own[0], facts[0]), (np.array(rivals, np.int64), facts[1]), (own[1], facts[2]), (own[2], facts[3]),
            foreign.astype(np.int64),
        ),
    )  # fmt: skip
    faded = [fade(group, each) for each in groups]
    return [max(-SURE, above - less) for above, less in zip(found.tolist(), faded, strict=True)]


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
        return Near(every, signals(columns, row, every))
    starts = np.concatenate(([0], np.flatnonzero(every[1:] != every[:-1]) + 1))
    rows, scores = every[starts], np.add.reduceat(packed & 0xFFFFFF, starts)
    speaks = (columns.flags.take(rows) & SPEAKS == LIVE) & (rows != row)
    rows, scores = rows[speaks], scores[speaks]
    if len(rows) > EXACT:
        rows = rows[np.sort(np.argsort(-scores, kind="stable")[:EXACT])]
    return Near(rows, signals(columns, row, rows))


def stories(state: State, found: Iterable[Near], without: int) -> list[int]:
    """The numbers of the stories whose articles these are, the nearest first."""
    best: dict[int, int] = {}
    for each in found:
        for number, like in zip(state.columns.story[each.rows].tolist(), each.likes.tolist(), strict=True):
            if like > FAINT and like > best.get(number, 0):
                best[number] = like
    best.pop(without, None)
    return sorted(best, key=lambda number: (-best[number], number))[:TRIED]


def scan(state: State, rows: Sequence[int], numbers: Sequence[int], known: Near | None = None) -> Scan:
    """How an article, or those that speak for a story, stand to these stories; `known` are likenesses worked out already."""
    import numpy as np

    group = alone(state, rows[0]) if len(rows) == 1 else together(state, int(state.columns.story[rows[0]]))
    if not numbers:
        return Scan(group)
    samples = [sample(state, number) for number in numbers]
    others = [row for each in samples for row in each]
    every = _each(state, rows, np.array(others), known)
    ends = np.cumsum([len(each) for each in samples])
    starts = np.concatenate(([0], ends[:-1]))
    sizes = (ends - starts)[:, None] * len(rows)
    means = np.add.reduceat(every, starts, axis=0) // sizes
    return Scan(group, list(numbers), [together(state, number) for number in numbers], means, rows=rows)


def _each(state: State, rows: Sequence[int], others: NDArray[np.int64], known: Near | None) -> NDArray[np.int64]:
    """The signals of each of others, summed over these rows."""
    import numpy as np

    columns = state.columns
    if known is None or not len(known.rows):
        total = signals(columns, rows[0], others)
        for row in rows[1:]:
            total += signals(columns, row, others)
        return total
    at = np.minimum(np.searchsorted(known.rows, others), len(known.rows) - 1)
    found = known.signals[at]
    missing = np.flatnonzero(known.rows[at] != others)
    if len(missing):
        found[missing] = signals(columns, rows[0], others[missing])
    return found


def _sums(state: State, rows: Sequence[int], others: Sequence[int]) -> list[int]:
    import numpy as np

    some = np.array(others)
    total = alike(state.columns, rows[0], some)
    for row in rows[1:]:
        total += alike(state.columns, row, some)
    return cast("list[int]", total.tolist())


def sample(state: State, number: int) -> list[int]:
    """The articles that speak for a story."""
    return [~number] if number < 0 else state.stories.bundles[number].sample()


def alone(state: State, row: int) -> Group:
    """What is known of an article."""
    when, size, rivals, language, publisher = state.columns.facts[row].tolist()
    return Group(when, when, rivals, language, publisher, brevity(size))


def together(state: State, number: int) -> Group:
    """What is known of a story."""
    if number < 0:
        return alone(state, ~number)
    bundle = state.stories.bundles[number]
    if bundle.group is None:
        bundle.group = _summed(state, bundle.sample())
    if len(bundle.voices) > 1:
        bundle.group.inside = inside(state, bundle)
    bundle.group.size = max(1, len(bundle.voices))
    return bundle.group


def _summed(state: State, rows: Sequence[int]) -> Group:
    when, sizes, rivals, languages, publishers = state.columns.facts.take(rows, axis=0).T.tolist()
    dated = [each for each in when if each >= 0]
    many = len(rows)
    return Group(
        min(dated, default=-1),
        max(dated, default=-1),
        sum(rivals) // many,
        languages[0],
        publishers[0] if min(publishers) == max(publishers) else -1,
        brevity(sum(sizes) // many),
    )


def inside(state: State, bundle: Bundle) -> int:
    """The mean likeness of a story's articles to one another and themselves, known until it has grown by a quarter."""
    many = len(bundle.voices)
    if not 4 * bundle.heard <= 5 * many <= 6 * bundle.heard:
        rows = bundle.sample()
        bundle.heard, bundle.inside = many, sum(_sums(state, rows, rows)) // len(rows) ** 2
    return bundle.inside
