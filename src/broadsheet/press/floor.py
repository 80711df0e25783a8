"""The floor: poll -> read -> judge -> fold -> apply -> print, over and over, each part at its own pace.

One floor a newsroom holds the lock (`opening.lock`) and is its only sequencer. All writing goes through one thread, so that
transactions of one process never wait for each other; a kill at any point leaves whole transactions and leases that run out.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Any

from django.db.models import Q

from broadsheet import line, news, steps
from broadsheet.desk.borne_out import borne_out
from broadsheet.press import hubs, polling, recheck
from broadsheet.press.archive import claims, ranking, retention
from broadsheet.press.archive.entries import Entered
from broadsheet.press.archive.models import Article, Feed
from broadsheet.press.archive.readings import article as noun
from broadsheet.press.archive.sequence import Sequenced, Sequencer
from broadsheet.press.clock import clock
from broadsheet.press.darkroom import Darkroom
from broadsheet.press.drafting import Drafting
from broadsheet.press.reader import Reader
from broadsheet.press.recheck import Recheck
from broadsheet.runners.here import Here
from broadsheet.runners.pool import Pool
from broadsheet.settings import Settings, SettingsError
from broadsheet.wire.fetch import Fetcher
from broadsheet.wire.poll import Outcome, Polled, after, poll

log = logging.getLogger(__name__)

POLLS_AT_ONCE = 40
PAUSE = 0.3  # seconds between two looks for work: a claim costs microseconds, so this is felt by nobody
RANK_EVERY = 4.0  # seconds between two front pages while stories change
RANK_AT_LEAST = 60.0  # seconds between two without change: freshness moves too
TICK_EVERY = 300.0  # seconds between two ticks of the folds' clock
TICK_AFTER = 20.0  # seconds after which news that came in is looked at again
TICK_LINES = 500  # lines between two ticks of a flood: more often costs accuracy (bench/quality.py events), this nothing
PURGE_EVERY = 24 * 3600.0  # seconds between two looks for what has been kept long enough


@dataclass(slots=True)
class Tally:
    """What the floor has done since it started; the terminal shows it."""

    feeds: int = 0
    polls: int = 0
    failed: int = 0
    entries: int = 0
    read: int = 0
    judged: int = 0
    opened: int = 0
    joined: int = 0
    copies: int = 0
    merged: int = 0
    pictures: int = 0
    printed: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


class Floor:
    """The loop of one newsroom. `tally` may be read at any time from the same event loop.

    `reread` gives the settings anew: what an editor changes holds from the next front page on, without a restart.
    """

    def __init__(
        self, settings: Settings, now: Callable[[], datetime] = clock, reread: Callable[[], Settings] | None = None
    ) -> None:
        self.settings, self._now, self._reread = settings, now, reread
        self.tally = Tally()
        self.contacted: set[tuple[str, int]] = set()
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="archive")
        self._recipe = steps.recipe(settings.line.steps)
        self._runner: line.Runner = Pool(settings.line.workers) if settings.line.workers else Here()
        self._polling: dict[int, asyncio.Task[None]] = {}
        self._changed = True
        self._untold = 0
        self._ranked = self._ticked = self._purged = float("-inf")
        self._objection = ""

    async def run(self, stop: asyncio.Event, *, until_idle: bool = False) -> None:
        """Work until `stop` is set, or until there is nothing left to do; then put everything down in order."""
        self._sequencer = await self._database(Sequencer, self.settings)
        await self._database(claims.release_all)
        async with Fetcher(self.settings, self._now) as fetcher:
            self._fetcher, self.contacted = fetcher, fetcher.contacted
            self._reader = Reader(self.settings, fetcher, self._database, self._now)
            self._darkroom = Darkroom(fetcher, self._database, self._now)
            self._drafting = Drafting(self._database, self._now, self.tally.notes, borne_out)
            self._recheck = Recheck(lambda: self.settings, fetcher, self._reader.sites, self._database, self._now)
            turns = (
                self._poll, self._read, self._judge, self._fold, self._rank, self._purge, self._picture, self._recheck.turn,
                self._draft,
            )  # fmt: skip
            try:
                async with asyncio.TaskGroup() as group:
                    for turn in turns:
                        group.create_task(self._repeat(turn, stop))
                    if until_idle:
                        group.create_task(self._watch(stop))
            finally:
                await self._close()

    async def _repeat(self, turn: Callable[[], Awaitable[int]], stop: asyncio.Event) -> None:
        while not stop.is_set():
            if not await turn():
                await _wait(stop, PAUSE)

    async def _watch(self, stop: asyncio.Event) -> None:
        while not stop.is_set():
            await _wait(stop, 1.0)
            if not self._polling and self._reader.idle and not await self._database(unfinished, self._now()):
                if self._untold > 0 or not await self._darkroom.idle(self.settings.pictures):
                    continue  # one more tick looks at the last arrivals again
                await self._database(ranking.print_editions, self.settings, self._now())
                stop.set()

    async def _close(self) -> None:
        for task in list(self._polling.values()):
            task.cancel()
        await asyncio.gather(*self._polling.values(), return_exceptions=True)
        await self._reader.close()
        await self._darkroom.close()
        await self._drafting.close()
        await asyncio.to_thread(self._runner.close)
        await self._database(self._sequencer.snapshot)
        await self._database(_disconnect)
        self._thread.shutdown()

    async def _database(self, function: Callable[..., Any], *arguments: Any, **named: Any) -> Any:
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._thread, lambda: function(*arguments, **named))

    async def _poll(self) -> int:
        room = POLLS_AT_ONCE - len(self._polling)
        if room <= 0:
            return 0
        rows: list[Feed] = await self._database(polling.due, self._now(), room, list(self._polling))
        for row in rows:
            task = asyncio.create_task(self._poll_one(row))
            self._polling[row.pk] = task
            task.add_done_callback(partial(self._polled, row.pk))
        return len(rows)

    def _polled(self, key: int, task: asyncio.Task[None]) -> None:
        self._polling.pop(key, None)
        if not task.cancelled():
            task.result()

    async def _poll_one(self, row: Feed) -> None:
        now, was = self._now(), polling.health(row)
        entered: Entered
        try:
            polled = await poll(self._fetcher, polling.noun(row), was, self.settings, now, row.publisher.timezone)
            entered = await self._database(polling.record, row, polled, self._now())
        except Exception as error:  # whatever a feed's bytes bring about: named, logged, and asked again after a while
            log.exception("the poll of %s failed", row.url)
            outcome = Outcome("failed", f"It could not be polled ({type(error).__name__}: {error}).")
            polled = Polled(after(was, outcome, self.settings, now, jitter=0.5))
            entered = await self._database(polling.record, row, polled, self._now())
        await hubs.keep(self._fetcher, self._database, row.pk, self.settings, self._now())
        self.tally.polls += 1
        self.tally.entries += entered.new
        if polled.health.failures and polled.health.failures > was.failures:
            self.tally.failed += 1
            self.tally.notes.append(f"{row.publisher.name}: {polled.health.why}")

    async def _read(self) -> int:
        read: int = await self._reader.turn()
        self.tally.read += read
        return read

    async def _judge(self) -> int:
        rows: list[Article] = await self._database(
            claims.claim, "read", self._now(), self.settings, limit=self.settings.archive.claim
        )
        if not rows:
            return 0
        readings = await asyncio.to_thread(self._readings, rows)
        written: int = await self._database(claims.write_judged, rows, readings, self._now())
        self.tally.judged += written
        return written

    def _readings(self, rows: Sequence[Article]) -> list[news.Reading]:
        """A reading a row; where one of them kills its process, that one alone is dropped."""
        try:
            return self._judged(rows)
        except BrokenProcessPool:
            log.warning("a judging process was killed; its %d articles are judged one at a time", len(rows))
        return [self._alone(row) for row in rows]

    def _alone(self, row: Article) -> news.Reading:
        try:
            return self._judged([row])[0]
        except BrokenProcessPool:
            log.exception("article %s was dropped", row.pk)
            return news.Reading(noun(row), dropped="it took the process that judged it down")

    def _judged(self, rows: Sequence[Article]) -> list[news.Reading]:
        return list(line.run(self._recipe, [noun(row) for row in rows], self._runner, self.settings))

    async def _fold(self) -> int:
        await self._tick()
        done: Sequenced = await self._database(self._sequencer.turn, self._now())
        self.tally.opened += done.opened
        self.tally.joined += done.joined
        self.tally.copies += done.copies
        self.tally.merged += done.merged
        self.tally.printed += done.told.headlines
        self._untold += done.lines
        self._changed = self._changed or done.lines > 0
        return done.lines

    async def _tick(self) -> None:
        """Tell the folds the time, at which they look again at what changed: during a flood, after it, and now and then."""
        since = asyncio.get_running_loop().time() - self._ticked
        flood, after = self._untold >= TICK_LINES, self._untold > 0 and since >= TICK_AFTER
        if flood or after or since >= TICK_EVERY:
            self._ticked, self._untold = asyncio.get_running_loop().time(), -1  # the tick is a line itself
            await self._database(self._sequencer.tick, self._now())

    async def _rank(self) -> int:
        since = asyncio.get_running_loop().time() - self._ranked
        if since < RANK_EVERY or (since < RANK_AT_LEAST and not self._changed):
            return 0
        self._changed = False
        if self._reread is not None:
            await self._refresh(self._reread)
        await self._database(ranking.print_editions, self.settings, self._now())
        self._ranked = asyncio.get_running_loop().time()
        return 1

    async def _refresh(self, reread: Callable[[], Settings]) -> None:
        """Take the settings as they are now; wrong ones are noted once, and those in force stay."""
        try:
            self.settings = await self._database(reread)
        except SettingsError as wrong:
            if str(wrong) != self._objection:
                self._objection = str(wrong)
                self.tally.notes.append(f"The settings stay as they were: {wrong}")
            return
        self._objection = ""
        self._sequencer.settings = self.settings

    async def _picture(self) -> int:
        made: int = await self._darkroom.turn(self.settings.pictures)
        self.tally.pictures += made
        return made

    async def _draft(self) -> int:
        return await self._drafting.turn(self.settings)

    async def _purge(self) -> int:
        now = asyncio.get_running_loop().time()
        if now - self._purged < PURGE_EVERY:
            return 0
        self._purged = now
        await self._database(retention.purge, self.settings, self._now())
        return 1


def unfinished(now: datetime) -> int:
    """How much work waits: feeds due, sites to ask again, articles to read or judge, journal lines to fold."""
    from broadsheet.press.archive.models import Fold, Journal

    waiting = Article.objects.filter(Q(state__in=("wanted", "read", "judged")) | Q(again=True)).count()
    fold = Fold.objects.filter(name="events").first()
    lines = Journal.objects.filter(number__gt=fold.applied if fold else 0).count()
    return len(polling.due(now, 1, ())) + len(recheck.due(now)) + waiting + lines


async def _wait(stop: asyncio.Event, seconds: float) -> None:
    try:
        await asyncio.wait_for(stop.wait(), seconds)
    except TimeoutError:
        return


def _disconnect() -> None:
    from django.db import connection

    connection.close()
