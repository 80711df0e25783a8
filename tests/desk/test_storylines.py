"""Chapters find their line, stay what they are, and never stand in a circle."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
from collections.abc import Sequence

import pytest

from broadsheet.desk.chapters import Facts, slot
from broadsheet.desk.storylines import APART, DAYS, State, fold
from broadsheet.journal import Follow

DAY = 1440
DOCK = ("odlund", "hallqvist", "skandia", "vastar", "gothenburg")
MINE = ("chambi", "quillacota", "altocumbre", "vizcarra", "ramira")


def told(
    story: str, names: Sequence[str], words: Sequence[str], day: float, pairs: Sequence[tuple[str, str]] = (), voices: int = 1
) -> Facts:
    first = 100_000 + int(day * DAY)
    return Facts(
        story, first, first + 60, voices,
        names=tuple((slot(name), 256) for name in names),
        words=tuple((slot(word), 256) for word in words),
        pairs=tuple((slot(one), slot(other)) for one, other in pairs),
        spelt=tuple((slot(name), name.title()) for name in names),
    )  # fmt: skip


def strike(story: str, day: float, *words: str, names: Sequence[str] = DOCK) -> Facts:
    return told(story, names, ("crane", *words, *(f"{story}{n}" for n in range(9))), day)


def follows(*batches: Sequence[Facts], gone: Sequence[str] = ()) -> tuple[State, dict[str, str]]:
    state, found = State(), {}
    for batch in batches:
        now = max(each.last for each in batch)
        found |= {decision.story: decision.of for decision in fold(state, batch, (), now)[1]}
    found |= {decision.story: decision.of for decision in fold(state, (), gone, now)[1]}
    return state, found


def test_a_later_story_of_the_same_actors_goes_on_from_the_earlier() -> None:
    state = State()
    fold(state, [strike("called", 0)], (), 0)
    _, decisions = fold(state, [strike("talks", 3)], (), 0)
    (found,) = decisions
    assert (found.story, found.of) == ("talks", "called")
    assert found.score >= 9_000
    assert found.why.startswith("both name '")
    assert found.why.count("'") == 6


def test_each_follows_the_latest_before_it_so_that_a_line_is_a_list() -> None:
    _, found = follows([strike("called", 0)], [strike("talks", 3)], [strike("off", 8)], [strike("inquiry", 20)])
    assert found == {"talks": "called", "off": "talks", "inquiry": "off"}


def test_the_same_kind_of_event_elsewhere_is_another_line() -> None:
    words = ("crane", "strike", "docker", "terminal", "container", "quay")
    _, found = follows([told("here", DOCK, words, 0)], [told("there", MINE, words, 2)])
    assert found == {}


def test_the_same_people_in_another_matter_are_another_line() -> None:
    _, found = follows([told("strike", DOCK, ("crane", "docker"), 0)], [told("wedding", DOCK, ("bride", "cake"), 2)])
    assert found == {}


def test_what_is_told_in_the_same_words_is_not_another_chapter() -> None:
    words = ("crane", "docker", "quay", "vote")
    _, found = follows([told("one", DOCK, words, 0)], [told("other", DOCK, words, 2)])
    assert found == {}


def test_two_tellings_of_an_hour_are_no_chapters() -> None:
    _, found = follows([strike("called", 0)], [strike("torn", (APART - 1) / DAY)])
    assert found == {}


def test_a_first_name_and_a_surname_are_one_actor() -> None:
    two, pairs = ("maj-britt", "odlund", "gothenburg"), (("maj-britt", "odlund"),)
    one = told("called", two, ("crane", "called"), 0, pairs)
    other = told("talks", two, ("crane", "talks"), 2, pairs)
    assert follows([one], [other])[1] == {}


def test_a_name_that_everybody_has_is_no_evidence() -> None:
    crowd = [told(f"crowd{n}", (*DOCK, f"own{n}", f"other{n}"), (f"word{n}",), -1) for n in range(300)]
    assert follows(crowd, [strike("called", 0)], [strike("talks", 3)])[1] == {}


def test_a_line_about_everybody_takes_no_more() -> None:
    chain = [strike(f"c{n}", n * 2, "dock", names=[f"actor{k}" for k in range(n * 4, n * 4 + 8)]) for n in range(6)]
    _, found = follows(*[[each] for each in chain])
    assert found == {"c1": "c0", "c2": "c1", "c4": "c3", "c5": "c4"}


def test_a_chapter_that_is_heard_late_comes_between() -> None:
    _, found = follows([strike("called", 0)], [strike("off", 8)], [strike("talks", 3)])
    assert found == {"off": "talks", "talks": "called"}


def test_an_earlier_story_heard_late_becomes_the_first() -> None:
    state, found = follows([strike("talks", 3)], [strike("off", 8)], [strike("called", 0)])
    assert found == {"off": "talks"}, "what is in print waits until it is told again"
    fold(state, [strike("talks", 3)], (), 0)
    assert {each.story: each.of for each in state.chapters.values()} == {"called": "", "talks": "called", "off": "talks"}


def test_who_follows_a_story_that_is_gone_follows_the_one_before_it() -> None:
    state, found = follows([strike("called", 0)], [strike("talks", 3)], [strike("off", 8)], gone=["talks"])
    assert found == {"talks": "", "off": "called"}
    assert fold(state, (), ["called"], 0)[1] == [Follow("off", "", 0, "the chapter before it in its line; 0 h later")]


def test_gone_twice_or_never_known_is_nothing() -> None:
    state, _ = follows([strike("called", 0)], gone=["called"])
    assert fold(state, (), ["called", "nobody"], 0)[1] == []
    assert state == State()


def test_one_more_telling_does_not_move_a_chapter_that_just_fits() -> None:
    def half(shared: int, letter: str) -> list[str]:
        return [*DOCK[:shared], *(f"{letter}{n}" for n in range(10 - shared))]

    state, found = follows([strike("called", 0, names=half(5, "a"))], [strike("talks", 3, names=half(5, "b"))])
    assert found == {"talks": "called"}
    assert fold(state, [strike("talks", 3, names=half(4, "b"))], (), 0)[1] == [], "held"
    assert fold(state, [strike("votes", 4, names=half(4, "c"))], (), 0)[1] == [], "not taken in"


def test_a_story_that_turns_out_to_be_another_leaves_its_line() -> None:
    state, _ = follows([strike("called", 0)], [strike("talks", 3)], [strike("off", 8)])
    _, decisions = fold(state, [told("talks", MINE, ("dam", "mud"), 3)], (), 0)
    assert {each.story: each.of for each in decisions} == {"talks": "", "off": "called"}


def test_what_is_old_is_forgotten_and_its_children_keep_their_place() -> None:
    state, _ = follows([strike("called", 0)], [strike("talks", 40)])
    fold(state, (), (), 100_000 + (DAYS + 2) * DAY)
    assert list(state.chapters) == ["talks"]
    _, decisions = fold(state, [strike("off", 60)], (), 0)
    assert [(each.story, each.of) for each in decisions] == [("off", "talks")]
    assert state.chapters["talks"].of == "called"


def test_a_story_is_heard_again_when_its_tellings_have_doubled() -> None:
    state, _ = follows([told("s", DOCK, ("crane",), 0, voices=2)])
    assert [state.due("s", many) for many in (1, 2, 3, 4, 8)] == [True, False, False, True, True]
    assert state.due("unknown", 1)


@pytest.mark.parametrize("seed", range(8))
def test_no_order_of_arrival_makes_a_circle_and_the_memory_stays_whole(seed: int) -> None:
    dice = random.Random(seed)  # noqa: S311
    state, of = State(), {}
    actors = [f"actor{n}" for n in range(14)]
    for _ in range(150):
        story = f"s{dice.randrange(25)}"
        names, day = dice.sample(actors, 6), dice.uniform(0, 30)
        gone = [f"s{dice.randrange(25)}"] if dice.random() < 0.2 else []
        batch = [told(story, names, ("crane", story, f"{story}x"), day)] if story not in gone else []
        for decision in fold(state, batch, gone, 0)[1]:
            of[decision.story] = decision.of
        known = {each.story: each.of for each in state.chapters.values()}
        assert {story: of.get(story, "") for story in known} == known
        for at in known:
            seen = [at]
            while before := known.get(seen[-1], ""):
                assert before not in seen
                seen.append(before)
        assert sorted(story for line in state.lines.values() for story in line) == sorted(known)
        assert all(state.chapters[story].line == line for line, its in state.lines.items() for story in its)
    for story in list(state.chapters):
        state.forget(story)
    assert state == State()


def test_the_same_under_any_hash_seed() -> None:
    code = (
        "from tests.desk.test_storylines import *; import json\n"
        "_, f = follows([strike('b', 0), strike('a', 0)], [strike('c', 3)], [strike('d', 8), strike('e', 9)], gone=['c'])\n"
        "print(json.dumps(f))"
    )
    said = {
        subprocess.run(
            [sys.executable, "-c", code], env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, text=True, check=True
        ).stdout
        for seed in ("1", "2")
    }
    assert len(said) == 1
    assert json.loads(said.pop())
