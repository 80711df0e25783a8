"""When a feed is polled next, and what each fault leaves in its health."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.news import Feed
from broadsheet.settings import Settings
from broadsheet.wire.fetch import Fetcher
from broadsheet.wire.poll import Health, Outcome, after, due, poll

NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
PLAIN = Settings()
KNOWN = Health(
    etag="e", body_hash="h", last_good=NOW - timedelta(hours=1), last_poll=NOW - timedelta(hours=1), items_a_day=24.0
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
    health = next_after(Outcome("new", "48 entries.", entries=48, span_days=2.0), Health())
    assert health.items_a_day == 24.0
    assert minutes(health) == pytest.approx(30)


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


def test_gone_twice_pauses_and_gone_once_does_not():
    once = next_after(Outcome("failed", "Gone.", status=410))
    assert not once.paused
    twice = next_after(Outcome("failed", "Gone.", status=410), once)
    assert twice.paused
    assert "twice" in twice.why
    between = next_after(Outcome("failed", "It hangs."), once)
    assert not next_after(Outcome("failed", "Gone.", status=410), between).paused


def test_a_ttl_is_heard_up_to_an_hour():
    busy = replace(KNOWN, items_a_day=500.0)
    assert minutes(next_after(Outcome("new", "x", fresh=20, ttl=45.0), busy)) == pytest.approx(45)
    assert minutes(next_after(Outcome("new", "x", fresh=20, ttl=10_000.0), busy)) == pytest.approx(60)


OUTCOMES = st.builds(
    Outcome,
    st.sampled_from(["new", "same", "failed"]),
    st.just("why"),
    fresh=st.integers(0, 10**6),
    entries=st.integers(0, 10**4),
    span_days=st.floats(0, 10**5),
    wait=st.none() | st.floats(0, 10**6),
    ttl=st.none() | st.floats(0, 10**9),
    status=st.sampled_from([0, 404, 410, 429, 503]),
)


@given(st.lists(OUTCOMES, max_size=12), st.floats(0, 1))
def test_whatever_happens_the_next_poll_is_within_bounds(outcomes, jitter):
    health = Health()
    for outcome in outcomes:
        health = after(health, outcome, PLAIN, NOW, jitter)
        least = PLAIN.wire.min_minutes * 0.7
        most = max(PLAIN.wire.max_minutes * 1.3, (outcome.wait or 0) / 60 + 1)
        assert least <= minutes(health) <= most
        assert health.items_a_day is None or health.items_a_day >= 0


def feed(url: str) -> Feed:
    return Feed(url, "paper")


async def test_a_poll_brings_entries_and_the_next_brings_nothing_new(fetcher, server, settings):
    first = await poll(fetcher, feed(server.url("/feed.xml")), Health(), settings, NOW)
    assert [entry.title for entry in first.entries] == ["A bridge opens"]
    assert (first.title, first.language, first.health.etag) == ("The Paper", "en", '"one"')
    second = await poll(fetcher, feed(server.url("/feed.xml")), first.health, settings, NOW + timedelta(hours=1))
    assert (second.entries, second.health.why) == ((), "Nothing new.")
    assert server.asked[-1][1]["if-none-match"] == '"one"'


async def test_the_same_bytes_without_a_validator_are_nothing_new(fetcher, server, settings):
    server.answer("/plain.xml", server.routes["/feed.xml"](server, {})[1])
    first = await poll(fetcher, feed(server.url("/plain.xml")), Health(), settings, NOW)
    second = await poll(fetcher, feed(server.url("/plain.xml")), first.health, settings, NOW)
    assert (len(first.entries), len(second.entries)) == (1, 0)


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/hang", "did not answer in full"),
        ("/drip", "fewer than 1,000 bytes a second"),
        ("/endless", "more than"),
        ("/gzip-bomb", "more than"),
        ("/stacked-gzip", "packed 2 times"),
        ("/html-as-feed", "its feed is at"),
        ("/to-private", "may not be fetched"),
        ("/reset", "broke off"),
        ("/loop", "redirected more than"),
        ("/410", "gone for good"),
        ("/429", "too often"),
        ("/503", "overloaded"),
        ("/nothing", "there is nothing"),
    ],
)
async def test_a_fault_is_told_in_words_and_never_raised(fetcher, server, settings, path, words):
    polled = await poll(fetcher, feed(server.url(path)), Health(), settings, NOW)
    assert words in polled.health.why
    assert (polled.health.failures, polled.entries, polled.health.last_good) == (1, (), None)
    assert polled.health.next_poll > NOW


@pytest.mark.parametrize("path", ["/truncated", "/wrong-charset"])
async def test_a_damaged_feed_is_read_as_far_as_it_goes(fetcher, server, settings, path):
    polled = await poll(fetcher, feed(server.url(path)), Health(), settings, NOW)
    assert [entry.title for entry in polled.entries] == ["A bridge opens"]


async def test_one_hanging_feed_keeps_no_other_waiting(settings, server, now):
    import asyncio

    async with Fetcher(settings, lambda: now) as fetcher:
        urls = [server.url("/hang", "127.0.0.2"), *(server.url(f"/feed.xml?{n}", "127.0.0.3") for n in range(5))]
        for n in range(5):
            server.routes[f"/feed.xml?{n}"] = server.routes["/feed.xml"]
        polls = [asyncio.create_task(poll(fetcher, feed(url), Health(), settings, NOW)) for url in urls]
        await asyncio.wait(polls[1:], timeout=0.9)
        assert all(task.done() for task in polls[1:])
        assert not polls[0].done()
        await asyncio.gather(*polls)
