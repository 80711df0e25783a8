"""What stands near an article or a story in the window, and how crowded it is there.

In a crowded neighbourhood (an election, a pandemic) every two articles are alike; what they share with the stories next to
theirs says nothing. So a likeness counts as far as it stands above the mean of the nearest others, on both sides
(cross-domain similarity local scaling, Conneau et al. 2018, over stories instead of words).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from broadsheet.desk.buckets import KEYS
from broadsheet.desk.columns import LIVE, SPEAKS
from broadsheet.desk.decision import SURE, Facts, margins
from broadsheet.desk.groups import CLOSEST, Group, brevity, fade
from broadsheet.desk.signals import LIKE, compare

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from broadsheet.desk.stories import Bundle
    from broadsheet.desk.window import State

EXACT = 48  # articles compared exactly: those that share the weightiest keys
TRIED = 8  # stories compared whole, the nearest article's first
BAND = 1 << 10  # what a shared band of signs weighs among shared terms: as one of an eighth of a vector's length
AT_ONCE = 256  # articles whose neighbours are looked up in one go: some 2 MB
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
    above: list[int] | None = None  # the margins, where they were worked out with others'

    def rivals(self, without: int = -1) -> int:
        """The mean likeness of the nearest stories but the one in this place."""
        return self.crowd()[without] if without >= 0 else sum(sorted(self.beside + self.likes)[-CLOSEST:]) // CLOSEST

    def crowd(self) -> list[int]:
        """The mean likeness of the nearest stories without each."""
        likes = self.likes
        best = sorted(self.beside + likes, reverse=True)[: CLOSEST + 1]
        if len(best) <= CLOSEST:
            return [(sum(best) - like) // CLOSEST for like in likes]
        whole, rest = sum(best), sum(best[:-1])
        return [(whole - like if like >= best[-2] else rest) // CLOSEST for like in likes]

    @property
    def likes(self) -> list[int]:
        """How alike each story is on average."""
        return [] if self.means is None else cast("list[int]", self.means[:, LIKE].tolist())

    def margins(self) -> list[int]:
        """How far above the bar the group is for each of the stories."""
        if self.above is None:
            weigh([self])
        return self.above or []


def weigh(scans: Sequence[Scan]) -> None:
    """Work out the margins of several groups in one go."""
    import numpy as np

    some = [each for each in scans if each.means is not None]
    for each in scans:
        each.above = []
    if some:
        pairs = [(each.group, other) for each in some for other in each.groups]
        rivals = [crowd for each in some for crowd in each.crowd()]
        above, at = decide(np.concatenate([cast("Any", each.means) for each in some]), pairs, rivals), 0
        for each in some:
            each.above = above[at : at + len(each.numbers)]
            at += len(each.numbers)


def decide(means: NDArray[np.int64], pairs: Sequence[tuple[Group, Group]], rivals: Sequence[int]) -> list[int]:
    """How far above the bar a group is for another, with the means of their signals and how crowded the first one is."""
    import numpy as np

    facts = np.array([
        (one.brevity, rival, one.inside, one.size, one.language, two.brevity, two.rivals, two.inside, two.size, two.language)
        for (one, two), rival in zip(pairs, rivals, strict=True)
    ]).T  # fmt: skip
    short, crowd, inside, size = [(facts[at], facts[at + 5]) for at in range(4)]
    foreign = (facts[4] != facts[9]) & (facts[4] > 0) & (facts[9] > 0)
    found = margins(means, Facts(short, crowd, inside, size, foreign.astype(np.int64)))
    return [max(-SURE, above - fade(*pair)) for above, pair in zip(found.tolist(), pairs, strict=True)]


def near(state: State, row: int) -> Near:
    """The articles with a voice that share most with one, by its keys; itself left out."""
    return near_each(state, [row])[0]


def near_each(state: State, rows: Sequence[int]) -> list[Near]:
    """`near` of each of some articles, in one go."""
    found: list[Near] = []
    for start in range(0, len(rows), AT_ONCE):
        some = rows[start : start + AT_ONCE]
        lists = _listed(state, some)
        every, at = compare(state.columns, list(zip(some, lists, strict=True))), 0
        for each in lists:
            found.append(Near(each, every[at : at + len(each)]))
            at += len(each)
    return found


def _listed(state: State, asked: Sequence[int]) -> list[NDArray[np.int64]]:
    """The rows that share most of the weightiest keys with each, at most `EXACT`, in order."""
    import numpy as np

    columns, buckets = state.columns, state.buckets
    own = np.array(asked, np.int64)
    at, there = buckets.of_each(columns, own)
    weights = np.full(at.shape, BAND, np.int64)
    text = columns.text.take(own, axis=0)[:, :KEYS].astype(np.int64)
    weights[:, :KEYS] = np.where(text, text * text, BAND)
    held = buckets.rows.take(at[there], axis=0)
    lines = (np.arange(len(own)) << 48)[:, None] + weights
    packed = ((held.astype(np.int64) << 24) + lines[there][:, None])[held >= 0]  # which of the asked, the row found, the weight
    packed.sort()
    pairs = packed >> 24
    if not len(pairs):
        return [pairs for _ in asked]
    starts = np.flatnonzero(np.concatenate(([True], pairs[1:] != pairs[:-1])))
    pairs, scores = pairs[starts], np.add.reduceat(packed & 0xFFFFFF, starts)
    which, rows = pairs >> 24, pairs & 0xFFFFFF
    speaks = (columns.flags.take(rows) & SPEAKS == LIVE) & (rows != own.take(which))
    which, rows, scores = which[speaks], rows[speaks], scores[speaks]
    ends = np.searchsorted(which, np.arange(len(own) + 1))
    if np.diff(ends).max(initial=0) > EXACT:
        order = np.lexsort((-scores, which))
        order = np.sort(order[np.arange(len(order)) - ends.take(which) < EXACT])  # `which` is sorted either way
        which, rows = which[order], rows[order]
        ends = np.searchsorted(which, np.arange(len(own) + 1))
    bounds = ends.tolist()
    return [rows[bounds[place] : bounds[place + 1]] for place in range(len(own))]


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
    found = scan_each(state, [Asked(rows, numbers, known)])[0]
    found.groups = groups(state, numbers)
    return found


class Asked(NamedTuple):
    """The articles that speak, the stories that they are compared with, and what is known of a single one already."""

    rows: Sequence[int]
    numbers: Sequence[int]
    known: Near | None = None


def scan_each(state: State, asked: Sequence[Asked]) -> list[Scan]:
    """How each of some groups stands to stories; what is known of those stories is left to be filled in."""
    found: list[Scan] = []
    for start in range(0, len(asked), AT_ONCE // 4):
        found.extend(_scanned(state, asked[start : start + AT_ONCE // 4]))
    return found


def _scanned(state: State, asked: Sequence[Asked]) -> list[Scan]:
    import numpy as np

    wanted: list[tuple[int, NDArray[np.int64]]] = []
    plans = []
    for rows, numbers, known in asked:
        samples = [sample(state, number) for number in numbers]
        others = np.array([row for each in samples for row in each], np.int64)
        told, missing = None, np.zeros(0, np.int64)
        if known is not None and len(known.rows) and len(others):
            at = np.minimum(np.searchsorted(known.rows, others), len(known.rows) - 1)
            told = known.signals[at]
            missing = np.flatnonzero(known.rows[at] != others)
        if told is None:
            wanted.extend((row, others) for row in rows if len(others))
        elif len(missing):
            wanted.append((rows[0], others[missing]))
        plans.append((samples, len(others), told, missing))
    every = compare(state.columns, wanted) if wanted else np.zeros((0, 0), np.int64)
    found, start = [], 0
    for (rows, numbers, _), (samples, many, kept, absent) in zip(asked, plans, strict=True):
        group = alone(state, rows[0]) if len(rows) == 1 else together(state, int(state.columns.story[rows[0]]))
        if not numbers:
            found.append(Scan(group, rows=rows))
            continue
        means: NDArray[np.int64]
        if kept is None:
            means = every[start : start + many * len(rows)].reshape(len(rows), many, -1).sum(axis=0)
            start += many * len(rows)
        else:
            means = kept
            if len(absent):
                means[absent] = every[start : start + len(absent)]
                start += len(absent)
        if many > len(numbers):
            sizes = np.array([len(each) for each in samples])
            means = np.add.reduceat(means, np.cumsum(sizes) - sizes, axis=0) // (sizes[:, None] * len(rows))
        elif len(rows) > 1:
            means //= len(rows)
        found.append(Scan(group, list(numbers), [], means, rows=rows))
    return found


def _sums(state: State, rows: Sequence[int], others: Sequence[int]) -> int:
    import numpy as np

    some = np.array(others)
    return int(compare(state.columns, [(row, some) for row in rows])[:, LIKE].sum())


def sample(state: State, number: int) -> list[int]:
    """The articles that speak for a story."""
    return [~number] if number < 0 else state.stories.bundles[number].sample()


def alone(state: State, row: int) -> Group:
    """What is known of an article."""
    when, size, rivals, language, publisher = state.columns.facts[row].tolist()
    return Group(when, when, rivals, language, publisher, brevity(size))


def groups(state: State, numbers: Sequence[int]) -> list[Group]:
    """What is known of each of some stories."""
    return [together(state, number) for number in numbers]


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
        bundle.heard, bundle.inside = many, _sums(state, rows, rows) // len(rows) ** 2
    return bundle.inside
