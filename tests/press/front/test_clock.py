from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from broadsheet.press.front.clock import Clock
from tests.press.factories import NOW

CLOCK = Clock(NOW, ZoneInfo("Europe/Berlin"))


@pytest.mark.parametrize(
    ("before", "words"),
    [
        (timedelta(seconds=-30), "just now"),
        (timedelta(seconds=59), "just now"),
        (timedelta(minutes=1), "1 min ago"),
        (timedelta(minutes=59), "59 min ago"),
        (timedelta(hours=1), "1 hour ago"),
        (timedelta(hours=23), "23 hours ago"),
        (timedelta(hours=25), "yesterday"),
        (timedelta(days=3), "3 days ago"),
        (timedelta(days=8), "15 November 2026"),
    ],
)
def test_how_long_ago(before, words):
    assert CLOCK.ago(NOW - before) == words


def test_absolute_times_are_the_papers():
    assert CLOCK.absolute(NOW) == "23 November 2026, 13:00 CET"
    assert CLOCK.today() == "Monday, 23 November 2026"
    assert CLOCK.time(NOW) == "13:00"
    assert CLOCK.short(NOW - timedelta(days=1)) == "22 Nov"
