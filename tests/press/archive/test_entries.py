"""What a feed brought: each address once, changed entries read again."""

from __future__ import annotations

from dataclasses import replace

import pytest

from broadsheet.press.archive.entries import enter, entry_of
from broadsheet.press.archive.models import Article, Feed
from broadsheet.press.archive.readings import article
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


def test_the_source_that_a_feed_names_is_the_articles(feed):
    said = entry("courier", "tunnel", "Tunnel closed")
    enter(feed, [replace(said, source="Reuters", source_url="https://reuters.com/")], NOW)
    kept = article(Article.objects.get())
    assert (kept.source, kept.source_url) == ("Reuters", "https://reuters.com/")


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


def test_a_changed_entry_of_an_article_that_is_only_linked_brings_its_title_alone(feed):
    said = entry("courier", "tunnel", "Tunnel closed")
    enter(feed, [said], NOW)
    Article.objects.update(state="published", rights="link")
    again = replace(said, title="Tunnel open again", summary="Pumps won.", content="Pumps won at last.", categories=("Hull",))
    assert enter(feed, [again], NOW).changed == 1
    assert entry_of(Article.objects.get()) == replace(again, summary="", content="", image="", categories=())


def test_an_entry_from_the_future_counts_from_when_it_was_seen(feed):
    enter(feed, [entry("courier", "tunnel", "Tunnel closed", minutes=-600)], NOW)
    assert Article.objects.get().when == NOW


def test_new_guids_for_known_addresses_bring_nothing_anew(feed):
    said = [entry("courier", name, name) for name in "abc"]
    enter(feed, said, NOW)
    entered = enter(feed, [replace(each, guid=f"new-{each.guid}") for each in said], NOW)
    assert (entered.new, entered.known, entered.reguided) == (0, 3, 3)
    assert enter(feed, [replace(each, guid=f"new-{each.guid}") for each in said], NOW).reguided == 0


def test_new_guids_and_addresses_for_known_content_bring_nothing_anew(feed):
    said = entry("courier", "tunnel", "Tunnel closed", minutes=60)
    enter(feed, [said], NOW)
    assert enter(feed, [replace(said, guid="x", url=f"{said.url}?session=2")], NOW).new == 0
    assert enter(feed, [replace(said, guid="y", url=f"{said.url}?session=3", summary="Another day.")], NOW).new == 1


def test_an_entry_without_an_address_is_known_by_its_content_under_a_new_guid(feed):
    said = replace(entry("courier", "tunnel", "Tunnel closed", minutes=60), url="")
    enter(feed, [said], NOW)
    assert enter(feed, [replace(said, guid="x")], NOW).new == 0


def test_a_guid_that_numbers_places_hides_no_article(feed):
    first = replace(entry("courier", "tunnel", "Tunnel closed", minutes=60), guid="1")
    second = replace(entry("courier", "opera", "Opera named", minutes=5), guid="1")
    enter(feed, [first], NOW)
    assert enter(feed, [second, replace(first, guid="2")], NOW).new == 1
    guids = sorted(Article.objects.values_list("guid", flat=True))
    assert guids == ["2", second.url]
