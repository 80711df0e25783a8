"""The lists beside a story: what each is of which kind, fresh, varied, and nothing twice."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from broadsheet.desk.choices import FAINT, NEAR, STRONG, Facts, Neighbour, also, beside, following, recommended

NOW = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)
ADA, HULL, LUND = ("Ada Frey", "person"), ("Hull", "place"), ("Lund Ferries", "organisation")
TUNNELS = ("tunnels", "topic")


def story(name, hours=5.0, *, lasted=1.0, **facts):
    first = NOW - timedelta(hours=hours)
    return Facts(name, f"Headline of {name}", first, first + timedelta(hours=lasted), **{"publisher": f"of {name}"} | facts)


def near(facts, how=STRONG):
    return Neighbour(facts, how, "shares 'tunnel'")


THIS = story("this", 48, tags=(ADA, HULL, TUNNELS), sections=("UK News",))


@pytest.mark.parametrize(
    ("hours", "how", "kind"),
    [
        (72, STRONG, "background"),
        (24, STRONG, "consequence"),
        (47, STRONG, "actors"),
        (72, FAINT, "actors"),
        (24, FAINT, "actors"),
    ],
)
def test_strongly_linked_stories_before_and_after_are_background_and_consequence(hours, how, kind):
    found = beside(THIS, [near(story("other", hours, tags=(HULL,)), how)], NOW, 5)
    assert [(each.story, each.kind, each.score) for each in found] == [("other", kind, how)]
    assert found[0].why == "both about Hull"


def test_without_an_actor_in_common_more_likeness_is_asked_for():
    other = story("other", 47, tags=(TUNNELS,))
    assert beside(THIS, [near(other, NEAR - 1)], NOW, 5) == []
    [found] = beside(THIS, [near(other, NEAR)], NOW, 5)
    assert (found.kind, found.why) == ("subject", "shares 'tunnel'")
    assert beside(THIS, [near(story("other", 47, tags=(HULL,)), FAINT - 1)], NOW, 5) == []


def test_what_is_older_than_a_month_is_background_only():
    old = story("old", 24 * 40, tags=(HULL,))
    assert [each.kind for each in beside(THIS, [near(old)], NOW, 5)] == ["background"]
    assert beside(THIS, [near(old, FAINT)], NOW, 5) == []


def test_each_other_story_once_and_never_itself():
    other = story("other", 47, tags=(HULL,))
    found = beside(THIS, [near(other, FAINT), near(other), near(THIS), near(story("more", 46, tags=(ADA,)))], NOW, 5)
    assert [(each.story, each.score) for each in found] == [("more", STRONG), ("other", STRONG)]
    assert len(beside(THIS, [near(other), near(story("more", 46, tags=(ADA,)))], NOW, 1)) == 1


def test_also_is_fresh_alike_and_takes_nothing_that_is_taken():
    pool = [
        THIS,
        story("taken", tags=(HULL,)),
        story("stale", 24 * 5, tags=(HULL,)),
        story("elsewhere", tags=(LUND,), sections=("Crypto",)),
        story("neighbour", tags=(HULL,), sections=("UK News",)),
    ]
    found = also(THIS, pool, ["taken"], NOW, 5)
    assert [(each.story, each.kind, each.why) for each in found] == [("neighbour", "also", "also about Hull")]


def test_also_is_varied():
    alike = [story(f"flood {n}", tags=(HULL, TUNNELS), sections=("UK News",)) for n in range(3)]
    other = story("premiere", tags=(ADA,), sections=("Stage",))
    found = {each.story for each in also(THIS, [*alike, other], (), NOW, 2)}
    assert found == {"flood 0", "premiere"}


def test_one_of_an_outlet_and_one_of_a_storyline():
    pool = [
        story("a", tags=(HULL,), publisher="north", storyline="dam"),
        story("b", tags=(HULL,), publisher="north"),
        story("c", tags=(HULL,), publisher="south", storyline="dam"),
        story("d", tags=(HULL,), publisher="south"),
    ]
    assert [each.story for each in also(THIS, pool, (), NOW, 5)] == ["a", "d"]


def test_recommended_says_which_story_it_is_like_and_repeats_none_that_was_read():
    read = [THIS, story("ferry", tags=(LUND,), sections=("World",))]
    pool = [*read, story("fares", tags=(LUND,)), story("pumps", tags=(TUNNELS,)), story("nothing alike")]
    found = {each.story: each.why for each in recommended(read, pool, NOW, 5)}
    assert found == {"fares": "because you read “Headline of ferry”", "pumps": "because you read “Headline of this”"}
    assert recommended([], pool, NOW, 5) == []


def test_next_is_the_storyline_s_then_the_page_s_and_never_taken():
    pages = [["lead", "this", "third", "fourth"], ["section"]]
    assert following(THIS, ["first", "this", "sequel"], pages, ()).story == "sequel"
    assert following(THIS, (), pages, ()).story == "third"
    assert following(THIS, (), pages, ["third"]).story == "fourth"
    assert following(THIS, (), [["lead", "this"]], ()).story == "lead"
    assert following(THIS, (), [["this"], ["section"]], ()).story == "section"
    assert following(THIS, (), [["this"]], ()) is None


def test_the_order_of_the_pool_does_not_matter():
    pool = [story(f"s{n}", tags=(HULL,) if n % 2 else (ADA, TUNNELS), publisher=f"p{n}") for n in range(9)]
    assert also(THIS, pool, (), NOW, 5) == also(THIS, pool[::-1], (), NOW, 5)
