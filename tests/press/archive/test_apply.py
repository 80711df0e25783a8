"""Decisions become rows, and no printed address ever breaks."""

from __future__ import annotations

import pytest

from broadsheet import journal
from broadsheet.press.archive.apply import bump, decide, slug
from broadsheet.press.archive.models import Alias, Printed, Story, Telling
from tests.press.archive.newsroom import FLOOD, NOW, read

pytestmark = pytest.mark.django_db


@pytest.fixture
def rows():
    return [read("courier", str(n), f"Title {n}", FLOOD).pk for n in range(4)]


def test_a_merged_story_leaves_an_alias_and_its_own_aliases_follow(rows):
    a, b, c, _ = rows
    decide([journal.Open(a, a, "first"), journal.Open(b, b, "first"), journal.Open(c, c, "first")], NOW)
    decide([journal.Merge(c, b, 9000, "one flood"), journal.Merge(b, a, 9000, "one flood")], NOW)
    assert dict(Alias.objects.values_list("id", "story_id")) == {b: a, c: a}
    assert Story.objects.get(pk=b).state == "merged"
    assert Telling.objects.filter(story=a).count() == 3


def test_a_split_makes_a_story_of_its_own(rows):
    a, b, *_ = rows
    decide([journal.Open(a, a, "first"), journal.Join(a, b, 8000, "near")], NOW)
    touched = decide([journal.Split(a, b, (b,), "two tunnels")], NOW)
    assert Telling.objects.get(article=b).story_id == b
    assert list(touched.stories) == [a, b]


def test_a_copy_is_noted_whatever_the_order_of_the_decisions(rows):
    a, b, *_ = rows
    decide([journal.Open(a, a, "first"), journal.Copy(b, a, a, 9500, "95% of it"), journal.Join(a, b, 9500, "reprints")], NOW)
    assert Telling.objects.get(article=b).copy_of == a


def test_the_same_decisions_twice_change_nothing(rows):
    a, b, *_ = rows
    decisions = [journal.Open(a, a, "first"), journal.Join(a, b, 8000, "near")]
    decide(decisions, NOW)
    decide(decisions, NOW)
    assert Telling.objects.count() == 2
    assert Story.objects.count() == 1


def test_an_article_that_leaves_is_held_with_the_reason(rows):
    a, *_ = rows
    decide([journal.Open(a, a, "first"), journal.Leave(a, a, "retracted by its publisher")], NOW)
    assert not Telling.objects.exists()


def test_each_bump_moves_each_page_once():
    bump(["front", "story:a", "front"])
    bump(["front"])
    assert dict(Printed.objects.values_list("key", "version")) == {"front": 2, "story:a": 1}


@pytest.mark.parametrize(
    ("headline", "address"),
    [("Tunnel shut, pump failed!", "tunnel-shut-pump-failed"), ("地震", "story"), ("a" * 200, "a" * 80), ("", "story")],
)
def test_a_headline_as_part_of_an_address(headline, address):
    assert slug(headline) == address
