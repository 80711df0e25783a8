"""`broadsheet start` and `poll`: which edition opens, and everything in its order, put down again on Ctrl-C."""

from __future__ import annotations

import argparse
import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Sequence
from contextlib import AsyncExitStack, suppress
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Literal
from zoneinfo import ZoneInfo

from broadsheet import news, steps
from broadsheet import settings as ours
from broadsheet.cli.terminal import Terminal
from broadsheet.press import opening, serve
from broadsheet.press.clock import clock
from broadsheet.press.home import Home, HomeError
from broadsheet.settings import Settings, SettingsError
from broadsheet.steps import RecipeError

if TYPE_CHECKING:
    from broadsheet.press.floor import Floor

PROBE_EVERY = 60.0  # seconds between two looks for real publishers while the specimen is open
SAME_DEMO = timedelta(hours=24)  # a demo opened again within a day goes on; later it opens anew, as today
ANCHOR = "%Y%m%dT%H%MZ"
Ending = Literal["asked", "unserved", "answered"]  # by Ctrl-C, by the web server's end, by a publisher's answer


def start(chosen: argparse.Namespace) -> int:
    """Open the newsroom and serve its site until Ctrl-C."""
    return _guarded(chosen, _start)


def poll(chosen: argparse.Namespace) -> int:
    """One round without the site."""
    return _guarded(chosen, _poll)


def _guarded(chosen: argparse.Namespace, verb: Callable[[Home, Settings, Terminal], int]) -> int:
    terminal = Terminal()
    try:
        home = Home(Path(chosen.home).resolve())
        home.prepare()
        os.environ.update(_given(chosen, home))
        return verb(home, ours.load(home.settings_file), terminal)
    except (HomeError, SettingsError, RecipeError) as wrong:
        terminal.say(f"broadsheet: {wrong}")
        return 1


def _given(chosen: argparse.Namespace, home: Home) -> dict[str, str]:
    """What the command line sets, as the environment that this process and the server's share."""
    given = {
        "BROADSHEET_WIRE_SOURCES": _absolute(chosen.sources),
        "BROADSHEET_WIRE_ALLOW_LOOPBACK": ",".join(chosen.allow_loopback or ()),
        "BROADSHEET_WIRE_PACE": chosen.pace,
        "BROADSHEET_SERVE_HOST": getattr(chosen, "host", None),
        "BROADSHEET_SERVE_PORT": getattr(chosen, "port", None),
        "BROADSHEET_SPECIMEN_USE": getattr(chosen, "specimen", None),
    }
    given = {name: value for name, value in given.items() if value}
    with_them = ours.load(home.settings_file, {**os.environ, **given})
    if with_them.site.address == Settings().site.address:
        given["BROADSHEET_SITE_ADDRESS"] = serve.address(with_them.serve)
    return {name: value for name, value in given.items() if value is not None}


def _absolute(sources: str | None) -> str | None:
    return str(Path(sources).resolve()) if sources and "://" not in sources else sources


def _start(home: Home, settings: Settings, terminal: Terminal) -> int:
    serve.free(settings.serve)
    edition = asyncio.run(_edition(home, settings, terminal))
    home, outside = Home(home.path, edition), dict(os.environ)
    home.prepare()
    with opening.lock(home):
        _open(home, settings, terminal)
        ending = asyncio.run(_work(home, settings, terminal))
    if ending == "answered":
        terminal.say("A publisher answers: closing the specimen, opening the newsroom.")
        again = [sys.executable, "-m", "broadsheet.cli.main", *sys.argv[1:]]
        os.execve(sys.executable, again, outside)  # noqa: S606 - ourselves, without the specimen's terms
    terminal.say("The newsroom is closed; start again to go on where it stopped.")
    return 1 if ending == "unserved" else 0


def _poll(home: Home, settings: Settings, terminal: Terminal) -> int:
    with opening.lock(home):
        _open(home, settings, terminal)
        asyncio.run(_round(home, terminal))
    from broadsheet.cli.newsroom import report

    return report(home, as_json=False)


async def _edition(home: Home, settings: Settings, terminal: Terminal) -> str:
    """Empty for the real newsroom, else the anchor of the specimen that opens instead."""
    if settings.specimen.use == "never" or (settings.specimen.use == "auto" and opening.has_news(_database(home, settings))):
        return ""
    if settings.specimen.use == "auto":
        from broadsheet.press.sources import answers

        if await answers(settings, settings.wire.patience):
            return ""
        terminal.say(
            f"No publisher answered within {settings.wire.patience:g} seconds, so the specimen opens: twelve fictional"
        )
        terminal.say("publishers on this machine, marked on every page. The real newsroom opens as soon as one answers.")
    return _anchor(home)


def _anchor(home: Home) -> str:
    now = clock()
    for folder in sorted((home.path / "specimen").glob("*Z"), reverse=True):
        if now - anchored(folder.name) < SAME_DEMO:
            return folder.name
    return now.strftime(ANCHOR)


def anchored(edition: str) -> datetime:
    """The time at which a specimen edition opened."""
    return datetime.strptime(edition, ANCHOR).replace(tzinfo=UTC)


def _database(home: Home, settings: Settings) -> Path:
    return home.folder / settings.archive.database


