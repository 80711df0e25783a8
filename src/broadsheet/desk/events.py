"""Which articles tell the same event: the fold from the journal to stories.

`fold(state, lines, settings)` is `(state, decisions)`: one writer, deterministic, no clock but the journal's, every score a
whole number. An article joins the story it is most like on average (`decision`), rides along with the article that it
reprints (`origins`), or opens a story of its own; `regroup` reconsiders the stories that changed at each Tick.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from broadsheet.desk.agencies import agency
from broadsheet.desk.chains import bequeath, kin, place
from broadsheet.desk.columns import ALONE, DATED, JOINED, LANGUAGE, LIVE, LOOSE, NOWHERE, RIVALS, SPEAKS
from broadsheet.desk.decision import DOUBT, sureness
from broadsheet.desk.groups import gap
from broadsheet.desk.near import Asked, Looks, Scan, sample, scan
from broadsheet.desk.reasons import apart, shared
from broadsheet.desk.regroup import regroup
from broadsheet.desk.round_up import SEVERAL, declared
from broadsheet.desk.rulings import overrule
from broadsheet.desk.stories import Piece
from broadsheet.desk.vectors import SHIFT
from broadsheet.desk.window import State, minutes
from broadsheet.desk.words import LEARNT, Wording
from broadsheet.journal import Arrival, Decision, Join, JournalLine, Leave, Near, Open, Overrule, Revision, Tick, Withdrawal
from broadsheet.news import Reading
from broadsheet.settings import Settings

__all__ = ["State", "fold"]

LOOSE_KINDS = ("gallery", "video")
MISSES = 3  # near misses named a decision
MISSED = 128  # below the bar by half a doubling: what an editor may want to hear of
# Log odds, in 256ths, from which an article joins at once; what is less sure waits for the next Tick. 640 gains .03 of B³ on
# UCI and loses .01 on ECB+, .004 on NeuS; 896 the reverse.
ARRIVES = 768
LOOSE_GENRES = ("sponsored", "service")


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
    wording = _hear(state, piece.row, reading, learn=not found.elders)
    state.enter(piece)
    if found.elders or found.juniors:
        yield from place(state, piece, found, agency(reading.article.text))
        return
    yield _place(state, piece, wording)
    if piece.voice:
        state.file(piece.row)


def _piece(state: State, reading: Reading) -> Piece:
    """A row for an article, before it is heard."""
    article, columns = reading.article, state.columns
    when = minutes(article.when)
    row = columns.take()
    columns.number[row] = state.arrived
    publisher = state.publishers.setdefault(article.publisher, len(state.publishers)) if article.publisher else -1
    state.tell(when, publisher)
    columns.facts[row] = (when, 0, 0, _language(state, reading), publisher)
    columns.entered[row], columns.story[row] = state.clock, NOWHERE
    columns.flags[row] = LIVE | _flags(reading)
    state.arrived += 1
    return Piece(state, row, article.id, reading.sketch or ())


def _hear(state: State, row: int, reading: Reading, learn: bool) -> Wording:
    wording = Wording(state.read(row, reading.terms or (), reading.meaning, learn), reading.article)
    state.words.learn(wording, (state.columns.terms[row, :LEARNT] >> SHIFT).tolist())
    return wording


def _language(state: State, reading: Reading) -> int:
    found = reading.language.value if reading.language else reading.article.language
    return state.languages.setdefault(found.partition("-")[0].lower(), len(state.languages))


def _flags(reading: Reading) -> int:
    """What an article's row says of its form and its date."""
    dated = reading.article.dated and reading.article.published is not None
    return _form(reading) | (DATED if dated else 0)


def _form(reading: Reading) -> int:
    """The flags of its form: what tells many events has no voice, and what tells them side by side stands alone."""
    form = reading.form or declared(reading.article)
    if form.value == SEVERAL:
        return LOOSE | ALONE
    genre = reading.genre.value if reading.genre else reading.article.genre
    return LOOSE if form.value or reading.article.kind in LOOSE_KINDS or genre in LOOSE_GENRES else 0


def _place(state: State, piece: Piece, wording: Wording) -> Decision:
    if piece.alone:
        return _open(state, piece, "it tells several stories, so it joins none", False, ())
    (near,) = Looks(state).stories([[piece.row]], [NOWHERE])
    (found,) = scan(state, [Asked(~piece.row, near)])
    bars = found.above
    order = sorted(range(len(bars)), key=lambda at: -bars[at])
    best = order[0] if order else -1
    state.columns.facts[piece.row, RIVALS] = found.without[best] if order else 0
    joins = best >= 0 and bars[best] >= ARRIVES
    waits = best >= 0 and not joins and bars[best] >= 0
    misses = [at for at in (order[1:] if joins or waits else order)[:MISSES] if bars[at] >= -MISSED]

    def said(at: int) -> str:
        return shared(state, [piece.row], sample(state, found.numbers[at]), wording)

    named = tuple(Near(state.stories[found.numbers[at]].id, min(sureness(bars[at]), 4_999), said(at)) for at in misses)
    if waits:
        why = f"like {state.stories[found.numbers[best]].id}, and the next look at all stories decides: {said(best)}"
        return _open(state, piece, why, False, named)
    if not joins:
        return _open(state, piece, _alone(bars, best, named, found), bool(named) and bars[best] >= -DOUBT, named)
    number = found.numbers[best]
    why = f"{said(best)}; {apart(gap(found.group, found.others[best]))}"
    story = state.stories[number].id
    state.seat(piece, number)
    piece.flag(JOINED, True)
    return Join(story, piece.id, sureness(bars[best]), why, near=named)


def _alone(bars: list[int], best: int, near: tuple[Near, ...], found: Scan) -> str:
    if best < 0:
        return "nothing in the window is near"
    if bars[best] < -DOUBT or not near:
        return "the nearest story shares too little"
    why = f"{near[0].why}; {apart(gap(found.group, found.others[best]))}"
    return f"near {near[0].story}, yet not near enough ({near[0].score} of 5000): {why}"


def _open(state: State, piece: Piece, why: str, doubtful: bool, near: tuple[Near, ...]) -> Open:
    name = state.new_name(piece)
    if name == piece.id:
        state.stand(piece)
    else:
        state.seat(piece, state.stories.open(name))
    return Open(name, piece.id, why, doubtful, near)


def _revise(state: State, reading: Reading) -> None:
    """A changed text speaks with its new words in the story it stands in; the next Tick reconsiders it."""
    piece = state.pieces.get(reading.article.id)
    if piece is None or reading.dropped is not None:
        return
    row, columns, spoke = piece.row, state.columns, piece.voice
    columns.facts[row, LANGUAGE] = _language(state, reading)
    flags = int(columns.flags[row]) & ~(LOOSE | ALONE | DATED) | _flags(reading)
    if spoke and flags & SPEAKS != LIVE:
        state.stories.take(piece.story, piece)
    columns.flags[row] = flags
    if piece.voice and not spoke:
        state.stories.give(piece.story, piece)
    _hear(state, row, reading, learn=False)
    state.reenter(piece, reading.sketch or ())
    if piece.voice:
        state.file(piece.row)
    state.stories.stir(piece.story)


def _withdraw(state: State, line: Withdrawal) -> Iterator[Decision]:
    piece = state.pieces.get(line.article)
    if piece is not None:
        story = state.bundle(piece).id
        riders = [state.pieces[each] for each in state.riders.get(piece.id, ())]
        gone = state.forget(piece)
        yield Leave(story, gone.id, line.why)
        yield from bequeath(state, gone, riders)
