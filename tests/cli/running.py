"""A whole newsroom in processes of its own, as a person starts it: started, watched, killed, and put away without a trace."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.request  # noqa: TID251 - asks our own site, on loopback
import uuid
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from email.message import Message
from pathlib import Path
from typing import Any

from broadsheet.press.home import Home

BROADSHEET = (sys.executable, "-m", "broadsheet.cli.main")
MARK = "NEWSROOM_OF_A_TEST"  # in the environment of every process that a newsroom starts, however far down
PASSWORD = re.compile(r"log in as (\S+) with password (\S+)")
UNFINISHED = """
    SELECT (SELECT count(*) FROM archive_feed WHERE last_poll IS NULL)
         + (SELECT count(*) FROM archive_article WHERE state IN ('wanted', 'read', 'judged'))
         + (SELECT count(*) FROM archive_journal
            WHERE number > coalesce((SELECT applied FROM archive_fold WHERE name = 'events'), 0))
         + (SELECT count(*) = 0 FROM archive_feed) + (SELECT count(*) = 0 FROM archive_edition)
"""
STILL = 5.0  # seconds without work before a newsroom counts as done: it ranks within four seconds of a change


def free_port() -> int:
    """A port of loopback that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def environment(**more: str) -> dict[str, str]:
    """This process's, without what it says of newsrooms."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("BROADSHEET_", "DJANGO_"))}
    return {**kept, "PYTHONUNBUFFERED": "1", **more}


def broadsheet(*arguments: str | Path, **more: str) -> subprocess.CompletedProcess[str]:
    """One verb, to its end."""
    return subprocess.run(
        [*BROADSHEET, *map(str, arguments)], env=environment(**more), capture_output=True, text=True, timeout=90, check=False
    )


@dataclass(frozen=True, slots=True)
class Answer:
    """What the site answered."""

    status: int
    headers: Message
    text: str


@dataclass(slots=True)
class Running:
    """A newsroom that `broadsheet start` opened in `home`; its words go to `log`."""

    home: Path
    port: int = field(default_factory=free_port)
    specimen_port: int = field(default_factory=free_port)
    process: subprocess.Popen[bytes] | None = None
    mark: str = ""
    specimen: bool = True  # whether the database of the specimen is meant, where there is one

    @property
    def url(self) -> str:
        """Where readers go."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def log(self) -> Path:
        """What it said since its first start."""
        return self.home.parent / f"{self.home.name}.log"

    def start(self, *arguments: str | Path, by: Sequence[str] = BROADSHEET, **settings: str) -> Running:
        """Start it, `by` a command; `settings` are environment variables."""
        self.mark = uuid.uuid4().hex
        command = [*by, "start", "--home", str(self.home), "--port", str(self.port), *map(str, arguments)]
        more = {MARK: self.mark, "BROADSHEET_SPECIMEN_PORT": str(self.specimen_port), **settings}
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                command, env=environment(**more), stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True
            )
        return self

    def said(self) -> str:
        """Everything it has said."""
        return self.log.read_text(encoding="utf-8", errors="replace")

    def password(self) -> str:
        """The first editor's, as it was printed."""
        found = PASSWORD.search(self.said())
        assert found, f"no password was printed:\n{self.said()}"
        return found[2]

    def get(self, path: str, headers: dict[str, str] | None = None) -> Answer:
        """A page of the site, errors included; OSError when nobody listens."""
        request = urllib.request.Request(self.url + path, headers=headers or {})  # noqa: TID251, S310 - our own site
        try:
            answer = urllib.request.urlopen(request, timeout=20)  # noqa: TID251, S310 - our own site
        except urllib.error.HTTPError as error:
            answer = error
        with closing(answer):
            return Answer(answer.status, answer.headers, answer.read().decode())

    def up(self) -> bool:
        """Whether the site answers."""
        try:
            return self.get("/healthz").status == 200
        except OSError:
            return False

    @property
    def database(self) -> Path:
        """The database of the edition that was opened last."""
        editions = sorted(self.home.glob("specimen/*Z")) if self.specimen else []
        return (editions[-1] if editions else self.home) / "broadsheet.sqlite3"

    def rows(self, query: str, *values: Any) -> list[sqlite3.Row]:
        """What the newsroom has written down."""
        with closing(sqlite3.connect(f"file:{self.database}?mode=ro", uri=True, timeout=20)) as connection:
            connection.row_factory = sqlite3.Row
            return connection.execute(query, values).fetchall()

    def one(self, query: str, *values: Any) -> Any:
        """The first value of the first row."""
        return self.rows(query, *values)[0][0]

    def count(self, query: str, so_far: int = 0) -> int:
        """The number that a query answers; `so_far` while there is no such table yet."""
        try:
            return int(self.one(query))
        except sqlite3.OperationalError:
            return so_far

    def waiting(self) -> int:
        """How much work is left; something while there is no database yet."""
        return self.count(UNFINISHED, so_far=1)

    def wait(self, until: Callable[[], Any], seconds: float, what: str) -> None:
        """Wait for something to come true while the newsroom runs."""
        end = time.monotonic() + seconds
        while not until():
            assert self.process is None or self.process.poll() is None, f"it ended by itself:\n{self.said()}"
            assert time.monotonic() < end, f"{what}: not within {seconds:.0f} seconds\n{self.said()}"
            time.sleep(0.2)

    def settle(self, seconds: float = 240) -> Running:
        """Wait until it answers and everything is polled, read, judged, folded and ranked."""
        since = [time.monotonic()]

        def still() -> bool:
            if self.waiting():
                since[0] = time.monotonic()
            return time.monotonic() - since[0] > STILL

        self.wait(self.up, seconds, "the site answers")
        self.wait(still, seconds, "everything is accounted for")
        return self

    def stop(self, seconds: float = 30) -> int:
        """Ctrl-C, and its exit code."""
        assert self.process is not None
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(seconds)

    def kill(self) -> None:
        """`kill -9` on the first process alone."""
        assert self.process is not None
        self.process.kill()
        self.process.wait(30)

    def alive(self) -> list[int]:
        """The newsroom's processes that still run, whoever their parent is now."""
        return [pid for pid in _processes() if f"{MARK}={self.mark}".encode() in _read(pid, "environ").split(b"\0")]

    def kill_part(self, words: str) -> None:
        """`kill -9` on the oldest of its processes whose command line has these words."""
        pids = [pid for pid in sorted(self.alive()) if words.encode() in _read(pid, "cmdline")]
        assert pids, f"no process of {words}"
        _end(pids[0])

    def left(self, seconds: float) -> list[str]:
        """The command lines of processes that have not left within so many seconds; empty when all have."""
        end = time.monotonic() + seconds
        while (pids := self.alive()) and time.monotonic() < end:
            time.sleep(0.1)
        return [_read(pid, "cmdline").replace(b"\0", b" ").decode() for pid in pids]

    def away(self) -> None:
        """Whatever a failed test left running: gone."""
        if self.process is not None and self.process.poll() is None:
            self.process.kill()
            self.process.wait(30)
        for pid in self.alive():
            _end(pid)

    def doctor(self) -> tuple[int, dict[str, Any]]:
        """The doctor's exit code and report."""
        done = broadsheet("doctor", "--home", self.home, "--json")
        assert done.stdout, done.stderr
        return done.returncode, json.loads(done.stdout)


def _processes() -> Iterable[int]:
    return [int(entry.name) for entry in Path("/proc").iterdir() if entry.name.isdigit()] if Path("/proc/self").exists() else []


def _read(pid: int, name: str) -> bytes:
    try:
        return Path(f"/proc/{pid}/{name}").read_bytes()
    except OSError:  # it left, or belongs to somebody else
        return b""


def _end(pid: int) -> None:
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        return


def opml(path: Path, addresses: Sequence[str]) -> Path:
    """An OPML file with these feeds."""
    outlines = "".join(f'<outline type="rss" text="Feed {n}" xmlUrl="{url}"/>' for n, url in enumerate(addresses))
    path.write_text(f'<?xml version="1.0"?><opml version="2.0"><head/><body>{outlines}</body></opml>', encoding="utf-8")
    return path


def prepared(home: Path) -> Home:
    """A folder with settings and secret, without a database."""
    made = Home(home)
    made.prepare()
    return made