def _open(home: Home, settings: Settings, terminal: Terminal) -> None:
    os.environ.update(home.environment())
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "broadsheet.press.settings")
    if home.edition:
        os.environ.update(_loopback(settings))
    steps.recipe(settings.line.steps)
    steps.recipe(settings.line.story_steps, of=news.Story)
    path = _database(home, settings)
    if not path.exists():
        terminal.say("Setting up the newsroom; this takes about ten seconds, once.")
    import django

    django.setup()
    done = opening.database(path)
    if done and path.exists():
        terminal.say(done)
    opening.seed_sections(settings)


def _loopback(settings: Settings) -> dict[str, str]:
    """The specimen's own terms: its port may be fetched, without a pace, and often."""
    return {
        "BROADSHEET_WIRE_ALLOW_LOOPBACK": f"127.0.0.0/8:{settings.specimen.port}",
        "BROADSHEET_WIRE_PACE": "0",
        "BROADSHEET_WIRE_MIN_MINUTES": "0.5",
        "BROADSHEET_WIRE_MAX_MINUTES": "2",
    }


async def _round(home: Home, terminal: Terminal) -> None:
    from broadsheet.press.current import current
    from broadsheet.press.floor import Floor
    from broadsheet.press.sources import sources_or_known

    settings = await asyncio.to_thread(current, home)
    await asyncio.to_thread(opening.seed_sources, await sources_or_known(settings, terminal.say))
    floor, stop = Floor(settings), asyncio.Event()
    _on_signals(stop)
    async with asyncio.TaskGroup() as group:
        group.create_task(_show(floor, terminal, stop))
        group.create_task(floor.run(stop, until_idle=True))


async def _work(home: Home, own: Settings, terminal: Terminal) -> Ending:
    """The floor and the server side by side; answers what ended it. `own` are the settings without the specimen's terms."""
    from broadsheet.press.current import current
    from broadsheet.press.floor import Floor
    from broadsheet.press.sources import open_specimen, sources_or_known

    settings = await asyncio.to_thread(current, home)
    terminal.zone = ZoneInfo(settings.site.timezone)
    stop, answered = asyncio.Event(), asyncio.Event()
    _on_signals(stop)
    async with AsyncExitStack() as stack:
        if home.edition:
            running, found = await open_specimen(anchored(home.edition), settings)
            stack.push_async_callback(running.close)
        else:
            found = await sources_or_known(settings, terminal.say)
        await asyncio.to_thread(opening.seed_sources, found)
        await asyncio.to_thread(_greet, settings, found, terminal, clock())
        static = await asyncio.to_thread(opening.static_files)
        server = serve.start(settings.serve, home.environment(), static)
        stack.callback(_end, server)
        floor = Floor(settings, reread=partial(current, home))
        async with asyncio.TaskGroup() as group:
            group.create_task(_show(floor, terminal, stop))
            group.create_task(_mind(server, stop, terminal))
            group.create_task(floor.run(stop))
            if home.edition and settings.specimen.use == "auto":
                group.create_task(_look_out(own, stop, answered))
        unserved = server.poll() is not None
    return "answered" if answered.is_set() else "unserved" if unserved else "asked"


def _greet(settings: Settings, sources: Sequence[opening.Source], terminal: Terminal, now: datetime) -> None:
    from broadsheet.press.newsdesk.people import first_editor

    feeds = sum(len(its) for _, its in sources)
    terminal.say(f"{settings.site.name}: {len(sources)} publishers, {feeds} feeds", strong=True)
    terminal.say(f"  readers   {settings.site.address}/")
    terminal.say(f"  editors   {settings.site.address}/desk/")
    if editor := first_editor(now):
        terminal.say(f"  log in as {editor[0]} with password {editor[1]} (shown once; change it at the desk)", strong=True)
    terminal.say("  Ctrl-C stops; nothing is lost.")


async def _show(floor: Floor, terminal: Terminal, stop: asyncio.Event) -> None:
    loop = asyncio.get_running_loop()
    began = loop.time()
    while not stop.is_set():
        terminal.show(floor.tally, clock(), loop.time() - began)
        await asyncio.sleep(0.25)
    if terminal.live:
        terminal.say("")


async def _mind(server: subprocess.Popen[bytes], stop: asyncio.Event, terminal: Terminal) -> None:
    while not stop.is_set():
        if server.poll() is not None:
            terminal.say(f"The web server ended by itself (code {server.returncode}); its last words stand above.")
            stop.set()
        await asyncio.sleep(0.5)


async def _look_out(settings: Settings, stop: asyncio.Event, answered: asyncio.Event) -> None:
    from broadsheet.press.sources import answers

    while not stop.is_set():
        await asyncio.sleep(PROBE_EVERY)
        with suppress(HomeError):  # a list of sources that cannot be had is no answer
            if await answers(settings, settings.wire.patience):
                answered.set()
                stop.set()


def _on_signals(stop: asyncio.Event) -> None:
    for name in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(name, stop.set)


def _end(server: subprocess.Popen[bytes]) -> None:
    server.terminate()
    try:
        server.wait(10)
    except subprocess.TimeoutExpired:
        server.kill()
