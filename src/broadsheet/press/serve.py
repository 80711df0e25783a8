"""The web server of one newsroom: granian with the site, in a process that leaves with the one that started it."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from broadsheet.keys import Serve
from broadsheet.press.home import HomeError

WATCH_SECONDS = 0.5
TRIES = 8
EVERYWHERE = {"0.0.0.0", "::"}  # noqa: S104 - compared with, never bound by ourselves
LEAVES = 3  # seconds that a worker has for the requests at hand once it is told to stop; after them it is ended
SERVED = "BROADSHEET_SERVED"  # tells a worker that it has a master to leave with


def free(serve: Serve) -> None:
    """Check that the port can be listened on. Raises HomeError with one sentence.

    The server of a newsroom that was killed leaves within seconds, so a taken port is asked for again for a while.
    """
    where = _where(serve)
    for _ in range(TRIES):
        why = _taken(where)
        if not why:
            return
        time.sleep(WATCH_SECONDS)
    raise HomeError(
        f"Port {serve.port} on {serve.host} is in use ({why}); stop what uses it, or give --port another number."
    )  # fmt: skip


def _where(serve: Serve) -> tuple[socket.AddressFamily, Any]:
    """The family and the address to bind. Raises HomeError for a host that is none."""
    try:
        found = socket.getaddrinfo(serve.host, serve.port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
    except (OSError, UnicodeError) as unknown:
        raise HomeError(f"{serve.host!r} is no address of this machine; give --host one, such as 127.0.0.1.") from unknown
    return found[0][0], found[0][4]


def _taken(where: tuple[socket.AddressFamily, Any]) -> str:
    family, address = where
    try:
        with socket.socket(family) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError as taken:
        return taken.strerror or str(taken)
    return ""


def address(serve: Serve) -> str:
    """The address at which a browser on this machine finds the site."""
    host = serve.host.strip("[]")
    host = "127.0.0.1" if host in EVERYWHERE else f"[{host}]" if ":" in host else host
    return f"http://{host}:{serve.port}"


def start(serve: Serve, environment: Mapping[str, str], static: Path) -> subprocess.Popen[bytes]:
    """Start the server's process; it sends the files below `static` itself.

    It stands apart from the terminal's Ctrl-C: whoever starts it stops it.
    """
    command = [sys.executable, "-m", "broadsheet.press.serve", serve.host, str(serve.port), str(serve.workers), str(static)]
    return subprocess.Popen(  # noqa: S603 - our own module with our own arguments
        command, env={**os.environ, **environment}, start_new_session=True
    )


def leave_with_parent() -> None:
    """Watch, in a thread, for the parent's end, however it comes, and end with it: granian's master and its workers both do."""
    threading.Thread(target=_watch, args=(os.getppid(),), daemon=True).start()


def _watch(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(WATCH_SECONDS)
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(5 * WATCH_SECONDS)
    os._exit(1)


def main(arguments: list[str]) -> None:
    """Serve until told to stop, or until the parent is gone."""
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    host, port, workers, static = arguments
    os.environ[SERVED] = "yes"
    leave_with_parent()
    Granian(
        "broadsheet.press.wsgi:application",
        address=host,
        port=int(port),
        interface=Interfaces.WSGI,
        workers=int(workers),
        blocking_threads=4,
        workers_kill_timeout=LEAVES,
        static_path_route=["/static"],
        static_path_mount=[Path(static)],
        log_level=LogLevels.warning,
    ).serve()


if __name__ == "__main__":
    main(sys.argv[1:])
