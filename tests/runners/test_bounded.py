"""A process for strangers' bytes: it answers, it is kept, and whatever takes it down takes nothing else with it."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from broadsheet.runners.bounded import Bounded, Fell, Limits


def act(request: bytes) -> bytes:
    """A child that does what it is told."""
    word, _, rest = request.partition(b" ")
    if word == b"pid":
        return str(os.getpid()).encode()
    if word == b"die":
        os.kill(os.getpid(), signal.SIGSEGV)
    if word == b"leave":
        os._exit(3)
    if word == b"hold":
        return str(len(bytearray(int(rest)))).encode()
    if word == b"sleep":
        time.sleep(float(rest))
    if word == b"spin":
        while True:
            pass
    if word == b"write":
        Path(rest.decode()).write_bytes(b"x" * 9000)
    return rest[::-1]


@pytest.fixture
def child() -> Iterator[Bounded]:
    made = Bounded(act, Limits(memory=400_000_000, cpu=1, seconds=20.0))
    yield made
    made.close()


def test_it_answers_from_one_process_that_is_kept(child: Bounded) -> None:
    assert child.ask(b"say news") == b"swen"
    assert child.ask(b"pid") == child.ask(b"pid") != str(os.getpid()).encode()


@pytest.mark.parametrize(
    ("request_", "why"),
    [
        (b"die", "it took its process down (SIGSEGV)"),
        (b"leave", "it took its process down"),
        (b"spin", "it took more than 1 seconds of CPU"),
        (b"hold 900000000", "it needs more than 400 MB of memory"),
    ],
)
def test_what_takes_it_down_is_named_and_the_next_request_has_a_fresh_one(child: Bounded, request_: bytes, why: str) -> None:
    before = child.ask(b"pid")
    with pytest.raises(Fell) as fell:
        child.ask(request_)
    assert str(fell.value) == why
    assert child.ask(b"pid") != before


def test_one_that_only_waits_is_ended_by_the_clock() -> None:
    child = Bounded(act, Limits(memory=400_000_000, cpu=5, seconds=0.3))
    with pytest.raises(Fell, match=r"more than 0\.3 seconds"):
        child.ask(b"sleep 60")
    child.close()


def test_one_that_died_while_nobody_asked_is_replaced(child: Bounded) -> None:
    os.kill(int(child.ask(b"pid")), signal.SIGKILL)
    assert child._process is not None
    child._process.join(10)
    assert child.ask(b"say again") == b"niaga"


def test_the_seconds_of_cpu_are_each_requests_own(child: Bounded) -> None:
    before = child.ask(b"pid")
    for _ in range(4):
        child.ask(b"hold 100000000")
    assert child.ask(b"pid") == before


def test_it_can_write_no_file(child: Bounded, tmp_path: Path) -> None:
    with pytest.raises(Fell):
        child.ask(b"write " + bytes(tmp_path / "file"))
    assert not (tmp_path / "file").exists() or (tmp_path / "file").stat().st_size == 0


def test_closing_ends_the_process_and_asking_again_starts_one(child: Bounded) -> None:
    pid = int(child.ask(b"pid"))
    child.close()
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)
    assert child.ask(b"say on") == b"no"
