"""The front page: a sum that anyone can check, the same for the same input, steady, diverse, and an editor's where pinned."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.desk.front_page import IN_A_ROW, breaking, broke, from_json, rank, to_json
from broadsheet.desk.standings import NoStory
from broadsheet.news import Mention, Pin, Standing
from broadsheet.settings import Front, Section, Settings

NOW = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)
SETTINGS = Settings(
    section=(Section("World", "world", weight=0.5), Section("Politics", "politics"), Section("Business", "business"))
)


def standing(name, *, origins=2, hours=1.0, sections=("World",), **fields):
    changed = NOW - timedelta(hours=hours)
    fields = {"first_seen": changed, "last_changed": changed, "outlets": origins, **fields}
    return Standing(name, f"Headline of {name}", sections, origins=origins, **fields)


def order(standings, **fields):
    return [place.story for place in rank(standings, NOW, SETTINGS, **fields).places]


def mentions(*minutes, origin=None):
    return tuple(Mention(f"a{n}", f"p{n}", NOW - timedelta(minutes=m), origin or f"a{n}") for n, m in enumerate(minutes))


def test_a_score_is_the_sum_of_its_terms_each_with_a_why():
    page = rank([standing("a", origins=5), standing("b", origins=1)], NOW, SETTINGS)
    for place in page.places:
        assert place.score == sum(term.value for term in place.terms)
        assert all(term.why for term in place.terms)


def test_a_doubling_of_origins_counts_as_much_each_time():
    two, four, eight = (rank([standing("a", origins=n)], NOW, SETTINGS).places[0].score for n in (2, 4, 8))
    assert four - two == eight - four == 10_000


def test_freshness_halves_every_eight_hours():
    values = [rank([standing("a", hours=h)], NOW, SETTINGS).places[0].terms[1].value for h in (0, 8, 16)]
    assert values == [10_000, 5_000, 2_500]


def test_a_single_source_stands_below_what_two_tell():
    assert order([standing("one", origins=1, hours=0), standing("two", origins=2, hours=20)]) == ["two", "one"]


def test_a_section_with_weight_lifts_its_stories():
    assert order([standing("b", sections=("Politics",)), standing("c", sections=("World",))])[0] == "c"


def test_the_lead_needs_three_origins_when_any_has_them():
    assert order([standing("new", origins=2, hours=0), standing("wide", origins=3, hours=30)])[0] == "wide"
    assert order([standing("new", origins=2, hours=0), standing("old", origins=2, hours=30)])[0] == "new"


@pytest.mark.parametrize(
    ("minutes", "expected"),
    [((10, 40, 65), True), ((10, 40, 71), False), ((200, 210, 220), False), ((175, 190, 200), True), ((10, 20), False)],
)
def test_breaking_is_three_origins_within_the_hour_for_three_hours(minutes, expected):
    assert breaking(standing("a", articles=mentions(*minutes), first_seen=NOW - timedelta(hours=4)), NOW) is expected


def test_reprints_and_one_publisher_break_nothing():
    assert not breaking(standing("a", articles=mentions(1, 2, 3, origin="a0")), NOW)
    mine = tuple(replace(m, publisher="p") for m in mentions(1, 2, 3))
    assert not breaking(standing("a", articles=mine), NOW)
    sisters = tuple(replace(m, owner="House") for m in mentions(1, 2, 3))
    assert not breaking(standing("a", articles=sisters), NOW)


def test_papers_of_one_owner_are_one_origin_where_a_line_does_not_count_them():
    line = json.loads(to_json(standing("a", articles=(*mentions(1, 2), Mention("a3", "p3", NOW, "a3", "House")))))
    line["articles"].append({"id": "a4", "publisher": "p4", "published": NOW.isoformat(), "origin": "a4", "owner": "House"})
    del line["origins"], line["outlets"]
    found = from_json(json.dumps(line))
    assert (found.outlets, found.origins) == (4, 3)


def test_a_backlog_breaks_nothing():
    found = standing("a", articles=mentions(600, 605, 610), first_seen=NOW)
    assert broke(found) is None
    assert not breaking(found, NOW)


def test_breaking_news_says_so_in_its_terms():
    page = rank([standing("a", origins=3, articles=mentions(10, 20, 30))], NOW, SETTINGS)
    assert "breaking" in [term.name for term in page.places[0].terms]


def test_a_story_keeps_its_place_against_one_hardly_better():
    old, new = standing("old", hours=1.0), standing("new", hours=0.8)
    assert order([old, new]) == ["new", "old"]
    before = rank([old], NOW, SETTINGS)
    assert order([old, new], previous=before) == ["old", "new"]
    assert order([old, standing("new", origins=3)], previous=before) == ["new", "old"]


def test_at_most_three_in_a_row_of_one_section():
    page = order([*(standing(f"w{n}", origins=8) for n in range(6)), standing("p", origins=2, sections=("Politics",))])
    assert page.index("p") == IN_A_ROW


def test_a_sections_page_takes_only_its_stories_and_all_of_them_in_a_row():
    stories = [*(standing(f"w{n}") for n in range(6)), standing("p", sections=("Politics", "World"))]
    assert set(order(stories, page="Politics")) == {"p"}
    assert set(order(stories, page="world")) == set(order(stories, page="World")) == {*(f"w{n}" for n in range(6)), "p"}


def test_pins_are_exact_until_they_end():
    stories = [standing(f"s{n}", origins=9 - n) for n in range(5)]
    pinned = replace(stories[4], pins=(Pin(1, until=NOW + timedelta(hours=1)),))
    third = replace(stories[0], pins=(Pin(3),))
    assert order([third, *stories[1:4], pinned]) == ["s4", "s1", "s0", "s2", "s3"]
    ended = replace(stories[4], pins=(Pin(1, until=NOW),))
    assert order([*stories[:4], ended])[-1] == "s4"
    elsewhere = replace(stories[4], pins=(Pin(1, page="Politics"),))
    assert order([*stories[:4], elsewhere])[-1] == "s4"


def test_a_pin_beyond_the_page_is_its_last_place():
    assert order([replace(standing("a", origins=9), pins=(Pin(30),)), standing("b")]) == ["b", "a"]


def test_ties_go_by_id_and_the_page_ends():
    assert order([standing("b"), standing("a"), standing("c")]) == ["a", "b", "c"]
    few = replace(SETTINGS, front=Front(places=2))
    assert len(rank([standing(n) for n in "abc"], NOW, few).places) == 2


def test_nothing_to_rank_is_an_empty_page():
    assert rank([], NOW, SETTINGS).places == ()


def test_a_standing_survives_its_line():
    there = standing("a", articles=mentions(1, 2), pins=(Pin(2, "World", NOW), Pin(1)))
    assert from_json(to_json(there)) == there
    assert "\n" not in to_json(there)


def test_what_a_line_leaves_out_comes_from_its_articles():
    line = (
        '{"id": "a", "sections": [{"name": "World"}], "pins": [2], "more": 1, "articles": ['
        '{"id": "x", "publisher": "p", "published": "2026-03-04T10:00:00Z"},'
        '{"id": "y", "publisher": "q", "published": "2026-03-04T11:00:00", "origin": "x"}]}'
    )
    found = from_json(line)
    assert (found.outlets, found.origins, found.sections, found.pins) == (2, 1, ("World",), (Pin(2),))
    assert found.last_changed - found.first_seen == timedelta(hours=1)


@pytest.mark.parametrize(
    "line", ["", "[]", "7", "{}", '{"id": "a"}', '{"id": "a", "first_seen": "yesterday"}', '{"id":"a","articles":[1]}']
)
def test_a_line_that_is_no_story_is_refused(line):
    with pytest.raises(NoStory):
        from_json(line)


@given(
    st.lists(st.tuples(st.integers(1, 40), st.floats(0, 90), st.sampled_from(["World", "Politics"])), max_size=30), st.randoms()
)
def test_the_order_of_the_input_does_not_matter(rows, chance):
    stories = [standing(f"s{n}", origins=o, hours=h, sections=(s,)) for n, (o, h, s) in enumerate(rows)]
    page = rank(stories, NOW, SETTINGS)
    chance.shuffle(stories)
    assert rank(stories, NOW, SETTINGS) == page
    assert [p.rank for p in page.places] == list(range(1, len(page.places) + 1))
