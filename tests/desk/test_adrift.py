"""What joined a story on arrival is looked at again at the Tick, and the archive hears what became different alone."""

from __future__ import annotations

import random
from datetime import timedelta

import pytest

from broadsheet.desk import events
from broadsheet.desk.decision import SURE
from broadsheet.desk.events import State, fold
from broadsheet.journal import Join, Leave, Merge, Open, Overrule, Split, Tick, Withdrawal
from broadsheet.settings import Settings
from tests.desk.newsprint import START, arrivals, carried_out, read, telling, wire

ALL = -SURE  # log odds that everything has: all joins the nearest story on arrival


def folded(state, lines):
    return fold(state, lines, Settings())[1]


def tick(number, hours=12):
    return Tick(number, START + timedelta(hours=hours))


def stands(state):
    return {name: state.bundle(piece).id for name, piece in state.pieces.items()}


@pytest.fixture
def rash(monkeypatch):
    monkeypatch.setattr(events, "ARRIVES", ALL)


@pytest.mark.usefixtures("rash")
@pytest.mark.parametrize("seed", range(4))
def test_whatever_joined_on_arrival_an_event_is_one_story_after_the_tick_and_the_archive_knows_it(seed):
    readings = wire(events=6)
    random.Random(seed).shuffle(readings)  # noqa: S311  (a seed, not a secret)
    state = State()
    first = folded(state, arrivals(readings))
    assert len(set(carried_out(first).values())) < 6, "what was rash is seen"
    decisions = [*first, *folded(state, [tick(99)])]
    story = carried_out(decisions)
    assert story == stands(state)
    events_of = {}
    for name, where in story.items():
        events_of.setdefault(where, set()).add(name.split("-")[0])
    assert sorted(len(each) for each in events_of.values()) == [1] * 6
    assert folded(state, [tick(100, 13)]) == []


def test_what_joined_rightly_is_not_told_again():
    state = State()
    first = folded(state, arrivals([telling(1, "north"), telling(1, "south"), telling(1, "east")]))
    assert any(isinstance(each, Join) for each in first)
    then = folded(state, [tick(99)])
    joined = {each.article for each in first if isinstance(each, Join)}
    assert not [each for each in then if isinstance(each, Leave | Join | Split) and getattr(each, "article", "") in joined]
    assert set(stands(state).values()) == {"1-north"}


@pytest.mark.usefixtures("rash")
def test_a_reprint_goes_where_the_article_that_it_reprints_goes():
    first, rest = telling(1, "north"), [telling(2, name, hours=5) for name in ("east", "west")]
    words = first.article.text.split()[:20] + telling(2, "south").article.text.split()[20:]
    mixed = read("mixed", "south", telling(2, "south").article.title, " ".join(words), hours=1)
    words[::17] = ["changed"] * len(words[::17])
    copy = read("copy", "daily", "Quite another headline", " ".join(words), hours=3)
    state = State()
    decisions = folded(state, arrivals([first, mixed, copy, *rest]))
    assert carried_out(decisions)["copy"] == carried_out(decisions)["mixed"] == "1-north"
    decisions += folded(state, [tick(99)])
    story = carried_out(decisions)
    assert story == stands(state)
    assert story["copy"] == story["mixed"] == story["2-east"] == story["2-west"] != story["1-north"]


@pytest.mark.usefixtures("rash")
def test_what_an_editor_joined_stays():
    state = State()
    folded(state, arrivals([telling(1, "north"), telling(2, "south")]))
    folded(state, [Overrule(50, "join", ("2-south",), "1-north", "ada")])
    assert folded(state, [tick(99)]) == []
    assert set(stands(state).values()) == {"1-north"}


@pytest.mark.usefixtures("rash")
def test_a_restart_between_changes_nothing():
    readings = wire(events=4)
    whole, parted = State(), State()
    folded(whole, arrivals(readings))
    folded(parted, arrivals(readings))
    parted = State.load(parted.dump())
    assert folded(whole, [tick(99)]) == folded(parted, [tick(99)])
    assert whole.dump() == parted.dump()


def test_a_story_whose_opener_left_keeps_its_eldest(monkeypatch):
    monkeypatch.setattr(events, "ARRIVES", ALL)
    state = State()
    told = [telling(1, "north"), telling(1, "south"), telling(2, "west")]
    decisions = folded(state, arrivals(told))
    opener = next(each.article for each in decisions if isinstance(each, Open))
    decisions += folded(state, [Withdrawal(50, opener, "gone"), tick(99)])
    assert not [each for each in decisions if isinstance(each, Merge) and each.story == each.into]
    assert {name: where for name, where in carried_out(decisions).items() if name != opener} == stands(state)
