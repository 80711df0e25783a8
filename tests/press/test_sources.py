"""Whose feeds are polled, also while the list of them cannot be had."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from broadsheet.news import Page
from broadsheet.press import sources
from broadsheet.press.archive.models import Feed
from broadsheet.press.home import HomeError
from broadsheet.settings import Settings
from broadsheet.wire.fetch import Refused
from tests.press.archive.newsroom import publisher

NOW = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)
OPML = b'<opml version="2.0"><body><outline type="rss" text="Post" xmlUrl="https://post.example/feed"/></body></opml>'
REMOTE = replace(Settings(), wire=replace(Settings().wire, sources="https://lists.example/news.opml"))


class Wire:
    """A fetcher that knows one list, or none."""

    body = b""

    def __init__(self, *_):
        pass

    async def __aenter__(self):
        return self

    async def __aexit__(self, *_):
        pass

    async def get(self, url):
        if not self.body:
            raise Refused("network", "lists.example could not be reached.")
        return Page(url, url, 200, "text/x-opml", self.body, NOW)


@pytest.fixture
def wire(monkeypatch):
    made = type("Wire", (Wire,), {})
    monkeypatch.setattr(sources, "Fetcher", made)
    return made


def had(settings):
    said = []
    return asyncio.run(sources.sources_or_known(settings, said.append)), said


@pytest.mark.django_db(transaction=True)
def test_a_newsroom_with_feeds_goes_on_with_them_while_its_list_cannot_be_had(wire):
    publisher("courier")
    found, said = had(REMOTE)
    assert [(who.slug, who.name, [feed.url for feed in its]) for who, its in found] == [
        ("courier", "Courier", ["https://courier.example/feed.xml"])
    ]
    told = "The list of sources https://lists.example/news.opml cannot be fetched: lists.example could not be reached."
    assert said == [f"{told} The feeds that this newsroom has are polled."]
    wire.body = OPML
    found, said = had(REMOTE)
    assert ([its[0].url for _, its in found], said) == (["https://post.example/feed"], [])


@pytest.mark.django_db(transaction=True)
def test_a_newsroom_without_feeds_says_what_is_wrong_with_its_list(wire):
    assert not Feed.objects.exists()
    with pytest.raises(HomeError, match="cannot be fetched"):
        had(REMOTE)


@pytest.mark.django_db(transaction=True)
def test_a_list_on_this_machine_that_is_missing_is_a_slip_to_mend(tmp_path):
    publisher("courier")
    local = replace(REMOTE, wire=replace(REMOTE.wire, sources=str(tmp_path / "missing.opml")))
    with pytest.raises(HomeError, match="give an OPML file or address"):
        had(local)
