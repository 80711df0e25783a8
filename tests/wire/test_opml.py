"""OPML in and out."""

import contextlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.news import Feed
from broadsheet.wire.opml import NotOpml, read_opml, write_opml

SHARED = Path(__file__).parents[3] / "shared" / "data"


def opml(body: str) -> bytes:
    return f'<?xml version="1.0"?><opml version="2.0"><body>{body}</body></opml>'.encode()


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


def test_folders_titles_languages_and_papers_come_back_as_they_were():
    feeds = [
        Feed("https://p.example/world.xml?a=1&b=2", "p-example", 'World "&" more', "World", "en"),
        Feed("https://p.example/all.xml", "p-example", "All of P", "", "de"),
        Feed("https://q.example/sport.xml", "q-example", "Sport", "Sport & more", "fr"),
    ]
    homes = {"p-example": "https://www.p.example/", "q-example": "https://q.example/"}
    back = read_opml(write_opml(feeds, "Ours", homes))
    assert {feed.url: feed for feed in back} == {feed.url: feed for feed in feeds}
