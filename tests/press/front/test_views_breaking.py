"""Breaking news is a state: its page, its place in the navigation and its feed follow the clock."""

import feedparser
import pytest

from broadsheet.press import clock
from broadsheet.press.front import cache
from tests.press.factories import NOW, article, hours_ago, story

pytestmark = pytest.mark.django_db
NOINDEX = '<meta name="robots" content="noindex'
IN_NAVIGATION = '<li class="breaking"><a href="/breaking/"'


def page(client, address="/breaking/"):
    return client.get(address).content.decode()


def broken(hours=2.0, **columns):
    return story(article("Tram derails", "one", hours), breaking_until=hours_ago(hours - 3), **columns)


def test_while_nothing_breaks_the_page_says_so_and_no_page_links_to_it(client):
    story(article("A quiet day", "one", 1))
    shown = page(client)
    assert "Nothing is breaking now" in shown
    assert "A quiet day" not in shown
    assert NOINDEX in shown
    assert IN_NAVIGATION not in shown
    assert IN_NAVIGATION not in page(client, "/")


def test_while_a_story_breaks_every_page_leads_to_it(client):
    broken()
    shown = page(client)
    assert "Tram derails" in shown
    assert "label-breaking" in shown
    assert "Nothing is breaking" not in shown
    assert NOINDEX not in shown
    for address in ("/", "/latest/", "/tags/"):
        assert IN_NAVIGATION in page(client, address)


def test_it_ends_with_the_clock_and_is_named_for_a_day(client, monkeypatch):
    row = broken()
    for hours, breaking, lately in ((0, True, False), (1.1, False, True), (26, False, False)):
        monkeypatch.setattr(clock, "clock", lambda hours=hours: hours_ago(-hours, NOW))
        cache.PAGES.clear()
        shown = page(client)
        assert (IN_NAVIGATION in shown, "Was breaking in the last day" in shown) == (breaking, lately)
        assert (row.id in shown) == (breaking or lately)


def test_what_is_taken_back_breaks_nothing(client):
    row = broken()
    row.state = "killed"
    row.save()
    assert IN_NAVIGATION not in page(client)
    assert row.id not in page(client)


def test_the_last_to_break_comes_first_and_its_feed_keeps_those_that_broke(client):
    early, late, old = broken(2.5, slug="early"), broken(0.5, slug="late"), broken(30, slug="old")
    shown = page(client)
    assert shown.index(late.id) < shown.index(early.id)
    assert old.id not in shown
    parsed = feedparser.parse(client.get("/breaking/feed.xml").content)
    assert not parsed.bozo
    assert [entry.link.split("/")[4] for entry in parsed.entries] == [late.id, early.id, old.id]
