"""What is doubtful reaches an editor with its near misses, and one click decides it."""

from __future__ import annotations

import re

import pytest

from broadsheet.press.archive.models import Journal, NearMiss, Story, Telling
from broadsheet.press.newsdesk.doubts import doubts, otherwise_doubtful
from tests.press.archive.newsroom import NOW
from tests.press.newsdesk.paper import told

pytestmark = pytest.mark.django_db


@pytest.fixture
def story():
    """A story of three whose last telling is doubtful and nearly told another."""
    made, other = told("Tunnel closed after pump fails", 3), told("Bridge closed")
    unsure = Telling.objects.filter(story=made).order_by("article__when").last()
    Telling.objects.filter(pk=unsure.pk).update(doubtful=True, score=5_100, why="tunnel, closed")
    NearMiss.objects.create(article_id=unsure.pk, story=other, score=4_800, why="closed", at=NOW)
    return made


def other():
    return Story.objects.get(headline="Bridge closed")


def click(editor, act, **values):
    """Press the button of that act on the desk's front, with what its form carries."""
    text = editor.get("/desk/").content.decode()
    forms = re.findall(
        r'<form class="desk-acts[^"]*" method="post" action="(/desk/stories/decide/[^"]+)">(.*?)</form>', text, re.DOTALL
    )
    action, form = next((action, form) for action, form in forms if f'value="{act}"' in form)
    carried = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', form))
    return editor.post(action, {**carried, "act": act, **values}, follow=True)


def test_a_doubt_comes_with_its_story_its_reason_and_what_it_nearly_told(story, django_assert_num_queries):
    with django_assert_num_queries(2):
        (found,) = doubts(5)
        assert (found.telling.story.headline, found.alone) == ("Tunnel closed after pump fails", False)
        assert [(near.story.headline, near.score) for near in found.near] == [("Bridge closed", 4_800)]


def test_the_front_of_the_desk_shows_it(editor, story):
    text = editor.get("/desk/").content.decode()
    assert "tunnel, closed" in text.lower()
    assert "It belongs there" in text
    assert "Take it out" in text
    assert "It tells that one" in text
    assert f"/desk/stories/edit/{other().pk}/" in text


def test_it_belongs_there(editor, story):
    click(editor, "keep")
    assert doubts(5) == []
    (line,) = Journal.objects.filter(kind="overrule")
    assert (line.payload["act"], line.payload["into"]) == ("join", story.pk)
    assert Telling.objects.exclude(editor="").get().editor == "ada"


def test_it_is_taken_out(editor, story):
    unsure = Telling.objects.get(doubtful=True).pk
    click(editor, "split")
    (line,) = Journal.objects.filter(kind="overrule")
    assert (line.payload["act"], line.payload["subjects"]) == ("split", [unsure])


def test_it_tells_the_near_one(editor, story):
    unsure = Telling.objects.get(doubtful=True)
    click(editor, "move")
    (line,) = Journal.objects.filter(kind="overrule")
    assert line.payload == {"act": "join", "subjects": [unsure.pk], "into": other().pk, "why": "ada", "of": unsure.story_id}
    assert doubts(5) == []


def test_what_stands_alone_is_merged_into_the_near_one_or_settled(editor, story):
    Telling.objects.update(doubtful=False)
    alone = other()
    Telling.objects.filter(story=alone).update(doubtful=True)
    Story.objects.filter(pk=alone.pk).update(doubtful="near the tunnel's")
    NearMiss.objects.create(article=alone.told.get().article, story=story, score=4_900, why="closed", at=NOW)
    (found,) = doubts(5)
    assert found.alone
    assert "A story of its own" in editor.get("/desk/").content.decode()
    click(editor, "move")
    (line,) = Journal.objects.filter(kind="overrule")
    assert (line.payload["act"], line.payload["subjects"], line.payload["into"]) == ("merge", [alone.pk], story.pk)
    Telling.objects.filter(story=alone).update(doubtful=True)
    click(editor, "settle")
    assert doubts(5) == []
    assert otherwise_doubtful(5) == []


def test_a_story_that_is_doubtful_as_a_whole_is_shown_too(editor, story):
    Telling.objects.update(doubtful=False)
    Story.objects.filter(pk=story.pk).update(doubtful="two tunnels?")
    assert [each.pk for each in otherwise_doubtful(5)] == [story.pk]
    assert "Two tunnels?" in editor.get("/desk/").content.decode()
    click(editor, "settle")
    assert otherwise_doubtful(5) == []


def test_what_was_merged_or_killed_asks_nobody(story):
    Story.objects.filter(pk=other().pk).update(state="killed")
    assert doubts(5)[0].near == ()
    Story.objects.filter(pk=story.pk).update(state="merged")
    assert doubts(5) == []


def test_a_click_that_comes_too_late_is_refused(editor, story):
    unsure = Telling.objects.get(doubtful=True)
    for values in (
        {"article": unsure.pk, "into": "0" * 16},
        {"article": unsure.pk, "into": story.pk},
        {"article": "x", "into": "y"},
    ):
        editor.post(f"/desk/stories/decide/{story.pk}/", {"act": "move", **values})
    assert not Journal.objects.filter(kind="overrule").exists()
    assert Telling.objects.get(doubtful=True) == unsure


def test_a_storys_own_page_shows_both_directions(editor, story):
    assert "Nearly told <a" in editor.get(f"/desk/stories/edit/{story.pk}/").content.decode()
    text = editor.get(f"/desk/stories/edit/{other().pk}/").content.decode()
    assert "It tells this story" in text
    editor.post(
        f"/desk/stories/decide/{story.pk}/",
        {"act": "move", "article": Telling.objects.get(doubtful=True).pk, "into": other().pk},
    )
    assert Journal.objects.get(kind="overrule").payload["into"] == other().pk
