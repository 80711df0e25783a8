"""Whose rights changed? Sites asked again once a day, and opt-outs looked for on the sites that they name."""

from __future__ import annotations

import asyncio
import logging
import re
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime, timedelta
from typing import Any

from broadsheet.news import Page
from broadsheet.press.archive import optouts, reprint, rulings
from broadsheet.press.archive.models import Article, OptOut, Ruling, Site
from broadsheet.settings import Settings
from broadsheet.wire.evidence import Evidence, plain
from broadsheet.wire.fetch import Fetcher, Refused
from broadsheet.wire.links import host
from broadsheet.wire.site import KEPT, Sites, Terms, said

log = logging.getLogger(__name__)

JUDGED = ("article_id", "article__url", "article__stands_at", "evidence")
AT_ONCE = 20  # sites asked at the same time
RETRY = timedelta(hours=1)  # until a site that could not be asked is asked again
PROOFS_EVERY = timedelta(minutes=1)  # between two looks for opt-outs that are due
TOKEN_BYTES = 2_000_000
_META = re.compile(rf"<meta\b[^>]{{0,300}}\b{optouts.META}\b[^>]{{0,300}}>", re.IGNORECASE)

Database = Callable[..., Awaitable[Any]]


class Recheck:
    """Asks sites that are due and carries out what changed; `settings` are asked for each time, for the desk changes them."""

    def __init__(
        self, settings: Callable[[], Settings], fetcher: Fetcher, sites: Sites, database: Database, now: Callable[[], datetime]
    ) -> None:
        self._settings, self._fetcher, self._sites, self._database, self._now = settings, fetcher, sites, database, now
        self._looked: datetime | None = None

    async def turn(self) -> int:
        """Ask what is due. Answers how many sites and opt-outs were looked at."""
        rows: list[Site] = await self._database(due, self._now())
        await asyncio.gather(*(self._ask(row) for row in rows))
        asked = await self._asked()
        await asyncio.gather(*(self._prove(row) for row in asked))
        return len(rows) + len(asked)

    async def _asked(self) -> list[OptOut]:
        """The opt-outs whose proof is to be looked for; asked for once in a while, for a turn comes several times a second."""
        if self._looked is not None and self._now() < self._looked + PROOFS_EVERY:
            return []
        self._looked = self._now()
        rows: list[OptOut] = await self._database(optouts.due, self._now(), AT_ONCE)
        return rows

    async def _ask(self, row: Site) -> None:
        try:
            terms = await self._sites.terms(row.origin)
            await self._database(compare, row, terms, self._settings(), self._now())
        except Refused:
            await self._database(_later, row, self._now())
        except Exception:  # whatever a site's bytes bring about: named, logged, and asked again after a while
            log.exception("the terms of %s could not be compared", row.origin)
            await self._database(_later, row, self._now())

    async def _prove(self, row: OptOut) -> None:
        try:
            found = await self._found(row)
        except Exception as error:  # as above
            log.exception("the proof on %s could not be looked for", row.origin)
            found = f"It could not be looked for ({type(error).__name__})."
        if found == row.token:
            await self._database(optouts.accept, row, optouts.BY_PROOF, self._settings(), self._now())
        else:
            await self._database(optouts.looked, row, found, self._now())

    async def _found(self, row: OptOut) -> str:
        """The token when it stands on the site, else why it was not found."""
        try:
            page = await self._fetcher.get(row.origin + optouts.WELL_KNOWN, accept="text/plain", max_bytes=TOKEN_BYTES)
            if _speaks(page, row) and row.token in page.body[:10_000].decode("utf-8", "replace").split():
                return row.token
            why = "the file does not hold the token" if _speaks(page, row) else "the file stands on another site"
        except Refused as refused:
            why = refused.reason
        try:
            page = await self._fetcher.get(f"{row.origin}/", max_bytes=TOKEN_BYTES)
        except Refused as refused:
            return why if why == refused.reason else f"{why} {refused.reason}"
        if not _speaks(page, row):
            return f"{why}; the front page stands on another site"
        tags = _META.findall(page.body[:300_000].decode("utf-8", "replace"))
        return row.token if any(row.token in tag for tag in tags) else f"{why}; no meta tag holds the token"


def _speaks(page: Page, row: OptOut) -> bool:
    """Whether an answer came from the site itself or from one that it stands below: a redirect may lead to anybody."""
    return host(page.url) in rulings.above(row.host)


def due(now: datetime) -> list[Site]:
    """Sites that were asked a day ago or longer."""
    rows = Site.objects.filter(checked__lte=now - KEPT, publisher__opted_out=False).order_by("checked", "pk")
    return list(rows[:AT_ONCE])


def compare(row: Site, terms: Terms, settings: Settings, now: datetime) -> reprint.Changed:
    """Judge those articles of a site anew for whom what the site says has changed, or what has a day of its own."""
    rulings.record_site(row.publisher_id, row.origin, said(terms, f"{row.origin}/"), now)
    current = Ruling.objects.filter(publisher=row.publisher_id, site=row.origin, superseded=None).exclude(article=None)
    changed = [
        article
        for article, url, at, kept in current.values_list(*JUDGED).iterator()
        if _dated(kept) or rulings.bare(_of_site(kept)) != rulings.bare(plain(each) for each in said(terms, at or url))
    ]

    def of(article: Article) -> Sequence[Evidence]:
        return (*said(terms, article.page_url), *rulings.house(article.publisher, article.page_url, now))

    return reprint.judge_again(changed, of, settings, now)


def _of_site(kept: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    return [each for each in kept if each.get("scope") == "site"]


def _dated(kept: Sequence[dict[str, Any]]) -> bool:
    """Whether time alone may change it: a letter runs out, a page becomes unavailable."""
    return any(each["kind"] == "letter" or each.get("since") for each in kept)


def _later(row: Site, now: datetime) -> None:
    Site.objects.filter(pk=row.pk).update(checked=now - KEPT + RETRY)
