"""What editors make of a model's drafts, and what becomes of drafts when texts may not be used any more."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model

from broadsheet.press.archive import deciding, drafts, overrule, reprint, retention
from broadsheet.press.archive.models import Article, Draft, Edit, Printed
from broadsheet.press.archive.overrule import Refused
from broadsheet.settings import Settings
from tests.press.archive.newsroom import NOW
from tests.press.drafted import HEADLINE, POINTS, flood
from tests.press.newsdesk.paper import told

pytestmark = pytest.mark.django_db


@pytest.fixture
def row():
    return flood()


def waiting(row, kind="headlines", *texts, **columns):
    """A draft as the drafting desk leaves it."""
    sources = list(row.told.order_by("article__publisher").values_list("article_id", flat=True))
    said = [{"text": text, "sources": sources[: 1 + n]} for n, text in enumerate(texts or (HEADLINE,))]
    given = {
        "said": said,
        "versions": dict.fromkeys(sources, 1),
        "model": "paper-model",
        "prompt": f"{kind}-1",
        "key": "k",
        "made": NOW,
    }
    made = Draft.objects.create(story=row, kind=kind, **given | columns)
    made.articles.set(sources)
    return made


def test_a_draft_that_was_accepted_is_the_headline_and_says_whose_it_is(row):
    get_user_model().objects.create_user("ada", first_name="Ada", last_name="Frey")
    draft = deciding.accept(waiting(row).pk, row.pk, "ada", NOW, HEADLINE)
    edit = Edit.objects.get(story=row)
    assert (edit.headline, edit.model, edit.editor) == (HEADLINE, "paper-model", "ada")
    assert (draft.state, draft.name, draft.printed) == ("accepted", "Ada Frey", draft.said)
    assert Printed.objects.filter(key=f"story:{row.pk}").exists()


def test_a_login_name_is_never_shown_for_a_name(row):
    get_user_model().objects.create_user("ada")
    assert deciding.accept(waiting(row).pk, row.pk, "ada", NOW, "").name == ""


def test_a_draft_that_was_changed_says_so(row):
    draft = deciding.accept(waiting(row).pk, row.pk, "ada", NOW, "  Pump failure closes\tthe tunnel ")
    assert draft.state == "edited"
    assert Edit.objects.get().headline == "Pump failure closes the tunnel"
    assert draft.said[0]["text"] == HEADLINE


def test_changed_sentences_keep_the_sources_of_those_that_they_are_like(row):
    draft = waiting(row, "key_points", *POINTS)
    deciding.accept(draft.pk, row.pk, "ada", NOW, f"{POINTS[1]}\n\nA pump failed and water closed the tunnel at Hull.\n")
    draft.refresh_from_db()
    assert [len(each["sources"]) for each in draft.printed] == [2, 1]
    assert not Edit.objects.exists()


@pytest.mark.parametrize("text", ["One line\nand another", "x" * 201])
def test_a_headline_is_one_line_of_bearable_length(row, text):
    with pytest.raises(Refused):
        deciding.accept(waiting(row).pk, row.pk, "ada", NOW, text)
    assert not Edit.objects.exists()


def test_an_editors_own_headline_is_no_models(row):
    deciding.accept(waiting(row).pk, row.pk, "ada", NOW, "")
    overrule.edit_story(row, "ben", NOW, headline=HEADLINE, note="read again")
    assert Edit.objects.get().model == "paper-model"
    overrule.edit_story(row, "ben", NOW, headline="Tunnel shut")
    assert Edit.objects.get().model == ""


def test_a_draft_is_decided_on_once_and_for_its_own_story(row):
    draft = waiting(row)
    with pytest.raises(Refused):
        deciding.accept(draft.pk, "another", "ada", NOW, "")
    deciding.refuse(draft.pk, row.pk, "ada", NOW, "dull")
    for act in (
        lambda: deciding.accept(draft.pk, row.pk, "ada", NOW, ""),
        lambda: deciding.refuse(draft.pk, row.pk, "ada", NOW),
    ):
        with pytest.raises(Refused):
            act()
    assert Draft.objects.get().note == "dull"


@pytest.mark.parametrize("change", [{"version": 2}, {"machine": False}, {"rights": "none"}])
def test_a_draft_of_what_has_changed_is_not_printed(row, change):
    draft = waiting(row)
    Article.objects.filter(publisher="outlet-1").update(**change)
    with pytest.raises(Refused, match="has changed or left"):
        deciding.accept(draft.pk, row.pk, "ada", NOW, "")


def test_a_draft_of_a_story_out_of_print_is_not_printed(row):
    draft = waiting(row)
    overrule.edit_story(row, "ada", NOW, state="held")
    with pytest.raises(Refused, match="not in print"):
        deciding.accept(draft.pk, row.pk, "ada", NOW, "")
    assert not drafts.waiting().exists()


def test_what_was_accepted_can_be_taken_out_of_print(row):
    draft = waiting(row)
    deciding.accept(draft.pk, row.pk, "ada", NOW, "")
    deciding.take_back(draft.pk, row.pk, "ben", NOW)
    assert (Edit.objects.get().headline, Draft.objects.get().state) == ("", "refused")
    with pytest.raises(Refused):
        deciding.take_back(draft.pk, row.pk, "ben", NOW)


def test_one_text_of_a_kind_is_in_print(row):
    first, second = waiting(row), waiting(row, "translation", "Tunnel shut at Hull")
    for each in (first, second):
        deciding.accept(each.pk, row.pk, "ada", NOW, "")
    assert [each.state for each in Draft.objects.order_by("pk")] == ["replaced", "accepted"]


def test_what_was_written_from_a_text_goes_with_the_right_to_use_it(row):
    draft = waiting(row)
    deciding.accept(draft.pk, row.pk, "ada", NOW, "")
    waiting(row, "key_points", *POINTS)
    reprint.opt_out(Article.objects.filter(publisher="outlet-1").first().publisher, Settings(), NOW)
    assert not Draft.objects.exists()
    assert (Edit.objects.get().headline, Edit.objects.get().model) == ("", "")


def test_a_headline_that_went_along_with_a_merge_goes_too(row):
    draft = waiting(row)
    deciding.accept(draft.pk, row.pk, "ada", NOW, "")
    other = told("Hull tunnel under water", 1)
    Edit.objects.filter(story=row).update(story=other)
    drafts.forget([row.told.first().article_id])
    assert Edit.objects.get(story=other).headline == ""


def test_drafts_out_of_print_go_with_the_texts_and_receipts_stay(row):
    deciding.accept(waiting(row).pk, row.pk, "ada", NOW, "")
    waiting(row, "key_points", *POINTS)
    retention.purge(Settings(), NOW + timedelta(days=91))
    assert [each.state for each in Draft.objects.all()] == ["accepted"]


def test_a_kill_takes_drafts_along(row):
    deciding.accept(waiting(row).pk, row.pk, "ada", NOW, "")
    overrule.edit_story(row, "ada", NOW, state="killed")
    assert not Draft.objects.exists()
