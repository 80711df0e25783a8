"""Whether the stories that changed should stand as they do: merges of near ones, and articles that fit elsewhere or nowhere.

Average-link agglomeration (best pair first) from where the stories stand, then each article against its own story without it;
only stories touched since the last Tick are looked at, and in them the articles that came since, so that the cost follows the
news and not the window.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from heapq import heappop, heappush

from broadsheet.desk.adrift import Adrift, company, pour, stand_alone
from broadsheet.desk.columns import RIVALS
from broadsheet.desk.decision import DOUBT, OWN_SERIES, SURE, sureness
from broadsheet.desk.groups import PUBLISHER
from broadsheet.desk.near import Asked, Looks, Scan, sample, scan
from broadsheet.desk.reasons import shared
from broadsheet.desk.stories import SAMPLE, Piece
from broadsheet.desk.window import State
from broadsheet.journal import Decision, Join, Leave, Merge

BETTER = 24  # of 256, by argument: how much nearer another story must be before an article moves, so that none swings
MISFIT = -64  # of 256, by argument: so far below the bar in its own story (44 of 100) an article leaves it
PASSES = 3  # by argument: a move can make room for a merge, and that for a move; more waits for the next Tick
ASKED = 4  # of a story's articles, the latest, whose neighbours are merged with it
SLACK = -512  # log odds, in 256ths, by argument: pairs so far below the bar are remembered, since one of them may grow nearer
AT_ONCE = 512  # groups compared in one go


def regroup(state: State) -> Iterator[Decision]:
    """Reconsider every story touched since the last time."""
    looks = Looks(state)
    fresh = list(state.fresh)
    state.reweigh([*fresh, *(row for number in state.touched for row in sample(state, number))])
    state.fresh.clear()
    adrift = Adrift(state, fresh)
    for _ in range(PASSES):
        touched = sorted(state.touched)
        state.touched.clear()
        yield from _Merging(state, looks, frozenset(fresh), adrift).run(touched)
        yield from adrift.landed()
        again = sorted(number for number in {*touched, *state.touched} if number in state.stories)
        state.touched.clear()
        yield from _moves(state, again, looks, frozenset(fresh))
        if not state.touched:
            break
    state.touched.clear()
    state.stories.settle()


class _Merging:
    """The pairs of stories that may be one, the surest first."""

    def __init__(self, state: State, looks: Looks, fresh: frozenset[int], adrift: Adrift) -> None:
        self.state, self.looks, self.fresh, self.adrift = state, looks, fresh, adrift
        self.heap: list[tuple[int, int, int, tuple[int, int]]] = []
        self.into: dict[int, int] = {}  # where a story went that was merged, or got a number of its own
        self.tried: set[tuple[int, int, tuple[int, int]]] = set()

    def run(self, touched: Sequence[int]) -> Iterator[Decision]:
        """Merge what is one."""
        known = self.state.stories
        standing = [number for number in touched if number in known and known[number].voices]
        for start in range(0, len(standing), AT_ONCE):
            self._offer(standing[start : start + AT_ONCE])
        while self.heap:
            below, one, other, sizes = heappop(self.heap)
            here, there = self._now(one), self._now(other)
            if here == there or here not in known or there not in known:
                continue
            if (here, there, self._sizes(here, there)) != (one, other, sizes):
                self._again(here, there)
            elif below <= 0 and not self.state.apart(here, there):
                low, high = sorted((here, there), key=self._age)
                into = yield from self._merge(low, high, -below)
                self.into |= {each: into for each in (low, high) if each != into}
                if len(known[into].voices) <= 2 * SAMPLE:
                    self._offer([into])

    def _merge(self, low: int, high: int, above: int) -> Generator[Decision, None, int]:
        """Make one of two; what nobody was told of yet goes into what was."""
        if high in self.adrift or low in self.adrift:
            return self.adrift.merge(low, high, above)
        done = merge(self.state, high, low, sureness(above), doubtful=above < DOUBT)
        yield done
        return self.state.stories.find(done.into)

    def _offer(self, numbers: Sequence[int]) -> None:
        """Look how each of these stories stands to those near it; how crowded it is there is kept."""
        state = self.state
        samples = [sample(state, number) for number in numbers]
        asked = [([row for row in rows if row in self.fresh] or [rows[0], rows[-1]])[-ASKED:] for rows in samples]
        near = self.looks.stories([list(dict.fromkeys(rows)) for rows in asked], numbers)
        found = scan(state, [Asked(number, others) for number, others in zip(numbers, near, strict=True)], keep=True)
        for number, each in zip(numbers, found, strict=True):
            for other, above in zip(each.numbers, each.above, strict=True):
                self._keep(above, number, other)

    def _again(self, one: int, other: int) -> None:
        """Weigh a pair anew of which one has changed; each is as crowded as it was when it was looked at last."""
        one, other = sorted((one, other), key=lambda number: (len(self.state.stories[number].voices), number))
        if (one, other, self._sizes(one, other)) in self.tried:
            return
        self.tried.add((one, other, self._sizes(one, other)))
        rows = sample(self.state, one)
        crowd = int(self.state.columns.facts[rows, RIVALS].sum()) // len(rows) if rows else 0
        (found,) = scan(self.state, [Asked(one, [other], crowd=crowd)])
        self._keep(found.above[0], one, other)

    def _keep(self, above: int, one: int, other: int) -> None:
        if above >= SLACK:
            heappush(self.heap, (-above, one, other, self._sizes(one, other)))

    def _now(self, number: int) -> int:
        found = number
        while found in self.into:
            found = self.into[found]
        while number != found:  # the next way is shorter
            self.into[number], number = found, self.into[number]
        return found

    def _sizes(self, one: int, other: int) -> tuple[int, int]:
        return len(self.state.stories[one].rows), len(self.state.stories[other].rows)

    def _age(self, number: int) -> tuple[bool, int, int]:
        row = self.state.stories[number].rows[0]
        return number in self.adrift, int(self.state.columns.number[row]), row


def merge(state: State, number: int, into: int, score: int, why: str = "", doubtful: bool = False) -> Merge:
    """Put all of a story into another; its id becomes an alias of that."""
    known = state.stories
    number, into = known.own(number), known.own(into)
    bundle, target = known[number], known[into]
    why = why or shared(state, bundle.sample() or bundle.rows[:1], target.sample() or target.rows[:1])
    decision = Merge(bundle.id, target.id, score, why, doubtful)
    keep, gone = (into, number) if len(target.rows) >= len(bundle.rows) else (number, into)
    pairs = [each for each in known.barred if gone in each]
    names, first = [*target.names, *bundle.names], list(target.rows)
    pour(state, known[gone].rows, keep)
    known.take_over(keep, names, first)
    for one, other in pairs:
        far = other if one == gone else one
        known.barred[min(far, keep), max(far, keep)] = None
    return decision


def _moves(state: State, numbers: Sequence[int], looks: Looks, fresh: frozenset[int]) -> Iterator[Decision]:
    pieces = [state.at(row) for number in numbers for row in _questioned(state, number, fresh)]
    old = [piece for piece in pieces if piece.row not in fresh]
    fitting = {piece.row for piece, own in zip(old, _fits(state, old), strict=True) if own >= 0}
    asked = [piece for piece in pieces if piece.row not in fitting]
    for piece, before in zip(asked, _elsewhere(state, asked, looks), strict=True):
        if _restless(state, piece, *before) and _free(state, piece):
            (now,) = _elsewhere(state, [piece], looks)  # what moved before it counts
            if _restless(state, piece, *now):
                yield from _move(state, piece, *now)


def _questioned(state: State, number: int, fresh: frozenset[int]) -> list[int]:
    """The articles of a story that may stand wrong: those that came since the last Tick, or all of a small one."""
    bundle = state.stories[number]
    few = bundle.voices if len(bundle.voices) <= 2 * SAMPLE else [row for row in bundle.sample() if row in fresh]
    loose = [row for row in bundle.rows if row in fresh] if len(bundle.voices) < len(bundle.rows) else []
    return [row for row in dict.fromkeys([*few, *loose]) if _free(state, state.at(row))]


def _free(state: State, piece: Piece) -> bool:
    if piece.rides or piece.locked or piece.alone:
        return False
    bundle = state.bundle(piece)
    return len(bundle.voices) > (1 if piece.voice else 0) or (not bundle.voices and len(bundle.rows) == 1)


def _fits(state: State, pieces: Sequence[Piece]) -> list[int]:
    """How far above the bar each article is in its own story, by how crowded it was."""
    asked = [Asked(~piece.row, [piece.story], piece.row, int(state.columns.facts[piece.row, RIVALS])) for piece in pieces]
    return [_own(state, piece, found) for piece, found in zip(pieces, _scanned(state, asked), strict=True)]


def _elsewhere(state: State, pieces: Sequence[Piece], looks: Looks) -> Iterator[tuple[Scan, int]]:
    """How each article stands to its own story, the first of the scan, and to those near it; and the former's margin."""
    near = looks.stories([[piece.row] for piece in pieces], [piece.story for piece in pieces])
    asked = [Asked(~piece.row, [piece.story, *others], piece.row) for piece, others in zip(pieces, near, strict=True)]
    for piece, found in zip(pieces, _scanned(state, asked), strict=True):
        yield found, _own(state, piece, found)


