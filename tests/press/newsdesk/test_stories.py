"""The list of stories and the page of one: what an editor finds, sets and sees, and how many queries that costs."""

from __future__ import annotations

import pytest

from broadsheet.press.archive.models import Edit, Story, Telling
from tests.press.newsdesk.paper import many, rewrite, section, told

pytestmark = pytest.mark.django_db


def listed(editor, query=""):
    return {row.pk for row in editor.get(f"/desk/stories/{query}").context["object_list"]}


def form(**values):
    return {"headline": "", "standfirst": "", "state": "", "note": ""} | values


def test_what_an_editor_sets_is_written_beside_the_machines_and_wins(editor):
    story = told("Tunnel closed after pump fails", 2)
    answer = editor.post(f"/desk/stories/edit/{story.pk}/", form(headline="Hull is cut off", standfirst="A pump failed."))
    assert answer.status_code == 302
    rewrite(story)
    edit = Edit.objects.select_related("story").get()
    assert (edit.headline, edit.standfirst, edit.editor) == ("Hull is cut off", "A pump failed.", "ada")
    assert edit.story.headline == "Tunnel closed after pump fails"
    assert "Hull is cut off" in editor.get("/desk/stories/").content.decode()


def test_a_kill_takes_the_story_down(editor):
    story = told("Tunnel closed after pump fails")
    editor.post(f"/desk/stories/edit/{story.pk}/", form(state="killed", note="wrong town"))
    assert Story.objects.get().state == "killed"


def test_a_word_that_cannot_be_carried_out_is_answered_on_the_page(editor):
    story = told("Tunnel closed after pump fails", rights="none")
    answer = editor.post(f"/desk/stories/edit/{story.pk}/", form(state="printed"))
    assert answer.status_code == 200
    assert "the rights of those who tell it allow no print" in answer.content.decode()
    assert not Edit.objects.exists()


def test_the_page_shows_why_each_telling_is_here(editor):
    story = told("Tunnel closed after pump fails", 2)
    Telling.objects.filter(story=story).exclude(article=story.pk).update(
        doubtful=True, copy_of=story.pk, copy_why="92% of its shingles", why="same pump"
    )
    text = editor.get(f"/desk/stories/edit/{story.pk}/").content.decode()
    for said in (
        "Outlet-1",
        "Same pump",
        "90 %",
        "Copy of Outlet-0: 92% of its shingles",
        "Is this one event?",
        "first of the clear",
    ):
        assert said in text, said


def test_text_from_outside_is_never_markup(editor):
    story = told("<script>alert(1)</script> tunnel")
    for page in (f"stories/edit/{story.pk}/", "stories/", f"articles/inspect/{story.pk}/", "articles/", ""):
        assert "<script>alert(1)" not in editor.get(f"/desk/{page}").content.decode(), page


def test_the_list_is_narrowed_by_state_section_doubt_and_decision(editor):
    printed, held = told("Tunnel closed after pump fails"), told("Teenager charged", hold="a minor")
    Telling.objects.filter(story=held).update(doubtful=True)
    both = {printed.pk, held.pk}
    assert listed(editor) == both
    assert listed(editor, "?state=held") == {held.pk}
    assert listed(editor, "?state=held&state=printed") == both
    assert listed(editor, f"?section={section().pk}") == both
    assert listed(editor, f"?section={section('World').pk}") == set()
    assert listed(editor, "?unsure=1") == {held.pk}
    Edit.objects.create(story=printed, state="printed", at=printed.last_changed)
    assert listed(editor, "?decided=1") == {printed.pk}


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("tunnel", 1),
        ("TUNNEL pump", 1),
        ("Calder", 0),
        ("teenag", 1),
        ('"', 0),
        ("AND", 0),
        ("nothing of it", 0),
        ("outlet-0", 2),
    ],
)
def test_stories_are_found_by_their_words(editor, query, found):
    told("Tunnel closed after pump fails")
    told("Teenager charged", hold="a minor")
    assert len(listed(editor, f"?q={query}")) == found


def test_a_list_of_500_costs_few_queries_and_counts_no_table(editor, django_assert_max_num_queries):
    many(500)
    editor.get("/desk/stories/")
    for page in (
        "stories/",
        "stories/?p=9",
        "stories/?unsure=1",
        "stories/waiting/",
        "articles/",
        "articles/?p=9",
        "feeds/",
        "",
    ):
        with django_assert_max_num_queries(33):
            assert editor.get(f"/desk/{page}").status_code == 200
