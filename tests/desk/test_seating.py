"""The fold's memory made to stand as print stands, whatever it would have decided itself."""

from __future__ import annotations

from datetime import timedelta

from broadsheet.desk.events import State, fold
from broadsheet.desk.seating import Print, Seat, listen, seat
from broadsheet.journal import Arrival, Copy, Leave, Overrule, Revision, Tick, Withdrawal
from broadsheet.settings import Settings
from tests.desk.newsprint import START, arrivals, carried_out, read, telling, wire

SETTINGS = Settings()
PROSE = " ".join(f"word{number} tells of the harbour" for number in range(60))


def heard(lines):
    state = State()
    listen(state, lines, SETTINGS)
    return state


def seats(stories, of=None, locked=()):
    """Seats by article of {article: story}; `of` says what an article reprints."""
    of = of or {}
    return {name: Seat(story, of.get(name, ""), of.get(name, name), name in locked) for name, story in stories.items()}


def stand(state):
    return {piece.id: state.bundle(piece).id for piece in state.pieces.values()}


def tick(number, hours=12.0):
    return Tick(number, START + timedelta(hours=hours))


def test_everything_stands_where_print_has_it():
    readings = wire(events=4)
    told = {each.article.id: readings[at // 3 * 3].article.id for at, each in enumerate(readings)}
    state = heard(arrivals(readings))
    seat(state, Print(seats(told)))
    assert stand(state) == told
    assert stand(State.load(state.dump())) == told


def test_what_print_does_not_have_leaves_and_what_the_window_does_not_is_passed_over():
    readings = wire(events=2)
    gone = readings[0].article.id
    told = {each.article.id: each.article.id for each in readings[1:]}
    state = heard(arrivals(readings))
    seat(state, Print(seats(told | {"long ago": "long ago"})))
    assert stand(state) == told
    assert gone not in state.pieces


def test_seated_as_it_decided_itself_an_engine_goes_on_as_if_nothing_had_been():
    readings = wire(events=6)
    lines = [*arrivals(readings[:-4]), tick(50)]
    state, decisions = fold(State(), lines, SETTINGS)
    again = heard(lines)
    seat(again, Print(seats(carried_out(decisions))))
    assert stand(again) == stand(state)
    rest = [Arrival(60 + at, each) for at, each in enumerate(readings[-4:])]
    fold(state, [*rest, tick(90, 13)], SETTINGS)
    fold(again, [*rest, tick(90, 13)], SETTINGS)
    assert stand(again) == stand(state)


def test_a_tick_without_news_moves_nothing_that_was_seated():
    readings = wire(events=4)
    told = {each.article.id: each.article.id for each in readings}
    state = heard([*arrivals(readings), tick(90)])
    seat(state, Print(seats(told)))
    assert fold(state, [tick(91, 13)], SETTINGS)[1] == []


def test_what_came_since_the_last_tick_is_looked_at_by_the_next():
    readings = [telling(1, "north"), telling(1, "south"), telling(1, "west")]
    told = {each.article.id: each.article.id for each in readings}
    state = heard(arrivals(readings))
    seat(state, Print(seats(told)))
    fold(state, [tick(91)], SETTINGS)
    assert len(set(stand(state).values())) == 1


def test_an_alias_answers_and_names_go_on_counting():
    readings = [telling(1, "north"), telling(2, "south")]
    state = heard([*arrivals(readings), tick(9)])
    told = dict.fromkeys(("1-north", "2-south"), "1-north")
    seat(state, Print(seats(told), {"1-north": ["2-south", "older"]}, {"1-north": 1, "2-south": 3}))
    assert state.stories.find("older") == state.stories.find("2-south") == state.stories.find("1-north")
    state, decisions = fold(state, [Overrule(10, "split", ("2-south",), "", "ada")], SETTINGS)
    assert [each.new for each in decisions] == ["2-south-4"]


def test_what_an_editor_held_apart_is_never_merged():
    readings = [telling(1, "north"), telling(1, "south")]
    told = {each.article.id: each.article.id for each in readings}
    state = heard(arrivals(readings))
    seat(state, Print(seats(told, locked=told), apart=[("1-north", "1-south"), ("1-north", "unknown")]))
    assert fold(state, [tick(9)], SETTINGS)[1] == []
    assert all(piece.locked for piece in state.pieces.values())


def test_a_reprint_by_print_has_no_voice_and_inherits_by_its_origins_going():
    first, copy = read("a", "north", "Harbour", PROSE), read("b", "south", "Port", PROSE, hours=1)
    state = heard(arrivals([first, copy]))
    seat(state, Print(seats({"a": "a", "b": "a"}, of={"b": "a"})))
    assert not state.pieces["b"].voice
    decisions = fold(state, [Withdrawal(5, "a", "retracted")], SETTINGS)[1]
    assert [type(each) for each in decisions] == [Leave, Copy]
    assert state.pieces["b"].voice


def test_what_print_calls_no_reprint_speaks_and_is_found():
    first, copy = read("a", "north", "Harbour", PROSE), read("b", "south", "Port", PROSE, hours=1)
    state = heard([*arrivals([first, copy]), tick(8, 2)])
    seat(state, Print(seats({"a": "a", "b": "b"})))
    assert state.pieces["b"].voice
    assert state.riders == {}
    assert not state.fresh


def test_a_reprint_of_what_has_left_keeps_its_origins_name():
    state = heard(arrivals([telling(1, "north")]))
    seat(state, Print({"1-north": Seat("gone", "gone", "gone", False)}))
    piece = state.pieces["1-north"]
    assert (piece.rides, piece.of, piece.origin, piece.voice) == ("gone", "gone", "gone", False)


def test_a_circle_of_reprints_ends():
    state = heard(arrivals([telling(1, "north"), telling(2, "south")]))
    circle = {"1-north": Seat("s", "2-south", "o", False), "2-south": Seat("s", "1-north", "o", False)}
    seat(state, Print(circle))
    assert {piece.rides for piece in state.pieces.values()} == {"o"}


def test_changes_before_an_article_was_heard_of_are_its_coming_and_editors_are_passed_over():
    state = heard([Revision(1, telling(1, "north")), Overrule(2, "merge", ("x",), "y", "ada"), Withdrawal(3, "z", "gone")])
    assert list(state.pieces) == ["1-north"]