def _scanned(state: State, asked: Sequence[Asked]) -> list[Scan]:
    return [each for start in range(0, len(asked), AT_ONCE) for each in scan(state, asked[start : start + AT_ONCE])]


def _own(state: State, piece: Piece, found: Scan) -> int:
    """How far above the bar an article is in its own story without it.

    What an editor put beside it says nothing of its fit: with nothing else there, it stands at the bar.
    """
    others = [row for row in sample(state, piece.story) if row != piece.row]
    if all(state.at(row).locked for row in others):
        return 0 if others else -SURE
    series = found.group[PUBLISHER] >= 0 and found.group[PUBLISHER] == found.others[0][PUBLISHER]
    return min(SURE, found.above[0] + (OWN_SERIES if series else 0))


def _best(state: State, piece: Piece, found: Scan) -> int:
    """Which of the stories near an article is the nearest, by place in the scan; 0 when it may go to none."""
    free = [at for at in range(1, len(found.numbers)) if not state.apart(found.numbers[at], piece.story)]
    return max(free, key=lambda at: found.above[at], default=0)


def _restless(state: State, piece: Piece, found: Scan, own: int) -> bool:
    best = _best(state, piece, found)
    return own < MISFIT or (best > 0 and found.above[best] >= 0 and found.above[best] > own + BETTER)


def _move(state: State, piece: Piece, found: Scan, own: int) -> Iterator[Decision]:
    number = piece.story
    bundle, best = state.stories[number], _best(state, piece, found)
    above = found.above[best]
    if best > 0 and above >= 0 and above > own + BETTER:
        other = state.stories.own(found.numbers[best])
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
