"""The reading room: wanted articles claimed, their pages fetched and read, the rows filled in."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable
from concurrent.futures.process import BrokenProcessPool
from datetime import datetime
from typing import Any

from broadsheet import news
from broadsheet.press import pages
from broadsheet.press.archive import claims
from broadsheet.press.archive.entries import entry_of
from broadsheet.press.archive.models import Article
from broadsheet.runners.pool import Pool
from broadsheet.settings import Settings
from broadsheet.wire.fetch import Fetcher, Refused

IN_FLIGHT = 200  # articles fetched or waiting at once
A_PUBLISHER = 6  # of one publisher: its host is asked one at a time, so more would only wait in line and starve others
CLOSED = {401, 402, 451}  # answers that say: not for you

Database = Callable[..., Awaitable[Any]]


class Reader:
    """Keeps as many pages under way as politeness allows, and writes them in batches."""

    def __init__(self, settings: Settings, fetcher: Fetcher, database: Database, now: Callable[[], datetime]) -> None:
        self._settings, self._fetcher, self._database, self._now = settings, fetcher, database, now
        self._pool = Pool(max(1, settings.line.workers))
        self._tasks: dict[str, asyncio.Task[None]] = {}
        self._busy: Counter[str] = Counter()
        self._done: list[Article] = []

    async def turn(self) -> int:
        """Claim what there is room for and write what is done. Answers how many pages were written."""
        room = IN_FLIGHT - len(self._tasks)
        if room > 0:
            full = [publisher for publisher, many in self._busy.items() if many >= A_PUBLISHER]
            rows = await self._database(
                claims.claim, "wanted", self._now(), self._settings,
                limit=min(room, self._settings.archive.claim), busy=full, taken=list(self._tasks),
            )  # fmt: skip
            for row in rows:
                await self._start(row)
        return await self._write()

    @property
    def idle(self) -> bool:
        """Whether nothing is under way."""
        return not self._tasks and not self._done

    async def close(self) -> None:
        """Give back what is under way, write what is done."""
        for task in list(self._tasks.values()):
            task.cancel()
        await asyncio.gather(*self._tasks.values(), return_exceptions=True)
        await self._write()
        await asyncio.to_thread(self._pool.close)

    async def _start(self, row: Article) -> None:
        if self._busy[row.publisher_id] >= A_PUBLISHER:
            await self._database(claims.release, [row])
            return
        self._busy[row.publisher_id] += 1
        task = asyncio.create_task(self._read(row))
        self._tasks[row.pk] = task
        task.add_done_callback(lambda done: self._ended(row, done))

    def _ended(self, row: Article, task: asyncio.Task[None]) -> None:
        self._tasks.pop(row.pk, None)
        self._busy[row.publisher_id] -= 1
        if not self._busy[row.publisher_id]:
            del self._busy[row.publisher_id]
        if not task.cancelled():
            task.result()

    async def _write(self) -> int:
        rows, self._done = self._done, []
        return await self._database(claims.write_read, rows) if rows else 0

    async def _read(self, row: Article) -> None:
        entry = entry_of(row)
        try:
            page = await self._fetcher.get(row.url)
            no_agents = await self._agents_refused(row.url)
            wanted = pages.Wanted(page, row.publisher_id, entry, row.seen, row.publisher.timezone, no_agents)
            read = (await asyncio.wrap_future(self._pool.submit(pages.read, (), [wanted])))[0]
        except Refused as refused:
            if _passes(refused) and row.attempts < claims.MOST_ATTEMPTS:
                row.reason = f"tried {row.attempts} times: {refused.reason}"
                await self._database(_later, row)
                return
            closed = refused.kind == "robots" or refused.status in CLOSED
            read = pages.unread(
                entry, row.publisher_id, row.publisher.language, row.seen, refused.reason, closed=closed
            )  # fmt: skip
        except BrokenProcessPool:
            if row.attempts < claims.MOST_ATTEMPTS:
                await self._database(_later, row)
                return
            read = pages.Read(None, news.Judgement("none", 1.0, ""), "its page took the process that read it down, three times")
        self._done.append(fill(row, read, self._settings))

    async def _agents_refused(self, url: str) -> bool:
        return (await self._fetcher.permission(url)).agents_refused


def _passes(refused: Refused) -> bool:
    """Whether another try may do better."""
    return refused.kind in {"timeout", "network"} or refused.status == 429 or refused.status >= 500


def _later(row: Article) -> None:
    """Leave the lease to run out: the article is free again after it."""
    Article.objects.filter(pk=row.pk, fence=row.fence).update(reason=row.reason[:500])


def fill(row: Article, read: pages.Read, settings: Settings) -> Article:
    """A row as the page was read: ready to be judged, or dropped with its reason."""
    article = read.article
    row.rights, row.rights_why = read.rights.value, read.rights.why[:500]
    if article is None:
        row.state, row.reason = "dropped", read.reason[:500]
        return row
    row.title, row.standfirst, row.text = article.title[:1000], article.standfirst, article.text
    row.excerpt = excerpt(article.text or article.standfirst, settings.publish.excerpt_characters)
    row.authors, row.hints = list(article.authors), list(article.hints)
    row.published, row.dated, row.modified = article.published, article.dated, article.modified
    row.when = min(article.published, row.seen) if article.published else row.seen
    row.language, row.canonical, row.image = article.language[:16], article.canonical[:2000], article.image[:2000]
    row.kind, row.genre, row.access = article.kind, article.genre, article.access
    row.state, row.reason = "read", read.reason[:500] or "read, not judged yet"
    return row


def excerpt(text: str, most: int) -> str:
    """The beginning of a text in at most so many characters, whole words, with an ellipsis when there is more."""
    flat = " ".join(text.split())
    if len(flat) <= most:
        return flat
    cut = flat[: most - 1].rsplit(" ", 1)[0].rstrip(" ,;:–—-")
    return f"{cut}…"
