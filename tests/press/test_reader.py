"""The reading room: every wanted article comes out read, fed, kept as it was, or dropped with its reason."""

from __future__ import annotations

import asyncio
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from dataclasses import replace

import pytest

from broadsheet import news
from broadsheet.press import pages
from broadsheet.press.archive import claims, templates
from broadsheet.press.archive.entries import enter
from broadsheet.press.archive.models import Article, Feed, Publisher
from broadsheet.press.reader import Reader
from broadsheet.settings import Settings
from broadsheet.wire.fetch import Refused
from broadsheet.wire.paths import Leaf
from broadsheet.wire.recurring import Marks
from broadsheet.wire.robots import Rules
from broadsheet.wire.templates import Sighting
from tests.press import at_hand
from tests.press.archive.newsroom import FLOOD, NOW, entry, publisher

pytestmark = pytest.mark.django_db
SETTINGS = Settings()


class Wire:
    """A wire that answers every address with one page, or refuses it; `asked` are the addresses."""

    def __init__(self, refusal=None):
        self.refusal, self.asked = refusal, []

    async def get(self, url, **_):
        if url.endswith("/.well-known/tdmrep.json"):
            raise Refused("status", "There is nothing.", 404)
        self.asked.append(url)
        if self.refusal:
            raise self.refusal
        return news.Page(url, url, 200, "text/html", b"<p>Hello", NOW)

    async def rules(self, _):
        return Rules(None, "there is no robots.txt")


class Pool:
    """A pool that reads everything as one text; pages in `deadly` kill it with everything under way, `broken` at first."""

    def __init__(self, deadly=(), broken=0, read=None, shows=None):
        self.deadly, self.broken, self.read, self.asked, self.shows = deadly, broken, read, 0, shows

    def submit(self, _function, _shared, batch):
        self.asked += 1
        wanted, answer = batch[0], Future()
        if self.broken > 0 or any(name in wanted.page.url for name in self.deadly):
            self.broken -= 1
            answer.set_exception(BrokenProcessPool())
        elif self.read:
            answer.set_exception(self.read)
        else:
            judged = news.Judgement("excerpt", 0.7, "silence")
            said = news.Article(
                news.article_id(wanted.page.url), wanted.page.url, wanted.publisher, wanted.entry.title, text=FLOOD
            )
            way = "whole, for nothing is known of its publisher's pages"
            answer.set_result([pages.Read(said, judged, way=way, sighting=self.shows)])
        return answer

    def close(self):
        pass


@pytest.fixture(autouse=True)
def _this_thread(monkeypatch):
    """The rows of a test are seen by its own thread alone, and Django must not mind the loop around it."""
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


@pytest.fixture
def feed():
    publisher("courier")
    return Feed.objects.get()


def run(wire=None, pool=None, apart=None, meanwhile=None, now=NOW):
    """One turn with everything that it claims brought to its end."""

    database = at_hand.database()

    async def all_of_it():
        reader = Reader(SETTINGS, wire or Wire(), database, lambda: now)
        reader._pool, reader._apart = pool or Pool(), apart or Pool()
        await reader.turn()
        await asyncio.gather(*reader._tasks.values())
        if meanwhile:
            await database(meanwhile)
        await reader.turn()
        assert reader.idle
        await reader.close()

    asyncio.run(all_of_it())


def had(feed, **columns):
    """An article in print whose feed has changed it."""
    enter(feed, [entry("courier", "tunnel", "Tunnel closed")], NOW)
    given = {"state": "published", "reason": "tells story x", "text": FLOOD, "version": 2, "again": True}
    Article.objects.update(**given | columns)


def only():
    return Article.objects.get()


def test_a_page_that_reads_well_waits_for_the_desk(feed):
    enter(feed, [entry("courier", "tunnel", "Tunnel closed")], NOW)
    run()
    assert (only().state, only().text) == ("read", FLOOD)


def test_whatever_one_article_raises_drops_it_with_its_name_and_is_logged(feed, caplog):
    enter(feed, [entry("courier", "tunnel", "Tunnel closed")], NOW)
    run(pool=Pool(read=LookupError("unknown encoding")))
    assert (only().state, only().reason) == ("dropped", "could not be read: LookupError: unknown encoding")
    assert only().lease_until is None
    assert "Traceback" in caplog.text


def test_neighbours_of_a_page_that_kills_its_process_are_read(feed):
    enter(feed, [entry("courier", name, name) for name in ("tunnel", "opera", "deadly")], NOW)
    apart = Pool(deadly=["deadly"])
    run(pool=Pool(broken=3), apart=apart)
    states = dict(Article.objects.values_list("title", "state"))
    assert states == {"tunnel": "read", "opera": "read", "deadly": "dropped"}
    assert Article.objects.get(title="deadly").reason == "its page took the process that read it down, 3 times"
    assert apart.asked == 2 + claims.MOST_ATTEMPTS


