"""Feeds of every kind, and what is none."""

import contextlib
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from broadsheet.news import Feed, Page
from broadsheet.wire.feeds import NotAFeed, parse

SHARED = Path(__file__).parents[3] / "shared" / "data"
NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
FEED = Feed("https://paper.example/feed.xml", "paper")


def read(body: bytes | str, content_type: str = "application/rss+xml", zone: str = "UTC", feed: Feed = FEED):
    raw = body.encode() if isinstance(body, str) else body
    return parse(Page(feed.url, feed.url, 200, content_type, raw, NOW), feed, NOW, zone)


def rss(item: str, head: str = "") -> str:
    spaces = (
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss/" '
        'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:sy="http://purl.org/rss/1.0/modules/syndication/"'
    )
    return (
        f'<?xml version="1.0"?><rss version="2.0" {spaces}><channel><title>P</title>{head}<item>{item}</item></channel></rss>'
    )


def one(item: str, head: str = "", **more: str):
    return read(rss(item, head), **more).entries[0]


def test_an_item_is_read_whole():
    entry = one(
        "<title>A &amp;amp; B &lt;b&gt;bold&lt;/b&gt;</title><link>/x?utm_source=rss&amp;id=7#top</link>"
        '<guid isPermaLink="false">g1</guid><pubDate>Mon, 02 Mar 2026 09:00:00 +0100</pubDate>'
        "<dc:creator>By Jane Doe and John Roe</dc:creator><category>UK</category><category>UK</category>"
        '<media:content url="/s.jpg" medium="image" width="100"/><media:content url="/b.jpg" medium="image" width="900"/>'
        "<description>&lt;p&gt;First.&lt;/p&gt;&lt;script&gt;x()&lt;/script&gt;</description>"
        "<content:encoded><![CDATA[<p>One</p><p>Two</p>]]></content:encoded>",
        "<language>en-GB</language>",
    )
    assert entry.title == "A & B bold"
    assert entry.url == "https://paper.example/x?id=7"
    assert (entry.guid, entry.feed) == ("g1", FEED.url)
    assert (entry.published, entry.dated) == (datetime(2026, 3, 2, 8, tzinfo=UTC), True)
    assert entry.authors == ("Jane Doe", "John Roe")
    assert entry.categories == ("UK",)
    assert entry.image == "https://paper.example/b.jpg"
    assert (entry.summary, entry.content) == ("First.", "One\n\nTwo")
    assert entry.language == "en"


@pytest.mark.parametrize(
    ("written", "source"),
    [
        (
            '<source url="https://post.example/rss">Harbour <![CDATA[ Post]]></source>',
            ("Harbour Post", "https://post.example/rss"),
        ),
        ("<source>Reuters</source>", ("Reuters", "")),
        ('<source url="https://feeds.paper.example/sport">Paper</source>', ("", "")),
        ('<source url="https://feeds.feedburner.com/paper">Paper</source>', ("", "")),
        ("<source/>", ("", "")),
        ("", ("", "")),
    ],
)
def test_the_other_outlet_that_an_item_comes_from(written, source):
    entry = one(f"<title>A</title><link>https://paper.example/a</link>{written}")
    assert (entry.source, entry.source_url) == source


def test_a_broken_feed_tells_its_sources_too():
    entry = one('<title>A</title><link>/a</link><source url="https://post.example/rss">Harbour Post</source><b>&<')
    assert (entry.source, entry.source_url) == ("Harbour Post", "https://post.example/rss")


def test_a_description_is_not_repeated_as_content():
    assert one("<title>t</title><description>Only this.</description>").content == ""


def test_a_wordpress_tail_is_cut_from_the_summary():
    entry = one("<title>t</title><description>Said. The post t appeared first on The Paper.</description>")
    assert entry.summary == "Said."


