"""The catalogue that ships is facts, each in its form."""

from collections import Counter
from zoneinfo import available_timezones

from yarl import URL

from broadsheet.settings import default_sections
from broadsheet.wire.publishers import starter


def test_the_named_publishers_are_there_with_thirty_more():
    slugs = {publisher.slug for publisher, _ in starter()}
    assert {"sky-news", "politico", "techcrunch", "variety", "us-weekly", "inside-bitcoins", "newsbtc"} <= slugs
    assert len(slugs) == len(starter()) >= 32


def test_each_publisher_has_facts_in_their_form():
    for publisher, feeds in starter():
        assert publisher.name
        assert publisher.kind
        assert URL(publisher.home).scheme == "https"
        assert len(publisher.country) == 2
        assert publisher.country.isupper()
        assert publisher.timezone in available_timezones()
        assert feeds


def test_each_feed_is_an_address_of_its_own_filed_under_a_section_of_ours():
    sections = {section.name for section in default_sections()}
    feeds = [(publisher, feed) for publisher, its in starter() for feed in its]
    assert max(Counter(feed.url for _, feed in feeds).values()) == 1
    for publisher, feed in feeds:
        assert (URL(feed.url).scheme, feed.publisher) == ("https", publisher.slug)
        assert feed.section in sections


def test_every_section_has_a_feed_to_begin_with():
    filed = {feed.section for _, its in starter() for feed in its}
    parents = {section.parent for section in default_sections()}
    assert {section.name for section in default_sections()} - parents <= filed
