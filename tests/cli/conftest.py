"""Newsrooms for the tests of the command line, each in a folder of its own, none left running."""

from __future__ import annotations

import fcntl
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.cli.running import Running, environment, prepared

MAKE = (
    "import django; django.setup(); from broadsheet.press import opening; from broadsheet.press.home import Home; "
    "opening.database(Home.here().folder / 'broadsheet.sqlite3')"
)


def in_django(home: Path, what: str) -> None:
    """Run a line of Python for a newsroom, in a process of its own."""
    more = {"BROADSHEET_HOME": str(home), "DJANGO_SETTINGS_MODULE": "broadsheet.press.settings"}
    done = subprocess.run([sys.executable, "-c", what], env=environment(**more), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.fixture(scope="session")
def _empty(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """A database without a row, made once for all workers: making one takes seconds."""
    folder = tmp_path_factory.getbasetemp()
    folder = folder if worker_id == "master" else folder.parent
    with (folder / "empty.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        home = folder / "empty-newsroom"
        if not (home / "done").exists():
            shutil.rmtree(home, ignore_errors=True)
            prepared(home)
            in_django(home, MAKE)
            (home / "done").touch()
    return home / "broadsheet.sqlite3"


@pytest.fixture
def home(tmp_path: Path, _empty: Path) -> Path:
    """A newsroom that was set up and has no news."""
    folder = tmp_path / "newsroom"
    prepared(folder)
    shutil.copy(_empty, folder / _empty.name)
    return folder


@pytest.fixture
def opens() -> Iterator[Callable[..., Running]]:
    """Opens newsrooms; whatever still runs at the end of the test is ended."""
    opened: list[Running] = []

    def one(home: Path) -> Running:
        opened.append(Running(home))
        return opened[-1]

    yield one
    for running in opened:
        running.away()
