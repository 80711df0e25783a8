"""Publishers and feeds: facts, an opt-out, a feed added by its address, one paused."""

import pytest

from broadsheet import news
from broadsheet.press.archive.models import Article, Feed, Journal, Publisher
from broadsheet.press.newsdesk import sources
from broadsheet.press.newsdesk.sources import publisher_at
from broadsheet.wire.discover import Candidate
from broadsheet.wire.opml import read_opml
from tests.press.archive.newsroom import publisher
from tests.press.newsdesk.paper import told

pytestmark = pytest.mark.django_db
FACTS = {
    "name": "Outlet",
    "home": "",
    "owner": "",
    "country": "gb",
    "kind": "",
    "language": "en",
    "timezone": "UTC",
    "licence": "",
}


@pytest.fixture(autouse=True)
def answers(monkeypatch):
    """What the wire finds at an address; nobody can be asked unless a test says otherwise."""
    found = {}
    monkeypatch.setattr(sources, "candidates", found.get)
    return found


def test_a_sites_address_finds_its_feeds_to_choose_from(editor, answers):
    news, sport = (f"https://hullpost.example/{name}.xml" for name in ("news", "sport"))
    answers["https://hullpost.example"] = (
        Candidate(news, "Hull Post", 30, "its link tags"),
        Candidate(sport, "Hull Post <b>Sport</b>", 12, "its link tags"),
    )
    answers[sport] = (Candidate(sport, "Hull Post Sport", 12, "the address itself"),)
    page = editor.post("/desk/feeds/new/", {"url": "hullpost.example", "title": "Ours"}).content.decode()
    assert not Feed.objects.exists()
    assert f'type="radio" name="candidate" value="{news}"' in page
    assert "Hull Post (30 entries; its link tags)" in page
    assert "<b>Sport" not in page
    editor.post("/desk/feeds/new/", {"url": "hullpost.example", "title": "Ours", "candidate": sport})
    assert Feed.objects.values_list("url", "title").get() == (sport, "Ours")


def test_a_page_without_feeds_is_refused(editor, answers):
    answers["https://hullpost.example/a"] = ()
    page = editor.post("/desk/feeds/new/", {"url": "https://hullpost.example/a"}).content.decode()
    assert "no feed was found on its site" in page
    assert not Feed.objects.exists()


def test_a_feed_is_added_by_its_address_alone(editor):
    editor.post("/desk/feeds/new/", {"url": "https://feeds.hullpost.example/rss.xml"})
    feed = Feed.objects.select_related("publisher").get()
    assert (feed.publisher.slug, feed.publisher.name) == ("hullpost-example", "hullpost.example")
    assert feed.next_poll is not None


def test_an_address_without_a_scheme_is_taken_as_https(editor):
    editor.post("/desk/feeds/new/", {"url": "hullpost.example/rss.xml"})
    assert Feed.objects.get().url == "https://hullpost.example/rss.xml"


@pytest.mark.parametrize("url", ["", "not an address", "file:///etc/passwd", "javascript:alert(1)"])
def test_what_is_no_address_is_refused(editor, url):
    assert editor.post("/desk/feeds/new/", {"url": url}).status_code == 200
    assert not Feed.objects.exists()


def test_the_same_feed_is_not_added_twice(editor):
    publisher("courier")
    assert editor.post("/desk/feeds/new/", {"url": "https://courier.example/feed.xml"}).status_code == 200
    assert Feed.objects.count() == 1


def test_a_feed_is_paused_and_goes_on_at_once(editor):
    who = publisher("courier")
    feed = Feed.objects.get()
    given = {"url": feed.url, "publisher": who.pk}
    editor.post(f"/desk/feeds/edit/{feed.pk}/", given | {"paused": "on"})
    assert Feed.objects.get().paused
    Feed.objects.update(failures=4, next_poll=None)
    editor.post(f"/desk/feeds/edit/{feed.pk}/", given)
    feed.refresh_from_db()
    assert (feed.paused, feed.failures, feed.next_poll is None) == (False, 0, False)


def test_two_feeds_of_one_host_have_one_publisher():
    assert publisher_at("https://www.hullpost.example/a.xml") == publisher_at("https://hullpost.example/b.xml")


def test_the_list_counts_what_is_in_print_now(editor):
    told("Tunnel closed after pump fails", 2)
    Article.objects.filter(publisher="outlet-1").update(state="held")
    publisher("courier")
    rows = editor.get("/desk/publishers/?ordering=-in_print").context["object_list"]
    assert [(row.slug, row.fed, row.in_print) for row in rows][:1] == [("outlet-0", 1, 1)]
    assert {row.slug: row.in_print for row in rows} == {"outlet-0": 1, "outlet-1": 0, "courier": 0}


def test_hosts_of_other_scripts_are_publishers_of_their_own():
    found = [publisher_at(f"https://{host}/rss") for host in ("газета.example", "新聞.example", "süddeutsche.example")]
    assert len({row.slug for row in found}) == 3
    assert all(row.slug.isascii() for row in found)


def test_facts_are_edited(editor):
    publisher("outlet-0")
    editor.post("/desk/publishers/edit/outlet-0/", FACTS | {"licence": "CC BY 4.0"})
    row = Publisher.objects.get()
    assert (row.name, row.country, row.licence) == ("Outlet", "GB", "CC BY 4.0")
    assert not Journal.objects.exists()


def test_an_opt_out_takes_its_articles_out_of_print(editor):
    told("Tunnel closed after pump fails")
    editor.post("/desk/publishers/edit/outlet-0/", FACTS | {"opted_out": "on"})
    assert Article.objects.get().rights == "none"
    assert Journal.objects.get().kind == "withdrawal"


def test_feeds_are_narrowed_by_their_health(editor):
    publisher("courier")
    Feed.objects.update(failures=3, last_poll="2026-03-04T10:00Z", why="The server answered 503")
    assert len(editor.get("/desk/feeds/?how=failing").context["object_list"]) == 1
    assert len(editor.get("/desk/feeds/?how=good").context["object_list"]) == 0
    assert "The server answered 503" in editor.get("/desk/feeds/").content.decode()


def test_all_feeds_are_downloaded_as_opml_with_their_sections_and_read_back(editor, client):
    publisher("courier")
    Feed.objects.update(section="World", title="Courier – World", language="en")
    Publisher.objects.update(home="https://courier.example/")
    assert "/desk/feeds/opml/" in editor.get("/desk/feeds/").content.decode()
    answer = editor.get("/desk/feeds/opml/")
    assert answer["Content-Disposition"] == 'attachment; filename="sources.opml"'
    assert read_opml(answer.content) == [
        news.Feed("https://courier.example/feed.xml", "courier-example", "Courier – World", "World", "en")
    ]
    client.logout()
    assert client.get("/desk/feeds/opml/").status_code == 302
