"""Two hundred and forty real publishers played on loopback, read and published by a whole newsroom, with a kill in between.

    python bench/real_input.py [--data DIR] [--wire FILE] [--bulk 3000] [--minutes 10] [--json FILE]

Starts the playback and `broadsheet start`, ends that with SIGKILL once a fifth is accounted for, starts it again, waits until
every article is accounted for, and checks what the newsroom promises: nothing lost, nothing twice, nothing contacted but the
allowed addresses. Prints a table; exits 1 when a promise is broken.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import resource
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
import urllib.request
from contextlib import closing
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
WIRE = 8901
UNFINISHED = ("wanted", "read", "judged")


@dataclass
class Report:
    """What was measured."""

    publishers: int = 0
    articles: int = 0
    offered: int = 0
    seconds: float = 0.0
    first_page_seconds: float = 0.0
    cpu_seconds: float = 0.0
    killed_at: int = 0
    states: dict[str, int] = field(default_factory=dict)
    printed_stories: int = 0
    told_by_several: int = 0
    front_told_by_several: int = 0
    front_page_milliseconds: float = 0.0
    canary: int = -1
    broken: list[str] = field(default_factory=list)


def main() -> int:
    """Run it all and print what was measured."""
    chosen = arguments()
    if not chosen.wire.exists():
        print(f"There is no {chosen.wire}; give --wire and --data the paths of the playback and its data.")
        return 2
    report = Report()
    with tempfile.TemporaryDirectory(prefix="real-input-") as folder:
        wire = subprocess.Popen(
            [sys.executable, str(chosen.wire), "--data", str(chosen.data), "--bulk", str(chosen.bulk), "--port", str(WIRE)],
            stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        try:
            assert wire.stdout is not None
            words = wire.stdout.readline().split()
            report.publishers, report.offered = int(words[0]), int(words[2])
            measure(report, Path(folder), chosen.minutes)
        finally:
            wire.terminate()
            wire.wait()
        if chosen.keep:
            shutil.copytree(folder, chosen.keep, dirs_exist_ok=True)
    show(report, chosen.json)
    return 1 if report.broken else 0


def arguments() -> argparse.Namespace:
    """The command line."""
    shared = ROOT.parent / "shared"
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=shared / "data")
    parser.add_argument("--wire", type=Path, default=shared / "tools" / "wire.py")
    parser.add_argument("--bulk", type=int, default=3000)
    parser.add_argument("--minutes", type=float, default=10.0)
    parser.add_argument("--keep", type=Path, help="copy the newsroom's folder here at the end")
    parser.add_argument("--json", type=Path, help="write the measurements here too")
    return parser.parse_args()


def measure(report: Report, folder: Path, minutes: float) -> None:
    """Open the newsroom, kill it, open it again, wait, and check."""
    began = time.monotonic()
    database = folder / "newsroom" / "broadsheet.sqlite3"
    newsroom = opened(folder)
    try:
        while time.monotonic() - began < minutes * 60 and done(database) < report.offered // 5:
            still_open(newsroom)
            time.sleep(0.5)
            note_first_page(report, began)
        newsroom.send_signal(signal.SIGKILL)
        newsroom.wait()
        report.killed_at = done(database)
        newsroom = opened(folder)
        while time.monotonic() - began < minutes * 60 and not finished(database, report):
            still_open(newsroom)
            time.sleep(1)
            note_first_page(report, began)
        report.seconds = time.monotonic() - began
        time.sleep(6)  # one more front page
        check(report, folder, database)
    finally:
        newsroom.send_signal(signal.SIGINT)
        newsroom.wait(60)
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    report.cpu_seconds = usage.ru_utime + usage.ru_stime


def free_port() -> int:
    """A port that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


SITE = free_port()


def opened(folder: Path) -> subprocess.Popen[bytes]:
    """`broadsheet start`, as the README would have it on these publishers."""
    command = [
        sys.executable, "-m", "broadsheet.cli.main", "start", "--home", str(folder / "newsroom"), "--port", str(SITE),
        "--sources", f"http://127.1.0.1:{WIRE}/feeds.opml", "--allow-loopback", f"127.1.0.0/16:{WIRE}", "--pace", "0.5",
    ]  # fmt: skip
    return subprocess.Popen(command, cwd=folder, env={**os.environ, "BROADSHEET_SPECIMEN_USE": "never"})


