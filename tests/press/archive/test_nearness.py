"""Near misses are kept within bounds, follow stories, and go with what they compare."""

from __future__ import annotations

from datetime import timedelta

import pytest

from broadsheet import journal
from broadsheet.press.archive import models, nearness, overrule, reprint, retention
from broadsheet.press.archive.apply import decide
from broadsheet.press.archive.models import NearMiss
from broadsheet.settings import Settings
from tests.press.archive.newsroom import FLOOD, NOW, read

pytestmark = pytest.mark.django_db


@pytest.fixture
def rows():
    """Six articles, each in a story of its own; the last nearly told the first two."""
    ids = [read("courier", str(n), f"Title {n}", FLOOD).pk for n in range(6)]
    opened = [journal.Open(each, each, "first") for each in ids[:5]]
    last = journal.Open(ids[5], ids[5], "near", near=(journal.Near(ids[0], 4000, "pump"), journal.Near(ids[1], 3000, "hull")))
    decide([*opened, last], NOW)
    return ids


def kept():
    return dict(NearMiss.objects.values_list("story_id", "score"))


def test_they_are_written_with_why(rows):
    row = NearMiss.objects.get(story=rows[0])
    assert (row.article_id, row.score, row.why, row.at) == (rows[5], 4000, "pump", NOW)


def test_at_most_three_an_article_the_nearest_ones_and_none_unknown(rows):
    near = (*(journal.Near(each, 1000 + n, "") for n, each in enumerate(rows[:5])), journal.Near("0" * 16, 4999, "no such"))
    decide([journal.Join(rows[4], rows[5], 6000, "near", near=near)], NOW)
    assert kept() == {rows[3]: 1003, rows[2]: 1002, rows[1]: 1001}


def test_a_story_that_it_joins_later_was_no_near_miss(rows):
    decide([journal.Join(rows[0], rows[5], 6000, "near after all")], NOW)
    assert kept() == {rows[1]: 3000}


def test_they_follow_a_story_into_another(rows):
    decide([journal.Merge(rows[1], rows[2], 8000, "one flood")], NOW)
    assert kept() == {rows[0]: 4000, rows[2]: 3000}
    decide([journal.Merge(rows[2], rows[0], 8000, "one flood")], NOW)
    assert kept() == {rows[0]: 4000}
    decide([journal.Merge(rows[5], rows[0], 8000, "one flood")], NOW)
    assert kept() == {}


def test_they_go_with_an_article_that_is_withdrawn(rows):
    decide([journal.Leave(rows[5], rows[5], "retracted")], NOW)
    assert kept() == {}


def test_they_go_with_the_use_of_its_text(rows):
    reprint.purge([rows[5]])
    assert kept() == {}


def test_they_go_with_a_kill_of_either_side(rows):
    decide([journal.Join(rows[4], rows[3], 6000, "", near=(journal.Near(rows[2], 100, ""),))], NOW)
    overrule.edit_stories([rows[0]], "ada", NOW, {"state": "killed"})
    assert kept() == {rows[1]: 3000, rows[2]: 100}
    overrule.edit_stories([rows[5]], "ada", NOW, {"state": "killed"})
    assert kept() == {rows[2]: 100}


def test_they_go_with_the_texts_that_they_compare(rows):
    settings = Settings()
    retention.purge(settings, NOW + timedelta(days=settings.archive.text_days - 1))
    assert len(kept()) == 2
    retention.purge(settings, NOW + timedelta(days=settings.archive.text_days + 1))
    assert kept() == {}


def test_forgetting_others_leaves_them(rows):
    nearness.forget(rows[:5])
    assert models.NearMiss.objects.count() == 2
