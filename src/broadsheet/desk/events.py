"""Which articles tell the same event: the fold from the journal to stories.

`fold(state, lines, settings)` is `(state, decisions)`: one writer, deterministic, no clock but the journal's, every score a
whole number. An article joins the story it is most like on average (`likeness`), rides along with the article that it
reprints (`origins`), or opens a story of its own; `regroup` reconsiders the stories that changed at each Tick.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from broadsheet.desk.chains import bequeath, kin, place
from broadsheet.desk.likeness import DOUBT, crowd, gap, sureness
from broadsheet.desk.origins import agency
from broadsheet.desk.reasons import apart, shared
from broadsheet.desk.regroup import best, regroup
from broadsheet.desk.round_up import TITLE_CHARACTERS, round_up
from broadsheet.desk.rulings import overrule
from broadsheet.desk.stories import Piece
from broadsheet.desk.window import State, minutes
from broadsheet.journal import Arrival, Decision, Join, JournalLine, Leave, Open, Overrule, Revision, Tick, Withdrawal
from broadsheet.news import Reading
from broadsheet.settings import Settings

__all__ = ["State", "fold"]

LOOSE_KINDS = ("live", "listing", "gallery", "video")
LOOSE_GENRES = ("sponsored", "service")
_live = re.compile(r"\b(live (updates?|blog)|as it happened)\b", re.IGNORECASE)


def fold(state: State, lines: Iterable[JournalLine], settings: Settings) -> tuple[State, list[Decision]]:
    """The state and the decisions after these lines of the journal."""
    decisions: list[Decision] = []
    for line in lines:
        decisions.extend(_decide(state, line))
    return state, decisions


def _decide(state: State, line: JournalLine) -> Iterator[Decision]:
    match line:
        case Arrival():
            yield from _arrive(state, line.reading)
        case Revision():
            _revise(state, line.reading)
        case Withdrawal():
            yield from _withdraw(state, line)
        case Overrule():
            yield from overrule(state, line)
        case Tick():
            yield from regroup(state)
            state.prune(minutes(line.now))


def _arrive(state: State, reading: Reading) -> Iterator[Decision]:
    if reading.dropped is not None:
        return
    if reading.article.id in state.pieces:
        _revise(state, reading)
        return
    piece = _piece(state, reading)
    found = kin(state, piece)
    state.enter(piece)
    if found.elders or found.juniors:
        yield from place(state, piece, found, agency(reading.article.text))
        return
    state.weigh(piece)
    yield _place(state, piece, reading)


def _piece(state: State, reading: Reading) -> Piece:
    article = reading.article
    when = minutes(article.when)
    state.tell(when)
    state.spelling.learn(article)
    piece = Piece(
        id=article.id,
        number=state.arrived,
        publisher=article.publisher,
        when=when,
        entered=state.clock,
        counts=state.weights.count(reading.terms or ()),
        origin=article.id,
        sketch=reading.sketch or (),
        loose=_loose(reading),
        language=_language(reading),
        dated=article.dated and article.published is not None,
    )
    state.arrived += 1
    return piece


def _language(reading: Reading) -> str:
    found = reading.language.value if reading.language else reading.article.language
    return found.partition("-")[0].lower()


def _loose(reading: Reading) -> bool:
    genre = reading.genre.value if reading.genre else reading.article.genre
    return reading.article.kind in LOOSE_KINDS or genre in LOOSE_GENRES or _glues(reading.article.title)


def _glues(title: str) -> bool:
    return bool(_live.search(title[:TITLE_CHARACTERS]) or round_up(title))


def _place(state: State, piece: Piece, reading: Reading) -> Decision:
    number, above, rivals = best(state, piece)
    if number < 0 or above < -DOUBT:
        return _open(
            state, piece, rivals, "nothing in the window is near" if number < 0 else "the nearest story shares too little"
        )
    bundle = state.stories.by_number[number]
    why = f"{shared(state, piece, bundle, reading.article)}; {apart(gap(piece.alone(), bundle.group))}"
    if above < 0:
        why = f"near {bundle.id}, yet not near enough ({sureness(above)} of 5000): {why}"
        return _open(state, piece, rivals, why, doubtful=True)
    crowd(bundle.group, rivals)
    state.seat(piece, number)
    return Join(bundle.id, piece.id, sureness(above), why)


def _open(state: State, piece: Piece, rivals: int, why: str, doubtful: bool = False) -> Open:
    piece.opened += 1
    number = state.open(piece.id)
    crowd(state.stories.by_number[number].group, rivals)
    state.seat(piece, number)
    return Open(piece.id, piece.id, why, doubtful)


def _revise(state: State, reading: Reading) -> None:
    """A changed text speaks with its new words in the story it stands in; the next Tick reconsiders it."""
    piece = state.pieces.get(reading.article.id)
    if piece is None or reading.dropped is not None:
        return
    if piece.voice:
        state.stories.take(piece.story, piece)
    state.spelling.learn(reading.article)
    piece.counts = state.weights.count(reading.terms or ())
    state.weigh(piece)
    if piece.voice:
        state.stories.give(piece.story, piece)
    state.reenter(piece, reading.sketch or ())
    state.touched[piece.story] = None


def _withdraw(state: State, line: Withdrawal) -> Iterator[Decision]:
    piece = state.pieces.get(line.article)
    if piece is not None:
        story = state.bundle(piece).id
        riders = [state.pieces[each] for each in state.riders.get(piece.id, ())]
        state.forget(piece)
        yield Leave(story, piece.id, line.why)
        yield from bequeath(state, piece, riders)
