"""Who works on which article: nothing is done twice, nothing is lost with a worker."""

from __future__ import annotations

from datetime import timedelta

import pytest

from broadsheet.press.archive import claims
from broadsheet.press.archive.models import Article, Journal
from broadsheet.settings import Settings
from tests.press.archive.newsroom import FLOOD, NOW, judge, read

pytestmark = pytest.mark.django_db
SETTINGS = Settings()


def claim(now=NOW, **options):
    return claims.claim("read", now, SETTINGS, limit=10, **options)


def test_a_claimed_article_is_nobody_elses_until_its_lease_runs_out():
    row = read("courier", "tunnel", "Tunnel closed", FLOOD)
    assert [r.pk for r in claim()] == [row.pk]
    assert claim() == []
    later = NOW + timedelta(seconds=SETTINGS.archive.lease_seconds + 1)
    assert [r.pk for r in claim(later)] == [row.pk]


def test_the_oldest_come_first_and_busy_publishers_wait():
    new = read("courier", "new", "New", FLOOD, minutes=1)
    old = read("post", "old", "Old", FLOOD, minutes=50)
    assert [r.pk for r in claim(busy=["post"])] == [new.pk]
    assert [r.pk for r in claim()] == [old.pk]


def test_a_worker_whose_lease_ran_out_writes_nothing():
    read("courier", "tunnel", "Tunnel closed", FLOOD)
    late = claim()
    claim(NOW + timedelta(hours=1))
    late[0].title = "Written too late"
    assert claims.write_read(late, NOW) == 0
    assert Article.objects.get().title == "Tunnel closed"


def test_released_articles_are_free_at_once_and_their_attempt_does_not_count():
    read("courier", "tunnel", "Tunnel closed", FLOOD)
    claims.release(claim())
    assert [row.attempts for row in claim()] == [1]


def test_a_fresh_start_frees_what_a_killed_floor_held():
    read("courier", "tunnel", "Tunnel closed", FLOOD)
    claim()
    assert claims.release_all() == 1
    assert len(claim()) == 1


def test_judging_writes_one_journal_line_an_article_in_order_of_publication():
    new = read("courier", "new", "Tunnel closed", FLOOD, minutes=1)
    old = read("post", "old", "Opera opens", "A short text about an opera that opens in Vienna tonight.", minutes=50)
    judge(SETTINGS)
    assert list(Journal.objects.order_by("number").values_list("kind", "article")) == [("arrival", old.pk), ("arrival", new.pk)]
    assert judge(SETTINGS) == 0


def test_a_changed_article_that_was_judged_before_is_a_revision():
    row = read("courier", "tunnel", "Tunnel closed", FLOOD)
    judge(SETTINGS)
    Article.objects.filter(pk=row.pk).update(state="read", version=2)
    judge(SETTINGS)
    assert list(Journal.objects.order_by("number").values_list("kind", "version")) == [("arrival", 1), ("revision", 2)]
