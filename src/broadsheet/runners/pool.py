"""Work done by several processes of this machine, answers in the order of the questions."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import Any, TypeVar

Work = TypeVar("Work")
Done = TypeVar("Done")

AHEAD = 2  # batches in flight a worker: one at work, one waiting, so that memory does not grow with the stream

Shared = tuple[Callable[..., Any], tuple[Any, ...]]

_held: list[Shared] = []  # a worker's own copy of what all batches share


def _hold(shared: Shared) -> None:
    _held.append(shared)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches all of a terminal's processes; the parent ends this one
    threading.Thread(target=_leave_with_parent, daemon=True).start()


def _leave_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)  # the parent was killed: nobody waits for this worker's answer


def _work(batch: Any) -> Any:
    function, shared = _held[-1]
    return function(*shared, batch)


class Pool:
    """A pool of `workers` fresh processes; what all batches share goes out once a worker, not once a batch.

    A pool keeps its processes for one function and its shared arguments; asked for another, or after a worker was killed
    (concurrent.futures.process.BrokenProcessPool), it starts anew.
    """

    def __init__(self, workers: int) -> None:
        self.workers = workers
        self._pool: ProcessPoolExecutor | None = None
        self._for: Shared | None = None

    def map(self, function: Callable[..., Done], shared: tuple[Any, ...], batches: Iterable[Work]) -> Iterator[Done]:
        """`function(*shared, batch)` for each batch, in order. What a worker raises is raised here."""
        waiting: deque[Future[Done]] = deque()
        for batch in batches:
            waiting.append(self.submit(function, shared, batch))
            if len(waiting) >= self.workers * AHEAD:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()

    def submit(self, function: Callable[..., Done], shared: tuple[Any, ...], batch: Any) -> Future[Done]:
        """`function(*shared, batch)` as soon as a worker is free."""
        try:
            return self._ready((function, shared)).submit(_work, batch)
        except BrokenProcessPool:
            self.close()
            return self._ready((function, shared)).submit(_work, batch)

    def _ready(self, wanted: Shared) -> ProcessPoolExecutor:
        if self._pool is None or self._for != wanted:
            self.close()
            context = multiprocessing.get_context("spawn")
            self._pool = ProcessPoolExecutor(self.workers, mp_context=context, initializer=_hold, initargs=(wanted,))
            self._for = wanted
        return self._pool

    def close(self) -> None:
        """End the processes; a later call starts new ones."""
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)
            self._pool = None
