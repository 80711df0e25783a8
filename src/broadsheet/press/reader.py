"""The reading room: wanted articles claimed, their pages fetched and read, the rows filled in."""

from __future__ import annotations

import asyncio
import logging
from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from concurrent.futures.process import BrokenProcessPool
from datetime import datetime
from typing import Any

from django.db import transaction

from broadsheet import news
from broadsheet.desk import quotation
from broadsheet.press import pages
from broadsheet.press.archive import claims, rulings, templates
from broadsheet.press.archive.entries import entry_of
from broadsheet.press.archive.models import Article, Publisher
from broadsheet.press.archive.reprint import unmined
from broadsheet.press.archive.rulings import OPTED_OUT
from broadsheet.runners.pool import Pool
from broadsheet.settings import Settings
from broadsheet.wire import rights, rsl
from broadsheet.wire.evidence import Evidence
from broadsheet.wire.fetch import Fetcher, Refused
from broadsheet.wire.site import Sites, said
from broadsheet.wire.templates import Sighting

log = logging.getLogger(__name__)

IN_FLIGHT = 200  # articles fetched or waiting at once
A_PUBLISHER = 6  # of one publisher: its host is asked one at a time, so more would only wait in line and starve others
CLOSED = {401, 402, 451}  # answers that say: not for you
PAID = {401, 402}  # and of those: for who pays
GONE = {404, 410}

Database = Callable[..., Awaitable[Any]]


class Reader:
    """Keeps as many pages under way as politeness allows, and writes them in batches."""

    def __init__(self, settings: Settings, fetcher: Fetcher, database: Database, now: Callable[[], datetime]) -> None:
        self._settings, self._fetcher, self._database, self._now = settings, fetcher, database, now
        self.sites = Sites(fetcher, now)
        self._pool, self._apart = Pool(max(1, settings.line.workers)), Pool(1)
        self._alone = asyncio.Lock()
        self._tasks: dict[str, asyncio.Task[None]] = {}
        self._busy: Counter[str] = Counter()
        self._done: list[Article] = []
        self._seen: list[tuple[str, Sighting]] = []
        self._known = templates.Known()

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
        await asyncio.to_thread(self._apart.close)

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
        seen, self._seen = self._seen, []
        return await self._database(_write, rows, seen, self._now()) if rows else 0

    async def _read(self, row: Article) -> None:
        try:
            filled = await self._filled(row)
        except Exception as error:  # whatever one article brings about: named, counted and logged, and never asked again
            log.exception("article %s could not be read", row.pk)
            filled = fill(row, pages.raised(error), self._settings)
        if filled is None:
            await self._database(_later, row)
        else:
            self._done.append(filled)

    async def _filled(self, row: Article) -> Article | None:
        """The row with what came of its page; None when it is to be tried again later."""
        entry = entry_of(row)
        beside: tuple[Evidence, ...] = await self._database(rulings.beside, row, self._now())
        judged = rights.judge(beside, self._now())
        if judged.value == "none":
            return fill(row, pages.failed(judged.why, beside), self._settings)
        if not entry.url:
            return fill(row, _fed(row, entry, "its feed gives no address", beside), self._settings)
        try:
            read = await self._page(row, entry, beside)
        except Refused as refused:
            return await self._refused(row, entry, refused, beside)
        if read.sighting is not None:
            self._seen.append((row.publisher_id, read.sighting))
        return fill(row, read, self._settings)

    async def _refused(self, row: Article, entry: news.Entry, refused: Refused, beside: tuple[Evidence, ...]) -> Article | None:
        if _passes(refused) and row.attempts < claims.MOST_ATTEMPTS:
            if row.state == "wanted":
                row.reason = f"tried {row.attempts} times: {refused.reason}"
            return None
        evidence = (*closed(refused, row.url, self._now()), *await self._site(row.url), *beside)
        if rights.judge(evidence, self._now()).value == "none" or not _had(row):
            read = _fed(row, entry, refused.reason, evidence, paid=refused.status in PAID)
            return fill(row, read, self._settings)
        if refused.status in GONE:
            return fill(row, pages.failed(f"withdrawn by its publisher: {refused.reason}"), self._settings)
        return stand(row, refused.reason, evidence if refused.status in CLOSED else (), self._now())

    async def _site(self, url: str) -> tuple[Evidence, ...]:
        """What the site says of the address; nothing while it cannot be asked."""
        try:
            return said(await self.sites.terms(url), url)
        except Refused:
            return ()

    async def _page(self, row: Article, entry: news.Entry, beside: tuple[Evidence, ...]) -> pages.Read:
        page = await self._fetcher.get(row.url)
        if page.url != row.url and (out := await self._database(rulings.left_out, page.url, self._now())):
            return pages.failed(out[0].words, (*out, *beside))
        evidence = (*await self.sites.said_by(rsl.named(page), page.url), *await self._site(page.url), *beside)
        known = await self._database(self._known.template, row.publisher_id)
        wanted = pages.Wanted(page, row.publisher_id, entry, row.seen, row.publisher.timezone, evidence, known)
        try:
            return await _in(self._pool, wanted)
        except BrokenProcessPool:
            log.warning("a reading process was killed; article %s, which was under way, is read alone", row.pk)
        async with self._alone:
            for _ in range(claims.MOST_ATTEMPTS):
                try:
                    return await _in(self._apart, wanted)
                except BrokenProcessPool:
                    log.warning("article %s took the process that read it down", row.pk)
        return pages.failed(f"its page took the process that read it down, {claims.MOST_ATTEMPTS} times")


