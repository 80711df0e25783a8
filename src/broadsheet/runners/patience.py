"""How long may a piece of work take before it is given up: by the CPU that its process spends on it."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

_AGAIN = 1.0  # seconds of CPU after which it is raised once more, where a library's callback has swallowed it


class TooSlow(BaseException):
    """Work took too long; the message says how long it may take. No Exception, for libraries catch those and go on."""


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Raises TooSlow in the work inside once this process has spent so many seconds of CPU on it.

    It is raised between two steps of Python, so after the one call into C that takes long, not during it. Only a process's
    main thread is told of time (signal(2)); work in another thread is not bounded.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def late(_signal: int, _frame: FrameType | None) -> None:
        raise TooSlow(f"took more than {seconds:g} seconds of CPU")

    before = signal.signal(signal.SIGPROF, late)
    signal.setitimer(signal.ITIMER_PROF, seconds, _AGAIN)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0.0)
        signal.signal(signal.SIGPROF, before)
