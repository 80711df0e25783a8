"""One function in a process of its own, bounded in memory and time: for bytes of strangers that may take a decoder down.

Requests and answers are bytes: nothing that such a process says is ever unpickled.
"""

from __future__ import annotations

import multiprocessing
import resource
import signal
import threading
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess

Function = Callable[[bytes], bytes]

_DONE, _NO_MEMORY = b"+", b"-"
_STARTING = 60.0  # seconds that a new process may take until it listens; under a second on an idle machine


@dataclass(frozen=True, slots=True)
class Limits:
    """What one request may take: bytes of address space, seconds of CPU, seconds by the clock."""

    memory: int
    cpu: int
    seconds: float


class Fell(Exception):
    """A request that the process was lost over, or could not do within its limits; the message says why."""


class Bounded:
    """`function` in one process that is kept between requests; after a death the next request starts a fresh one.

    The process may write no file, leaves no core, and ends with this one. Safe to use from several threads, one after another.
    """

    def __init__(self, function: Function, limits: Limits) -> None:
        self._function, self._limits = function, limits
        self._process: SpawnProcess | None = None
        self._line: Connection | None = None
        self._turn = threading.Lock()

    def ask(self, request: bytes) -> bytes:
        """`function(request)`. Raises Fell."""
        with self._turn:
            line = self._sent(request)
            try:
                if not line.poll(self._limits.seconds):
                    self._end()
                    raise Fell(f"it took more than {self._limits.seconds:g} seconds")
                answer = line.recv_bytes()
            except (EOFError, OSError) as gone:
                raise Fell(self._cause()) from gone
            if answer[:1] == _NO_MEMORY:
                self._end()
                raise Fell(self._too_much())
            return answer[1:]

    def close(self) -> None:
        """End the process; a later request starts a new one."""
        with self._turn:
            self._end()

    def _sent(self, request: bytes) -> Connection:
        """The line to a process that has the request; one that died while nobody asked is replaced."""
        line = self._ready()
        try:
            line.send_bytes(request)
        except OSError:
            self._end()
            line = self._ready()
            line.send_bytes(request)
        return line

    def _ready(self) -> Connection:
        if self._line is not None and self._process is not None and self._process.is_alive():
            return self._line
        self._end()
        context = multiprocessing.get_context("spawn")
        self._line, theirs = context.Pipe()
        self._process = context.Process(target=_serve, args=(self._function, self._limits, theirs), daemon=True)
        self._process.start()
        theirs.close()
        if not self._line.poll(_STARTING):
            self._end()
            raise Fell("its process did not start")
        self._line.recv_bytes()
        return self._line

    def _cause(self) -> str:
        """Why the process is gone, in words; forgets it."""
        code = None
        if self._process is not None:
            self._process.join(1.0)
            code = self._process.exitcode
        self._end()
        if code == -signal.SIGXCPU:
            return f"it took more than {self._limits.cpu} seconds of CPU"
        if code is not None and code < 0:
            return f"it took its process down ({signal.Signals(-code).name})"
        return "it took its process down"

    def _too_much(self) -> str:
        return f"it needs more than {self._limits.memory // 1_000_000} MB of memory"

    def _end(self) -> None:
        if self._line is not None:
            self._line.close()
        if self._process is not None:
            self._process.kill()
            self._process.join()
            self._process.close()
        self._process = self._line = None


def _serve(function: Function, limits: Limits, line: Connection) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches all of a terminal's processes; the parent ends this one
    _bind(limits)
    line.send_bytes(_DONE)
    while True:
        try:
            request = line.recv_bytes()
        except EOFError:
            return  # the parent is gone, or needs us no more
        _grant(limits.cpu)
        try:
            answer = _DONE + function(request)
        except MemoryError:
            answer = _NO_MEMORY
        line.send_bytes(answer)


def _bind(limits: Limits) -> None:
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (limits.memory, limits.memory))


def _grant(seconds: int) -> None:
    """Allow so many seconds of CPU from now on."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    until = int(used.ru_utime + used.ru_stime) + 1 + seconds
    resource.setrlimit(resource.RLIMIT_CPU, (until, resource.getrlimit(resource.RLIMIT_CPU)[1]))
