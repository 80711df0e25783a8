"""Several stories at once."""

import pytest

from broadsheet.press.archive.models import Edit, Story
from tests.press.newsdesk.paper import told

pytestmark = pytest.mark.django_db


def address(act, *stories):
    return f"/desk/bulk/archive/story/{act}/?next=/desk/stories/&" + "&".join(f"id={story.pk}" for story in stories)


def test_the_question_lists_what_is_chosen(editor):
    story = told("Tunnel closed after pump fails")
    text = editor.get(address("hold", story)).content.decode()
    assert "Hold these stories?" in text
    assert "Tunnel closed after pump fails" in text


def test_all_are_held_with_the_note(editor):
    stories = [told("Tunnel closed after pump fails"), told("Opera names a director")]
    editor.post(address("hold", *stories), {"note": "libel check"})
    assert set(Story.objects.values_list("state", "reason")) == {("held", "ada: libel check")}


def test_one_that_cannot_be_printed_stops_all(editor):
    stories = [told("Opera names a director"), told("Tunnel closed after pump fails", rights="none")]
    editor.post(address("print", *stories), {"note": ""})
    assert not Edit.objects.exists()


def test_there_is_no_deleting_at_once(owner):
    story = told("Tunnel closed after pump fails")
    assert owner.post(address("delete", story)).status_code == 404
