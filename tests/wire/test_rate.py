"""How often a feed brings something, and when it is worth asking again."""

from datetime import UTC, datetime, timedelta

import pytest

from broadsheet.wire import rate

MONDAY = datetime(2026, 3, 2, tzinfo=UTC)
OFFICE = [MONDAY + timedelta(days=day, hours=hour) for day in range(28) for hour in range(9, 18) if day % 7 < 5]


def test_what_was_seen_long_ago_fades():
    items, watched = rate.observed(10.0, 14.0, 0, 28.0)
    assert 0 < items < 4
    assert watched < 42


def test_nothing_watched_is_nothing_known():
    assert rate.observed(None, 0.0, 6, 2.0) == (pytest.approx(3.0), 2.0)


def test_a_rhythm_forgets_as_it_learns():
    learned = rate.learned((), OFFICE)
    assert sum(learned[:24]) <= 240
    nightly = [MONDAY + timedelta(days=day, hours=2, minutes=minute) for day in range(60) for minute in range(20)]
    later = rate.learned(learned, nightly)
    assert later[2] > sum(later[9:18])


def test_the_next_poll_skips_the_night_and_comes_in_the_morning():
    rhythm = rate.learned((), OFFICE)
    by_day = rate.wait(9.0, rhythm, MONDAY.replace(hour=10), 5, 720)
    by_night = rate.wait(9.0, rhythm, MONDAY.replace(hour=20), 5, 720)
    assert by_day < rate.wait(9.0, (), MONDAY, 5, 720) < by_night


def test_a_weekend_is_slower_than_a_working_day():
    rhythm = rate.learned((), OFFICE)
    saturday = MONDAY + timedelta(days=5, hours=10)
    assert rate.wait(9.0, rhythm, saturday, 5, 720) > rate.wait(9.0, rhythm, MONDAY.replace(hour=10), 5, 720)


@pytest.mark.parametrize("items", [0.0, 0.001, 1.0, 50.0, 1e6])
def test_the_wait_stays_within_its_bounds(items):
    assert 5 <= rate.wait(items, rate.learned((), OFFICE), MONDAY, 5, 720) <= 720


def test_a_busier_feed_is_asked_more_often_but_less_so_for_each_item():
    slow, fast = rate.wait(4.0, (), MONDAY, 1, 7200), rate.wait(64.0, (), MONDAY, 1, 7200)
    assert slow / 16 < fast < slow


def test_skipped_hours_and_days_are_passed_over_for_a_day_at_most():
    then = MONDAY.replace(hour=3, minute=20)
    assert rate.outside(then, (3, 4), ()) == MONDAY.replace(hour=5)
    assert rate.outside(then, (), (0,)) == MONDAY + timedelta(days=1)
    assert rate.outside(then, (), (0, 1, 2)) == then.replace(minute=0) + timedelta(days=1)


def test_the_rhythm_is_told_in_words_once_it_is_known():
    assert rate.in_words(rate.learned((), OFFICE[:20])) == ""
    assert rate.in_words(rate.learned((), OFFICE)) == "mostly 9 to 18 h UTC"
    assert rate.in_words((10.0,) * 31) == ""
