"""Pictures at the desk: where a crop lies, and taking one down."""

from __future__ import annotations

import pytest

from broadsheet.press.archive import gallery
from broadsheet.press.archive.models import Picture
from tests.press.factories import story
from tests.press.prints import files, hung, licensed

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _folder(settings, tmp_path):
    settings.PICTURES_ROOT = tmp_path / "pictures"


@pytest.fixture
def printed():
    told = licensed()
    row = story(told)
    hung(told)
    return row


def click(editor, row, act, **values):
    answer = editor.post(f"/desk/stories/decide/{row.pk}/", {"act": act, **values}, follow=True)
    return " ".join(str(message).strip() for message in answer.context["messages"])


def test_the_story_shows_its_pictures_with_their_focal_point_and_why(editor, printed):
    page = editor.get(f"/desk/stories/edit/{printed.pk}/").content.decode()
    picture = Picture.objects.get()
    assert f'src="/pictures/{picture.name}-320.jpg"' in page
    assert 'name="x" min="0" max="100" value="30"' in page
    assert "the one its page declares" in page


def test_an_editor_sets_the_focal_point(editor, printed):
    said = click(editor, printed, "focus", picture=Picture.objects.get().pk, x="0", y="100")
    assert said == "Every crop of the picture now keeps the point 0% from the left and 100% from the top."
    shown = gallery.shown([printed.pk])[printed.pk]
    assert (shown.focal_x, shown.focal_y, Picture.objects.get().editor) == (0, 100, "ada")
    assert 'name="x" min="0" max="100" value="0"' in editor.get(f"/desk/stories/edit/{printed.pk}/").content.decode()


@pytest.mark.parametrize(("x", "y"), [("101", "5"), ("-1", "5"), ("", "5"), ("1.5", "5"), ("left", "top")])
def test_a_point_outside_the_picture_is_refused(editor, printed, x, y):
    assert "two whole numbers from 0 to 100" in click(editor, printed, "focus", picture=Picture.objects.get().pk, x=x, y=y)
    assert Picture.objects.get().edited_x is None


def test_an_editor_takes_a_picture_down_for_good(editor, printed):
    click(editor, printed, "unpicture", picture=Picture.objects.get().pk)
    assert (files(), Picture.objects.get().why) == ([], "ada took it off the page")
    assert "Not shown" in editor.get(f"/desk/stories/edit/{printed.pk}/").content.decode()


def test_another_storys_picture_is_out_of_reach(editor, printed):
    other = licensed("Another", "northgate", 1)
    story(other, slug="another")
    hung(other, 0x0F)
    assert "no such picture" in click(editor, printed, "unpicture", picture=other.pk)
    assert Picture.objects.exclude(name="").count() == 2
