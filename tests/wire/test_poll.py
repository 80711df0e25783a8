"""A feed asked and read, and what each fault leaves in its health."""

from datetime import UTC, datetime, timedelta

import pytest

from broadsheet.news import Feed
from broadsheet.wire.fetch import Fetcher
from broadsheet.wire.poll import Health, poll

NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


def feed(url: str) -> Feed:
    return Feed(url, "paper")


async def test_a_poll_brings_entries_and_the_next_brings_nothing_new(fetcher, server, settings):
    first = await poll(fetcher, feed(server.url("/feed.xml")), Health(), settings, NOW)
    assert [entry.title for entry in first.entries] == ["A bridge opens"]
    assert (first.title, first.language, first.health.etag) == ("The Paper", "en", '"one"')
    second = await poll(fetcher, feed(server.url("/feed.xml")), first.health, settings, NOW + timedelta(hours=1))
    assert (second.entries, second.health.why) == ((), "Nothing new.")
    assert server.asked[-1][1]["if-none-match"] == '"one"'


async def test_the_same_bytes_without_a_validator_are_nothing_new(fetcher, server, settings):
    server.answer("/plain.xml", server.routes["/feed.xml"](server, {})[1])
    first = await poll(fetcher, feed(server.url("/plain.xml")), Health(), settings, NOW)
    second = await poll(fetcher, feed(server.url("/plain.xml")), first.health, settings, NOW)
    assert (len(first.entries), len(second.entries)) == (1, 0)


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/hang", "did not answer in full"),
        ("/drip", "fewer than 1,000 bytes a second"),
        ("/endless", "more than"),
        ("/gzip-bomb", "more than"),
        ("/stacked-gzip", "packed 2 times"),
        ("/html-as-feed", "its feed is at"),
        ("/to-private", "may not be fetched"),
        ("/reset", "broke off"),
        ("/loop", "redirected more than"),
        ("/410", "gone for good"),
        ("/429", "too often"),
        ("/503", "overloaded"),
        ("/nothing", "there is nothing"),
    ],
)
async def test_a_fault_is_told_in_words_and_never_raised(fetcher, server, settings, path, words):
    polled = await poll(fetcher, feed(server.url(path)), Health(), settings, NOW)
    assert words in polled.health.why
    assert (polled.health.failures, polled.entries, polled.health.last_good) == (1, (), None)
    assert polled.health.next_poll > NOW


@pytest.mark.parametrize("path", ["/truncated", "/wrong-charset"])
async def test_a_damaged_feed_is_read_as_far_as_it_goes(fetcher, server, settings, path):
    polled = await poll(fetcher, feed(server.url(path)), Health(), settings, NOW)
    assert [entry.title for entry in polled.entries] == ["A bridge opens"]


async def test_one_hanging_feed_keeps_no_other_waiting(settings, server, now):
    import asyncio

    async with Fetcher(settings, lambda: now) as fetcher:
        urls = [server.url("/hang", "127.0.0.2"), *(server.url(f"/feed.xml?{n}", "127.0.0.3") for n in range(5))]
        for n in range(5):
            server.routes[f"/feed.xml?{n}"] = server.routes["/feed.xml"]
        polls = [asyncio.create_task(poll(fetcher, feed(url), Health(), settings, NOW)) for url in urls]
        await asyncio.wait(polls[1:], timeout=0.9)
        assert all(task.done() for task in polls[1:])
        assert not polls[0].done()
        await asyncio.gather(*polls)


NEWS = (
    '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:n="http://www.google.com/schemas/sitemap-news/0.9">'
    "<url><loc>https://p.example/{0}</loc><n:news><n:publication_date>2026-03-02T09:00:00Z</n:publication_date>"
    "<n:title>{0}</n:title></n:news></url></urlset>"
)


def index(server, *names):
    listed = "".join(f"<sitemap><loc>{server.url(name)}</loc></sitemap>" for name in names)
    return f"<sitemapindex>{listed}</sitemapindex>".encode()


