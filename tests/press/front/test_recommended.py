"""The lists beside a story as its page prints them, and the page of recommendations."""

from __future__ import annotations

import pytest

from broadsheet.press.archive import models
from tests.press.factories import article, edition, story

pytestmark = pytest.mark.django_db


def paper():
    said = ("Crane falls on a tram", "Crane checks ordered", "Mayor of Salford held", "Snow closes pass")
    rows = [story(article(title, f"outlet-{n}", 2.0 + n), slug=f"s{n}", tags=("Salford",)) for n, title in enumerate(said)]
    models.Relation.objects.create(story=rows[0], other=rows[1], kind="consequence", score=0.3, why="both about Salford")
    models.Relation.objects.create(story=rows[0], other=rows[3], kind="also", score=0.2, why="filed in the same sections")
    edition(*rows)
    return rows


def test_a_story_s_page_prints_each_list_once(client):
    crane, checks, mayor, snow = paper()
    page = client.get(f"/story/{crane.id}/{crane.slug}/").content.decode()
    _, _, below = page.partition('id="related"')
    assert "What came of it" in below
    assert "Both about Salford" in below
    assert below.index(checks.headline) < below.index("You might also like") < below.index(snow.headline)
    assert below.index('id="following"') < below.index(mayor.headline)
    assert all(below.count(f">{row.headline}<") == 1 for row in (checks, mayor, snow))
    assert f"/recommended/?read={crane.id}" in below


def test_recommended_lists_what_is_like_what_was_read_without_keeping_it(client):
    crane, checks, mayor, snow = paper()
    answer = client.get(f"/recommended/?read={crane.id}&read={checks.id}")
    page = answer.content.decode()
    assert answer["Cache-Control"] == "private, no-store"
    assert mayor.headline in page
    assert snow.headline in page
    assert f">{crane.headline}<" not in page
    assert "Because you read “Crane" in page


@pytest.mark.parametrize(
    "asked", ["", "?read=", "?read=nobody", f"?read={'x' * 9000}", "?read=%00'--", "?" + "&".join(["read=a"] * 500)]
)
def test_recommended_answers_whatever_is_asked(client, asked):
    paper()
    answer = client.get(f"/recommended/{asked}")
    assert answer.status_code == 200
    assert "because you read" not in answer.content.decode()
