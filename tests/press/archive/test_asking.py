"""Of which stories a language model is asked, and when again."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from broadsheet.keys import Model
from broadsheet.press.archive import asking, overrule
from broadsheet.press.archive.asking import FRESH
from broadsheet.press.archive.looked import AGAIN, Looked
from broadsheet.press.archive.models import Question, Story
from broadsheet.settings import Settings
from tests.press.archive.newsroom import NOW
from tests.press.archive.test_drafts import waiting
from tests.press.drafted import flood
from tests.press.newsdesk.paper import told

pytestmark = pytest.mark.django_db
SETTINGS = replace(
    Settings(), model=Model(use=("headlines", "key_points", "translation"), base_url="http://127.0.0.1:1", name="m")
)


@pytest.fixture
def row():
    return flood()


def due(kind="headlines", now=NOW):
    return [each.pk for each in asking.due(kind, SETTINGS, now)]


def test_a_story_of_several_origins_in_print_is_due(row):
    assert (due(), due("key_points"), due("translation")) == ([row.pk], [row.pk], [])


@pytest.mark.parametrize("change", [{"origins": 1}, {"state": "held"}, {"last_changed": NOW - FRESH - timedelta(minutes=1)}])
def test_what_is_told_once_or_not_in_print_or_old_is_not(row, change):
    Story.objects.filter(pk=row.pk).update(**change)
    assert due() == []


def test_an_editors_headline_stands_and_key_points_are_still_drafted(row):
    overrule.edit_story(row, "ada", NOW, headline="Hull tunnel shut")
    assert (due(), due("key_points")) == ([], [row.pk])


def test_what_an_editor_refused_is_not_asked_for_again(row):
    waiting(row, state="refused", made=NOW - timedelta(days=1))
    assert due() == []


def test_a_kind_rests_an_hour(row):
    waiting(row)
    assert due(now=NOW + AGAIN - timedelta(minutes=1)) == []
    assert due(now=NOW + AGAIN) == [row.pk]


def test_the_highest_score_comes_first(row):
    other = told("Vienna opera names a director", 2)
    Story.objects.filter(pk=other.pk).update(score=9)
    assert due() == [other.pk, row.pk]


def test_a_question_has_both_articles_and_one_hash(row):
    first = asking.question("headlines", row.pk, SETTINGS, NOW)
    assert [source.article.publisher for source in first.sources] == ["outlet-0", "outlet-1"]
    assert first.key == asking.question("headlines", row.pk, SETTINGS, NOW).key
    assert first.key != asking.question("key_points", row.pk, SETTINGS, NOW).key
    other = replace(SETTINGS, model=replace(SETTINGS.model, name="n"))
    assert first.key != asking.question("headlines", row.pk, other, NOW).key


def test_a_question_that_failed_twice_rests(row):
    key = asking.question("headlines", row.pk, SETTINGS, NOW).key
    for _ in range(2):
        Question.objects.create(
            at=NOW, day=NOW.date(), story=row.pk, kind="headlines", prompt="p", model="m", key=key, outcome="failed"
        )
    assert asking.question("headlines", row.pk, SETTINGS, NOW) is None
    assert asking.question("headlines", row.pk, SETTINGS, NOW + AGAIN) is not None


def test_a_story_that_is_not_there_is_no_question():
    assert asking.question("headlines", "0" * 16, SETTINGS, NOW) is None


def test_what_was_looked_at_is_looked_at_again_when_it_changes_or_after_a_while():
    looked = Looked()
    assert looked.news("headlines", "a", NOW, NOW)
    assert not looked.news("headlines", "a", NOW, NOW)
    assert looked.news("headlines", "a", NOW + timedelta(seconds=1), NOW)
    assert looked.news("headlines", "a", NOW + timedelta(seconds=1), NOW + AGAIN)
    assert looked.news("key_points", "a", NOW, NOW)
    looked.forget("key_points", "a")
    assert looked.news("key_points", "a", NOW, NOW)
