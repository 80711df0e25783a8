"""What is ours on a page, how each element was made, and who answers for which version."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model

from broadsheet.press.archive import deciding, overrule, receipts
from broadsheet.press.archive.made import CHANGED, EDITOR, MODEL, OUTLET, TRANSLATED
from broadsheet.press.archive.models import Article, Review
from broadsheet.press.archive.overrule import Refused
from tests.press.archive.newsroom import NOW
from tests.press.archive.test_drafts import waiting
from tests.press.drafted import POINTS, flood

pytestmark = pytest.mark.django_db


@pytest.fixture
def row():
    return flood()


def standing(row):
    ours, receipt = receipts.standing(row.pk)
    return ours, receipt


def test_a_plain_page_is_the_outlets(row):
    ours, receipt = standing(row)
    assert (ours.headline_made.how, ours.headline_made.of, ours.lines, receipt) == (OUTLET, "Outlet-0", (), None)
    assert not ours.by_model


@pytest.mark.parametrize(
    ("kind", "text", "how"),
    [("headlines", "", MODEL), ("headlines", "Hull tunnel shut", CHANGED), ("translation", "", TRANSLATED)],
)
def test_an_accepted_headline_says_how_it_was_made(row, kind, text, how):
    deciding.accept(waiting(row, kind).pk, row.pk, "ada", NOW, text)
    made = standing(row)[0].headline_made
    assert (made.how, made.model, made.at, made.by_model) == (how, "paper-model", NOW, True)


def test_an_editors_headline_is_an_editors(row):
    overrule.edit_story(row, "ada", NOW, headline="Hull tunnel shut")
    assert standing(row)[0].headline_made.how == EDITOR


def test_a_headline_whose_draft_is_gone_is_still_a_models(row):
    draft = waiting(row)
    deciding.accept(draft.pk, row.pk, "ada", NOW, "")
    draft.delete()
    assert standing(row)[0].headline_made.how == MODEL


def test_accepted_key_points_stand_until_what_they_were_written_from_changes(row):
    deciding.accept(waiting(row, "key_points", *POINTS).pk, row.pk, "ada", NOW, "")
    lines = standing(row)[0].lines
    assert [line.text for line in lines] == list(POINTS)
    assert [[each.publisher for each in line.told] for line in lines] == [["outlet-0"], ["outlet-0", "outlet-1"]]
    Article.objects.filter(publisher="outlet-1").update(version=2)
    assert standing(row)[0].lines == ()


def test_key_points_leave_the_page_with_their_article(row):
    deciding.accept(waiting(row, "key_points", *POINTS).pk, row.pk, "ada", NOW, "")
    Article.objects.filter(publisher="outlet-1").update(rights="none")
    assert standing(row)[0].lines == ()


def test_an_editor_answers_for_a_version_until_it_changes(row):
    get_user_model().objects.create_user("ada", first_name="Ada", last_name="Frey")
    version = standing(row)[0].version
    receipts.answer(row.pk, "ada", NOW, version)
    receipt = standing(row)[1]
    assert (receipt.name, receipt.at, receipt.version, receipt.holds) == ("Ada Frey", NOW, version, True)
    overrule.edit_story(row, "ben", NOW, headline="Hull tunnel shut")
    assert not standing(row)[1].holds
    overrule.edit_story(row, "ben", NOW, headline="")
    assert standing(row)[1].holds


def test_nobody_answers_for_what_they_did_not_read(row):
    version = standing(row)[0].version
    overrule.edit_story(row, "ben", NOW, standfirst="Queues all day.")
    with pytest.raises(Refused, match="changed since"):
        receipts.answer(row.pk, "ada", NOW, version)
    assert not Review.objects.exists()


def test_nobody_answers_for_a_page_that_is_not_there(row):
    version = standing(row)[0].version
    overrule.edit_story(row, "ben", NOW, state="held")
    with pytest.raises(Refused, match="not in print"):
        receipts.answer(row.pk, "ada", NOW, version)


def test_a_receipt_is_taken_back_and_given_anew(row):
    version = standing(row)[0].version
    receipts.answer(row.pk, "ada", NOW, version)
    receipts.take_back(row.pk, NOW)
    assert standing(row)[1] is None
    later = NOW + timedelta(hours=1)
    for at in (NOW, later):
        receipts.answer(row.pk, "ben", at, version)
    assert (standing(row)[1].at, Review.objects.filter(taken_back=None).count(), Review.objects.count()) == (later, 1, 3)
