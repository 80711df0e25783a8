"""What a feed brought: each address once, changed entries read again."""

from __future__ import annotations

from dataclasses import replace

import pytest

from broadsheet.press.archive.entries import enter, entry_of
from broadsheet.press.archive.models import Article, Feed
from tests.press.archive.newsroom import NOW, entry, publisher

pytestmark = pytest.mark.django_db


@pytest.fixture
def feed():
    publisher("courier")
    return Feed.objects.get()


def test_an_entry_is_written_once_and_read_back_the_same(feed):
    said = entry("courier", "tunnel", "Tunnel closed")
    assert enter(feed, [said], NOW).new == 1
    assert enter(feed, [said], NOW).new == 0
    assert entry_of(Article.objects.get()) == said


def test_an_address_that_two_entries_share_is_one_article(feed):
    said = entry("courier", "tunnel", "Tunnel closed")
    assert enter(feed, [said, replace(said, guid="another")], NOW).new == 1


def test_a_guid_that_moved_to_another_address_is_known(feed):
    said = entry("courier", "tunnel", "Tunnel closed")
    enter(feed, [said], NOW)
    assert enter(feed, [replace(said, url="https://courier.example/moved")], NOW).new == 0


def test_a_changed_entry_of_a_printed_article_is_read_again(feed):
    said = entry("courier", "tunnel", "Tunnel closed")
    enter(feed, [said], NOW)
    Article.objects.update(state="published")
    assert enter(feed, [replace(said, title="Tunnel open again")], NOW).changed == 1
    row = Article.objects.get()
    assert (row.state, row.version, row.again) == ("published", 2, True)


def test_an_entry_from_the_future_counts_from_when_it_was_seen(feed):
    enter(feed, [entry("courier", "tunnel", "Tunnel closed", minutes=-600)], NOW)
    assert Article.objects.get().when == NOW
