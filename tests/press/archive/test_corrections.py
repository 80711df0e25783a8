"""What editors filed themselves teaches; what the machine filed, or gave back, does not."""

import pytest

from broadsheet.press.archive import overrule
from broadsheet.press.archive.corrections import corrections
from tests.press.archive.newsroom import NOW
from tests.press.newsdesk.paper import section, told

pytestmark = pytest.mark.django_db


def test_the_tellings_of_a_story_that_an_editor_filed_are_lessons():
    section("Business")
    story, other = told("Tunnel closed after pump fails", 2), told("Harbour crane to be sold")
    overrule.edit_story(story, "ada", NOW, sections=["Business"])
    overrule.edit_story(other, "ada", NOW, headline="Crane for sale")
    found = corrections()
    assert len(found) == 2
    assert {lesson.sections for lesson in found} == {frozenset({"Business"})}
    assert all(lesson.reading.article.title.startswith("Tunnel closed") for lesson in found)
    overrule.edit_story(story, "ada", NOW, sections=[])
    assert corrections() == []
