import json
from xml.etree import ElementTree as ET

import feedparser
import pytest

from broadsheet.press.specimen.gold import gold

ATOM_OR_RSS = {"rss": "rss20", "atom": "atom10", "rdf": "rss10"}


def expected(wire, publisher, feed):
    found = [one for one in gold(wire.edition, wire.clock.now).values() if one.publisher == publisher]
    if feed.format == "sitemap":
        found = [one for one in found if (wire.clock.now - one.published).total_seconds() <= 48 * 3600]
    return {one.address: one for one in found if not feed.section or feed.section in one.sections}


def every_feed(wire):
    return [(slug, feed) for slug, publisher in wire.edition.publishers.items() for feed in publisher.feeds]


async def read(wire, slug, feed):
    status, body, headers = await wire.get(wire.at(slug, feed.path))
    assert status == 200
    return body, headers


async def test_feedparser_reads_every_feed(either_wire):
    for slug, feed in every_feed(either_wire):
        if feed.format not in ATOM_OR_RSS:
            continue
        body, headers = await read(either_wire, slug, feed)
        parsed = feedparser.parse(body, response_headers={"content-type": headers["Content-Type"]})
        want = expected(either_wire, slug, feed)
        assert parsed.version == ATOM_OR_RSS[feed.format], feed
        assert {entry.link: entry.title for entry in parsed.entries} == {at: one.headline for at, one in want.items()}
        assert len({entry.get("id", entry.link) for entry in parsed.entries}) == len(want)
        assert bool(parsed.bozo) == (feed.flaw == "bad_entity"), feed


async def test_the_json_feeds_hold_everything(either_wire):
    feeds = [(slug, feed) for slug, feed in every_feed(either_wire) if feed.format == "json"]
    assert feeds
    for slug, feed in feeds:
        found = json.loads((await read(either_wire, slug, feed))[0])
        assert found["version"] == "https://jsonfeed.org/version/1.1"
        assert {item["url"] for item in found["items"]} == set(expected(either_wire, slug, feed))


async def test_the_sitemaps_hold_two_days(either_wire):
    space = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}
    feeds = [(slug, feed) for slug, feed in every_feed(either_wire) if feed.format == "sitemap"]
    assert feeds
    for slug, feed in feeds:
        tree = ET.fromstring((await read(either_wire, slug, feed))[0])  # noqa: S314  # our own
        assert {loc.text for loc in tree.findall("s:url/s:loc", space)} == set(expected(either_wire, slug, feed))


async def test_every_address_in_every_feed_answers(either_wire):
    addresses = {at for slug, feed in every_feed(either_wire) for at in expected(either_wire, slug, feed)}
    assert addresses == set(gold(either_wire.edition, either_wire.clock.now))
    for address in sorted(addresses):
        assert (await either_wire.get(address))[0] == 200, address


async def test_dates_may_lack_a_zone(wire):
    feed = wire.edition.publishers["courrier"].feeds[0]
    body, _ = await read(wire, "courrier", feed)
    assert b"<pubDate>Sun, 22 Nov 2026 12:00:00</pubDate>" in body


async def test_a_feed_may_give_the_whole_text_or_a_summary(wire):
    full = feedparser.parse((await wire.get(wire.at("cablecopper", "/feed.atom")))[1]).entries[0]
    assert full.content[0].value.count("<p>") == 2
    for house, path in (("potomac", "/feed/atom/"), ("limelight", "/feed/")):
        entry = feedparser.parse((await wire.get(wire.at(house, path)))[1]).entries[0]
        assert entry.summary
        assert "content" not in entry


@pytest.mark.parametrize(
    ("house", "path", "guid"),
    [
        ("unionwire", "/feeds/all.xml", "tag:unionwire.example,2026-11-22:footbridge-shut-after-crack"),
        ("tidewater", "/news/rss.xml", "#0"),
        ("limelight", "/feed/", "/?p="),
    ],
)
async def test_guids_differ(wire, house, path, guid):
    entries = feedparser.parse((await wire.get(wire.at(house, path)))[1]).entries
    assert guid in entries[0].id


async def test_sponsored_posts_are_in_the_feed(wire):
    titles = [entry.title for entry in feedparser.parse((await wire.get(wire.at("glasshouse", "/rss.xml")))[1]).entries]
    assert titles == ["Ten Coats We Were Paid to Love"]


async def test_opml_on_every_host_lists_every_feed(either_wire):
    listed = set()
    for host in ("unionwire", "elbe", "nobody"):
        _, body, _ = await either_wire.get(either_wire.at(host, "/feeds.opml"))
        outlines = ET.fromstring(body).findall("body/outline")  # noqa: S314  # our own
        assert all(set(row.attrib) == {"text", "title", "type", "xmlUrl", "htmlUrl", "category"} for row in outlines)
        listed.add(tuple((row.attrib["xmlUrl"], row.attrib["category"]) for row in outlines))
    assert listed == {tuple((url, section) for _, url, section in either_wire.running.feeds())}
