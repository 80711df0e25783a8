"""Work done by several processes of this machine, answers in the order of the questions."""

from __future__ import annotations

import multiprocessing
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from typing import Any, TypeVar

Work = TypeVar("Work")
Done = TypeVar("Done")

AHEAD = 2  # batches in flight a worker: one at work, one waiting, so that memory does not grow with the stream

_held: list[tuple[Callable[..., Any], tuple[Any, ...]]] = []  # a worker's own copy of what all batches share


def _hold(function: Callable[..., Any], shared: tuple[Any, ...]) -> None:
    _held.append((function, shared))


def _work(batch: Any) -> Any:
    function, shared = _held[-1]
    return function(*shared, batch)


class Pool:
    """A pool of `workers` fresh processes; what all batches share goes out once a worker, not once a batch.

    A pool keeps its processes for one function and its shared arguments; asked for another, it starts anew.
    """

    def __init__(self, workers: int) -> None:
        self.workers = workers
        self._pool: ProcessPoolExecutor | None = None
        self._for: tuple[Any, ...] | None = None

    def map(self, function: Callable[..., Done], shared: tuple[Any, ...], batches: Iterable[Work]) -> Iterator[Done]:
        """`function(*shared, batch)` for each batch, in order. What a worker raises is raised here."""
        pool = self._ready(function, shared)
        waiting: deque[Future[Done]] = deque()
        for batch in batches:
            waiting.append(pool.submit(_work, batch))
            if len(waiting) >= self.workers * AHEAD:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()

    def _ready(self, function: Callable[..., Any], shared: tuple[Any, ...]) -> ProcessPoolExecutor:
        wanted = (function, shared)
        if self._pool is None or self._for != wanted:
            self.close()
            self._pool = ProcessPoolExecutor(
                self.workers,
                mp_context=multiprocessing.get_context("spawn"),
                initializer=_hold,
                initargs=wanted,
            )
            self._for = wanted
        return self._pool

    def close(self) -> None:
        """End the processes; a later `map` starts new ones."""
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)
            self._pool = None
