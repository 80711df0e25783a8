"""What an editor's word does to the stories: it is carried out, and the machine does not undo it."""

from __future__ import annotations

from collections.abc import Iterator

from broadsheet.desk.adrift import company, stand_alone
from broadsheet.desk.columns import NOWHERE
from broadsheet.desk.regroup import merge
from broadsheet.desk.stories import Piece
from broadsheet.desk.window import State
from broadsheet.journal import Decision, Join, Leave, Merge, Overrule, Split
from broadsheet.news import TEN_THOUSAND


def overrule(state: State, line: Overrule) -> Iterator[Decision]:
    """The decisions that carry out an overrule; what the window no longer holds is decided by name alone."""
    if line.act == "merge":
        for subject in line.subjects:
            yield from _merge(state, subject, line)
    elif line.act == "join":
        for subject in line.subjects:
            yield from _join(state, subject, line)
    elif line.act == "split":
        yield from _split(state, line)


def _merge(state: State, subject: str, line: Overrule) -> Iterator[Decision]:
    number, into = state.stories.find(subject), state.stories.find(line.into)
    if NOWHERE in {number, into}:
        yield Merge(subject, line.into, TEN_THOUSAND, line.why)
    elif number != into:
        state.stories.barred.pop((min(number, into), max(number, into)), None)
        for row in (*state.stories[number].rows, *state.stories[into].rows):  # neither side may be found a misfit of the other
            state.at(row).locked = True
        yield merge(state, number, into, TEN_THOUSAND, line.why)


def _join(state: State, subject: str, line: Overrule) -> Iterator[Decision]:
    piece = state.pieces.get(subject)
    if piece is None and state.stories.find(subject) != NOWHERE:
        yield from _merge(state, subject, line)
        return
    into = state.stories.find(line.into)
    if piece is None or into == NOWHERE:
        yield Join(line.into, subject, TEN_THOUSAND, line.why)
        return
    piece.locked = True
    if piece.story == into:
        return
    before, target = piece.story, state.stories[into].id
    yield Leave(state.bundle(piece).id, piece.id, line.why)
    state.unseat(piece)
    state.seat(piece, into)
    if before in state.stories:
        state.stories.bar(before, piece.story)
    yield Join(target, piece.id, TEN_THOUSAND, line.why)


def _split(state: State, line: Overrule) -> Iterator[Decision]:
    pieces = [state.pieces[each] for each in line.subjects if each in state.pieces]
    pieces = [each for each in pieces if each.story == pieces[0].story]
    if not pieces:
        if line.subjects:
            yield Split("", line.into or line.subjects[0], line.subjects, line.why)
        return
    before = pieces[0].story
    leaving = _with_riders(state, pieces)
    name = line.into if state.stories.find(line.into) == NOWHERE else ""
    yield stand_alone(state, leaving, line.why, name)
    for each in leaving:
        each.locked = True
    if before in state.stories:
        state.stories.bar(before, pieces[0].story)


def _with_riders(state: State, pieces: list[Piece]) -> list[Piece]:
    found = {each.id: each for piece in pieces for each in company(state, piece)}
    return sorted(found.values(), key=lambda each: each.number)
