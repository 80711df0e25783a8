"""Feeds and sitemaps parse with other people's parsers, and say only what they may."""

import feedparser
import pytest
from defusedxml.ElementTree import fromstring

from tests.press.factories import article, story

pytestmark = pytest.mark.django_db
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def news():
    big = story(
        article("Crane & tram <b>x</b>", "one", 2, excerpt="Text \x08 & <i>more</i>. " * 40),
        article("Tram", "two", 1),
        tags=("Salford",),
    )
    small = story(article("Only one", "three", 3), slug="only")
    return big, small


@pytest.mark.parametrize(
    "address", ["/feed.xml", "/section/world/feed.xml", "/tag/salford/feed.xml", "/publisher/one/feed.xml"]
)
def test_feeds_parse(client, address):
    big, _ = news()
    answer = client.get(address)
    assert answer["Content-Type"] == "application/rss+xml; charset=utf-8"
    assert answer.content.startswith(b"<?xml")
    fromstring(answer.content)
    parsed = feedparser.parse(answer.content)
    assert not parsed.bozo
    entry = next(each for each in parsed.entries if each.link.endswith(f"/story/{big.id}/crane-falls/"))
    assert entry.link.startswith("http://127.0.0.1:8000/")
    assert entry.title == "Crane & tram x"
    assert entry.published_parsed[:5] == (2026, 11, 23, 10, 0)
    assert len(entry.summary) <= 220
    assert entry.source.title == "One"
    assert entry.source.href == "https://one.example/feed"


def test_sitemaps_list_what_is_ours(client):
    big, small = news()
    index = fromstring(client.get("/sitemap.xml").content)
    places = [each.text.removeprefix("http://127.0.0.1:8000") for each in index.iter(f"{SITEMAP}loc")]
    assert places == ["/sitemap/pages.xml", "/sitemap/news.xml", "/sitemap/2026-11-23.xml"]
    for place in places[1:]:
        text = client.get(place).content
        fromstring(text)
        assert f"/story/{big.id}/".encode() in text
        assert f"/story/{small.id}/".encode() not in text
    assert client.get("/sitemap/2026-99-99.xml").status_code == 404


def test_robots(client):
    text = client.get("/robots.txt").content.decode()
    assert "Disallow: /desk/" in text
    assert "Sitemap: http://127.0.0.1:8000/sitemap.xml" in text


def test_opensearch(client):
    root = fromstring(client.get("/opensearch.xml").content)
    assert any("/search/?q={searchTerms}" in (each.get("template") or "") for each in root)