def still_open(newsroom: subprocess.Popen[bytes]) -> None:
    """Stop waiting for a newsroom that ended by itself."""
    if newsroom.poll() is not None:
        sys.exit(f"The newsroom ended by itself with code {newsroom.returncode}; its last words stand above.")


def rows(database: Path, query: str) -> list[Any]:
    """What the newsroom's database answers, read only; nothing while it is being made."""
    try:
        with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True, timeout=20)) as connection:
            return connection.execute(query).fetchall()
    except sqlite3.OperationalError:
        return []


def states(database: Path) -> dict[str, int]:
    """Articles by state."""
    return dict(rows(database, "SELECT state, count(*) FROM archive_article GROUP BY state"))


def done(database: Path) -> int:
    """How many articles have been accounted for."""
    return sum(many for state, many in states(database).items() if state not in UNFINISHED)


def finished(database: Path, report: Report) -> bool:
    """Whether every article that was offered is accounted for."""
    found = states(database)
    return sum(found.values()) >= report.offered and not any(found.get(state) for state in UNFINISHED)


def get(address: str) -> bytes:
    """A page of our own, on this machine."""
    with urllib.request.urlopen(address, timeout=20) as answer:  # noqa: S310 - our own loopback addresses
        return bytes(answer.read())


def note_first_page(report: Report, began: float) -> None:
    """Remember when the front page first showed a story."""
    if report.first_page_seconds:
        return
    try:
        if b"/story/" in get(f"http://127.0.0.1:{SITE}/"):
            report.first_page_seconds = time.monotonic() - began
    except OSError:
        return


def check(report: Report, folder: Path, database: Path) -> None:
    """Fill in the rest and say what is broken."""
    report.states = states(database)
    report.articles = sum(report.states.values())
    one = "SELECT count(*) FROM archive_story WHERE state = 'printed'"
    report.printed_stories = rows(database, one)[0][0]
    report.told_by_several = rows(database, one + " AND outlets > 1")[0][0]
    front = rows(database, "SELECT places FROM archive_edition WHERE page = '' ORDER BY at DESC LIMIT 1")
    ids = [place["story"] for place in json.loads(front[0][0])] if front else []
    several = {row[0] for row in rows(database, "SELECT id FROM archive_story WHERE outlets > 1")}
    report.front_told_by_several = sum(story in several for story in ids)
    start = time.monotonic()
    page = get(f"http://127.0.0.1:{SITE}/")
    report.front_page_milliseconds = (time.monotonic() - start) * 1000
    report.canary = int(get(f"http://127.1.0.1:{WIRE}/canary"))
    doctor = subprocess.run(
        [sys.executable, "-m", "broadsheet.cli.main", "doctor", "--home", str(folder / "newsroom")], check=False, text=True,
        capture_output=True,
    )  # fmt: skip
    print(doctor.stdout, doctor.stderr)
    promises = {
        "an article was lost": report.articles >= report.offered,
        "articles are unfinished": not any(report.states.get(state) for state in UNFINISHED),
        "an address is there twice": not rows(database, "SELECT url FROM archive_article GROUP BY url HAVING count(*) > 1"),
        "a guid is there twice in one feed": not rows(
            database, "SELECT guid FROM archive_article WHERE guid != '' GROUP BY feed_id, guid HAVING count(*) > 1"
        ),
        "an article arrived twice in the journal": not rows(
            database, "SELECT article FROM archive_journal WHERE kind = 'arrival' GROUP BY article HAVING count(*) > 1"
        ),
        "no story told by several outlets is on the front page": report.front_told_by_several > 0,
        "the front page shows no story": b"/story/" in page,
        "the canary was touched": report.canary == 0,
        "the doctor found something wrong": doctor.returncode == 0,
    }
    report.broken = [name for name, kept in promises.items() if not kept]


def show(report: Report, file: Path | None) -> None:
    """Print what was measured, and on what."""
    print(f"on {platform.processor() or platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}")
    for name, value in asdict(report).items():
        print(f"{name:28} {value:.1f}" if isinstance(value, float) else f"{name:28} {value}")
    if file:
        file.write_text(json.dumps(asdict(report), indent=1), encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
