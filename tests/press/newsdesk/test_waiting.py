"""What waits for an editor, and what does not."""

import pytest

from broadsheet.press.archive.models import Story
from broadsheet.press.newsdesk.waiting import waiting
from tests.press.newsdesk.paper import told

pytestmark = pytest.mark.django_db


def test_a_held_story_waits_until_it_is_decided(editor):
    story = told("Teenager charged", hold="a minor is named")
    text = editor.get("/desk/stories/waiting/").content.decode()
    assert "a minor is named" in text
    assert f"/desk/stories/decide/{story.pk}/" in text
    editor.post(f"/desk/stories/decide/{story.pk}/", {"act": "print"})
    assert "Nothing waits for you" in editor.get("/desk/stories/waiting/").content.decode()


@pytest.mark.parametrize(
    "reason", ["older than 72 hours when first seen", "nobody tells it", "printing is frozen", "no telling in en"]
)
def test_what_no_decision_changes_does_not_wait(reason):
    story = told("Teenager charged", hold="a minor is named")
    Story.objects.filter(pk=story.pk).update(reason=reason)
    assert not waiting().exists()
