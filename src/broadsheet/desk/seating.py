"""How does the fold come to stand where the stories in print stand, when its own memory is of no use?

An engine that is not the one which decided reads the window's lines anew and so learns what its articles say; what it would
have made of them is put aside, and each is seated where it stands in print.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from broadsheet.desk import events
from broadsheet.desk.columns import NOWHERE
from broadsheet.desk.stories import Piece
from broadsheet.desk.window import State, minutes
from broadsheet.journal import Arrival, JournalLine, Overrule, Revision, Tick
from broadsheet.settings import Settings


@dataclass(frozen=True, slots=True)
class Seat:
    """Where an article stands: its story, the article it reprints (or empty), whose prose it is; `locked` by an editor."""

    story: str
    of: str
    origin: str
    locked: bool


@dataclass(slots=True)
class Print:
    """The stories as they stand in print: seats by article, each story's other addresses, and which are not one.

    `opened` is the highest number of a story that was named for an article: 1 for its own id, 2 for `ID-2`.
    """

    seats: dict[str, Seat] = field(default_factory=dict)
    aliases: dict[str, list[str]] = field(default_factory=dict)
    opened: dict[str, int] = field(default_factory=dict)
    apart: list[tuple[str, str]] = field(default_factory=list)


def listen(state: State, lines: Iterable[JournalLine], settings: Settings) -> None:
    """Hear what came, changed and left. Where it stands is not decided here: editors' words and second looks pass over."""
    for line in lines:
        match line:
            case Tick():
                state.prune(minutes(line.now))
                state.fresh.clear()
                state.touched.clear()
            case Revision() if line.reading.article.id not in state.pieces:  # it came before the first line that is heard
                events.fold(state, [Arrival(line.number, line.reading)], settings)
            case Overrule():
                pass
            case _:
                events.fold(state, [line], settings)


def seat(state: State, printed: Print) -> None:
    """Put every article of the window where it stands in print; what stands nowhere leaves. No story counts as changed."""
    voices = {piece.row for piece in state.pieces.values() if piece.voice}
    for name in list(state.pieces):
        piece = state.pieces[name]
        if name in printed.seats:
            state.unseat(piece)
        else:
            state.forget(piece)
    pieces = sorted(state.pieces.values(), key=lambda each: each.number)
    fresh = list(state.fresh)  # weighing makes fresh too
    _chain(state, pieces, printed.seats)
    for piece in pieces:
        piece.locked = printed.seats[piece.id].locked
        state.columns.opened[piece.row] = min(printed.opened.get(piece.id, 0), 255)
        if piece.voice and piece.row not in voices:
            state.weigh(piece)
    _place(state, pieces, printed)
    for one, other in ((state.stories.find(one), state.stories.find(other)) for one, other in printed.apart):
        if NOWHERE not in {one, other} and one != other:
            state.stories.bar(one, other)
    state.reweigh(piece.row for piece in pieces)
    state.fresh = dict.fromkeys(fresh)
    state.touched.clear()
    state.touched.update(dict.fromkeys(state.at(row).story for row in fresh))


def _chain(state: State, pieces: Sequence[Piece], seats: Mapping[str, Seat]) -> None:
    """Whose prose is whose, as the page says it."""
    state.links.clear()
    state.riders.clear()
    for piece in pieces:
        kept = seats[piece.id]
        if not kept.of and kept.origin == piece.id:
            piece.rides = piece.of = ""
            continue
        piece.of, piece.origin, piece.rides = kept.of, kept.origin, _first(state, piece.id, seats) if kept.of else ""
        if piece.rides in state.pieces:
            state.riders.setdefault(piece.rides, []).append(piece.id)


def _first(state: State, name: str, seats: Mapping[str, Seat]) -> str:
    """The first of an article's chain that the window holds; the origin by its name where that has left."""
    seen = {name: None}
    while of := seats[name].of:
        if of not in state.pieces or of in seen:
            return seats[name].origin
        name = of
        seen[name] = None
    return name


def _place(state: State, pieces: Sequence[Piece], printed: Print) -> None:
    told: dict[str, list[Piece]] = {}
    for piece in pieces:
        told.setdefault(printed.seats[piece.id].story, []).append(piece)
    for story, tellers in told.items():
        others = printed.aliases.get(story, [])
        if len(tellers) == 1 and tellers[0].id == story and not others:
            state.stand(tellers[0])
            continue
        number = state.stories.open(story)
        for name in others:
            state.stories.names[name] = number
            state.stories.bundles[number].names.append(name)
        for piece in tellers:
            state.seat(piece, number)
