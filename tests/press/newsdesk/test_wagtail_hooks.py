"""Every page of the desk opens for an editor and for nobody else, and none of them asks the world outside for anything."""

from __future__ import annotations

import re

import pytest
from django.contrib.auth import get_user_model

from broadsheet.press.archive.models import Feed
from tests.press.archive.newsroom import publisher
from tests.press.newsdesk.paper import section, told

pytestmark = pytest.mark.django_db

LISTS = ("", "stories/", "stories/waiting/", "articles/", "publishers/", "feeds/", "sections/", "preferences/")
FORMS = ("feeds/new/", "sections/new/", "publishers/edit/outlet-0/", "sections/edit/uk-news/")


@pytest.fixture
def story():
    section()
    publisher("outlet-0")
    return told("Tunnel closed after pump fails", 2)


def pages(story):
    feed = Feed.objects.first().pk
    article = story.told.first().article_id
    own = (f"stories/edit/{story.pk}/", f"stories/history/{story.pk}/", f"articles/inspect/{article}/", f"feeds/edit/{feed}/")
    return [f"/desk/{page}" for page in (*LISTS, *FORMS, *own)]


@pytest.mark.parametrize("who", ["editor", "owner"])
def test_every_page_opens_for_those_who_work_here(who, story, request):
    browser = request.getfixturevalue(who)
    answers = {page: browser.get(page).status_code for page in pages(story)}
    assert set(answers.values()) == {200}, answers


def test_nobody_else_gets_in(story, client):
    for page in pages(story):
        answer = client.get(page)
        assert (answer.status_code, answer["Location"].startswith("/desk/login/")) == (302, True), page
    reader = get_user_model().objects.create_user("reader", password="a-long-password")
    client.force_login(reader)
    assert {client.get(page).status_code for page in pages(story)} == {302}


def test_somebody_with_a_way_in_but_no_rights_sees_no_news(story, client):
    from django.contrib.auth.models import Permission

    guest = get_user_model().objects.create_user("guest", password="a-long-password")
    guest.user_permissions.add(Permission.objects.get(codename="access_admin"))
    client.force_login(guest)
    for page in pages(story)[1:]:
        assert client.get(page).status_code == 302, page
    client.post(f"/desk/stories/decide/{story.pk}/", {"act": "kill"})
    story.refresh_from_db()
    assert story.state == "printed"


@pytest.mark.parametrize("page", ["stories/new/", "stories/add/", "articles/new/", "publishers/new/"])
def test_nothing_is_made_that_only_the_wire_can_bring(owner, page):
    assert owner.get(f"/desk/{page}").status_code == 404


def test_nothing_is_deleted_not_even_by_the_owner(owner, story):
    for table, row in (("stories", story.pk), ("publishers", "outlet-0"), ("sections", "uk-news")):
        assert owner.post(f"/desk/{table}/delete/{row}/").status_code == 404


def test_the_pages_ask_for_nothing_outside(owner, story):
    for page in (*pages(story), "/desk/login/"):
        text = owner.get(page).content.decode()
        asked = re.findall(r"<(?:script|link|img|iframe)[^>]+(?:src|href)=\"(https?:)?//([^/\"]+)", text)
        assert asked == [], page


def test_the_menu_shows_the_papers_own_things(editor, story):
    text = editor.get("/desk/").content.decode()
    for shown in ("Stories", "Waiting", "Articles", "Publishers", "Feeds", "Sections", "The paper"):
        assert f'"{shown}"' in text, shown
    for hidden in ("wagtailimages", "wagtaildocs", "Snippets"):
        assert hidden not in text, hidden