@pytest.mark.parametrize(
    ("written", "published", "dated"),
    [
        ("Mon, 02 Mar 2026 09:00:00 EST", datetime(2026, 3, 2, 12, tzinfo=UTC), False),
        ("Mon, 02 Mar 2026 04:00:00 EST", datetime(2026, 3, 2, 9, tzinfo=UTC), True),
        ("2026-03-02T09:00:00", datetime(2026, 3, 2, 8, tzinfo=UTC), False),
        ("Mon, 02 Mar 2026 12:30:00 GMT", datetime(2026, 3, 2, 12, 30, tzinfo=UTC), True),
        ("Fri, 01 Jan 2038 00:00:00 GMT", NOW, False),
        ("Thu, 01 Jan 1970 00:00:00 GMT", None, False),
        ("yesterday, perhaps", None, False),
    ],
    ids=["ahead of us", "a named zone", "no zone", "a little ahead", "the future", "the epoch", "no date"],
)
def test_dates_are_kept_within_reason(written, published, dated):
    entry = one(f"<title>t</title><pubDate>{written}</pubDate>", zone="Europe/Berlin")
    assert (entry.published, entry.dated) == (published, dated)


def test_one_guid_twice_is_one_entry_and_for_two_addresses_is_two():
    same = "<title>a</title><link>https://p.example/1</link><guid>g</guid></item><item>"
    assert len(read(rss(f"{same}<title>a</title><link>https://p.example/1</link><guid>g</guid>")).entries) == 1
    two = read(rss(f"{same}<title>b</title><link>https://p.example/2</link><guid>g</guid>")).entries
    assert [entry.guid for entry in two] == ["g", "https://p.example/2"]


@pytest.mark.parametrize(
    ("head", "minutes"),
    [
        ("<ttl>15</ttl>", 15.0),
        ("<sy:updatePeriod>hourly</sy:updatePeriod><sy:updateFrequency>2</sy:updateFrequency>", 30.0),
        ("", None),
    ],
)
def test_the_minutes_a_feed_asks_for(head, minutes):
    assert read(rss("<title>t</title>", head)).asked.minutes == minutes


def test_atom():
    body = (
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="de-AT"><title>Blatt</title><entry>'
        '<title type="html">Die &lt;i&gt;Lage&lt;/i&gt;'
        '</title><link rel="alternate" href="/lage"/><id>tag:1</id><published>2026-03-02T09:00:00+01:00</published><author>'
        "<name>Eva Huber"
        "</name></author><summary>Kurz.</summary></entry></feed>"
    )
    parsed = read(body)
    entry = parsed.entries[0]
    assert (parsed.title, parsed.language) == ("Blatt", "de")
    assert (entry.title, entry.url, entry.authors) == ("Die Lage", "https://paper.example/lage", ("Eva Huber",))


def test_rdf():
    body = (
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="https://p.example/"><title>R</title></channel>'
        '<item rdf:about="https://p.example/1"><title>One</title><link>https://p.example/1</link><dc:date>2026-03-02</dc:date></item></rdf:RDF>'
    )
    assert [entry.url for entry in read(body).entries] == ["https://p.example/1"]


def test_json_feed():
    body = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "J",
        "language": "fr",
        "items": [
            {
                "id": 7,
                "url": "/a",
                "title": "Un",
                "content_html": "<p>a</p><p>b</p>",
                "summary": "s",
                "date_published": "2026-03-02T09:00:00Z",
                "authors": [{"name": "Luc Roy"}],
                "tags": ["x"],
                "image": "/i.png",
            },
            {"nothing": True},
            "odd",
        ],
    }
    parsed = read(json.dumps(body), "application/feed+json")
    entry = parsed.entries[0]
    assert len(parsed.entries) == 1
    assert (entry.guid, entry.url, entry.content, entry.image) == (
        "7",
        "https://paper.example/a",
        "a\n\nb",
        "https://paper.example/i.png",
    )
    assert (entry.authors, entry.categories, entry.language) == (("Luc Roy",), ("x",), "fr")


SITEMAP = (
    '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">'
    "<url><loc>https://p.example/1</loc><news:news><news:publication><news:name>P</news:name><news:language>en</news:language>"
    "</news:publication><news:publication_date>2026-03-02T09:00:00Z</news:publication_date><news:title>One</news:title></news:news></url></urlset>"
)


