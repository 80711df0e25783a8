"""The story so far, on a story's page: earlier and later chapters with their dates, as links; nothing without a line."""

from __future__ import annotations

import re

import pytest

from broadsheet.press.archive import models
from tests.press.factories import article, hours_ago, story

pytestmark = pytest.mark.django_db
BOX = re.compile(r'<section class="rail storyline".*?</section>', re.DOTALL)


def chapter(title: str, hours: float, of: models.Story | None = None, **columns: object) -> models.Story:
    row = story(article(title, "union-wire", hours), slug=title.lower().replace(" ", "-"), **columns)
    when = hours_ago(hours)
    models.Chapter.objects.create(story=row, of=of, first=when, last=when, why="both name 'Skandia Norra'" if of else "")
    return row


def box(client, row: models.Story) -> str:
    found = BOX.search(client.get(f"/story/{row.id}/{row.slug}/").content.decode())
    return found[0] if found else ""


def test_the_chapters_stand_in_order_with_their_days_and_the_page_is_no_link(client) -> None:
    called = chapter("Strike called", 240)
    talks = chapter("Talks fail", 120, called)
    deal = chapter("Strike ends", 24, talks)
    shown = box(client, talks)
    assert "The story so far" in shown
    assert re.findall(r"Strike called|Talks fail|Strike ends", shown) == ["Strike called", "Talks fail", "Strike ends"]
    assert re.findall(r'href="([^"]+)"', shown) == [f"/story/{row.id}/{row.slug}/" for row in (called, deal)]
    assert re.findall(r"<time[^>]*>(\d+ \w+)<", shown) == ["13 Nov", "18 Nov", "22 Nov"]
    assert shown.count('aria-current="page"') == 1


def test_a_story_of_no_line_has_no_box(client) -> None:
    assert box(client, chapter("Strike called", 240)) == ""
    assert box(client, story(article("Hens escape", "tidewater", 3), slug="hens")) == ""


def test_what_is_not_in_print_is_not_named(client) -> None:
    called = chapter("Strike called", 240, state="held")
    talks = chapter("Talks fail", 120, called)
    assert box(client, talks) == ""
    deal = chapter("Strike ends", 24, talks)
    assert "Strike called" not in box(client, deal)
    assert "Talks fail" in box(client, deal)


def test_a_headline_is_text_there_too(client) -> None:
    called = chapter("Strike called", 240)
    talks = chapter("Talks fail", 120, called)
    models.Story.objects.filter(pk=called.pk).update(headline="<script>alert(1)</script>")
    assert "<script>" not in box(client, talks)
