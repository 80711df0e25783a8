"""The events fold: one story an event, the same bytes every time, and nobody's word undone."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from broadsheet.desk import decision
from broadsheet.desk.events import State, fold
from broadsheet.desk.snapshot import OldSnapshot
from broadsheet.desk.wordlists import table
from broadsheet.journal import Arrival, Copy, Join, Leave, Merge, Open, Overrule, Revision, Split, Tick, Withdrawal
from broadsheet.news import Judgement
from broadsheet.settings import Settings
from tests.desk.newsprint import START, arrivals, carried_out, read, telling, wire

SETTINGS = Settings()


def decided(lines, state=None):
    return fold(state or State(), lines, SETTINGS)[1]


def tick(number, hours=0.0):
    return Tick(number, START + timedelta(hours=hours))


def stories(decisions):
    groups = {}
    for article, story in carried_out(decisions).items():
        groups.setdefault(story, set()).add(article.split("-")[0])
    return groups


def test_one_story_an_event():
    readings = wire()
    decisions = decided([*arrivals(readings), tick(99, 12)])
    assert sorted(len(v) for v in stories(decisions).values()) == [1] * 12
    assert len(carried_out(decisions)) == len(readings)


def test_a_storys_id_is_its_opening_articles_and_each_decision_says_why():
    decisions = decided(arrivals(wire(events=3)))
    assert all(d.story == d.article for d in decisions if isinstance(d, Open))
    assert all(d.why for d in decisions)
    join = next(d for d in decisions if isinstance(d, Join))
    assert join.why.startswith("shares '")
    assert "apart" in join.why or "within the hour" in join.why
    assert 5_000 <= join.score <= 10_000


def test_a_merge_names_words_as_they_are_written():
    one = read("a", "north", "Bridges collapsed", "Bridges collapsed in Grimsby and a deadline passed.")
    two = read("b", "south", "Rail timetables", "Pension ages")
    revised = replace(one, article=replace(one.article, id="b"))
    told = decided([*arrivals([one, two]), Revision(2, revised), tick(3)])
    merge = next(d for d in told if isinstance(d, Merge))
    assert merge.why == "shares 'collapsed', 'bridges', 'deadline'"


def test_headlines_alone_join_too():
    titles = [
        ("a", "Humber ferry sinks off Grimsby quay"),
        ("b", "Grimsby: ferry sinks in the Humber"),
        ("c", "Parliament votes on pension ages"),
        ("d", "Ferry sinks near Grimsby, crew safe"),
    ]
    readings = [read(n, n, t, hours=i) for i, (n, t) in enumerate(titles)]
    story = carried_out(decided([*arrivals(readings), tick(9, 4)]))
    assert story["a"] == story["b"] == story["d"] != story["c"]


def test_a_reprint_rides_with_its_origin():
    first = telling(1, "wire")
    words = first.article.text.split()
    words[::17] = ["changed"] * len(words[::17])
    copy = read("9-copy", "daily", "Quite another headline", " ".join(words), hours=3)
    again = read("9-again", "weekly", "A third headline", " ".join(words), hours=4)
    decisions = decided(arrivals([first, copy, again]))
    copies = [d for d in decisions if isinstance(d, Copy)]
    assert [(c.article, c.of, c.origin) for c in copies] == [("9-copy", "1-wire", "1-wire"), ("9-again", "1-wire", "1-wire")]
    assert set(carried_out(decisions).values()) == {"1-wire"}


def test_a_live_blog_joins_but_never_bridges():
    both = f"{telling(1, 'north').article.text} {telling(2, 'north').article.text}"
    live = read("live", "south", "Live updates", both, hours=2, kind="live")
    rest = [telling(1, "east", hours=3), telling(2, "east", hours=3), telling(2, "west", hours=3)]
    decisions = decided([*arrivals([telling(1, "north", hours=0), telling(2, "north", hours=0), live, *rest]), tick(99, 5)])
    story = carried_out(decisions)
    assert story["1-north"] == story["1-east"]
    assert story["2-north"] == story["2-east"] == story["2-west"]
    assert story["1-north"] != story["2-north"]


def test_a_round_up_that_comes_first_glues_nothing():
    both = f"{telling(1, 'north').article.text} {telling(2, 'north').article.text}"
    first = read("up", "south", "Morning briefing: the day ahead", both)
    decisions = decided([*arrivals([first, telling(1, "east"), telling(2, "west")]), tick(99, 5)])
    story = carried_out(decisions)
    assert story["1-east"] != story["2-west"]


@pytest.mark.parametrize("said", [{"kind": "listing"}, {"title": "Morning briefing: the day ahead"}])
def test_a_round_up_stands_alone_whatever_it_is_like(said):
    title = said.pop("title", "Harbour ferry")
    for place in (0, 1, 4):
        told = [telling(1, outlet) for outlet in ("north", "south", "east", "west")]
        told.insert(place, read("up", "paper", title, told[0].article.text[:300], hours=2, **said))
        story = carried_out(decided([*arrivals(told), tick(98, 5), Overrule(99, "keep", (), "", ""), tick(100, 6)]))
        assert [name for name, its in story.items() if its == story["up"]] == ["up"]


def test_a_text_that_the_line_found_to_tell_several_stories_stands_alone():
    told = [telling(1, outlet) for outlet in ("north", "south", "east")]
    built = replace(telling(1, "west"), form=Judgement("several", 0.6, "by its build"))
    story = carried_out(decided([*arrivals([*told, built]), tick(99, 5)]))
    assert [name for name, its in story.items() if its == story["1-west"]] == ["1-west"]


def test_a_live_blog_that_comes_first_rides_with_the_story_and_speaks_not():
    live = replace(telling(1, "west", hours=0), article=replace(telling(1, "west", hours=0).article, kind="live"))
    state, decisions = fold(State(), [*arrivals([live, telling(1, "north"), telling(1, "east")]), tick(99, 5)], SETTINGS)
    assert len(set(carried_out(decisions).values())) == 1
    assert not state.pieces["1-west"].voice


def test_old_companions_do_not_follow_what_an_editor_moved():
    told = [telling(1, outlet) for outlet in ("north", "south", "east")]
    state, _ = fold(State(), [*arrivals([*told, telling(2, "north"), telling(2, "south")]), tick(50, 5)], SETTINGS)
    state, _ = fold(state, [Overrule(51, "join", ("1-south",), "2-north", "ada")], SETTINGS)
    after = decided([tick(52, 6), tick(53, 7)], state)
    assert not [each for each in after if isinstance(each, Join | Merge)]
    assert state.bundle(state.pieces["1-south"]).id == "2-north" != state.bundle(state.pieces["1-north"]).id


def test_what_lies_two_weeks_apart_is_not_one_event():
    one, other = telling(1, "north", hours=0), telling(1, "south", hours=24 * 14)
    story = carried_out(decided(arrivals([one, other])))
    assert story["1-north"] != story["1-south"]


def test_a_near_miss_stands_alone_and_is_named(monkeypatch):
    kept = table("events")["weights"]
    raised = decision.read(kept | {"bar": kept["bar"] - 2.5})  # made-up words jump from nothing in common to a join
    monkeypatch.setattr(decision, "weights", lambda: raised)
    monkeypatch.setattr("broadsheet.desk.events.DOUBT", 512)
    monkeypatch.setattr("broadsheet.desk.events.MISSED", 512)
    near = telling(1, "north")
    words = near.article.text.split()
    texts = [" ".join([*words[:n], *(f"other{n}x{i}" for i in range(90 - n))]) for n in range(2, 90)]
    lines = [decided(arrivals([near, read("b", "south", "Something else entirely", text, hours=1)])) for text in texts]
    opens = [d for each in lines for d in each if isinstance(d, Open) and d.article == "b"]
    missed = [d for d in opens if d.doubtful]
    assert missed
    assert all("near 1-north, yet not near enough" in d.why for d in missed)
    assert all(d.near[0].story == "1-north" and 1_000 < d.near[0].score < 5_000 for d in missed)
    assert all(d.near[0].why.startswith("shares '") for d in missed)
    assert any(not d.near for d in opens)


def test_a_join_names_the_other_stories_that_were_near_and_a_narrow_one_asks_an_editor(monkeypatch):
    one, other = telling(1, "north").article.text.split(), telling(2, "north").article.text.split()
    near = []
    for n in range(90):
        words = random.Random(n).sample(one[:n] + other[n:], 90)  # noqa: S311  (a seed, not a secret)
        both = read("b", "south", "Something else entirely", " ".join(words), hours=1)
        near += [d for d in decided(arrivals([telling(1, "north"), telling(2, "north"), both])) if isinstance(d, Join)]
    assert {(d.story, d.near[0].story) for d in near if d.near} == {("1-north", "2-north"), ("2-north", "1-north")}
    assert all(d.near[0].score < 5_000 for d in near if d.near)
    assert not any(d.doubtful for d in near)
    monkeypatch.setattr("broadsheet.desk.events.ARRIVES", 1 << 20)
    lines = [*arrivals([telling(1, "north"), telling(1, "south")]), tick(9, 8)]
    opened = [d for d in decided(lines) if isinstance(d, Open)]
    assert [(d.doubtful, d.near) for d in opened] == [(False, ())] * 2, "what waits for a Tick is no near miss"
    assert opened[1].why.startswith("like 1-north, and the next look at all stories decides")
    (merged,) = (d for d in decided(lines) if isinstance(d, Merge))
    assert not merged.doubtful
    monkeypatch.setattr("broadsheet.desk.regroup.DOUBT", 16 * 256)
    (merged,) = (d for d in decided(lines) if isinstance(d, Merge))
    assert merged.doubtful


def test_order_of_arrival_within_a_day_changes_no_event():
    readings = wire(events=6)
    chance = random.Random(4)  # noqa: S311  (a seed, not a secret)
    for _ in range(3):
        chance.shuffle(readings)
        decisions = decided([*arrivals(readings), tick(99, 8)])
        assert sorted(len(v) for v in stories(decisions).values()) == [1] * 6


def test_a_withdrawn_article_leaves_and_speaks_no_more():
    state, _ = fold(State(), arrivals([telling(1, "north")]), SETTINGS)
    state, then = fold(state, [Withdrawal(1, "1-north", "retracted"), Withdrawal(2, "1-north", "again")], SETTINGS)
    assert then == [Leave("1-north", "1-north", "retracted")]
    assert isinstance(decided([Arrival(3, telling(1, "south"))], state)[0], Open)


def test_a_revision_speaks_with_its_new_words():
    state, _ = fold(State(), arrivals([telling(1, "north"), telling(2, "north")]), SETTINGS)
    changed = telling(3, "north").article
    revised = replace(telling(3, "north"), article=replace(changed, id="1-north", version=2))
    state, none = fold(state, [Revision(2, revised), Revision(3, telling(9, "unknown"))], SETTINGS)
    assert none == []
    join = decided([Arrival(4, telling(3, "south", hours=2))], state)[0]
    assert isinstance(join, Join)
    assert join.story == "1-north"


def test_an_arrival_known_already_is_a_revision():
    state, _ = fold(State(), arrivals([telling(1, "north")]), SETTINGS)
    assert decided([Arrival(1, telling(1, "north"))], state) == []


def test_a_dropped_reading_decides_nothing():
    assert decided([Arrival(0, replace(telling(1, "north"), dropped="a step failed"))]) == []


def test_editors_win():
    state, _ = fold(State(), arrivals([telling(n, o) for n in (1, 2, 3) for o in ("north", "south")]), SETTINGS)
    state, merged = fold(state, [Overrule(10, "merge", ("2-north",), "1-north", "one event")], SETTINGS)
    assert merged == [Merge("2-north", "1-north", 10_000, "one event")]
    state, joined = fold(state, [Overrule(11, "join", ("3-south",), "2-north", "an alias still answers")], SETTINGS)
    assert [type(d) for d in joined] == [Leave, Join]
    assert joined[1].story == "1-north"
    state, split = fold(state, [Overrule(12, "split", ("2-north", "2-south"), "", "two after all")], SETTINGS)
    assert split[0].story == "1-north"
    assert set(split[0].articles) == {"2-north", "2-south"}
    assert split[0].new not in {"1-north", "2-north", "3-north"}
    after = decided([tick(13, 6), tick(14, 7)], state)
    assert not [
        d for d in after if isinstance(d, Merge | Join) and {split[0].new, "2-north"} & {d.story, getattr(d, "into", "")}
    ]
    assert {state.bundle(state.pieces[name]).id for name in ("2-north", "2-south")} == {split[0].new}


def test_editors_may_name_what_the_window_no_longer_holds():
    lines = [
        Overrule(0, "merge", ("x",), "y", "w"),
        Overrule(1, "join", ("a",), "y", "w"),
        Overrule(2, "split", ("a", "b"), "", "w"),
        Overrule(3, "split", (), "", "w"),
        Overrule(4, "dance", ("a",), "", "w"),
    ]
    assert decided(lines) == [Merge("x", "y", 10_000, "w"), Join("y", "a", 10_000, "w"), Split("", "a", ("a", "b"), "w")]


def journal():
    """A journal with everything in it."""
    readings = [replace(each, meaning=random.Random(each.article.id).randbytes(64)) for each in wire(events=10)]  # noqa: S311
    lines = []
    for reading in readings:
        lines.append(Arrival(len(lines), reading))
        if len(lines) % 9 == 0:
            lines.append(Tick(len(lines), reading.article.published))
    changed = replace(telling(8, "north"), article=replace(telling(8, "north").article, id="3-north"))
    lines[20:20] = [Revision(0, changed), Withdrawal(0, "2-south", "killed")]
    lines[30:30] = [Overrule(0, "split", ("1-east",), "", "no"), Overrule(0, "merge", ("4-north",), "3-south", "yes")]
    lines[34:34] = [Overrule(0, "join", ("0-west",), "5-north", "moved"), Overrule(0, "keep", ("0-east",), "", "")]
    late = [telling(1, "late", hours=40), telling(6, "early", hours=-30), telling(2, "undated", published=None)]
    up = read("up", "south", "Morning briefing: the day ahead", telling(2, "north").article.text)
    copy = replace(telling(7, "north"), article=replace(telling(7, "north").article, id="7-copy", publisher="daily"))
    lines[36:36] = arrivals([*late[::-1], up, copy, replace(telling(3, "live"), form=Judgement("live", 0.9, "says so"))], 200)
    return [
        *lines,
        Tick(99, START + timedelta(days=4)),
        *arrivals([telling(40, o, hours=130) for o in "abc"], 100),
        tick(110, 140),
    ]


def test_a_snapshot_in_the_middle_changes_nothing():
    lines = journal()
    whole, every = fold(State(), lines, SETTINGS)
    for cut in range(0, len(lines), 5):
        state, first = fold(State(), lines[:cut], SETTINGS)
        again = State.load(state.dump())
        assert again.dump() == state.dump()
        end, then = fold(again, lines[cut:], SETTINGS)
        assert first + then == every
        assert end.dump() == whole.dump()


def test_an_older_snapshot_is_refused(monkeypatch):
    data = State().dump()
    monkeypatch.setattr("broadsheet.desk.snapshot.FORMAT", 999)
    with pytest.raises(OldSnapshot):
        State.load(data)


def test_two_hash_seeds_the_same_bytes():
    code = (
        "import hashlib; from tests.desk.test_events import journal, fold, State, SETTINGS;"
        "s, d = fold(State(), journal(), SETTINGS); print(hashlib.sha256(s.dump() + repr(d).encode()).hexdigest())"
    )
    said = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(["src", "."])},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("0", "4242")
    }
    assert len(said) == 1


def test_the_window_forgets_what_is_old():
    state, _ = fold(State(), [*arrivals(wire(events=4)), Tick(90, START + timedelta(days=12))], SETTINGS)
    assert not state.pieces
    assert not list(state.stories)
    assert not state.stories.names
    assert not state.stories.touched
    assert not state.links
    assert state.columns.top == len(state.columns.free)
    assert state.index.candidates(telling(1, "north").sketch) == []


def test_one_article_of_2090_empties_no_window():
    late = read("late", "far", "From the future of 2090", published=datetime(2090, 1, 1, tzinfo=UTC))
    early = read("early", "far", "From the year of 1970", published=datetime(1970, 1, 1, tzinfo=UTC))
    state, _ = fold(State(), arrivals([*wire(events=4)[:12], late, early]), SETTINGS)
    state, _ = fold(state, [Tick(50, datetime.fromtimestamp(state.clock * 60, UTC))], SETTINGS)
    assert len(state.pieces) == 14


@pytest.mark.parametrize(
    "when", [None, datetime(1960, 1, 1, tzinfo=UTC), datetime(1970, 1, 1, tzinfo=UTC), datetime(2090, 1, 1, tzinfo=UTC)]
)
def test_any_clock_or_none_gives_one_story_an_event(when):
    readings = [telling(e, o, published=when) for e in range(4) for o in ("north", "south", "east")]
    decisions = decided([*arrivals(readings), Tick(90, when or START)])
    assert sorted(len(v) for v in stories(decisions).values()) == [1] * 4


def test_the_same_article_two_thousand_times_is_one_story_in_bounded_time():
    body = telling(1, "north").article.text
    readings = [read(f"s{n}", f"p{n % 7}", "The same again", body, hours=n / 1000) for n in range(2_000)]
    start = time.process_time()
    decisions = decided([*arrivals(readings), tick(9999, 3)])
    assert time.process_time() - start < 10
    assert set(carried_out(decisions).values()) == {"s0"}


def test_the_same_headline_two_thousand_times_is_one_story_in_bounded_time():
    readings = [read(f"h{n}", f"p{n}", "Humber ferry sinks off Grimsby quay", hours=n / 1000) for n in range(2_000)]
    start = time.process_time()
    decisions = decided([*arrivals(readings), tick(9999, 3)])
    assert time.process_time() - start < 10
    assert len(set(carried_out(decisions).values())) == 1


@pytest.mark.parametrize(
    ("title", "text"), [("", ""), ("", "—"), ("x" * 100_000, ""), ("flood " * 20_000, "word " * 20_000), ("東京", "")]
)
def test_hostile_articles_stand_alone(title, text):
    decisions = decided(arrivals([read("a", "p", title, text), telling(1, "north"), read("b", "q", "", "")]))
    assert len(carried_out(decisions)) == 3


@settings(max_examples=25, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 3), st.sampled_from(["north", "south", "east"]), st.integers(0, 5)), max_size=25),
    st.randoms(),
)
def test_every_article_stands_in_exactly_one_story_whatever_comes(told, chance):
    lines = []
    for event, outlet, act in told:
        reading = telling(event, outlet)
        lines.append(
            {
                4: Withdrawal(0, reading.article.id, "gone"),
                5: Tick(0, START + timedelta(hours=chance.randrange(200))),
            }.get(act, Arrival(0, reading))
        )
    state, decisions = fold(State(), lines, SETTINGS)
    story = carried_out(decisions, again=True)
    held = {name: state.bundle(piece).id for name, piece in state.pieces.items()}
    assert {name: story[name] for name in held} == held
    stood = [row for number in state.stories for row in state.stories[number].rows]
    assert sorted(stood) == sorted(state.columns.rows.values())
    for number in state.stories:
        bundle = state.stories[number]
        assert sorted(bundle.voices) == sorted(row for row in bundle.rows if state.at(row).voice)
        assert {state.stories.find(name) for name in bundle.names} == {number}
