"""One story accounted for, found by any name that it ever had."""

from __future__ import annotations

from datetime import timedelta

import pytest

from broadsheet import journal
from broadsheet.press.archive import overrule
from broadsheet.press.archive.account import account, story_of
from broadsheet.press.archive.apply import decide
from broadsheet.press.archive.models import Article, Story, Telling
from tests.press import factories
from tests.press.archive.newsroom import FLOOD, NOW, read
from tests.press.newsdesk.paper import told

pytestmark = pytest.mark.django_db


@pytest.fixture
def rows():
    """Four articles: two in the first story, one merged into it, one parted from it that it nearly kept."""
    ids = [read("courier", str(n), f"Title {n}", FLOOD, minutes=90 - n).pk for n in range(4)]
    a, b, c, d = ids
    near = (journal.Near(a, 4200, "pump"),)
    decide([journal.Open(a, a, "first"), journal.Join(a, b, 6200, "tunnel"), journal.Open(c, c, "first")], NOW)
    decide([journal.Join(a, d, 6000, "x"), journal.Copy(b, a, a, 9000, "90% of it")], NOW)
    decide([journal.Merge(c, a, 9000, "one flood"), journal.Split(a, d, (d,), "two tunnels")], NOW)
    decide([journal.Join(d, d, 5200, "tunnel", doubtful=True, near=near)], NOW)
    Article.objects.update(state="published")
    Story.objects.exclude(state="merged").update(state="printed", headline="Tunnel shut")
    return ids


def test_it_is_found_by_its_id_its_former_id_its_address_and_its_articles(rows):
    a, b, c, d = rows
    for asked in (a, c, b, f"http://127.0.0.1/story/{a}/tunnel/", f"/story/{c}/", f"/why/{a}/", f"/article/{b}/"):
        assert story_of(asked) == a, asked
    assert story_of(Article.objects.get(pk=b).url) == a
    assert story_of(d) == d
    assert story_of("0" * 16) == story_of("/about/") == story_of("") == ""


def test_everything_is_told_with_why(rows):
    a, b, c, d = rows
    found = account(a)
    assert [(each["id"], each["sure"], each["opened"], each["copy_of"]) for each in found["articles"]] == [
        (a, "surely", True, None), (b, "surely", False, a), (c, "surely", False, None),
    ]  # fmt: skip
    assert [(each["story"], each["why"]) for each in found["merged"]] == [(c, "one flood")]
    assert [(each["story"], each["why"]) for each in found["parted"]] == [(d, "two tunnels")]
    assert [(each["article"], each["story"], each["score"]) for each in found["nearly"]] == [(d, d, 4200)]
    parted = account(d)
    assert parted["parted_from"]["story"] == a
    assert [(each["story"], each["why"]) for each in parted["articles"][0]["near"]] == [(a, "pump")]
    assert parted["articles"][0]["sure"] == "doubtful"


def test_who_decided_what_is_told_even_of_what_was_merged_away(rows):
    a, b, c, _ = rows
    overrule.merge([c], a, "bob", NOW, "the same flood") if Story.objects.get(pk=c).state != "merged" else None
    overrule.keep(a, [b], "ada", NOW, "checked")
    overrule.edit_stories([a], "ada", NOW, {"headline": "Pump fails", "note": "clearer"})
    overrule.pin(Story.objects.get(pk=a), 1, "ada", NOW, until=NOW + timedelta(hours=1))
    found = account(a)
    assert found["headline"] == "Pump fails"
    assert [(each["what"], each["why"]) for each in found["decisions"]] == [
        ("join", "ada: checked"), ("set headline: Pump fails", "ada: clearer"),
        ("pin to place 1 of the front page until 2026-03-04 13:00", "ada"),
    ]  # fmt: skip
    assert next(each for each in found["articles"] if each["id"] == b)["decided_by"] == "ada"
    assert all(each["decided_by"] == "" for each in found["articles"] if each["id"] != b)


def test_the_terms_of_its_place_are_told_where_it_has_one(rows):
    assert account(rows[0])["ranking"] is None
    factories.edition(Story.objects.get(pk=rows[0]))
    assert [term["name"] for term in account(rows[0])["ranking"]["terms"]] == ["origins", "freshness"]


def test_what_readers_do_not_see_is_told_to_the_desk(rows):
    Article.objects.filter(pk=rows[1]).update(state="held", reason="a minor", rights="none")
    (held,) = [each for each in account(rows[0])["articles"] if each["state"] == "held"]
    assert (held["id"], held["reason"]) == (rows[1], "a minor")


def test_a_story_that_was_never_there_is_an_error():
    with pytest.raises(LookupError):
        account("0" * 16)
    assert not Telling.objects.exists()


def test_a_headline_that_a_model_drafted_says_so():

    row = told("Tunnel shut at Hull")
    overrule.edit_stories([row.pk], "ada", NOW, {"headline": "Hull tunnel shut", "model": "paper-model"})
    assert account(row.pk)["headline_why"] == "paper-model drafted it and ada accepted it"
