"""What has been kept long enough: texts, editions beyond the last of a day, ticks that the snapshot covers."""

from __future__ import annotations

from datetime import timedelta

import pytest

from broadsheet.press.archive.models import Article, Edition, Fold, Journal
from broadsheet.press.archive.retention import Purged, purge
from broadsheet.settings import Settings
from tests.press.archive.newsroom import FLOOD, NOW, read

pytestmark = pytest.mark.django_db
SETTINGS = Settings()


def ago(days, hours=0):
    return NOW - timedelta(days=days, hours=hours)


def test_texts_go_after_their_days_by_when_they_were_first_seen_and_none_that_waits():
    for name, seen, when, state in (
        ("old", ago(91), ago(91), "published"), ("new", ago(89), ago(400), "published"), ("waits", ago(91), ago(91), "read"),
    ):  # fmt: skip
        read("courier", name, name, FLOOD, seen=seen, when=when, state=state, excerpt="Flood water")
    assert purge(SETTINGS, NOW) == Purged(1, 0, 0)
    assert {row.title for row in Article.objects.exclude(text="")} == {"new", "waits"}
    assert Article.objects.get(title="old").excerpt == "Flood water"


def test_of_an_old_day_the_last_edition_of_each_page_stays():
    for page in ("", "World"):
        for at in (ago(40, 3), ago(40, 2), ago(39), ago(1, 2), ago(1)):
            Edition.objects.create(page=page, at=at)
    assert purge(SETTINGS, NOW).editions == 2
    assert purge(SETTINGS, NOW) == Purged(0, 0, 0)
    for page in ("", "World"):
        assert {*Edition.objects.filter(page=page).values_list("at", flat=True)} == {ago(40, 2), ago(39), ago(1, 2), ago(1)}


def test_old_ticks_go_and_every_other_line_stays():
    lines = [Journal.objects.create(kind=kind, at=at) for kind, at in (
        ("tick", ago(40)), ("arrival", ago(40)), ("tick", ago(39)), ("tick", ago(1)),
    )]  # fmt: skip
    Fold.objects.create(name="events", number=lines[1].pk)
    assert purge(SETTINGS, NOW).ticks == 1
    assert [row.pk for row in Journal.objects.order_by("number")] == [row.pk for row in lines[1:]]
