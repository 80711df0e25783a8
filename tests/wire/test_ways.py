"""A page read by its publisher's template or whole, as `report` does it: what goes, what stays, what is said of it."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from broadsheet.news import Entry, Page
from broadsheet.wire import templates
from broadsheet.wire.extract import report
from broadsheet.wire.templates import Memory, learn, template
from tests.wire.printed import PROMISE, page, paragraphs

NOW = datetime(2026, 11, 23, tzinfo=UTC)


def read(number, known=None, entry=None, **design):
    address = f"https://ford.example/{number}/the-news"
    answer = Page(address, address, 200, "text/html", page(number, **design).encode(), NOW)
    return report(answer, "ford", entry, seen=NOW, template=known)


@pytest.fixture(scope="module")
def memory():
    found = Memory("ford")
    for number in range(5):
        found = learn(found, read(number, template(found)).sighting)
    return found


def test_a_trusted_template_reads_alone_and_says_so(memory):
    said = read(11, template(memory))
    assert said.article.text.split("\n\n") == paragraphs(11)
    assert said.way == "by version 5 of its publisher's template: body > main > article > div.story"
    assert said.sighting.leaves == ()


def test_a_template_and_the_whole_page_give_the_same_article(memory):
    known = template(memory)
    alone, whole = read(11, known), read(11, replace(known, trusted=(), tried=known.trusted))
    assert whole.way.startswith("whole")
    assert alone.article == whole.article


def test_what_recurs_is_cut_with_its_count(memory):
    cut = {each.line: each.why for each in read(11, template(memory)).cut}
    assert cut[PROMISE] == "stands on 5 of this publisher's last 5 pages"


def test_stock_sentences_of_twelve_pages_stay_in_the_text():
    stock = ["The company declined to comment.", "What happens next?", "Nobody could verify the report."]
    found = Memory("ford")
    for number in range(12):
        first, *rest = paragraphs(number)
        own = [first, *(each for pair in zip(stock, rest, strict=False) for each in pair), *rest[3:]]
        said = read(number, template(found), own=own)
        assert said.article.text.split("\n\n")[: len(own)] == own
        found = learn(found, said.sighting)


def test_the_standfirst_stays_though_it_recurs(memory):
    entry = Entry("f", "g", "https://ford.example/11/the-news", "Report", summary=PROMISE)
    assert PROMISE in read(11, template(memory), entry).article.text


@pytest.mark.parametrize(
    ("options", "why"),
    [
        ({"body": "tale"}, "whole, for nothing stands where its text does"),
        ({"own": paragraphs(3, 1)[:1]}, "whole, for its text has"),
    ],
)
def test_a_page_that_looks_odd_is_read_whole(memory, options, why):
    known = template(memory)
    known = replace(known, trusted=tuple(replace(each, usual=20_000) for each in known.trusted))
    said = read(11, known, **options)
    assert said.way.startswith(why)
    assert (options.get("own") or paragraphs(11))[0] in said.article.text


def test_a_page_shorter_than_its_feed_carries_is_read_whole(memory):
    entry = Entry("f", "g", "https://ford.example/11/the-news", "Report", content="x" * 9_000)
    assert "of the 9,000 that it is said to have" in read(11, template(memory), entry).way


def test_one_page_in_twenty_is_read_both_ways(memory):
    known = template(memory)
    ways = {number: read(number, known).way for number in range(100, 160)}
    whole = [number for number, way in ways.items() if way == "whole, as one page in 20 is"]
    assert 0 < len(whole) < 12
    checked = read(whole[0], known).sighting
    assert (checked.layout, checked.agreed) == ("body > main > article > div.story", 10_000)
    assert templates.template(learn(memory, checked)).trusted


def test_without_a_template_nothing_is_learned():
    said = read(11)
    assert said.sighting is None
    assert PROMISE in said.article.text
