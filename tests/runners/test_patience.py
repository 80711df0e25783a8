"""Work that takes too much CPU is given up, and nothing else is."""

import signal
from concurrent.futures import ThreadPoolExecutor

import pytest

from broadsheet.runners.patience import TooSlow, within
from broadsheet.runners.pool import Pool


def forever():
    while True:
        try:
            sum(range(1_000))
        except Exception:  # noqa: BLE001, S112 -- as a library does that means to survive anything
            continue


def given_up(batch):
    try:
        with within(0.05):
            forever()
    except TooSlow as slow:
        return f"{batch}: {slow}"


def test_work_without_end_is_given_up_whatever_it_catches():
    assert given_up("a") == "a: took more than 0.05 seconds of CPU"


def test_a_pools_process_gives_work_up_and_does_the_next():
    pool = Pool(1)
    assert [*pool.map(given_up, (), ["a", "b"])] == [f"{name}: took more than 0.05 seconds of CPU" for name in "ab"]
    pool.close()


def test_work_that_ends_leaves_no_alarm_behind():
    before = signal.getsignal(signal.SIGPROF)
    with within(60):
        assert signal.getitimer(signal.ITIMER_PROF)[0] > 0
    assert (signal.getitimer(signal.ITIMER_PROF)[0], signal.getsignal(signal.SIGPROF)) == (0.0, before)


def test_what_the_work_raises_is_raised():
    with pytest.raises(KeyError), within(60):
        raise KeyError


def test_in_another_thread_work_is_done_unbounded():
    def work():
        with within(60):
            return signal.getitimer(signal.ITIMER_PROF)[0]

    with ThreadPoolExecutor(1) as threads:
        assert threads.submit(work).result() == 0.0
