"""Drafts at the desk: shown with their sources, decided on with a click, and counted."""

from __future__ import annotations

import pytest

from broadsheet.press.archive import receipts
from broadsheet.press.archive.models import Draft, Edit, Question, Review
from broadsheet.settings import Settings
from tests.press.archive.newsroom import NOW
from tests.press.archive.test_drafts import waiting
from tests.press.drafted import HEADLINE, POINTS, flood

pytestmark = pytest.mark.django_db


@pytest.fixture
def row():
    return flood()


def click(editor, row, act, **values):
    answer = editor.post(f"/desk/stories/decide/{row.pk}/", {"act": act, **values}, follow=True)
    return " ".join(str(message).strip() for message in answer.context["messages"])


def at_desk(editor, row):
    return editor.get(f"/desk/stories/edit/{row.pk}/").content.decode()


def test_a_story_shows_what_waits_with_the_articles_that_it_names(editor, row):
    waiting(row, "key_points", *POINTS, refused=["['Vane'] stands nowhere"])
    text = at_desk(editor, row)
    assert "What a language model drafted" in text
    assert "\n".join(POINTS) in text
    assert "Outlet-1: Humber tunnel floods at Hull, says outlet 1" in text
    assert "1 further sentence did not stand the proof" in text
    assert "[&#x27;Vane&#x27;] stands nowhere" in text


def test_what_stood_no_proof_is_told_of_and_offers_nothing(editor, row):
    waiting(row, said=[], state="unproved", refused=["it teases"])
    text = at_desk(editor, row)
    assert "nothing of it stood the proof (it teases)" in text
    assert "accept_draft" not in text


def test_a_click_prints_a_draft_as_it_is_or_as_it_was_changed(editor, row):
    draft = waiting(row)
    assert "as it was" in click(editor, row, "accept_draft", draft=draft.pk, text=HEADLINE)
    assert (Edit.objects.get().headline, Draft.objects.get().editor) == (HEADLINE, "ada")
    second = waiting(row)
    assert "as you changed it" in click(editor, row, "accept_draft", draft=second.pk, text="Hull tunnel shut")
    assert "Take it out of print" in at_desk(editor, row)
    assert "out of print" in click(editor, row, "take_back_draft", draft=second.pk)
    assert Edit.objects.get().headline == ""


def test_a_click_refuses_a_draft_with_its_reason(editor, row):
    draft = waiting(row)
    assert "refused" in click(editor, row, "refuse_draft", draft=draft.pk, why="dull")
    assert (Draft.objects.get().state, Draft.objects.get().note) == ("refused", "dull")


@pytest.mark.parametrize("number", ["", "x", "-1", "9" * 30, "²", "404"])
def test_a_draft_that_is_not_there_is_refused(editor, row, number):
    assert "draft" in click(editor, row, "accept_draft", draft=number)
    assert not Edit.objects.exists()


def test_an_editor_answers_for_the_page_and_takes_it_back(editor, row):
    assert "Nobody: it is a page about others’ articles." in at_desk(editor, row)
    assert "changed since" in click(editor, row, "answer", version="0" * 12)
    click(editor, row, "answer", version=receipts.standing(row.pk)[0].version)
    assert Review.objects.get().editor == "ada"
    assert "Take that back" in at_desk(editor, row)
    click(editor, row, "unanswer")
    assert Review.objects.get().taken_back


def test_who_may_not_change_stories_decides_nothing(client, row):
    draft = waiting(row)
    client.post(f"/desk/stories/decide/{row.pk}/", {"act": "accept_draft", "draft": draft.pk})
    assert Draft.objects.get().state == "waiting"
    assert client.get("/desk/language-model/").status_code == 302


def test_the_front_of_the_desk_lists_what_waits_and_is_silent_otherwise(editor, row):
    assert "Drafts of the language model" not in editor.get("/desk/").content.decode()
    waiting(row)
    text = editor.get("/desk/").content.decode()
    assert "Drafts of the language model" in text
    assert HEADLINE in text


def test_the_ledger_is_there_to_read(editor, row, monkeypatch):
    monkeypatch.setattr("broadsheet.press.newsdesk.language_model.clock", lambda: NOW)
    given = {
        "at": NOW,
        "day": NOW.date(),
        "story": row.pk,
        "kind": "headlines",
        "model": "paper-model",
        "key": "k",
        "cost": 0.25,
    }
    Question.objects.create(prompt="headline-1", tokens_in=900, tokens_out=60, outcome="drafted", **given)
    Question.objects.create(prompt="headline-1", tokens_in=10, outcome="failed", why="It is down.", counted=False, **given)
    text = editor.get("/desk/language-model/").content.decode()
    assert "No language model is asked" in text
    for each in ("headline-1", "970", "0.5000", "It is down.", "10 + 0 at most"):
        assert each in text
    assert Settings().model.use == ()
