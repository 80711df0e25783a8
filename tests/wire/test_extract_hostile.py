"""Pages made to break a reader: read or refused soon, and nothing raised."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from broadsheet.news import Article, Page
from broadsheet.wire.extract import Unreadable, extract

NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
SHARED = Path(__file__).parents[3] / "shared" / "data"
ADDRESS = "https://www.paper.example/uk/bridge-opens-41"
PROSE = "<p>The bridge over the Wend opened to traffic on Monday morning, four years after the flood took the old one away.</p>"


def html(head: str = "", body: str = "") -> str:
    return f'<!doctype html><html lang="en"><head>{head}</head><body><main><article>{body}{PROSE * 4}</article></main>'


def ld(**facts: object) -> str:
    return f'<script type="application/ld+json">{json.dumps({"@context": "https://schema.org", **facts})}</script>'


def read(markup: str | bytes, content_type: str = "text/html; charset=utf-8"):
    body = markup.encode() if isinstance(markup, str) else markup
    return extract(Page(ADDRESS, ADDRESS, 200, content_type, body, NOW), "paper", seen=NOW)


HOSTILE = {
    "deep": b"<div>" * 100_000 + b"x",
    "json": b'<script type="application/ld+json">' + b"[" * 100_000 + b"</script><p>" + b"word " * 100,
    "title": b"<title>" + b"a | " * 50_000 + b"</title><p>" + b"word " * 100,
    "class": b'<div class="' + b"author " * 100_000 + b'">By Someone</div><p>' + b"word " * 100,
    "date": b'<meta property="article:published_time" content="0001-01-01T00:00:00+14:00"><p>' + b"word " * 100,
    "elements": b"<div><p>" * 20_000,
    "options": b"<select>" + b"<option>x" * 50_000,
    "formats": b"<p>" + b"".join(b"<font size=%d>" % i for i in range(500)) + b"<p>x" * 5_000,
    "adoption": b"".join(b"<b id=%d><div>" % i for i in range(500)) + b"x</b>" * 5_000,
    "attributes": b"<div " + b" ".join(b"a%d" % i for i in range(300_000)) + b">" + b"word " * 100,
    "slashes": b"<div" + b"".join(b"/a%d" % i for i in range(300_000)) + b">" + b"word " * 100,
    "references": b"<p>&#xD800;&#0;&#x110000; " + b"word " * 100,
    "types": b'<script type="application/ld+json">{"@type":["NewsArticle",{}],"author":[[[["x"]]],{"name":{"name":[7]}}],'
    b'"image":[[]],'
    b'"headline":["x"],"datePublished":7,"keywords":{"a":1},"hasPart":[1],"publisher":[]}</script><p>' + b"word " * 100,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_pages_are_read_or_refused_soon(name):
    import time

    start = time.process_time()
    read(HOSTILE[name])
    assert time.process_time() - start < 5


@settings(max_examples=80, deadline=None)
@given(st.binary(max_size=600), st.sampled_from(["text/html", "", "text/html; charset=utf-16", "text/html; charset=nonsense"]))
def test_no_bytes_raise(body, content_type):
    found = read(b"<html>" + body, content_type=content_type)
    assert isinstance(found, Article | Unreadable)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=12),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["name", "url", "@id", "@type", "author"]), inner, max_size=3)
    ),
    max_leaves=8,
)
NAMES = [
    "headline",
    "author",
    "datePublished",
    "image",
    "publisher",
    "articleSection",
    "keywords",
    "isAccessibleForFree",
    "hasPart",
    "@graph",
]


@settings(max_examples=80, deadline=None)
@given(st.dictionaries(st.sampled_from(NAMES), JSON, max_size=5))
def test_no_json_ld_raises(facts):
    assert isinstance(read(html(ld(**{"@type": "NewsArticle", **facts}))), Article)


@pytest.mark.slow
@pytest.mark.skipif(not (SHARED / "trust").exists(), reason="the hostile files are not here")
@pytest.mark.parametrize("folder", ["xss", "blns", "rss-xss", "prompt-injection", "sqli"])
def test_hostile_files_become_plain_text(folder):
    for file in sorted((SHARED / "trust" / folder).rglob("*.*"))[:40]:
        found = read(html(body=file.read_bytes()[:100_000].decode("utf-8", "replace")))
        assert isinstance(found, Article | Unreadable)
