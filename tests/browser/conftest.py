"""One newsroom on the specimen wire for all browser tests of a run, and Debian's Chromium to read it with."""

from __future__ import annotations

import fcntl
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, sync_playwright

from tests.browser.reading import Guest, Paper
from tests.cli.running import Running

CHROMIUM = os.environ.get("CHROMIUM") or next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
)
ARGUMENTS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.slow)
            if "browser" in getattr(item, "fixturenames", ()):
                item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def newsroom(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Iterator[Running]:
    """A newsroom that has read and printed the whole specimen."""
    folder = tmp_path_factory.getbasetemp()
    with _shared(folder if worker_id == "master" else folder.parent) as running:
        yield running


@contextmanager
def _shared(folder: Path) -> Iterator[Running]:
    """The newsroom of all workers: the first opens it, holds it until the others have left, and closes it."""
    facts = folder / "newsroom.json"
    with (folder / "guests.lock").open("w") as guests, (folder / "door.lock").open("w") as door, ExitStack() as stack:
        fcntl.flock(door, fcntl.LOCK_EX)
        if facts.exists():
            running = Running(folder / "newsroom", **json.loads(facts.read_text()))
        else:
            running = stack.enter_context(_opened(folder))
            facts.write_text(json.dumps({"port": running.port, "specimen_port": running.specimen_port}))
            stack.callback(facts.unlink)
        fcntl.flock(guests, fcntl.LOCK_SH)
        fcntl.flock(door, fcntl.LOCK_UN)
        yield running
        fcntl.flock(guests, fcntl.LOCK_UN)
        if running.process is not None:
            fcntl.flock(door, fcntl.LOCK_EX)
            fcntl.flock(guests, fcntl.LOCK_EX)


@contextmanager
def _opened(folder: Path) -> Iterator[Running]:
    shutil.rmtree(folder / "newsroom", ignore_errors=True)
    running = Running(folder / "newsroom").start("--specimen", "always")
    try:
        yield running.settle()
        assert running.stop() == 0, running.said()
        assert running.left(3) == []
        assert "Traceback" not in running.said(), running.said()
    finally:
        running.away()


@pytest.fixture(scope="module")
def paper(newsroom: Running) -> Paper:
    """Where its pages are."""
    return Paper(newsroom)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium. A module long, no longer: while it is open, its event loop stands in the way of other tests' loops."""
    if not CHROMIUM or not Path(CHROMIUM).exists():
        pytest.skip("There is no Chromium here ($CHROMIUM); on Debian: apt-get install chromium.")
    with sync_playwright() as playwright:
        with_us = playwright.chromium.launch(executable_path=CHROMIUM, args=list(ARGUMENTS))
        yield with_us
        with_us.close()


@pytest.fixture
def guest(browser: Browser, newsroom: Running) -> Iterator[Guest]:
    """A reader at a desk, who notes everything that a page does wrong."""
    with _visit(browser.new_context(viewport={"width": 1280, "height": 900}), newsroom) as guest:
        yield guest


@pytest.fixture
def plain_guest(browser: Browser, newsroom: Running) -> Iterator[Guest]:
    """A reader with a telephone and without JavaScript."""
    with _visit(browser.new_context(viewport={"width": 390, "height": 844}, java_script_enabled=False), newsroom) as guest:
        yield guest


@contextmanager
def _visit(context: BrowserContext, newsroom: Running) -> Iterator[Guest]:
    try:
        yield Guest(context.new_page(), newsroom.url)
    finally:
        context.close()
