"""Whose prose is whose, in whatever order it came: each chain of reprints rides with the article that was published first.

Of two articles that share their prose, the younger is the one published later where both give their time, else the one that
came later. So an original that arrives after its reprints becomes the first of their chain.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from broadsheet.desk.fingerprint import Sketch
from broadsheet.desk.origins import Overlap, compare_in, filled, is_copy, is_part, shown
from broadsheet.desk.regroup import merge
from broadsheet.desk.stories import Gone, Piece
from broadsheet.desk.window import State
from broadsheet.journal import Copy, Decision, Join, Leave

AS_GOOD = 7_000  # of the best overlap: the earliest article this near to it is the one that was copied
LONGEST = 200  # riders; a longer chain keeps its first, else reprints from last to first cost the square of their number
WHOLE = 5_000  # of both texts, by argument: what they share is more than one of the stories that either tells
DAY = 24 * 60  # minutes


@dataclass(slots=True)
class Kin:
    """The articles of the window whose prose one shares: those it reprints, and the first of each chain that reprints it.

    `rivals` give it a good part, which would not make it a reprint by itself.
    """

    elders: list[tuple[Piece, Overlap]] = field(default_factory=list)
    rivals: list[tuple[Piece, Overlap]] = field(default_factory=list)
    juniors: list[tuple[Piece, Overlap]] = field(default_factory=list)
    plain: Sketch = ()


def kin(state: State, piece: Piece) -> Kin:
    """Whom an article reprints and who reprints it, before it enters the window."""
    plain = state.index.plain(piece.sketch)
    near = [state.pieces[state.names[number]] for number in state.index.candidates(plain)]
    near += [state.pieces[each.rides] for each in near if each.rides in state.pieces]
    found = Kin(plain=plain)
    for other in {each.id: each for each in near}.values():
        root = state.pieces.get(other.rides) if other.rides else other
        if other.origin == piece.id:  # the first of this chain left the window and comes again
            if other.rides == piece.id:
                found.juniors.append((other, compare_in(state.index, other.row, piece.sketch)))
        elif root is not None and _precedes(state, piece, root):
            if root is other and _copies(other, piece, overlap := compare_in(state.index, other.row, piece.sketch)):
                found.juniors.append((other, overlap))
        elif root is None or not _precedes(state, piece, other):
            overlap = compare_in(state.index, plain, other.row)
            if _copies(piece, other, overlap):
                found.elders.append((other, overlap))
            elif is_part(overlap) and piece.alone == other.alone:
                found.rivals.append((other, overlap))
    state.index.learn(piece.sketch, [each.row for each, _ in (*found.elders, *found.juniors)])
    return found


def place(state: State, piece: Piece, found: Kin, signed: str) -> Iterator[Decision]:
    """Put an article with kin into their story: it reprints its elders, and its juniors' chains reprint it."""
    if found.elders:
        yield from _ride(state, piece, found, signed)
    else:
        yield _lead(state, piece, found.juniors)
    for junior, overlap in sorted(found.juniors, key=lambda each: _age(each[0])):
        chain = [junior, *(state.pieces[each] for each in state.riders.get(junior.id, ()))]
        yield from _follow(state, piece, chain, overlap)
        yield from _gather(state, piece, chain, overlap)


def bequeath(state: State, gone: Gone, riders: Sequence[Piece]) -> Iterator[Copy]:
    """What becomes of a chain that lost an article: the earliest of the riders of a first is the first now."""
    if riders:
        heir, *rest = sorted(riders, key=_age)
        heir.rides, heir.of, heir.origin = gone.rides, gone.of, gone.origin if gone.rides else heir.id
        if heir.voice:
            state.weigh(heir)
            state.stories.give(heir.story, heir)
            state.touched[heir.story] = None
        if rest:
            state.riders[heir.id] = [each.id for each in rest]
        yield Copy(heir.id, heir.of, heir.origin, 0, f"{gone.id}, which it reprinted, was withdrawn")
        for each in rest:
            each.rides, each.origin = heir.id, heir.origin
            each.of = heir.id if each.of == gone.id else each.of
            yield _copy(state, each)
    elif gone.rides in state.pieces:
        for name in state.riders.get(gone.rides, ()):
            if (each := state.pieces[name]).of == gone.id:
                each.of = gone.rides
                yield _copy(state, each)


def _copies(younger: Piece, elder: Piece, overlap: Overlap) -> bool:
    """Whether one reprints the other; a report that is a part of a round-up, or a round-up with one in it, does not."""
    return is_copy(overlap) and (younger.alone == elder.alone or min(overlap.younger, overlap.elder) >= WHOLE)


def _precedes(state: State, piece: Piece, root: Piece) -> bool:
    return _earlier(piece, root) and not piece.loose and len(state.riders.get(root.id, ())) <= LONGEST


