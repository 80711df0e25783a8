"""Whether the stories that changed should stand as they do: merges of near ones, and articles that fit elsewhere or nowhere.

Average-link agglomeration (best pair first) from where the stories stand, then each article against its own story without it;
only stories touched since the last Tick are looked at, and in them the articles that came since, so that the cost follows the
news and not the window.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from heapq import heappop, heappush
from typing import TYPE_CHECKING

from broadsheet.desk.columns import RIVALS
from broadsheet.desk.decision import SURE, sureness
from broadsheet.desk.groups import DOUBT
from broadsheet.desk.looks import Looks
from broadsheet.desk.near import Asked, Scan, alone, decide, groups, scan, scan_each, stories, together, weigh
from broadsheet.desk.reasons import shared
from broadsheet.desk.signals import LIKE, compare, signals
from broadsheet.desk.stories import SAMPLE, Piece
from broadsheet.desk.window import State
from broadsheet.journal import Decision, Join, Leave, Merge, Split

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

OWN_SERIES = 256  # log odds, in 256ths, by argument: a publisher's own articles are a series before they are an event
BETTER = 24  # of 256, by argument: how much nearer another story must be before an article moves, so that none swings
MISFIT = -64  # of 256, by argument: so far below the bar in its own story (44 of 100) an article leaves it
PASSES = 3  # by argument: a move can make room for a merge, and that for a move; more waits for the next Tick
ASKED = 4  # of a story's articles, the latest, whose neighbours are merged with it


def above_bar(found: Scan) -> list[int]:
    """How far above the bar an article is for each of the stories near it."""
    return [above - (OWN_SERIES if _one_publisher(found, at) else 0) for at, above in enumerate(found.margins())]


def regroup(state: State) -> Iterator[Decision]:
    """Reconsider every story touched since the last time."""
    looks = Looks(state)
    fresh = list(state.fresh)
    state.reweigh([*fresh, *(row for number in state.touched for row in state.stories[number].sample())])
    state.fresh.clear()
    for _ in range(PASSES):
        touched = sorted(state.touched)
        state.touched.clear()
        yield from _merges(state, touched, looks, frozenset(fresh))
        again = sorted(number for number in {*touched, *state.touched} if number in state.stories)
        yield from _moves(state, again, looks, frozenset(fresh))
    state.touched.clear()


def _merges(state: State, touched: Sequence[int], looks: Looks, fresh: frozenset[int]) -> Iterator[Decision]:
    known = state.stories
    heap: list[tuple[int, int, int, int, int]] = []

    def offer(numbers: Sequence[int], scans: Sequence[Scan]) -> None:
        for found in scans:
            found.groups = groups(state, found.numbers)  # as crowded as they are known to be by now
        weigh(scans)
        for number, found in zip(numbers, scans, strict=True):
            for other, above in zip(found.numbers, above_bar(found), strict=True):
                if above >= 0 and not state.apart(number, other):
                    low, high = sorted((number, other), key=_age)
                    heappush(heap, (-above, low, high, len(known[low].rows), len(known[high].rows)))

    def _age(number: int) -> tuple[int, int]:
        row = known[number].rows[0]
        return int(state.columns.number[row]), row

    standing = [number for number in touched if number in known and known[number].voices]
    offer(standing, _looked(state, standing, looks, fresh))
    while heap:
        above, low, high, size_low, size_high = heappop(heap)
        if low in known and high in known and (len(known[low].rows), len(known[high].rows)) == (size_low, size_high):
            into = known.own(low)
            yield merge(state, high, into, sureness(-above), doubtful=-above < DOUBT)
            offer([into], _looked(state, [into], looks, fresh))


def _looked(state: State, numbers: Sequence[int], looks: Looks, fresh: frozenset[int]) -> list[Scan]:
    """How each of these stories stands to those near it; how crowded it is there is kept."""
    known = state.stories
    samples = [known[number].sample() for number in numbers]
    asked = [([row for row in rows if row in fresh or row in looks] or [rows[0], rows[-1]])[-ASKED:] for rows in samples]
    looks.fetch(row for rows in asked for row in rows)
    wanted = []
    for number, rows, some in zip(numbers, samples, asked, strict=True):
        others = stories(state, [looks[row] for row in dict.fromkeys(some)], number)
        wanted.append(Asked(rows, others, looks[rows[0]] if len(rows) == 1 else None))
    found = scan_each(state, wanted)
    for number, each in zip(numbers, found, strict=True):
        state.columns.facts[each.rows, RIVALS] = each.rivals()
        if number >= 0:
            known[number].group = None
    return found


def _one_publisher(found: Scan, at: int) -> bool:
    return found.group.publisher >= 0 and found.group.publisher == found.groups[at].publisher


def merge(state: State, number: int, into: int, score: int, why: str = "", doubtful: bool = False) -> Merge:
    """Put all of a story into another; its id becomes an alias of that."""
    known = state.stories
    number, into = known.own(number), known.own(into)
    bundle, target = known[number], known[into]
    why = why or shared(state, bundle.sample() or bundle.rows[:1], target.sample() or target.rows[:1])
    decision = Merge(bundle.id, target.id, score, why, doubtful)
    pairs = [each for each in known.barred if number in each]
    for row in list(bundle.rows):
        piece = state.at(row)
        state.unseat(piece)
        state.seat(piece, into)
    known.names.update(dict.fromkeys(bundle.names, into))
    target.names.extend(bundle.names)
    for one, other in pairs:
        far = other if one == number else one
        known.barred[min(far, into), max(far, into)] = None
    return decision


def _moves(state: State, numbers: Sequence[int], looks: Looks, fresh: frozenset[int]) -> Iterator[Decision]:
    several = [number for number in numbers if number >= 0 and len(state.stories[number].rows) > 1]
    looks.fetch(row for number in several for row in state.stories[number].sample() if row in fresh)
    settled = _settled(state, several, looks)
    for number in numbers:
        if number not in state.stories:
            continue
        bundle = state.stories[number]
        few = bundle.voices if len(bundle.voices) <= 2 * SAMPLE else [row for row in bundle.sample() if row in fresh]
        loose = [row for row in bundle.rows if row in fresh] if len(bundle.voices) < len(bundle.rows) else []
        for row in dict.fromkeys([*few, *loose]):
            if settled.get(row) == bundle.voices:
                continue
            piece = state.at(row)
            if piece.story == number and not piece.rides and not piece.locked:
                yield from _move(state, piece, number, looks, fresh)


def _settled(state: State, numbers: Iterable[int], looks: Looks) -> dict[int, list[int]]:
    """The articles looked at before that fit their own stories, and the voices of those when they do."""
    import numpy as np

    asked: list[tuple[int, NDArray[np.int64]]] = []
    pairs, known = [], []
    for number in numbers:
        voices = state.stories[number].voices
        if 1 < len(voices) <= 2 * SAMPLE and not any(state.at(row).locked for row in voices):
            old, target = [row for row in voices if row not in looks], together(state, number)
            asked += [(row, np.array([each for each in voices if each != row])) for row in old]
            pairs += [(alone(state, row), target if len(voices) > 2 else alone(state, _other(voices, row))) for row in old]
            known += [list(voices)] * len(old)
    if not asked:
        return {}
    sizes = np.array([len(rest) for _, rest in asked])
    means = np.add.reduceat(compare(state.columns, asked), np.cumsum(sizes) - sizes, axis=0) // sizes[:, None]
    own = decide(means, pairs, [group.rivals for group, _ in pairs])
    return {row: voices for (row, _), voices, above in zip(asked, known, own, strict=True) if above >= 0}


def _other(voices: Sequence[int], row: int) -> int:
    return voices[1] if voices[0] == row else voices[0]


def _move(state: State, piece: Piece, number: int, looks: Looks, fresh: frozenset[int]) -> Iterator[Decision]:
    bundle = state.stories[number]
    if piece.alone or (len(bundle.voices) < 2 and (piece.voice or (not bundle.voices and len(bundle.rows) > 1))):
        return
    if piece.row not in fresh and piece.row not in looks and _own(state, piece, number, None) >= 0:
        return
    looked = looks[piece.row]
    found = scan(state, [piece.row], stories(state, [looked], number), looked)
    own = _own(state, piece, number, found)
    bars = {at: above for at, above in enumerate(above_bar(found)) if not state.apart(found.numbers[at], number)}
    at = max(bars, key=lambda each: bars[each], default=-1)
    above = bars.get(at, -1)
    if above >= 0 and above > own + BETTER:
        other = state.stories.own(found.numbers[at])
        target = state.stories[other]
        if len(bundle.rows) == 1:
            yield merge(state, number, other, sureness(above))
            return
        why = f"nearer to {target.id}: {shared(state, [piece.row], target.sample())}"
        for each in company(state, piece):
            yield Leave(bundle.id, each.id, why)
            state.unseat(each)
            state.seat(each, other)
            yield Join(target.id, each.id, sureness(above), why)
    elif own < MISFIT and len(bundle.voices) > 1 and not any(state.at(row).locked for row in bundle.rows):
        yield stand_alone(state, company(state, piece), "shares too little with the rest of the story")


def _own(state: State, piece: Piece, number: int, found: Scan | None) -> int:
    """How far above the bar an article is in its own story without it; the story then counts among its neighbours.

    What an editor put beside it says nothing of its fit: with nothing else there, it stands at the bar.
    """
    import numpy as np

    group = found.group if found else alone(state, piece.row)
    others = [row for row in state.stories[number].sample() if row != piece.row]
    rest = [row for row in others if not state.at(row).locked]
    if not rest:
        return 0 if others else -SURE
    means = signals(state.columns, piece.row, np.array(rest)).sum(axis=0, keepdims=True) // len(rest)
    rivals = found.rivals() if found else group.rivals
    if found:
        found.beside.append(int(means[0, LIKE]))
    target = together(state, number) if len(rest) > 1 else alone(state, rest[0])
    return decide(means, [(group, target)], [rivals])[0]


def company(state: State, piece: Piece) -> list[Piece]:
    """An article with those that reprint it and stand in the same story."""
    riders = (state.pieces[each] for each in state.riders.get(piece.id, ()))
    return [piece, *(each for each in riders if each.story == piece.story and not each.locked)]


def stand_alone(state: State, pieces: list[Piece], why: str, name: str = "") -> Split:
    """Take articles out of their story into one of their own, named for the first of them that never opened one."""
    story = state.bundle(pieces[0]).id
    opened = state.columns.opened
    first = min(pieces, key=lambda each: (opened[each.row] > 0, each.number))
    identity = name or state.new_name(first)
    for each in pieces:
        state.unseat(each)
    number = state.stories.open(identity)
    for each in pieces:
        state.seat(each, number)
    return Split(story, identity, tuple(each.id for each in pieces), why)
