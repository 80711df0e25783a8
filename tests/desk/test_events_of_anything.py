"""Whatever comes on the wire, every article is in one story, none is a mega-story, and the next one costs what the last did."""

from __future__ import annotations

import random
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from broadsheet.desk.events import State, fold
from broadsheet.journal import Arrival, Revision, Tick
from broadsheet.settings import Settings
from tests.desk.newsprint import START, arrivals, carried_out, read, telling, wire

SETTINGS = Settings()


def tick(number, hours=0.0):
    return Tick(number, START + timedelta(hours=hours))


def cost(readings, hours=3.0):
    """The stories after all arrivals with a Tick after each two hundred, and CPU-seconds of the first and the last thousand."""
    state, number, decisions, spent = State(), 0, [], []
    for reading in readings:
        start = time.process_time()
        decisions += fold(state, [Arrival(number, reading)], SETTINGS)[1]
        number += 1
        if number % 200 == 0:
            decisions += fold(state, [tick(number, hours)], SETTINGS)[1]
        spent.append(time.process_time() - start)
    decisions += fold(state, [tick(number, hours)], SETTINGS)[1]
    return state, carried_out(decisions), sum(spent[:1_000]), sum(spent[-1_000:])


@pytest.mark.slow
@pytest.mark.parametrize("text", ["", telling(1, "north").article.text])
def test_the_same_article_ten_thousand_times_is_one_story_and_costs_the_last_what_it_cost_the_first(text):
    one = read("s", "p", "Humber ferry sinks off Grimsby quay", text)
    readings = [replace(one, article=replace(one.article, id=f"s{n}", publisher=f"p{n % 50}")) for n in range(10_000)]
    state, story, first, last = cost(readings)
    assert len(set(story.values())) == 1
    assert len(story) == len(state.pieces) == 10_000
    assert last < 4 * first + 1


@pytest.mark.slow
def test_ten_thousand_articles_without_a_word_stand_alone():
    empty = read("e", "p", "")
    readings = [replace(empty, article=replace(empty.article, id=f"e{n}", publisher=f"p{n % 50}")) for n in range(10_000)]
    state, story, first, last = cost(readings)
    assert len(set(story.values())) == len(state.pieces) == 10_000
    assert last < 4 * first + 1


@pytest.mark.parametrize("own_dates", [True, False])
def test_an_outlet_that_republishes_its_archive_makes_no_story_of_it_and_drives_nothing_out(own_dates):
    state, before = fold(State(), [*arrivals(wire(events=6)), tick(50, 9)], SETTINGS)
    held = {name: state.bundle(piece).id for name, piece in state.pieces.items()}
    old = [
        read(
            f"old{n}", "archive", f"Column {n} of the archive", telling(100 + n, "archive").article.text,
            published=START - timedelta(days=n * 3) if own_dates else START + timedelta(hours=9, seconds=n), dated=True,
        )
        for n in range(600)
    ]  # fmt: skip
    state, decisions = fold(state, [*arrivals(old, 51), tick(700, 10)], SETTINGS)
    assert {name: state.bundle(state.pieces[name]).id for name in held} == held
    assert len(state.pieces) == len(held) + 600
    sizes = [len(state.stories[number].rows) for number in state.stories]
    assert max(sizes) <= 4
    assert sum(sizes) == len(state.pieces)
    assert carried_out([*before, *decisions])


@pytest.mark.parametrize("year", [1970, 2090])
def test_a_wire_of_another_century_is_grouped_like_ours(year):
    readings = [telling(e, o, published=datetime(year, 5, 1, e, tzinfo=UTC)) for e in range(5) for o in ("a", "b", "c")]
    state, decisions = fold(State(), [*arrivals(readings), Tick(50, datetime(year, 5, 1, 9, tzinfo=UTC))], SETTINGS)
    assert len(set(carried_out(decisions).values())) == 5
    assert len(state.pieces) == 15


def test_tellings_in_another_script_are_one_story():
    words = ["東京", "地震", "津波", "警報", "沿岸", "避難", "気象庁", "震度"]
    texts = ["".join(random.Random(n).sample(words, 6)) * 8 for n in range(4)]  # noqa: S311  (a seed, not a secret)
    readings = [read(f"j{n}", f"p{n}", text[:12], text, hours=n) for n, text in enumerate(texts)]
    decisions = fold(State(), [*arrivals([*readings, telling(3, "north")]), tick(10, 5)], SETTINGS)[1]
    assert len(set(carried_out(decisions).values())) == 2


def test_a_feed_whose_clock_stands_in_2090_empties_no_window():
    today = [telling(event, outlet, hours=event) for event in range(6) for outlet in ("north", "south", "east", "west")]
    future = [read(f"f{n}", "clock", f"Headline {n}", "", published=datetime(2090, 1, 1, tzinfo=UTC)) for n in range(20)]
    state, _ = fold(State(), arrivals([*today, *future]), Settings())
    state, _ = fold(state, [Tick(99, START + timedelta(hours=7))], Settings())
    assert len(state.pieces) == 44


def test_a_text_printed_two_thousand_times_keeps_its_event_together():
    """Its words stay as rare as the texts of its own that have them."""
    text = telling(1, "north").article.text
    many = [read(f"copy{n}", f"paper{n}", "Harbour ferry storm", text, hours=2) for n in range(2_000)]
    _, decisions = fold(State(), [*arrivals([*many, telling(1, "south")]), tick(3_000, 5)], SETTINGS)
    assert len(set(carried_out(decisions).values())) == 1


def test_an_article_that_is_revised_all_day_is_still_found_with_others():
    told = [telling(1, outlet) for outlet in ("north", "south")]
    state, first = fold(State(), [*arrivals(told), tick(9, 4)], SETTINGS)
    again = [Revision(10 + n, telling(1, "north")) for n in range(40)]
    state, then = fold(state, [*again, tick(60, 4), Arrival(61, telling(1, "west")), tick(62, 5)], SETTINGS)
    assert len(set(carried_out([*first, *then]).values())) == 1
    held = state.buckets.rows
    assert max((line == row).sum() for line in held for row in set(line[line >= 0].tolist())) == 1