def _earlier(one: Piece, other: Piece) -> bool:
    """Whether one was published clearly earlier; a time of midnight is a date alone, and may be any time of its day."""
    last = one.when + DAY - 1 if one.when % DAY == 0 else one.when
    return one.dated and other.dated and 0 < last < other.when


def _age(piece: Piece) -> tuple[int, int]:
    return piece.when if piece.dated else piece.entered, piece.number


def _ride(state: State, piece: Piece, found: Kin, signed: str) -> Iterator[Decision]:
    elders = _of_one(found)
    bar = max(overlap.younger for _, overlap in elders) * AS_GOOD // 10_000
    parent, overlap = min((each for each in elders if each[1].younger >= bar), key=lambda each: _age(each[0]))
    piece.rides, piece.of, piece.origin = parent.rides if parent.rides in state.pieces else parent.id, parent.id, parent.origin
    state.riders.setdefault(piece.rides, []).append(piece.id)
    why = shown(overlap, signed)
    yield Copy(piece.id, parent.id, piece.origin, overlap.younger, why)
    state.seat(piece, parent.story)
    yield Join(state.bundle(parent).id, piece.id, overlap.younger, f"reprints {parent.id}: {why}")


def _of_one(found: Kin) -> list[tuple[Piece, Overlap]]:
    """The elders of the chain that gives most of the article, the eldest of several that give as much.

    What a chain gives is told twice, by the pairs looked for and by the way between those found; each errs on its own.
    """
    chains: dict[str, list[tuple[Piece, Overlap]]] = {}
    for each in sorted((*found.elders, *found.rivals), key=lambda each: _age(each[0])):
        chains.setdefault(each[0].rides or each[0].id, []).append(each)
    if len(chains) == 1:
        return found.elders
    parts = filled(found.plain, [[piece.sketch for piece, _ in chain] for chain in chains.values()])
    given = [part + max(overlap.younger for _, overlap in chain) for part, chain in zip(parts, chains.values(), strict=True)]
    return max(zip(given, chains.values(), strict=True), key=lambda each: each[0])[1]


def _lead(state: State, piece: Piece, juniors: list[tuple[Piece, Overlap]]) -> Join:
    """Seat an original that came after its reprints in the story of the earliest of them."""
    junior, overlap = min(juniors, key=lambda each: _age(each[0]))
    state.weigh(piece)
    state.seat(piece, junior.story)
    piece.locked = junior.locked
    why = f"{junior.id} reprints it: {overlap.younger // 100}% of that stands in this earlier text"
    return Join(state.bundle(junior).id, piece.id, overlap.younger, why)


def _follow(state: State, piece: Piece, chain: Sequence[Piece], overlap: Overlap) -> Iterator[Copy]:
    """A chain that reprints an article takes the first of that article's chain for its own."""
    junior, *riders = chain
    if junior.voice:
        state.stories.take(junior.story, junior)
    state.riders.pop(junior.id, None)
    root = piece.rides or piece.id
    state.riders.setdefault(root, []).extend(each.id for each in chain)
    for each in chain:
        each.rides, each.origin = root, piece.origin
        state.touched[each.story] = None
    junior.of = piece.id
    yield Copy(junior.id, junior.of, junior.origin, overlap.younger, shown(overlap))
    for each in riders:
        direct = compare_in(state.index, each.row, piece.sketch)
        if is_copy(direct):
            each.of = piece.id
            yield Copy(each.id, each.of, each.origin, direct.younger, shown(direct))
        else:
            yield _copy(state, each)


def _copy(state: State, piece: Piece) -> Copy:
    of = state.pieces.get(piece.of)
    overlap = compare_in(state.index, piece.row, of.row if of else ())
    why = shown(overlap) if of else "reprints what the window has forgotten"
    return Copy(piece.id, piece.of, piece.origin, overlap.younger, why)


def _gather(state: State, piece: Piece, chain: Sequence[Piece], overlap: Overlap) -> Iterator[Decision]:
    """Bring a chain into the story of the article that it reprints, except where an editor put it."""
    why = f"reprints {piece.id}: {shown(overlap)}"
    coming = [
        each for each in chain if each.story != piece.story and not each.locked and not state.apart(each.story, piece.story)
    ]
    for number in dict.fromkeys(each.story for each in coming):
        movers, bundle = [each for each in coming if each.story == number], state.stories[number]
        if len(movers) == len(bundle.rows):
            yield merge(state, number, piece.story, overlap.younger, why)
            continue
        for each in movers:
            yield Leave(bundle.id, each.id, why)
            state.unseat(each)
            state.seat(each, piece.story)
            yield Join(state.bundle(piece).id, each.id, overlap.younger, why)
