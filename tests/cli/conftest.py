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

LATER = "INSERT INTO django_migrations (app, name, applied) VALUES ('archive', '9999_from_the_future', '2030-01-01')"
MAKE = (
    "import django; django.setup(); from broadsheet.press import opening; from broadsheet.press.home import Home; "
    "opening.database(Home.here().folder / 'broadsheet.sqlite3')"
)


def in_django(home: Path, what: str) -> None:
    """Run a line of Python for a newsroom, in a process of its own."""
    more = {"BROADSHEET_HOME": str(home), "DJANGO_SETTINGS_MODULE": "broadsheet.press.settings"}
    done = subprocess.run([sys.executable, "-c", what], env=environment(**more), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


Once = Callable[[str, Callable[[Path], object]], Path]


@pytest.fixture(scope="session")
def once(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Once:
    """Makes a newsroom's folder once for all workers: making one takes seconds."""
    folder = tmp_path_factory.getbasetemp()
    folder = folder if worker_id == "master" else folder.parent

    def get(name: str, make: Callable[[Path], object]) -> Path:
        home, done = folder / name, folder / f"{name}.done"
        with (folder / f"{name}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not done.exists():
                shutil.rmtree(home, ignore_errors=True)
                make(home)
                done.touch()
        return home

    return get


@pytest.fixture(scope="session")
def empty(once: Once) -> Path:
    """A database without a row."""
    return once("empty-newsroom", lambda home: in_django(prepared(home).path, MAKE)) / "broadsheet.sqlite3"


@pytest.fixture
def home(tmp_path: Path, empty: Path) -> Path:
    """A newsroom that was set up and has no news."""
    folder = tmp_path / "newsroom"
    prepared(folder)
    shutil.copy(empty, folder / empty.name)
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
