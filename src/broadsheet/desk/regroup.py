"""Whether the stories that changed should stand as they do: merges of near ones, and articles that fit elsewhere or nowhere.

Average-link agglomeration (best pair first) from where the stories stand, then each article against its own story without it;
only stories touched since the last Tick are looked at, so that the cost follows the news and not the window.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from heapq import heappop, heappush

from broadsheet.desk.likeness import margin, mean, sureness
from broadsheet.desk.near import Scan, scan
from broadsheet.desk.reasons import between, shared
from broadsheet.desk.stories import Bundle, Piece, product
from broadsheet.desk.window import State
from broadsheet.journal import Decision, Join, Leave, Merge, Split

OWN_SERIES = 40  # of 256: how much more a publisher's articles must share to make a story alone; 0 to 80 are within .001
BETTER = 24  # of 256: how much nearer another story must be before an article moves; 8 to 48 are within .002
MISFIT = -64  # of 256: an article so far below the bar in its own story leaves it; -120 costs .02 of NeuS's pairwise F1
PASSES = 3  # merge and move by turns; the third gains .004 on ECB+, nothing elsewhere


def best(state: State, piece: Piece) -> tuple[int, int, int]:
    """The story that an article of none is most like, how far above the bar, and how alike its other neighbours are.

    The number is -1 when nothing is near.
    """
    near = scan(state.stories, list(piece.vector.pairs()), piece.alone())
    number, above = _best(state, piece, near, -1)
    return number, above, near.rivals(number)


def _best(state: State, piece: Piece, near: Scan, own: int) -> tuple[int, int]:
    found = (-1, 0)
    for number in near.means:
        if number == own or (own >= 0 and state.apart(number, own)):
            continue
        above = near.margin(state.stories, number) - _own_series(state, piece, state.stories.by_number[number])
        if found[0] < 0 or above > found[1]:
            found = (number, above)
    return found


def _own_series(state: State, piece: Piece, bundle: Bundle) -> int:
    alone = all(state.pieces[each].publisher == piece.publisher for each in bundle.pieces[:8])
    return OWN_SERIES if alone else 0


def regroup(state: State) -> Iterator[Decision]:
    """Reconsider every story touched since the last time."""
    for number in sorted(state.touched):
        for name in state.stories.by_number[number].pieces if number in state.stories.by_number else ():
            state.reweigh(state.pieces[name])
    for _ in range(PASSES):
        touched = sorted(state.touched)
        state.touched.clear()
        yield from _merges(state, touched)
        yield from _moves(state, sorted({*touched, *state.touched} & state.stories.by_number.keys()))
    state.touched.clear()


def _merges(state: State, touched: list[int]) -> Iterator[Decision]:
    known = state.stories.by_number
    heap: list[tuple[int, int, int, int, int]] = []

    def offer(number: int) -> None:
        bundle = known[number]
        near = scan(state.stories, list(bundle.sums.items()), bundle.group, number)
        for other in near.means:
            above = near.margin(state.stories, other) - _one_publisher(state, bundle, known[other])
            if above >= 0 and not state.apart(number, other):
                low, high = min(number, other), max(number, other)
                heappush(heap, (-above, low, high, len(known[low].pieces), len(known[high].pieces)))
        bundle.group.rivals = near.rivals(-1)

    for number in touched:
        if number in known and known[number].group.voices:
            offer(number)
    while heap:
        above, low, high, size_low, size_high = heappop(heap)
        if low in known and high in known and (len(known[low].pieces), len(known[high].pieces)) == (size_low, size_high):
            yield merge(state, high, low, sureness(-above))
            offer(low)


def _one_publisher(state: State, one: Bundle, other: Bundle) -> int:
    first = state.pieces[one.pieces[0]]
    return OWN_SERIES if _own_series(state, first, one) and _own_series(state, first, other) else 0


def merge(state: State, number: int, into: int, score: int, why: str = "") -> Merge:
    """Put all of a story into another; its id becomes an alias of that."""
    bundle, target = state.stories.by_number[number], state.stories.by_number[into]
    decision = Merge(bundle.id, target.id, score, why or between(state, bundle, target))
    ids = bundle.names
    pairs = [each for each in state.barred if number in each]
    for name in list(bundle.pieces):
        piece = state.pieces[name]
        state.unseat(piece)
        state.seat(piece, into)
    state.story_numbers.update(dict.fromkeys(ids, into))
    target.names.extend(ids)
    for one, other in pairs:
        far = other if one == number else one
        state.barred[min(far, into), max(far, into)] = None
    return decision


def _moves(state: State, numbers: list[int]) -> Iterator[Decision]:
    for number in numbers:
        for name in list(state.stories.by_number[number].pieces):
            piece = state.pieces[name]
            if piece.rides or piece.locked or piece.story != number:
                continue
            yield from _move(state, piece, number)


def _move(state: State, piece: Piece, number: int) -> Iterator[Decision]:
    bundle = state.stories.by_number[number]
    if bundle.group.voices < 2 and (piece.voice or (bundle.group.voices == 0 and len(bundle.pieces) > 1)):
        return
    near = scan(state.stories, list(piece.vector.pairs()), piece.alone(), number)
    own = _own(piece, bundle, near)
    other, above = _best(state, piece, near, number)
    if other >= 0 and above >= 0 and above > own + BETTER:
        target = state.stories.by_number[other]
        if len(bundle.pieces) == 1:
            yield merge(state, number, other, sureness(above))
            return
        why = f"nearer to {target.id}: {shared(state, piece, target)}"
        for each in company(state, piece):
            yield Leave(bundle.id, each.id, why)
            state.unseat(each)
            state.seat(each, other)
            yield Join(target.id, each.id, sureness(above), why)
    elif own < MISFIT and bundle.group.voices > 1:
        yield stand_alone(state, company(state, piece), "shares too little with the rest of the story")


def _own(piece: Piece, bundle: Bundle, near: Scan) -> int:
    """How far above the bar an article is in its own story without it; the story then counts among its neighbours."""
    alone, group = near.group, bundle.group
    together = product(piece.vector.pairs(), bundle.sums)
    if piece.voice:
        together -= alone.square
        group = replace(
            group,
            voices=group.voices - 1,
            square=group.square - 2 * together - alone.square,
            terms=group.terms - alone.terms,
        )
    alone.rivals = near.rivals(-1)
    likeness = mean(together, alone, group)
    near.means[piece.story] = likeness
    return margin(likeness, alone, group)


def company(state: State, piece: Piece) -> list[Piece]:
    """An article with those that reprint it and stand in the same story."""
    riders = (state.pieces[each] for each in state.riders.get(piece.id, ()))
    return [piece, *(each for each in riders if each.story == piece.story and not each.locked)]


def stand_alone(state: State, pieces: list[Piece], why: str, name: str = "") -> Split:
    """Take articles out of their story into one of their own, named for the first of them that never opened one."""
    story = state.bundle(pieces[0]).id
    first = min(pieces, key=lambda each: (each.opened > 0, each.number))
    first.opened += 1
    identity = name or (first.id if first.opened == 1 else f"{first.id}-{first.opened}")
    for each in pieces:
        state.unseat(each)
    number = state.open(identity)
    for each in pieces:
        state.seat(each, number)
    return Split(story, identity, tuple(each.id for each in pieces), why)
