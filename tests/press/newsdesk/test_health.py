"""How a feed is, in a word and a sentence."""

from datetime import timedelta

import pytest

from broadsheet.press.archive.models import Feed, Publisher
from broadsheet.press.newsdesk.health import facts, health
from tests.press.archive.newsroom import NOW


@pytest.mark.parametrize(
    ("columns", "word", "sentence"),
    [
        ({"paused": True, "failures": 3}, "paused", "An editor paused it."),
        ({}, "new", "It waits for its first poll."),
        ({"last_poll": 1, "failures": 3, "why": "It answered 503"}, "failing", "It answered 503; it never answered well."),
        ({"last_poll": 1, "last_good": 72}, "silent", "Nothing for long: the last good poll was 3\xa0days ago."),
        ({"last_poll": 4, "last_good": 4, "next_poll": 3}, "late",
         "Its next poll is overdue since 3\xa0hours; the last good poll was 4\xa0hours ago."),
        ({"last_poll": 1, "last_good": 1, "why": "3 new of 30."}, "good", "3 new of 30; the last good poll was 1\xa0hour ago."),
    ],
)  # fmt: skip
def test_health_in_words(columns, word, sentence):
    hours = {"last_poll", "last_good", "next_poll"}
    values = {name: NOW - timedelta(hours=value) if name in hours else value for name, value in columns.items()}
    assert health(Feed(**values), NOW) == (word, sentence)


def test_feeds_of_a_publisher_that_opted_out_are_neither_good_nor_failing():
    row = Feed(publisher=Publisher(pk="courier", opted_out=True), last_poll=NOW, last_good=NOW)
    assert health(row, NOW) == ("opted out", "Its publisher opted out, so it is not polled.")


def test_a_pause_of_the_polls_own_says_why():
    why = "It is gone for good. It said so twice, so it is paused; lift that when it has a new address."
    assert health(Feed(paused=True, why=why), NOW) == ("paused", why)


@pytest.mark.django_db
def test_what_else_is_known_is_told_a_sentence_each():
    feed = Feed(
        skip_hours=[1, 2], skip_days=[6], former=["https://old.example/"], hub="https://h.example/", moved_since=NOW,
        moved_to="https://new.example/", moved_polls=2, rhythm=[0.0] * 9 + [20.0] * 3 + [0.0] * 12 + [10.0] * 7,
    )  # fmt: skip
    assert facts(feed) == [
        "What it brings comes mostly 9 to 12 h UTC.",
        "It asks not to be polled at 1 h, 2 h, Sunday (UTC).",
        "Since 04 March it leads to https://new.example/, on 2 polls in a row.",
        "It was at https://old.example/ before.",
        "It names a hub, https://h.example/; a site without a public https address cannot subscribe there.",
    ]
    assert facts(Feed()) == []
