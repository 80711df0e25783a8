"""The first of a chain of reprints is who published first, in whatever order they came and whoever is withdrawn."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import timedelta
from itertools import permutations

import pytest

from broadsheet.desk.chains import LONGEST
from broadsheet.desk.events import State, fold
from broadsheet.journal import Copy, Join, Leave, Merge, Open, Overrule, Tick, Withdrawal
from broadsheet.settings import Settings
from tests.desk.newsprint import START, arrivals, carried_out, read, telling

SETTINGS = Settings()
WORDS = telling(1, "wire").article.text.split() + telling(2, "wire").article.text.split()


def printed(name, hours, words=None, seed=None, **fields):
    """A telling of the same prose, a twelfth of its words changed."""
    words = list(words or WORDS)
    if seed is not None:
        chance = random.Random(seed)  # noqa: S311  (a seed, not a secret)
        for at in chance.sample(range(len(words)), len(words) // 12):
            words[at] = f"changed{chance.randrange(999)}"
    fields = {"dated": True} | fields
    return read(name, name, name * 5, " ".join(words), hours=hours, **fields)


def folded(lines, state=None):
    return fold(state or State(), lines, SETTINGS)


def copies(decisions):
    """Of whom each article is a copy, and the first of its chain, after the decisions; as `press` and `judge` hold them."""
    found = {}
    for each in decisions:
        if isinstance(each, Copy):
            found[each.article] = (each.of, each.origin)
    return {article: pair for article, pair in found.items() if pair[0]}


def test_an_original_that_comes_late_is_the_first_of_its_chain():
    readings = [printed("b", 3, seed=1), printed("c", 4, seed=2), printed("a", 1)]
    state, decisions = folded(arrivals(readings))
    assert copies(decisions) == {"b": ("a", "a"), "c": ("a", "a")}
    assert set(carried_out(decisions).values()) == {"b"}
    join = decisions[-3]
    assert isinstance(join, Join)
    assert join.why.startswith("b reprints it: ")
    assert state.riders == {"a": ["b", "c"]}
    assert [state.pieces[name].voice for name in "abc"] == [True, False, False]
    assert all(d.why for d in decisions)


@pytest.mark.parametrize("hours", [(1, 2, 3, 4, 5), (1, 1, 3, 3, 5), (5, 4, 3, 2, 1)])
def test_any_order_of_arrival_gives_the_same_roots_and_stories(hours):
    half = len(WORDS) // 2
    readings = [
        printed("a", hours[0]),
        printed("b", hours[1] + 0.1, seed=1),
        printed("c", hours[2] + 0.2, WORDS[:half], seed=2),
        printed("d", hours[3] + 0.3, seed=3),
        telling(7, "other", hours=hours[4]),
    ]
    first = min(readings[:4], key=lambda r: r.article.published).article.id
    for order in permutations(readings):
        decisions = folded([*arrivals(order), Tick(9, START)])[1]
        found = copies(decisions)
        assert {article: origin for article, (_, origin) in found.items()} == dict.fromkeys({*"abcd"} - {first}, first)
        stories = carried_out(decisions)
        assert len({stories[each] for each in "abcd"}) == 1
        assert stories["7-other"] != stories["a"]


def test_a_bridge_between_two_texts_brings_them_together_in_any_order():
    ends = printed("a", 1, WORDS[:96]), printed("c", 3, WORDS[76:])
    bridge = printed("b", 2)
    for order in permutations([*ends, bridge]):
        decisions = folded(arrivals(order))[1]
        assert {origin for _, origin in copies(decisions).values()} == {"a"}, [r.article.id for r in order]
        assert len(set(carried_out(decisions).values())) == 1


@pytest.mark.parametrize("first", ["a", "b"])
def test_a_text_made_of_two_reprints_the_one_that_it_takes_most_from(first):
    one, other = ([f"{name}{n}" for n in range(300)] for name in ("harbour", "meadow"))
    mixed = [*one[:70], *other[:40], *one[70:120], *other[40:100], *one[120:170]]
    readings = [printed("a", 1, one), printed("b", 2, other)]
    readings.sort(key=lambda reading: reading.article.id != first)
    assert copies(folded(arrivals([*readings, printed("c", 3, mixed)]))[1]) == {"c": ("a", "a")}


def test_articles_that_share_their_outlets_furniture_are_no_copies():
    furniture = [f"furniture{n}" for n in range(90)]
    texts = [[f"own{number}x{n}" for n in range(260)] for number in range(12)]
    readings = [printed(f"a{number}", number, [*text, *furniture]) for number, text in enumerate(texts)]
    brief = printed("brief", 20, [*texts[3][:80], *furniture])
    assert copies(folded(arrivals([*readings, brief]))[1]) == {"brief": ("a3", "a3")}


@pytest.mark.parametrize(
    "late",
    [
        printed("a", 1, dated=False),
        printed("a", 1, published=None),
        printed("a", 2.99),
        printed("a", 1, kind="live"),
        printed("a", 0, published=START.replace(hour=0)),  # a date alone
    ],
)
def test_without_a_clearly_earlier_time_the_order_of_arrival_counts(late):
    decisions = folded(arrivals([printed("b", 2.995, seed=1), late]))[1]
    assert copies(decisions) == {"a": ("b", "b")}


def test_reprints_that_stood_apart_meet_at_their_original():
    """Two cuts that share nothing are two stories until the whole comes; one of them stood with another telling."""
    one, other = [f"harbour{n}" for n in range(90)], [f"meadow{n}" for n in range(90)]
    near = read("near", "near", "meadows", " ".join(reversed(other)), hours=4)
    readings = [printed("b", 3, one), near, printed("c", 4, other), printed("a", 1, one + other)]
    before = carried_out(folded(arrivals(readings[:3]))[1])
    assert before["b"] != before["c"] == before["near"]
    state, decisions = folded(arrivals(readings))
    assert copies(decisions) == {"b": ("a", "a"), "c": ("a", "a")}
    story = carried_out(decisions)
    assert story["a"] == story["b"] == story["c"]
    assert {state.bundle(state.pieces[name]).id for name in "abc"} == {story["a"]}
    assert [d.article for d in decisions if isinstance(d, Leave)] == ["c"]
    alone = folded(arrivals([readings[0], readings[2], readings[3]]))[1]
    assert [(d.story, d.into) for d in alone if isinstance(d, Merge)] == [("c", "b")]


def test_what_an_editor_parted_stays_apart():
    half = len(WORDS) // 2
    lines = arrivals([printed("b", 3, WORDS[:half]), printed("c", 4, WORDS[half:])])
    state, before = folded([*lines, Overrule(2, "merge", ("c",), "b", "one"), Overrule(3, "split", ("c",), "", "two")])
    _, after = folded(arrivals([printed("a", 1)], 4), state)
    story = carried_out([*before, *after])
    assert copies(after)["c"] == ("a", "a")
    assert story["a"] == story["b"] != story["c"]


def test_when_the_first_is_withdrawn_the_earliest_of_its_riders_is_first():
    readings = [printed("a", 1), printed("c", 4, seed=1), printed("b", 3, seed=2)]
    state, before = folded(arrivals(readings))
    state, after = folded([Withdrawal(3, "a", "killed")], state)
    assert after[0] == Leave("a", "a", "killed")
    assert copies([*before, *after]) == {"c": ("b", "b")}
    assert Copy("b", "", "b", 0, "a, which it reprinted, was withdrawn") in after
    assert state.pieces["b"].voice
    joined = folded(arrivals([printed("d", 5, seed=4)], 4), state)[1]
    assert copies(joined) == {"d": ("b", "b")}
    assert isinstance(joined[1], Join)


def test_when_one_in_the_middle_is_withdrawn_who_reprinted_it_reprints_the_first():
    ends = printed("a", 1, WORDS[:100]), printed("c", 3, WORDS[50:])
    state, before = folded(arrivals([ends[0], printed("b", 2), ends[1]]))
    assert copies(before) == {"b": ("a", "a"), "c": ("b", "a")}
    after = folded([Withdrawal(3, "b", "killed")], state)[1]
    assert copies(after) == {"c": ("a", "a")}


def test_a_first_that_left_the_window_is_first_again_when_it_comes_again():
    lines = arrivals([printed("a", 1), *(telling(n, "x", hours=90) for n in range(3, 12)), printed("b", 100, seed=1)])
    state, before = folded([*lines, Tick(20, START.replace(day=8))])
    assert "a" not in state.pieces
    assert "b" in state.pieces
    state, again = folded(arrivals([printed("a", 1), printed("c", 120, seed=2)], 21), state)
    assert copies([*before, *again]) == {"b": ("a", "a"), "c": ("a", "a")}
    assert state.pieces["a"].voice
    assert folded([Withdrawal(24, name, "gone") for name in "abc"], state)[0].riders.keys() <= {"a", "b", "c"}


def test_a_snapshot_between_changes_nothing():
    readings = [printed("b", 3, seed=1), printed("c", 4, seed=2), telling(7, "x"), printed("a", 1), printed("d", 2, seed=3)]
    lines = [*arrivals(readings), Withdrawal(5, "a", "killed"), Tick(6, START), Withdrawal(7, "c", "killed"), Tick(8, START)]
    whole, every = folded(lines)
    for cut in range(len(lines)):
        state, first = folded(lines[:cut])
        again = State.load(state.dump())
        assert again.dump() == state.dump()
        end, then = folded(lines[cut:], again)
        assert first + then == every
        assert end.dump() == whole.dump()


def test_reprints_from_last_to_first_cost_a_bounded_number_of_decisions():
    one = printed("x", 1)
    many = LONGEST + 200
    readings = [
        replace(one, article=replace(one.article, id=f"s{n}", publisher=f"p{n}", published=START + timedelta(minutes=n)))
        for n in range(many, 0, -1)
    ]
    decisions = folded(arrivals(readings))[1]
    assert len(decisions) < (LONGEST + 2) ** 2
    assert len(copies(decisions)) == many - 1
    assert sum(isinstance(d, Open) for d in decisions) == 1
