"""A service that fails rests, longer each time, and is tried with one question afterwards."""

from datetime import UTC, datetime, timedelta

from broadsheet.wire.breaker import FIRST, LONGEST, Breaker

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


def after(failures):
    breaker = Breaker()
    for _ in range(failures):
        breaker = breaker.failed(NOW)
    return breaker


def test_two_failures_are_chance_and_three_are_not():
    assert after(2).asks(NOW)
    assert not after(3).asks(NOW)
    assert after(3).asks(NOW + FIRST)


def test_it_rests_longer_each_time_but_never_for_good():
    assert [after(n).until - NOW for n in (3, 4, 5)] == [FIRST, 2 * FIRST, 4 * FIRST]
    assert after(200).until - NOW == LONGEST


def test_what_will_not_pass_rests_at_once_and_long():
    assert Breaker().failed(NOW, for_good=True).until - NOW == LONGEST


def test_an_answer_forgives_everything():
    assert not after(7).asks(NOW + timedelta(seconds=30))
    assert after(2).asks(NOW)
