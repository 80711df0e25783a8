"""What a poll makes of a feed's health, and when the next one is."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.settings import Settings
from broadsheet.wire.asked import Asked
from broadsheet.wire.health import Health, Outcome, after, due, moved

NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
PLAIN = Settings()
KNOWN = Health(
    etag="e",
    body_hash="h",
    last_good=NOW - timedelta(hours=1),
    last_poll=NOW - timedelta(hours=1),
    items_a_day=24.0,
    watched=2.0,
)


def minutes(health: Health) -> float:
    assert health.next_poll is not None
    return (health.next_poll - NOW).total_seconds() / 60


def next_after(outcome: Outcome, health: Health = KNOWN, jitter: float = 0.5) -> Health:
    return after(health, outcome, PLAIN, NOW, jitter)


def test_a_feed_never_polled_is_due_and_a_paused_one_never():
    assert due(Health(), NOW)
    assert due(Health(next_poll=NOW), NOW)
    assert not due(Health(next_poll=NOW + timedelta(seconds=1)), NOW)
    assert not due(Health(paused=True), NOW)


def test_the_first_poll_guesses_the_rate_from_the_dates():
    health = next_after(Outcome("new", "48 entries.", length=48, span_days=2.0), Health())
    assert health.items_a_day == pytest.approx(24.0)
    assert 10 < minutes(health) < 60


def test_a_first_poll_without_dates_comes_back_in_half_an_hour():
    assert minutes(next_after(Outcome("new", "x"), Health())) == pytest.approx(30)


def test_a_busier_feed_is_polled_sooner():
    quiet = next_after(Outcome("new", "x", fresh=1), replace(KNOWN, items_a_day=4.0))
    busy = next_after(Outcome("new", "x", fresh=10), replace(KNOWN, items_a_day=100.0))
    assert minutes(busy) < minutes(quiet)


def test_a_quiet_night_slows_a_feed_without_forgetting_it():
    health = KNOWN
    for hour in range(8):
        then = NOW + timedelta(hours=hour)
        health = replace(after(health, Outcome("same", "x"), PLAIN, then, 0.5), next_poll=None)
    assert health.items_a_day is not None
    assert 12 < health.items_a_day < 24


def test_nothing_new_keeps_the_hash_and_clears_the_failures():
    health = next_after(Outcome("same", "Nothing new.", etag="e2"), replace(KNOWN, failures=3))
    assert (health.body_hash, health.etag, health.failures, health.last_good) == ("h", "e2", 0, NOW)


def test_each_failure_waits_longer_and_keeps_what_was_known():
    waits, health = [], KNOWN
    for _ in range(10):
        health = next_after(Outcome("failed", "It hangs."), health)
        waits.append(minutes(health))
    assert waits == sorted(waits)
    assert waits[0] == pytest.approx(PLAIN.wire.min_minutes * 2)
    assert waits[-1] == pytest.approx(PLAIN.wire.max_minutes)
    assert (health.failures, health.last_good, health.items_a_day, health.why) == (10, KNOWN.last_good, 24.0, "It hangs.")


def test_retry_after_is_kept():
    assert minutes(next_after(Outcome("failed", "Too often.", wait=7200.0, status=429))) == pytest.approx(120)


def test_a_retry_after_of_decades_is_heard_for_a_day_and_told():
    health = next_after(Outcome("failed", "Overloaded.", wait=999_999_999.0, status=503))
    assert minutes(health) == pytest.approx(24 * 60)
    assert health.why == "Overloaded. It asks for 11,574.1 days of rest; it is given one."
    once = next_after(Outcome("failed", "Gone.", wait=999_999_999.0, status=410))
    assert next_after(Outcome("failed", "Gone.", status=410), once).paused


def test_gone_twice_pauses_and_gone_once_does_not():
    once = next_after(Outcome("failed", "Gone.", status=410))
    assert not once.paused
    twice = next_after(Outcome("failed", "Gone.", status=410), once)
    assert twice.paused
    assert "twice" in twice.why
    between = next_after(Outcome("failed", "It hangs."), once)
    assert not next_after(Outcome("failed", "Gone.", status=410), between).paused


@pytest.mark.parametrize(("asked", "waits"), [(45.0, 45), (10_000.0, 60)])
def test_a_ttl_and_a_cache_control_are_heard_up_to_an_hour(asked, waits):
    busy = replace(KNOWN, items_a_day=500.0, watched=14.0)
    assert minutes(next_after(Outcome("new", "x", fresh=20, asked=Asked(asked)), busy)) == pytest.approx(waits)
    assert minutes(next_after(Outcome("same", "x", fresh_for=asked), busy)) == pytest.approx(waits)


def test_skipped_hours_are_kept_in_mind_after_a_poll_that_was_told_none():
    told = next_after(Outcome("new", "x", fresh=1, asked=Asked(None, (12, 13), ())))
    assert told.next_poll == NOW.replace(hour=14)
    later = after(told, Outcome("same", "x"), PLAIN, NOW.replace(minute=1), 0.5)
    assert later.next_poll == NOW.replace(hour=14)


def test_a_feed_whose_hub_delivers_is_only_checked():
    pushed = replace(KNOWN, items_a_day=100.0, watched=14.0, newest=NOW, pushed_until=NOW + timedelta(days=2))
    assert minutes(next_after(Outcome("same", "x"), pushed)) == pytest.approx(360)
    assert minutes(next_after(Outcome("same", "x"), replace(pushed, pushed_until=NOW))) < 60
    missed = next_after(Outcome("new", "x", fresh=1), pushed)
    assert missed.pushed_until is None
    assert minutes(missed) < 60


def test_a_move_is_believed_after_several_polls_over_some_days():
    health = KNOWN
    for hour in (0, 30, 60):
        health = after(health, Outcome("same", "x", moved="https://new.example/"), PLAIN, NOW + timedelta(hours=hour), 0.5)
    assert moved(health, NOW + timedelta(hours=60)) == ""
    assert moved(health, NOW + timedelta(days=3)) == "https://new.example/"
    elsewhere = after(health, Outcome("same", "x", moved="https://other.example/"), PLAIN, NOW + timedelta(days=3), 0.5)
    assert (elsewhere.moved_polls, moved(elsewhere, NOW + timedelta(days=9))) == (1, "")
    assert after(health, Outcome("same", "x"), PLAIN, NOW + timedelta(days=3), 0.5).moved_to == ""


SKIPPED = st.lists(st.integers(0, 6), unique=True).map(tuple)
OUTCOMES = st.builds(
    Outcome,
    st.sampled_from(["new", "same", "failed"]),
    st.just("why"),
    fresh=st.integers(0, 10**6),
    length=st.integers(0, 10**4),
    span_days=st.floats(0, 10**5),
    wait=st.none() | st.floats(0, 10**6),
    asked=st.none() | st.builds(Asked, st.none() | st.floats(0, 10**9), SKIPPED, SKIPPED.map(lambda hours: hours[:6])),
    fresh_for=st.none() | st.floats(0, 10**9),
    times=st.lists(st.integers(0, 10**4).map(lambda ago: NOW - timedelta(minutes=ago)), max_size=40).map(tuple),
    moved=st.sampled_from(["", "https://new.example/"]),
    status=st.sampled_from([0, 404, 410, 429, 503]),
)


@given(st.lists(OUTCOMES, max_size=12), st.floats(0, 1))
def test_whatever_happens_the_next_poll_is_within_bounds(outcomes, jitter):
    health = Health()
    for outcome in outcomes:
        health = after(health, outcome, PLAIN, NOW, jitter)
        least = PLAIN.wire.min_minutes * 0.7
        most = max(PLAIN.wire.max_minutes * 1.3, min(outcome.wait or 0, 86_400) / 60 + 1) + 25 * 60  # skipped hours come on top
        assert least <= minutes(health) <= most
        assert health.items_a_day is None or health.items_a_day >= 0