async def test_an_index_of_sitemaps_brings_the_news_of_its_newest_within_one_poll(fetcher, server, settings):
    names = [f"/map-{at}.xml" for at in range(9)]
    server.answer("/index.xml", index(server, *names), 'ETag: "i"\r\n')
    for name in names:
        server.answer(name, NEWS.format(name[1:6]).encode())
    polled = await poll(fetcher, feed(server.url("/index.xml")), Health(), settings, NOW)
    assert sorted(entry.title for entry in polled.entries) == ["map-0", "map-1", "map-2"]
    assert sum(path.startswith("/map") for path in server.paths()) == 3
    again = await poll(fetcher, feed(server.url("/index.xml")), polled.health, settings, NOW)
    assert (again.entries, again.health.why) == ((), "Nothing new.")
    server.answer("/map-1.xml", NEWS.format("later").encode())
    later = await poll(fetcher, feed(server.url("/index.xml")), again.health, settings, NOW)
    assert "later" in [entry.title for entry in later.entries]


async def test_an_index_without_news_says_so(fetcher, server, settings):
    server.answer("/index.xml", index(server, "/gone.xml"))
    polled = await poll(fetcher, feed(server.url("/index.xml")), Health(), settings, NOW)
    assert "of the 1 that were asked none has news" in polled.health.why


async def test_a_move_for_good_is_believed_once_it_has_held(fetcher, server, settings):
    server.answer("/old.xml", b"", "Location: /feed.xml\r\n", "301 Moved")
    health, days = Health(), []
    for day in range(5):
        polled = await poll(fetcher, feed(server.url("/old.xml")), health, settings, NOW + timedelta(days=day))
        health = polled.health
        days.append(polled.moved)
        assert f"has moved to {server.url('/feed.xml')}" in health.why
    assert days == ["", "", "", server.url("/feed.xml"), server.url("/feed.xml")]


async def test_a_move_for_now_is_never_believed(fetcher, server, settings):
    server.answer("/old.xml", b"", "Location: /feed.xml\r\n", "302 Found")
    polled = await poll(fetcher, feed(server.url("/old.xml")), Health(), settings, NOW)
    assert (polled.health.moved_to, len(polled.entries)) == ("", 1)


async def test_a_host_that_asks_for_rest_is_told_apart_from_a_feed_that_is_gone(fetcher, server, settings):
    assert (await poll(fetcher, feed(server.url("/nothing")), Health(), settings, NOW)).rests is None
    asked = await poll(fetcher, feed(server.url("/429")), Health(), settings, NOW)
    assert asked.rests == asked.health.next_poll


async def test_a_hub_is_heard_of_in_the_feed_and_in_the_headers(fetcher, server, settings):
    links = (
        '<link rel="hub" href="https://hub.example/"/><link rel="self" href="https://p.example/feed?all=1&amp;utm_source=x"/>'
    )
    body = f'<feed xmlns="http://www.w3.org/2005/Atom"><title>t</title>{links}<entry><id>1</id><title>x</title></entry></feed>'
    server.answer("/own.xml", body.encode())
    own = (await poll(fetcher, feed(server.url("/own.xml")), Health(), settings, NOW)).health
    assert (own.hub, own.topic) == ("https://hub.example/", "https://p.example/feed?all=1&utm_source=x")
    server.answer("/said.xml", body.encode(), 'Link: <https://two.example/>; rel="hub", </t>; rel=self\r\n')
    said = (await poll(fetcher, feed(server.url("/said.xml")), Health(), settings, NOW)).health
    assert (said.hub, said.topic) == ("https://two.example/", server.url("/t"))


async def test_a_move_for_good_counts_up_to_the_first_that_is_not(fetcher, server, settings):
    server.answer("/first.xml", b"", "Location: /then.xml\r\n", "308 Moved")
    server.answer("/then.xml", b"", "Location: /last.xml\r\n", "307 For now")
    server.answer("/last.xml", b"", "Location: /feed.xml\r\n", "301 Moved")
    polled = await poll(fetcher, feed(server.url("/first.xml")), Health(), settings, NOW)
    assert (polled.health.moved_to, len(polled.entries)) == (server.url("/then.xml"), 1)
    assert (await poll(fetcher, feed(server.url("/then.xml")), Health(), settings, NOW)).health.moved_to == ""


async def test_a_feed_that_stamps_all_its_entries_alike_is_no_busy_one(fetcher, server, settings):
    health = Health()
    for hour in range(4):
        now = NOW + timedelta(hours=hour)
        items = "".join(f"<item><title>{n}</title><pubDate>{now:%a, %d %b %Y %H:%M:%S} GMT</pubDate></item>" for n in range(20))
        server.answer("/stamped.xml", f"<rss><channel>{items}</channel></rss>".encode())
        health = (await poll(fetcher, feed(server.url("/stamped.xml")), health, settings, now)).health
    assert health.items_a_day is not None
    assert health.items_a_day < 30