def test_a_page_that_refuses_a_second_reading_stands_as_it_was_and_is_judged_again(feed):
    had(feed, rights="excerpt")
    run(Wire(Refused("status", "courier.example answers 403.", 403)))
    assert (only().state, only().text, only().rights) == ("read", FLOOD, "excerpt")
    assert only().reason == "its earlier text stands: courier.example answers 403."


def test_a_page_closed_to_a_second_reading_is_only_linked_from_then_on(feed):
    had(feed, rights="full")
    run(Wire(Refused("status", "courier.example answers 402.", 402)))
    assert (only().state, only().text, only().rights, only().access) == ("read", "", "link", "paywall")


def test_what_stands_as_a_link_has_nothing_of_its_text_nor_of_its_feeds(feed):
    had(feed, rights="link")
    run(Wire(Refused("status", "courier.example answers 405.", 405)))
    assert (only().state, only().text, only().rights, only().entry["summary"]) == ("read", "", "link", "")


def test_a_page_that_robots_txt_disallows_at_a_second_reading_leaves_print(feed):
    had(feed, rights="full")
    run(Wire(Refused("robots", "It does not want us there: robots.txt disallows this address.")))
    assert (only().state, only().text, only().rights) == ("dropped", "", "none")


def test_a_robots_txt_that_is_out_of_order_takes_nothing_out_of_print(feed):
    had(feed, rights="excerpt", attempts=claims.MOST_ATTEMPTS - 1)
    run(Wire(Refused("robots", "It does not want us there: robots.txt answered 503.", passing=True)))
    assert (only().state, only().text, only().rights) == ("read", FLOOD, "excerpt")


def test_a_page_whose_robots_txt_is_out_of_order_is_tried_again_and_told_by_its_feed_at_last(feed):
    enter(feed, [entry("courier", "tunnel", "Tunnel closed")], NOW)
    broken = Refused("robots", "courier.example does not want us there: robots.txt answered 503.", passing=True)
    run(Wire(broken))
    assert (only().state, only().reason) == ("wanted", f"tried 1 times: {broken.reason}")
    Article.objects.update(attempts=claims.MOST_ATTEMPTS - 1, lease_until=None)
    run(Wire(broken))
    assert (only().state, only().access, only().rights) == ("read", "feed", "excerpt")


@pytest.mark.parametrize("status", [404, 410])
def test_a_page_gone_at_a_second_reading_is_withdrawn(feed, status):
    had(feed)
    run(Wire(Refused("status", "It is gone.", status)))
    assert (only().state, only().reason) == ("dropped", "withdrawn by its publisher: It is gone.")


def test_an_article_in_print_keeps_its_reason_while_a_second_reading_is_tried_again(feed):
    had(feed)
    run(Wire(Refused("timeout", "It took too long.")))
    assert (only().state, only().reason, only().again) == ("published", "tells story x", True)


def test_what_only_its_feed_told_is_told_by_its_feed_again(feed):
    had(feed, access="feed", title="Old", text="")
    run(Wire(Refused("status", "courier.example answers 404.", 404)))
    assert (only().state, only().access, only().title) == ("read", "feed", "Tunnel closed")


def test_a_publisher_that_opted_out_is_not_asked(feed):
    enter(feed, [entry("courier", "tunnel", "Tunnel closed")], NOW)
    Publisher.objects.update(opted_out=True)
    wire = Wire()
    run(wire)
    assert wire.asked == []
    assert (only().state, only().reason, only().rights) == ("dropped", "its publisher asked us to print nothing", "none")


def test_a_publisher_that_opts_out_while_its_page_is_read_has_no_rights_loosened(feed):
    enter(feed, [entry("courier", "tunnel", "Tunnel closed")], NOW)
    run(meanwhile=lambda: Publisher.objects.update(opted_out=True))
    assert (only().state, only().reason, only().rights) == ("dropped", "its publisher asked us to print nothing", "none")


def test_an_entry_without_an_address_is_told_by_its_feed_alone(feed):
    said = replace(entry("courier", "tunnel", "Tunnel closed"), url="")
    assert enter(feed, [said], NOW).new == 1
    assert enter(feed, [said], NOW).new == 0
    wire = Wire()
    run(wire)
    assert wire.asked == []
    assert only().url == f"{feed.url}#{said.guid}"
    assert (only().state, only().access, only().reason) == ("read", "feed", "its feed gives no address")


def test_what_a_page_shows_is_learned_with_its_row(feed):
    shown = Sighting(Marks("a", (2, 4)), (Leaf("body > main > p", 900, 0),), length=900)
    enter(feed, [entry("courier", "tunnel", "Tunnel closed")], NOW)
    run(pool=Pool(shows=shown))
    assert templates.memory("courier").pages == 1
    assert Article.objects.get().template == "whole, for nothing is known of its publisher's pages"