async def _in(pool: Pool, wanted: pages.Wanted) -> pages.Read:
    return (await asyncio.wrap_future(pool.submit(pages.read, (), [wanted])))[0]


def closed(refused: Refused, url: str, now: datetime) -> tuple[Evidence, ...]:
    """What a refusal says of an article's rights: nothing when the page merely could not be had."""
    if refused.kind == "robots" and not refused.passing:
        return (Evidence("robots", "none", refused.reason, url, now, machine=False, picture=False),)
    if refused.status in CLOSED:
        return (Evidence("paywall" if refused.status in PAID else "refused", "link", refused.reason, url, now, machine=False),)
    return ()


def _fed(row: Article, entry: news.Entry, why: str, evidence: tuple[Evidence, ...] = (), *, paid: bool = False) -> pages.Read:
    return pages.unread(entry, row.publisher_id, row.publisher.language, row.seen, why, said=evidence, paid=paid)


def _had(row: Article) -> bool:
    """Whether its page has been read before."""
    return row.access != "feed" and (row.version > 1 or bool(row.text))


def _passes(refused: Refused) -> bool:
    """Whether another try may do better."""
    return refused.passing or refused.kind in {"timeout", "network", "pace"} or refused.status == 429 or refused.status >= 500


def _later(row: Article) -> None:
    """Leave the lease to run out: the article is free again after it."""
    Article.objects.filter(pk=row.pk, fence=row.fence).update(reason=row.reason[:500])


def _write(rows: Sequence[Article], seen: Sequence[tuple[str, Sighting]], now: datetime) -> int:
    """Write what was read, and nothing of a publisher that opted out meanwhile; learn what the pages show."""
    with transaction.atomic():
        houses = {row.publisher_id for row in rows}
        out = {*Publisher.objects.filter(pk__in=houses, opted_out=True).values_list("pk", flat=True)}
        for row in rows:
            if row.publisher_id in out:
                _drop(row, pages.failed(OPTED_OUT, row.evidence or ()))
        templates.learn((each for each in seen if each[0] not in out), now)
        return claims.write_read(rows, now)


def _drop(row: Article, read: pages.Read) -> Article:
    row.rights, row.rights_why = read.rights.value, read.rights.why[:500]
    row.evidence = read.evidence or row.evidence
    row.state, row.reason = "dropped", read.reason[:500]
    if row.rights in {"link", "none"}:
        unmined(row)
    return row


def stand(row: Article, why: str, evidence: tuple[Evidence, ...], now: datetime) -> Article:
    """A row whose page was read before and now refuses us: judged again as it stands, and only linked when it is closed."""
    if evidence:
        judged = rulings.judged(evidence, now)
        row.rights, row.rights_why, row.evidence = judged.value, judged.why, evidence
        if judged.value == "link":
            row.access = "paywall" if any(each.kind == "paywall" for each in evidence) else row.access
    if row.rights == "link":
        unmined(row)
    row.state, row.reason = "read", f"{'only its title' if row.rights == 'link' else 'its earlier text'} stands: {why}"[:500]
    return row


def fill(row: Article, read: pages.Read, settings: Settings) -> Article:
    """A row as the page was read: ready to be judged, or dropped with its reason."""
    article = read.article
    if row.publisher.opted_out or article is None:
        return _drop(row, pages.failed(OPTED_OUT, read.evidence) if row.publisher.opted_out else read)
    row.rights, row.rights_why, row.evidence = read.rights.value, read.rights.why[:500], read.evidence
    row.machine, row.snippet = article.machine, article.snippet
    row.title, row.standfirst, row.text = article.title[:1000], article.standfirst, article.text
    row.excerpt = quotation.excerpt(article.text or article.standfirst, quotation.characters(article, settings))
    row.authors, row.hints = list(article.authors), list(article.hints)
    row.published, row.dated, row.modified = article.published, article.dated, article.modified
    row.when = min(article.published, row.seen) if article.published else row.seen
    row.language, row.canonical, row.image = article.language[:16], article.canonical[:2000], article.image[:2000]
    row.caption, row.credit = article.caption, article.credit[:300]
    row.pictures = [[each.url, each.width, each.height] for each in read.pictures]
    row.template, row.stands_at = read.way[:300], read.stands_at[:2000]
    row.kind, row.genre, row.access = article.kind, article.genre, article.access
    row.state, row.reason = "read", read.reason[:500] or "read, not judged yet"
    return unmined(row) if row.rights == "link" else row
