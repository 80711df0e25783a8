"""How a story came to be as it is, in one query each."""

from __future__ import annotations

import pytest

from broadsheet import journal
from broadsheet.press.archive import told
from broadsheet.press.archive.apply import decide
from broadsheet.press.archive.models import Article, Edit, NearMiss, Story, Telling
from broadsheet.press.archive.together import near_misses, past, reason
from tests.press.archive.newsroom import FLOOD, NOW, read

pytestmark = pytest.mark.django_db


@pytest.fixture
def rows():
    ids = [read("courier", str(n), f"Title {n}", FLOOD).pk for n in range(4)]
    decide([journal.Open(each, each, "first") for each in ids], NOW)
    Article.objects.update(state="published")
    Story.objects.update(state="printed", headline="Tunnel shut")
    return ids


def test_both_directions_the_nearest_first(rows, django_assert_num_queries):
    a, b, c, _ = rows
    NearMiss.objects.create(article_id=b, story_id=a, score=3000, why="pump", at=NOW)
    NearMiss.objects.create(article_id=a, story_id=c, score=4000, why="hull", at=NOW)
    row = told.found(a)
    with django_assert_num_queries(1):
        found = near_misses(row)
    assert [(each.inward, each.article, each.story, each.why) for each in found] == [
        (False, a, c, "hull"),
        (True, b, b, "pump"),
    ]
    assert found[0].headline == "Tunnel shut"


@pytest.mark.parametrize(
    "hide",
    [
        lambda a, b: Story.objects.filter(pk=b).update(state="held"),
        lambda a, b: Edit.objects.create(story_id=b, state="killed", at=NOW),
        lambda a, b: Article.objects.filter(pk=b).update(rights="none"),
        lambda a, b: Article.objects.filter(pk=b).update(state="held"),
        lambda a, b: Article.objects.get(pk=b).publisher.__class__.objects.update(opted_out=True),
    ],
)
def test_readers_see_nothing_of_what_is_not_in_print(rows, hide):
    a, b, *_ = rows
    NearMiss.objects.create(article_id=b, story_id=a, score=3000, why="pump", at=NOW)
    assert len(near_misses(told.found(a))) == 1
    hide(a, b)
    assert near_misses(told.found(a)) == ()
    assert len(near_misses(told.found(a), printed=False)) == 1


def test_merges_and_splits_are_told_with_why(rows, django_assert_num_queries):
    a, b, c, d = rows
    decide([journal.Merge(b, a, 9000, "one flood"), journal.Join(a, c, 8000, "near")], NOW)
    decide([journal.Split(a, d, (d,), "two tunnels")], NOW)
    row = told.found(a)
    with django_assert_num_queries(1):
        found = past(row, ())
    assert [(each.merged, each.story, each.why) for each in sorted(found.steps, key=lambda each: each.why)] == [
        (True, b, "one flood"), (False, d, "two tunnels"),
    ]  # fmt: skip
    assert found.came_from is None
    parted = past(told.found(d), ())
    assert (parted.came_from.story, parted.came_from.headline, parted.came_from.why) == (a, "Tunnel shut", "two tunnels")
    assert not parted.came_from.by_editor


def test_a_story_that_was_parted_from_one_that_is_merged_away_came_from_that(rows):
    a, b, c, d = rows
    decide([journal.Split(b, d, (d,), "two tunnels"), journal.Merge(b, a, 9000, "one flood")], NOW)
    assert told.found(d).parted_from_id == a
    decide([journal.Merge(d, a, 9000, "one flood after all")], NOW)
    assert past(told.found(a), ()).came_from is None
    assert c


def test_an_editors_reason_is_known_for_one_and_kept_for_colleagues(rows):
    a, b, *_ = rows
    decide([journal.Merge(b, a, 10_000, "ada: the same pump")], NOW)
    (step,) = past(told.found(a), {"ada"}).steps
    assert step.by_editor
    assert step.machine_why == ""
    (step,) = past(told.found(a), {"ad"}).steps
    assert not step.by_editor


def test_readers_are_not_led_to_a_story_that_is_held(rows):
    a, _, _, d = rows
    decide([journal.Split(a, d, (d,), "two tunnels")], NOW)
    Story.objects.filter(pk=a).update(state="held")
    assert past(told.found(d), ()).came_from.story == ""
    assert past(told.found(d), (), printed=False).came_from.story == a
    Story.objects.filter(pk=d).update(state="held")
    assert past(told.found(a), ()).steps == ()


def test_a_plain_story_costs_no_query(rows, django_assert_num_queries):
    row = told.found(rows[0])
    with django_assert_num_queries(0):
        assert near_misses(row) == ()
        assert past(row, ()).steps == ()


def test_why_an_article_is_here_in_words(rows):
    a, b, c, d = rows
    decide([journal.Merge(b, a, 9000, "one flood"), journal.Join(a, c, 8000, "tunnel, pump")], NOW)
    decide([journal.Split(a, d, (d, c), "two tunnels")], NOW)
    said = {each.article: reason(each, past(told.found(each.story), ())) for of in (a, d) for each in told.every_telling(of)}
    assert said == {
        a: "It opened the story: first",
        b: "It opened a story that became part of this one: one flood",
        c: "It came along when this story was parted from another",
        d: "It opened this story when that was parted from another: two tunnels",
    }
    Telling.objects.filter(pk=c).update(editor="ada", why="ada: never mind")
    (kept,) = [each for each in told.every_telling(d) if each.article == c]
    assert reason(kept, past(told.found(d), {"ada"})) == "An editor decided that it tells this story"


def test_a_reprint_that_is_here_for_that_alone_says_it_once(rows):
    a, b, *_ = rows
    decide([journal.Join(a, b, 9000, f"reprints {a}: 90% of it"), journal.Copy(b, a, a, 9000, "90% of it")], NOW)
    (copy,) = [each for each in told.every_telling(a) if each.copy_of]
    assert reason(copy, past(told.found(a), ())) == "It reprints an earlier article: 90% of it"
