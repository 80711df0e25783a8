"""Sections edited at the desk."""

import pytest

from broadsheet.press.archive.models import Section
from tests.press.newsdesk.paper import section

pytestmark = pytest.mark.django_db


def form(**values):
    return {
        "name": "World",
        "parent": "",
        "order": "2",
        "description": "",
        "keywords": "",
        "places": "",
        "hints": "",
        "mode": "",
        "weight": "",
    } | values


def test_an_edited_section_is_the_desks(editor):
    section("World", topics=["medtop:11000000"])
    editor.post("/desk/sections/edit/world/", form(keywords="NATO\n\n treaty \nNATO", weight="0.5", mode="review"))
    row = Section.objects.get()
    assert (row.edited, row.keywords, row.weight, row.mode, row.topics) == (
        True,
        ["NATO", "treaty"],
        0.5,
        "review",
        ["medtop:11000000"],
    )


def test_a_section_is_added_below_another(editor):
    section("World")
    editor.post("/desk/sections/new/", form(name="Middle East", parent="world"))
    row = Section.objects.get(slug="middle-east")
    assert (row.parent.name, row.edited) == ("World", True)


@pytest.mark.parametrize(
    ("values", "sentence"),
    [({"name": "World"}, "already"), ({"name": ""}, "required"), ({"name": "New", "weight": "7"}, "less than or equal to 1")],
)
def test_what_cannot_be_a_section_is_refused(editor, values, sentence):
    section("World")
    answer = editor.post("/desk/sections/new/", form(**values))
    assert answer.status_code == 200
    assert sentence in answer.content.decode()
    assert Section.objects.count() == 1
