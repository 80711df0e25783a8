"""Where work is done: the same answers in the same order, lazily, and what a worker raises is raised here."""

from __future__ import annotations

import os

import pytest

from broadsheet.runners.here import Here
from broadsheet.runners.pool import AHEAD, Pool


@pytest.fixture(scope="module")
def pool():
    made = Pool(2)
    yield made
    made.close()


def test_here_works_lazily_and_in_order():
    done = []
    answers = Here().map(lambda base, n: done.append(n) or base + n, (10,), iter(range(5)))
    assert next(answers) == 10
    assert done == [0]
    assert list(answers) == [11, 12, 13, 14]
    Here().close()


def test_a_pool_answers_in_order(pool):
    assert list(pool.map(divmod, (1000,), range(1, 40))) == [divmod(1000, n) for n in range(1, 40)]


def test_a_pool_asks_for_no_more_than_it_can_hold(pool):
    asked = []

    def source():
        for n in range(1, 50):
            asked.append(n)
            yield n

    answers = pool.map(divmod, (1000,), source())
    next(answers)
    assert len(asked) <= 2 * AHEAD
    assert len(list(answers)) == 48


def test_what_a_worker_raises_is_raised_here(pool):
    with pytest.raises(ZeroDivisionError):
        list(pool.map(divmod, (1,), [1, 0]))


def test_a_pool_serves_another_function_and_may_be_closed_twice():
    made = Pool(1)
    assert list(made.map(os.path.join, ("a",), ["b"])) == ["a/b"]
    assert list(made.map(divmod, (7,), [2])) == [(3, 1)]
    made.close()
    made.close()
    assert list(made.map(divmod, (7,), [3])) == [(2, 1)]
    made.close()
