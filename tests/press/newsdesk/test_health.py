"""How a feed is, in a word and a sentence."""

from datetime import timedelta

import pytest

from broadsheet.press.archive.models import Feed
from broadsheet.press.newsdesk.health import health
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
        ({"last_poll": 1, "last_good": 1, "why": "3 new of 30"}, "good", "3 new of 30; the last good poll was 1\xa0hour ago."),
    ],
)  # fmt: skip
def test_health_in_words(columns, word, sentence):
    hours = {"last_poll", "last_good", "next_poll"}
    values = {name: NOW - timedelta(hours=value) if name in hours else value for name, value in columns.items()}
    assert health(Feed(**values), NOW) == (word, sentence)
