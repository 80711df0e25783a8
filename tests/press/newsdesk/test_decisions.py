"""What one click does, and where it leads."""

from __future__ import annotations

import re

import pytest

from broadsheet.press.archive.models import Journal, Pin, Story, Telling
from tests.press.newsdesk.paper import told

pytestmark = pytest.mark.django_db


@pytest.fixture
def story():
    return told("Tunnel closed after pump fails", 3)


@pytest.fixture
def click(editor, story):
    def _click(act, **values):
        return editor.post(f"/desk/stories/decide/{story.pk}/", {"act": act, **values}, follow=True)

    return _click


def said(answer):
    return " ".join(str(message) for message in answer.context["messages"])


@pytest.mark.parametrize(("act", "state"), [("hold", "held"), ("kill", "killed"), ("print", "printed"), ("machine", "printed")])
def test_a_click_decides_the_state(click, act, state):
    click(act)
    assert Story.objects.get().state == state


def test_a_look_never_decides(editor, story):
    assert editor.get(f"/desk/stories/decide/{story.pk}/?act=kill").status_code == 405


def test_a_click_without_the_pages_token_is_refused(story, editor):
    from django.test import Client

    strict = Client(enforce_csrf_checks=True)
    strict.cookies = editor.cookies
    assert strict.post(f"/desk/stories/decide/{story.pk}/", {"act": "kill"}).status_code == 403
    assert Story.objects.get().state == "printed"


@pytest.mark.parametrize("page", ["", "stories/waiting/", "stories/edit/{}/"])
def test_every_button_carries_the_token_that_it_needs(editor, page):
    from django.test import Client

    held = told("Teenager charged", hold="a minor")
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = editor.cookies
    text = strict.get(f"/desk/{page.format(held.pk)}").content.decode()
    token = re.search(rf'action="/desk/stories/decide/{held.pk}/".*?csrfmiddlewaretoken" value="(\w+)"', text, re.DOTALL)
    assert token is not None
    given = {"act": "print", "csrfmiddlewaretoken": token[1]}
    assert strict.post(f"/desk/stories/decide/{held.pk}/", given).status_code == 302
    held.refresh_from_db()
    assert held.state == "printed"


def test_a_click_leads_back_to_where_it_was_made_and_to_no_other_site(click):
    assert click("hold", next="/desk/stories/waiting/").redirect_chain[-1][0] == "/desk/stories/waiting/"
    assert click("hold", next="https://elsewhere.example/").redirect_chain[-1][0].startswith("/desk/stories/edit/")


def test_a_story_is_pinned_until_a_time_and_lifted(click):
    click("pin", place="2", page="", until="2099-01-01T18:00")
    pin = Pin.objects.get()
    assert (pin.place, pin.until.year) == (2, 2099)
    click("unpin", pin=pin.pk)
    assert not Pin.objects.exists()


@pytest.mark.parametrize(
    ("act", "values", "sentence"),
    [
        ("pin", {"place": "first"}, "whole number"),
        ("pin", {"place": "1", "until": "tomorrow"}, "is no time"),
        ("pin", {"place": "1", "until": "2099-13-45T99:00"}, "is no time"),
        ("merge", {"into": "nowhere"}, "There is no story nowhere."),
        ("split", {}, "do not tell this story any more"),
        ("dance", {}, "There is no act"),
    ],
)
def test_a_click_that_cannot_be_carried_out_says_why(click, act, values, sentence):
    assert sentence in said(click(act, **values))
    assert not Journal.objects.exists()


def test_chosen_articles_leave_or_stay(click, story):
    first, second = story.told.values_list("article_id", flat=True)[:2]
    Telling.objects.update(doubtful=True)
    click("split", article=[second], why="another tunnel")
    click("keep", article=[first])
    assert [line.payload["act"] for line in Journal.objects.order_by("number")] == ["split", "join"]
    assert Telling.objects.filter(doubtful=True).count() == 1


def test_a_story_is_merged_by_the_others_public_address(click, story):
    other = told("Hull tunnel shut")
    click("merge", into=f"https://paper.example/story/{other.pk}", why="one flood")
    assert Journal.objects.get().payload["into"] == other.pk


def test_the_history_says_who_decided_and_holds_no_headline(click, editor, story):
    click("hold")
    from wagtail.models import ModelLogEntry

    entry = ModelLogEntry.objects.get(action="broadsheet.decide")
    assert (entry.user.username, entry.label, entry.data) == ("ada", story.pk, {"act": "hold"})
    assert "Decided on the story" in editor.get(f"/desk/stories/history/{story.pk}/").content.decode()