def test_a_news_sitemap():
    entry = read(SITEMAP, "application/xml").entries[0]
    assert (entry.url, entry.title, entry.language) == ("https://p.example/1", "One", "en")
    assert entry.published == datetime(2026, 3, 2, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("", "empty"),
        ("   \n", "empty"),
        ("nothing of the kind", "neither XML nor JSON"),
        ("<!doctype html><title>x</title><p>hello", "a web page, not a feed and names no feed"),
        (
            '<html><link rel=alternate type="application/atom+xml" href="/atom.xml">',
            "its feed is at https://paper.example/atom.xml",
        ),
        ('{"a": 1}', "no JSON Feed"),
        ("[" * 100_000, "no JSON Feed"),
        ("<note><to>x</to></note>", "cannot be read as a feed"),
        ("<sitemapindex></sitemapindex>", "an index of no sitemaps"),
        ("\x1f\x8bpacked".encode("latin-1"), "cannot be unpacked"),
        ("<urlset><url><loc>https://p.example/1</loc></url></urlset>", "without news"),
        ('<!DOCTYPE x [<!ENTITY a "b">]><urlset>&a;</urlset>', "entities"),
    ],
)
def test_what_is_no_feed_says_what_it_is(body, words):
    with pytest.raises(NotAFeed, match=words):
        read(body)


def test_a_web_page_names_its_feeds_comment_feeds_last():
    links = "".join(
        f'<link rel="alternate" type="application/rss+xml" href="{href}" title="t">'
        for href in ("/comments/feed", "/feed", "/feed")
    )
    with pytest.raises(NotAFeed) as caught:
        read(f"<html><head>{links}")
    assert caught.value.feeds == ("https://paper.example/feed", "https://paper.example/comments/feed")


def test_a_truncated_feed_keeps_what_came():
    body = rss(
        "<title>one</title><link>https://p.example/1</link></item><item><title>two</title><link>https://p.example/2</link>"
    )
    assert read(body[: body.index("two") + 3]).entries[0].title == "one"


def test_the_byte_order_mark_is_believed_before_the_header():
    body = rss("<title>Zürich – “so”</title>").encode("utf-16")
    assert read(body, "text/xml; charset=iso-8859-1").entries[0].title == "Zürich – “so”"


def test_the_header_is_believed_where_the_bytes_are_silent():
    body = "<rss><channel><title>x</title><item><title>Zürich</title></item></channel></rss>".encode("iso-8859-1")
    assert read(body, "text/xml; charset=iso-8859-1").entries[0].title == "Zürich"


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=400))
def test_no_bytes_raise_anything_but_not_a_feed(body):
    with contextlib.suppress(NotAFeed):
        read(b"{" + body)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200), st.text(max_size=60), st.text(max_size=60))
def test_no_words_in_an_item_raise(title, link, date):
    parts = [text.replace("]]>", "").translate(dict.fromkeys(range(32))) for text in (title, link, date)]
    item = "".join(
        f"<{name}><![CDATA[{text}]]></{name}>" for name, text in zip(("title", "link", "pubDate"), parts, strict=True)
    )
    try:
        entries = read(rss(item).encode("utf-8", "replace")).entries
    except NotAFeed:
        return
    assert all(entry.url == "" or entry.url.startswith(("http://", "https://")) for entry in entries)


@pytest.mark.slow
@pytest.mark.skipif(not (SHARED / "feeds").exists(), reason="the feed fixtures are not here")
@pytest.mark.parametrize("folder", ["feedparser", "gofeed", "feed-rs", "miniflux"])
def test_every_feed_of_the_bench_gives_entries_or_a_sentence(folder):
    read_ones = 0
    for file in sorted((SHARED / "feeds" / folder).rglob("*.*")):
        with contextlib.suppress(NotAFeed):
            read_ones += bool(read(file.read_bytes()).entries)
    assert read_ones


