"""What joined a story when it came is looked at again with all that came beside it: the first to come knew the fewest others.

A Tick takes these articles out of their stories without telling anybody, lets them be merged like all others, and then tells
the archive what became different alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from broadsheet.desk.columns import JOINED
from broadsheet.desk.decision import sureness
from broadsheet.desk.near import sample
from broadsheet.desk.reasons import shared
from broadsheet.desk.stories import Piece
from broadsheet.desk.window import State
from broadsheet.journal import Decision, Join, Leave, Split


class Adrift:
    """The articles taken out, alone or in stories that nobody was told of; every story keeps its eldest article."""

    def __init__(self, state: State, fresh: Sequence[int]) -> None:
        self._state = state
        self._homes: dict[int, str] = {}  # the story that each joined
        self._sure: dict[int, int] = {}  # log odds of where each went
        self._afloat: set[int] = set()
        for row in fresh:
            piece = state.at(row)
            if state.columns.flags[row] & JOINED:
                piece.flag(JOINED, False)
                if piece.voice and not piece.locked and state.bundle(piece).voices[0] != row:
                    self._homes[row] = state.bundle(piece).id
                    state.unseat(piece)
                    state.stand(piece)
                    self._afloat.add(~row)

    def __contains__(self, number: int) -> bool:
        return number in self._afloat

    def merge(self, low: int, high: int, above: int) -> int:
        """Put one that is adrift, `high`, into another story, which may be adrift too; answers the number of the whole."""
        state, known = self._state, self._state.stories
        if low in self._afloat and len(known[low].rows) < len(known[high].rows):
            low, high = high, low
        rows = list(known[high].rows)
        self._sure |= dict.fromkeys(rows, above)
        self._afloat.discard(high)
        into = low
        if low < 0 and low in self._afloat:
            into = known.open(f"~{state.columns.ids[~low]}")
            pour(state, [~low], into)
            self._afloat.remove(low)
            self._afloat.add(into)
        elif low < 0:
            into = known.own(low)
        pour(state, rows, into)
        return into

    def landed(self) -> Iterator[Decision]:
        """What the archive is told: who stands elsewhere than where it joined."""
        state, known = self._state, self._state.stories
        for number in sorted(self._afloat, key=lambda each: int(state.columns.number[known[each].rows[0]])):
            yield self._launch(number)
        for row, home in self._homes.items():
            piece, before = state.at(row), known.find(home)
            if piece.story == before:
                continue
            target = state.bundle(piece)
            others = [each for each in sample(state, piece.story) if each != row]
            why = f"nearer to {target.id}: {shared(state, [row], others)}"
            for each in [piece, *_riders(state, piece, before)]:
                if each is not piece:
                    state.unseat(each)
                    state.seat(each, piece.story)
                yield Leave(known[before].id, each.id, why)
                yield Join(target.id, each.id, sureness(self._sure.get(row, 0)), why)
        self._homes.clear()
        self._afloat.clear()

    def _launch(self, number: int) -> Split:
        """Give a story that nobody was told of a name: it splits from the one that its eldest article joined."""
        state, known = self._state, self._state.stories
        rows = list(known[number].rows)
        first = state.at(rows[0])
        before = known.find(self._homes[first.row])
        leaving = [state.at(row) for row in rows if known.find(self._homes[row]) == before]
        riders = [each for piece in leaving for each in _riders(state, piece, before)]
        name = state.new_name(first)
        if number < 0 and (name != first.id or riders):
            number = known.open(name)
            pour(state, rows, number)
        elif number >= 0:
            known.take_over(number, [name])
        pour(state, [each.row for each in riders], number)
        for piece in leaving:
            del self._homes[piece.row]
        told = tuple(each.id for each in (*leaving, *riders))
        return Split(known[before].id, name, told, "with all that came since, it is nearer to others or stands alone")


def pour(state: State, rows: Sequence[int], into: int) -> None:
    """Put articles into a story."""
    for row in list(rows):
        piece = state.at(row)
        state.unseat(piece)
        state.seat(piece, into)


def _riders(state: State, piece: Piece, number: int) -> list[Piece]:
    """Those that reprint an article and stand in a story."""
    riders = (state.pieces[each] for each in state.riders.get(piece.id, ()))
    return [each for each in riders if each.story == number and not each.locked]


def company(state: State, piece: Piece) -> list[Piece]:
    """An article with those that reprint it and stand in the same story."""
    return [piece, *_riders(state, piece, piece.story)]


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
