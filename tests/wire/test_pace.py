"""Whose turn it is: told by a loop whose clock is ours, so that no test waits."""

import asyncio
from collections.abc import Coroutine
from typing import Any

import pytest

from broadsheet.wire.pace import LONGEST, TooSoon, Turns


class Loop(asyncio.SelectorEventLoop):
    """A loop that jumps to its next timer instead of waiting for it."""

    at = 1000.0

    def time(self) -> float:
        return self.at

    def _run_once(self) -> None:
        ready, timers = self._ready, self._scheduled  # type: ignore[attr-defined]
        if not ready and timers:
            self.at = max(self.at, timers[0].when())
        super()._run_once()  # type: ignore[misc]


def played(story: Coroutine[Any, Any, Any]) -> Any:
    with asyncio.Runner(loop_factory=Loop) as runner:
        return runner.run(story)


Begun = list[tuple[str, float]]


async def asked(turns: Turns, begun: Begun, host: str, delay: float = 0.0, machine: str = "", takes: float = 0.0) -> None:
    async with turns.turn(host, delay, machine):
        begun.append((host, asyncio.get_running_loop().time() - 1000.0))
        await asyncio.sleep(takes)


async def story(turns: Turns, *asks: dict[str, Any]) -> Begun:
    begun: Begun = []
    await asyncio.gather(*(asked(turns, begun, **each) for each in asks))
    return begun


def times(begun: Begun) -> list[float]:
    return [round(at, 3) for _, at in begun]


def test_a_host_is_asked_once_a_pace():
    assert times(played(story(Turns(1.0), *[{"host": "a"}] * 4))) == [0.0, 1.0, 2.0, 3.0]


def test_a_slow_host_is_asked_one_at_a_time():
    assert times(played(story(Turns(1.0), *[{"host": "a", "takes": 5.0}] * 3))) == [0.0, 5.0, 10.0]


def test_more_at_once_may_be_allowed_and_still_keep_the_pace():
    asks = [{"host": "a", "takes": 5.0}] * 4
    assert times(played(story(Turns(1.0, per_host=2), *asks))) == [0.0, 1.0, 5.0, 6.0]


def test_a_crawl_delay_is_longer_than_the_pace_and_never_shorter():
    assert times(played(story(Turns(1.0), *[{"host": "a", "delay": 10.0}] * 3))) == [0.0, 10.0, 20.0]
    assert times(played(story(Turns(1.0), *[{"host": "a", "delay": 0.1}] * 3))) == [0.0, 1.0, 2.0]


def test_hosts_do_not_wait_for_each_other():
    assert times(played(story(Turns(1.0), *[{"host": name, "takes": 9.0} for name in "abcd"]))) == [0.0] * 4


def test_five_hundred_names_of_one_machine_are_asked_as_six_hosts_would_be():
    asks = [{"host": f"{n}.paper.example", "machine": "192.0.2.1", "takes": 0.0} for n in range(500)]
    at = times(played(story(Turns(1.0, per_address=6), *asks)))
    assert all(sum(1 for each in at if second <= each < second + 0.99) <= 6 for second in range(84))
    assert 82 < at[-1] < 84


def test_no_more_than_so_many_are_under_way_at_one_machine():
    asks = [{"host": f"{n}.example", "machine": "192.0.2.1", "takes": 100.0} for n in range(9)]
    at = times(played(story(Turns(1.0, per_address=3), *asks)))
    assert sum(1 for each in at if each < 100.0) == 3
    assert sum(1 for each in at if each < 200.0) == 6


def test_a_slow_machine_keeps_nobody_elses_waiting():
    slow = [{"host": f"{n}.example", "machine": "192.0.2.1", "takes": 100.0} for n in range(9)]
    begun = played(story(Turns(1.0), *slow, {"host": "other.example", "machine": "192.0.2.2"}))
    assert ("other.example", 0.0) in begun


def test_all_together_are_no_more_than_the_gate_lets_through():
    at = times(played(story(Turns(0.0, at_once=2), *[{"host": name, "takes": 1.0} for name in "abcdef"])))
    assert at == [0.0, 0.0, 1.0, 1.0, 2.0, 2.0]


def test_the_pace_counts_from_the_request_and_not_from_the_wait_for_the_gate():
    asks = [{"host": "long", "takes": 7.0}, {"host": "a"}, {"host": "a"}]
    begun = played(story(Turns(1.0, at_once=1), *asks))
    assert times([each for each in begun if each[0] == "a"]) == [7.0, 8.0]


def test_a_host_that_asks_for_it_is_left_alone():
    async def rested() -> Begun:
        turns = Turns(1.0)
        turns.rest("a", 20.0)
        return await story(turns, {"host": "a"}, {"host": "b"})

    assert played(rested()) == [("b", 0.0), ("a", 20.0)]


def test_who_would_wait_too_long_is_told_when_to_come_again():
    async def rested() -> None:
        turns = Turns(1.0)
        turns.rest("a", LONGEST + 60)
        await story(turns, {"host": "a"})

    with pytest.raises(TooSoon) as told:
        played(rested())
    assert told.value.seconds == LONGEST + 60


def test_no_host_is_left_alone_for_ever():
    async def rested() -> None:
        turns = Turns(1.0)
        turns.rest("a", 10**9)
        await story(turns, {"host": "a"})

    with pytest.raises(TooSoon) as told:
        played(rested())
    assert told.value.seconds == 3600.0


def test_a_turn_that_is_given_up_leaves_the_next_one_free():
    async def cancelled() -> Begun:
        turns, begun = Turns(1.0), Begun()
        first = asyncio.create_task(asked(turns, begun, "a", takes=1000.0))
        await asyncio.sleep(1)
        second = asyncio.create_task(asked(turns, begun, "a"))
        await asyncio.sleep(1)
        first.cancel()
        await asyncio.gather(first, second, return_exceptions=True)
        return begun

    assert times(played(cancelled())) == [0.0, 2.0]


def test_idle_hosts_are_forgotten():
    async def many() -> int:
        turns = Turns(0.0)
        for number in range(20_500):
            async with turns.turn(f"{number}.example"):
                pass
        return len(turns._hosts)

    assert played(many()) <= 20_001