@pytest.mark.skipif(not (SHARED / "trust").exists(), reason="the hostile files are not here")
def test_no_xml_bomb_goes_off():
    for file in sorted((SHARED / "trust" / "xml-bombs").rglob("*.*")):
        try:
            for entry in read(file.read_bytes()).entries:
                assert len(entry.title) < 1000
                assert "root:" not in entry.title + entry.summary
        except NotAFeed:
            pass


def test_a_picture_is_taken_with_its_credit_and_the_widest_wins():
    entry = one(
        '<title>t</title><media:group><media:content url="/s.jpg" medium="image" width="80"/><media:content url="/l.jpg" '
        'type="image/jpeg" width="1200"><media:credit role="photographer">Ada Frey</media:credit></media:content></media:group>'
        '<media:thumbnail url="/t.jpg" width="90"/>'
    )
    assert (entry.image, entry.image_credit) == ("https://paper.example/l.jpg", "Ada Frey")


def test_an_enclosed_picture_is_one_and_an_enclosed_sound_is_none():
    assert one('<title>t</title><enclosure url="/e.png" type="image/png"/>').image == "https://paper.example/e.png"
    assert one('<title>t</title><enclosure url="/e.mp3" type="audio/mpeg"/>').image == ""


def test_an_item_that_says_anything_is_an_entry_and_one_that_says_nothing_is_none():
    only = read(rss("<pubDate>Mon, 02 Mar 2026 09:00:00 GMT</pubDate></item><item>")).entries
    assert [(entry.title, entry.published is not None, bool(entry.guid)) for entry in only] == [("", True, True)]


@pytest.mark.parametrize(
    "written", ["2003-12", "Thu, 01 Jan 04 19:48:21 GMT", "2026-03-02T09:00Z", "Mon Mar  2 09:00:00 2026", "2.3.2026"]
)
def test_odd_dates_are_read_or_left_but_never_raise(written):
    entry = one(f"<title>t</title><pubDate>{written}</pubDate>")
    assert entry.published is None or entry.published.tzinfo is not None


def test_behind_a_retired_proxy_the_articles_own_address_is_taken():
    burner = '<feedburner:origLink xmlns:feedburner="http://rssnamespace.org/feedburner/ext/1.0">https://p.example/a</feedburner:origLink>'
    assert one(f"<link>http://feedproxy.google.com/~r/p/~3/x</link>{burner}").url == "https://p.example/a"
    assert one(f"<link>https://p.example/b</link>{burner}").url == "https://p.example/b"


def test_relative_links_start_from_the_base_that_the_feed_gives():
    body = '<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://b.example/x/"><entry><link href="1"/></entry></feed>'
    assert read(body).entries[0].url == "https://b.example/x/1"
    mad = body.replace("https://b.example/x/", "http://[")
    assert read(mad).entries[0].url in {"", "https://paper.example/1"}


def test_a_packed_sitemap_is_unpacked_and_an_index_names_its_newest_first():
    import gzip

    assert read(gzip.compress(SITEMAP.encode())).entries[0].title == "One"
    listed = "".join(
        f"<sitemap><loc>https://p.example/{name}.xml</loc><lastmod>{day}</lastmod></sitemap>"
        for name, day in (("old", "2025-01-01"), ("new", "2026-03-01"), ("undated", ""), ("news", "2024-01-01"))
    )
    found = read(f"<sitemapindex>{listed}</sitemapindex>").sitemaps
    assert [address.rpartition("/")[2] for address in found] == ["news.xml", "new.xml", "old.xml", "undated.xml"]


def test_a_json_feeds_hub_is_told():
    body = {"version": "https://jsonfeed.org/version/1.1", "items": [], "feed_url": "https://p.example/feed.json"}
    parsed = read(json.dumps(body | {"hubs": [{"type": "WebSub", "url": "https://h.example/"}]}))
    assert (parsed.hubs, parsed.topic) == (("https://h.example/",), "https://p.example/feed.json")
