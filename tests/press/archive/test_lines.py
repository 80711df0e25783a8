"""Rows of the journal as lines: in their order, each with the reading of its version, and none that cannot be read."""

from __future__ import annotations

import pytest

from broadsheet import journal
from broadsheet.press.archive import lines, models
from broadsheet.settings import Settings
from tests.press.archive.newsroom import FLOOD, NOW, judge, read

pytestmark = pytest.mark.django_db


@pytest.fixture
def article():
    row = read("courier", "tunnel", "Humber tunnel at Hull closed", FLOOD)
    judge(Settings())
    models.Article.objects.filter(pk=row.pk).update(state="read", version=2, title="Humber tunnel open")
    judge(Settings())
    return row.pk


def every(after=0):
    last = models.Journal.objects.order_by("-number").values_list("number", flat=True)[0]
    return [line for some in lines.between(after, last) for line in some]


def test_each_line_has_the_reading_of_its_version(article):
    first, second = every()
    assert (type(first), type(second)) == (journal.Arrival, journal.Revision)
    assert [each.reading.article.title for each in (first, second)] == ["Humber tunnel at Hull closed", "Humber tunnel open"]
    assert every(after=first.number) == [second]


def test_what_is_gone_or_of_an_unknown_kind_is_left_out(article):
    models.Journal.objects.create(kind="dance", at=NOW)
    models.Journal.objects.create(kind="withdrawal", article=article, payload={"why": "retracted"}, at=NOW)
    models.Reading.objects.filter(version=1).delete()
    assert [type(each) for each in every()] == [journal.Revision, journal.Withdrawal]


def test_many_lines_come_in_order_and_none_twice(article, monkeypatch):
    monkeypatch.setattr(lines, "AT_ONCE", 2)
    models.Journal.objects.bulk_create(models.Journal(kind="tick", payload={"now": NOW.isoformat()}, at=NOW) for _ in range(5))
    numbers = [each.number for each in every()]
    assert numbers == sorted(set(numbers))
    assert len(numbers) == 7
