"""What a language model took, and whether there is room for one more question."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from broadsheet.keys import Model
from broadsheet.press.archive import spending
from broadsheet.press.archive.models import Question
from broadsheet.settings import Settings
from tests.press.archive.newsroom import NOW

pytestmark = pytest.mark.django_db
PRICED = Model(tokens_a_day=1_000, money_a_day=1.0, price_in=2.0, price_out=1_000.0)


def booked(days_ago=0, **columns):
    at = NOW - timedelta(days=days_ago)
    given = {"tokens_in": 700, "tokens_out": 100, "cost": 0.1, "outcome": "drafted", "prompt": "headline-1"}
    return Question.objects.create(at=at, day=at.date(), story="s", kind="headlines", model="m", key="k", **given | columns)


def of(model):
    return replace(Settings(), model=model)


def test_a_day_holds_its_tokens():
    booked()
    booked(1, tokens_in=10_000)
    assert spending.over(of(PRICED), NOW, 100, 100) == ""
    assert "1,000 tokens" in spending.over(of(PRICED), NOW, 100, 101)


def test_a_day_holds_its_money():
    booked(cost=0.95, tokens_in=0)
    assert spending.over(of(PRICED), NOW, 0, 50) == ""
    assert "day's 1 " in spending.over(of(PRICED), NOW, 0, 60)
    assert spending.over(of(replace(PRICED, money_a_day=0.0)), NOW, 0, 60) == ""


def test_a_day_is_the_papers():
    tokyo = replace(Settings(), site=replace(Settings().site, timezone="Asia/Tokyo"))
    late = NOW.replace(hour=16)
    assert spending.today(tokyo, late) == date(2026, 3, 5)
    assert spending.today(Settings(), late) == date(2026, 3, 4)


def test_days_and_prompts_are_summed_the_last_thirty_of_them():
    booked()
    booked(outcome="failed", prompt="key-points-1", tokens_in=2_000)
    booked(2, outcome="unproved")
    booked(31)
    first, second = spending.days(NOW.date())
    assert (first.questions, first.tokens, first.failed, first.unproved) == (2, 2_900, 1, 0)
    assert first.cost == pytest.approx(0.2)
    assert (second.day, second.unproved) == (NOW.date() - timedelta(days=2), 1)
    assert [(prompt, many, tokens) for prompt, _, many, tokens, _ in spending.by_prompt(NOW.date())] == [
        ("key-points-1", 1, 2_100), ("headline-1", 2, 1_600),
    ]  # fmt: skip


def test_what_nobody_counted_is_the_most_that_it_can_be():
    assert [spending.most(n) for n in (0, 1, 1_000)] == [0, 1, 500]
