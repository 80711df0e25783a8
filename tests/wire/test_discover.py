"""A site's feeds, and OPML in and out."""

import contextlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.news import Feed
from broadsheet.wire.discover import NotOpml, discover, read_opml, write_opml

SHARED = Path(__file__).parents[3] / "shared" / "data"


def opml(body: str) -> bytes:
    return f'<?xml version="1.0"?><opml version="2.0"><body>{body}</body></opml>'.encode()


async def test_an_address_that_is_a_feed_is_its_own_candidate(fetcher, server, now):
    found = await discover(fetcher, server.url("/feed.xml"), now)
    assert [(each.url, each.title, each.entries, each.why) for each in found] == [
        (server.url("/feed.xml"), "The Paper", 1, "the address itself")
    ]


async def test_link_tags_come_first_and_dead_ones_fall_out(fetcher, server, now):
    links = "".join(f'<link rel=alternate type="application/rss+xml" href="{href}">' for href in ("/gone.xml", "/other.xml"))
    server.answer("/", f"<html>{links}".encode(), "Content-Type: text/html\r\n")
    server.answer("/other.xml", server.routes["/feed.xml"](server, {})[1])
    found = await discover(fetcher, server.url("/"), now)
    assert [(each.url, each.why) for each in found] == [(server.url("/other.xml"), "its link tags")]


async def test_well_known_places_are_tried_next(fetcher, server, now):
    server.answer("/", b"<html>nothing", "Content-Type: text/html\r\n")
    assert [each.why for each in await discover(fetcher, server.url("/"), now)] == ["a well-known place"]


async def test_the_pages_own_links_are_tried_last(fetcher, server, now):
    del server.routes["/feed.xml"]
    server.answer("/", b'<html><a href="/our-rss-here">RSS</a><a href="https://other.example/rss">x</a>')
    server.answer("/our-rss-here", b"<rss><channel><title>Own</title><item><title>x</title></item></channel></rss>")
    found = await discover(fetcher, server.url("/"), now)
    assert [(each.title, each.why) for each in found] == [("Own", "a link on the page")]


def test_an_outline_makes_a_feed_of_its_sites_publisher():
    feeds = read_opml(
        opml(
            '<outline text="World"><outline type="rss" text="The Paper – World" '
            'xmlUrl="https://www.paper.example/w.xml?utm_source=x" '
            'htmlUrl="https://www.paper.example/"/></outline>'
            '<outline text="The Paper" xmlUrl="https://feeds.paper.example/all.xml" htmlUrl="https://paper.example"/>'
            '<outline text="Nowhere" xmlUrl="javascript:alert(1)"/><outline text="Again" xmlUrl="https://feeds.paper.example/all.xml"/>'
        )
    )
    assert feeds == [
        Feed("https://www.paper.example/w.xml", "paper-example", "The Paper – World", "World"),
        Feed("https://feeds.paper.example/all.xml", "paper-example", "The Paper"),
    ]


def test_a_publisher_at_a_bare_address_goes_by_its_name():
    feeds = read_opml(
        opml('<outline text="The Daily Test" xmlUrl="http://127.1.0.7:8901/feed.xml" htmlUrl="http://127.1.0.7:8901/"/>')
    )
    assert feeds[0].publisher == "the-daily-test"


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"nothing",
        b"<html><body>x</body></html>",
        b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><opml><body><outline text="&b;"/></body></opml>',
        b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><opml>&a;</opml>',
    ],
)
def test_what_is_no_opml_says_so(body):
    with pytest.raises(NotOpml, match="OPML"):
        read_opml(body)


@given(
    st.lists(
        st.builds(
            Feed, st.integers(1, 99).map("https://p.example/{}".format), st.just("p-example"), st.text(min_size=1), st.text()
        )
    )
)
def test_what_was_written_is_read_back(feeds):
    allowed = [f for f in feeds if (f.title + f.section).isprintable() and f.title == " ".join(f.title.split())]
    unique = {feed.url: feed for feed in allowed}
    assert {feed.url for feed in read_opml(write_opml(unique.values()))} == set(unique)


@pytest.mark.skipif(not (SHARED / "trust").exists(), reason="the hostile files are not here")
def test_no_xml_bomb_goes_off():
    for file in sorted((SHARED / "trust" / "xml-bombs").rglob("*.*")):
        with contextlib.suppress(NotOpml):
            assert all("root:" not in feed.title for feed in read_opml(file.read_bytes()))
