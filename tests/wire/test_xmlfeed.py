"""XML feeds as they are written, whole and broken: what each element becomes."""

import pytest

from broadsheet.wire.xmlfeed import read

SPACES = (
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
    'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:media="http://search.yahoo.com/mrss/" '
    'xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"'
)


def rss(item, head=""):
    return read(f'<rss version="2.0" {SPACES}><channel>{head}<item>{item}</item></channel></rss>'.encode())["entries"][0]


def atom(entry, version="http://www.w3.org/2005/Atom"):
    return read(f'<feed xmlns="{version}"><entry>{entry}</entry></feed>'.encode())["entries"][0]


@pytest.mark.parametrize(
    ("written", "title"),
    [
        ("<title>Plain</title>", "Plain"),
        ("<title>One <b>bold</b> word</title>", "One <b>bold</b> word"),
        ("<title/><dc:title>Of the core</dc:title>", "Of the core"),
        ("<title><![CDATA[A & B]]></title>", "A & B"),
        ("<title>caf&eacute; &amp; bar&nbsp;&hellip;</title>", "café & bar\xa0…"),
        ("<media:title>A picture's</media:title>", "A picture's"),
    ],
)
def test_titles_of_rss(written, title):
    assert rss(written)["title"] == title


@pytest.mark.parametrize(
    ("written", "title"),
    [
        ('<title type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">A <i>b</i></div></title>', "A"),
        ('<title type="application/octet-stream">QSB0aXRsZQ==</title>', "A title"),
        ('<title type="text/html" mode="base64">QSB0aXRsZQ==</title>', "A title"),
        ('<title mode="base64">no base</title>', "no base"),
    ],
)
def test_titles_of_atom(written, title):
    assert title in atom(written)["title"]


def test_an_old_atom_and_a_feed_of_an_unknown_default_namespace_are_read():
    old = atom("<title>t</title><issued>2003-12-31T10:14:55Z</issued><modified>2004</modified>", "http://purl.org/atom/ns#")
    assert (old["published"], old["updated"]) == ("2003-12-31T10:14:55Z", "2004")
    assert atom("<title>t</title>", "http://example.org/house-style")["title"] == "t"


def test_a_strangers_element_is_not_taken_for_the_feeds_own():
    found = rss('<x:title xmlns:x="http://example.org/x">Not this</x:title><title>This</title>')
    assert found["title"] == "This"


def test_a_prefix_that_was_never_declared_is_taken_for_what_it_says():
    found = read(b"<rss><channel><item><dc:creator>Ada Frey</dc:creator></item></channel></rss>")["entries"][0]
    assert found["authors"] == [{"name": "Ada Frey"}]


def test_cdf_and_an_rdf_whose_items_stand_beside_the_channel():
    cdf = read(b'<CHANNEL HREF="http://p.example/"><ITEM HREF="/1" LASTMOD="2004-04-06"><TITLE>One</TITLE></ITEM></CHANNEL>')
    assert [(each["link"], each["updated"], each["title"]) for each in cdf["entries"]] == [("/1", "2004-04-06", "One")]
    rdf = (
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://my.netscape.com/rdf/simple/0.9/">'
        '<channel><title>R</title></channel><item rdf:about="urn:1"><title>One</title></item></rdf:RDF>'
    )
    assert [(each["id"], each["title"]) for each in read(rdf.encode())["entries"]] == [("urn:1", "One")]


def test_links_are_told_apart_by_what_they_are_for():
    found = atom(
        '<link rel="enclosure" href="/a.mp3" type="audio/mpeg"/><link rel="alternate" type="text/html" href="/a"/>'
        '<link href="/b"/>'
    )
    assert [(each["rel"], each["href"]) for each in found["links"]] == [("alternate", "/a"), ("alternate", "/b")]
    assert found["enclosures"] == [{"url": "/a.mp3", "type": "audio/mpeg"}]


@pytest.mark.parametrize(
    ("found", "source"),
    [
        (
            rss('<source url="https://a.example/rss">Harbour Post</source>'),
            {"name": "Harbour Post", "url": "https://a.example/rss"},
        ),
        (rss("<source>Harbour Post</source><source>Second</source>"), {"name": "Harbour Post", "url": ""}),
        (
            atom('<source><id>x</id><title>Harbour Post</title><link href="https://a.example/"/></source><title>Own</title>'),
            {"name": "Harbour Post", "url": "https://a.example/"},
        ),
        (atom("<source/>"), {"name": "", "url": ""}),
    ],
)
def test_the_source_of_an_item(found, source):
    assert found["source"] == source


def test_what_the_feed_asks_and_names():
    head = (
        "<title>P</title><ttl>20</ttl><skipHours><hour>1</hour><hour>2</hour></skipHours><skipDays><day>Sunday</day></skipDays>"
        '<link>https://p.example/</link><atom:link xmlns:atom="http://www.w3.org/2005/Atom" rel="hub" href="https://h.example/"/>'
    )
    feed = read(f"<rss><channel>{head}<item><title>t</title></item></channel></rss>".encode())["feed"]
    assert (feed["ttl"], feed["skip_hours"], feed["skip_days"]) == ("20", ["1", "2"], ["Sunday"])
    assert feed["links"] == [{"rel": "hub", "href": "https://h.example/"}]


@pytest.mark.parametrize("body", [b"", b"<html><body/></html>", b"<note/>", b'<!DOCTYPE r [<!ENTITY a "b">]><rss>&a;</rss>'])
def test_what_another_reader_must_try(body):
    assert read(body) is None
