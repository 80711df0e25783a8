"""A newsroom's round at hand: a wire of the test's own, pages read in this process, the floor's turns one after the other."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db import connection

from broadsheet.news import Page
from broadsheet.press import opening
from broadsheet.press.archive.entries import enter
from broadsheet.press.archive.models import Feed
from broadsheet.press.archive.sequence import Sequencer
from broadsheet.press.floor import Floor
from broadsheet.press.reader import Reader
from broadsheet.press.recheck import Recheck
from broadsheet.settings import Settings
from broadsheet.wire import robots
from broadsheet.wire.fetch import Refused
from tests.press import at_hand
from tests.press.archive.newsroom import NOW, entry, publisher


class Wire:
    """Sites that answer what a test says: `pages` by address, each a body and headers; `robots` by site. `asked` is kept.

    `moved` says at which address a page stands in the end, where that is another; one that is in `pages` answers itself.
    """

    def __init__(self) -> None:
        self.pages: dict[str, tuple[str, tuple[tuple[str, str], ...]]] = {}
        self.robots: dict[str, str] = {}
        self.moved: dict[str, str] = {}
        self.asked: list[str] = []
        self.now: Callable[[], datetime] = lambda: NOW

    async def rules(self, url: str) -> robots.Rules:
        """The site's robots.txt; without one everything is free."""
        host = url.split("/")[2]
        text = self.robots.get(host)
        return robots.read(200, text.encode()) if text is not None else robots.read(404, b"")

    async def get(self, url: str, **_: Any) -> Page:
        """The page, when robots.txt lets us have it."""
        said = (await self.rules(url)).permission(url)
        if not said.allowed:
            raise Refused("robots", f"{url.split('/')[2]} does not want us there: {said.why}.")
        self.asked.append(url)
        if url in self.moved and self.moved[url] in self.pages:
            return replace(await self.get(self.moved[url]), asked=url)
        if url not in self.pages:
            raise Refused("status", f"{url} answered 404 (there is nothing).", 404)
        body, headers = self.pages[url]
        return Page(url, self.moved.get(url, url), 200, "text/html; charset=utf-8", body.encode(), self.now(), headers)


class Direct:
    """A pool that does the work at once."""

    def submit(self, function: Any, shared: tuple[Any, ...], batch: Any) -> Future[Any]:
        answer: Future[Any] = Future()
        answer.set_result(function(*shared, batch))
        return answer

    def close(self) -> None:
        """Nothing to close."""


class Round:
    """A floor whose turns are taken by hand."""

    def __init__(self, settings: Settings | None = None) -> None:
        settings = settings or Settings()
        opening.seed_sections(settings)
        self.at, self.wire = NOW, Wire()
        self.wire.now = lambda: self.at
        self.floor = Floor(replace(settings, line=replace(settings.line, workers=0)), now=lambda: self.at)
        database = at_hand.database()
        self.floor._database = database
        self.floor._sequencer = Sequencer(settings)
        self.floor._reader = Reader(settings, self.wire, database, lambda: self.at)
        self.floor._reader._pool = Direct()
        self.floor._recheck = Recheck(lambda: settings, self.wire, self.floor._reader.sites, database, lambda: self.at)

    def brings(self, slug: str, name: str, title: str, text: str, head: str = "", **headers: str) -> str:
        """A feed brings an article, and its page is there. Answers its address."""
        publisher(slug)
        said = replace(entry(slug, name, title), summary=text.strip().split("\n\n")[0])
        enter(Feed.objects.get(publisher=slug), [said], self.at)
        self.page(said.url, title, text, head, **headers)
        return said.url

    def page(self, url: str, title: str, text: str, head: str = "", **headers: str) -> None:
        """What an address answers from now on."""
        body = "".join(f"<p>{each}</p>" for each in text.strip().split("\n\n"))
        head = f'<meta property="og:type" content="article"><title>{title}</title>{head}'
        html = f"<html lang=en><head>{head}</head><body><article><h1>{title}</h1>{body}</article></body>"
        self.wire.pages[url] = (html, tuple((name.replace("_", "-"), value) for name, value in headers.items()))

    def turn(self) -> None:
        """One cycle: what is due is asked again, what is wanted read, judged, folded and printed."""
        asyncio.run(self._turn())

    async def _turn(self) -> None:
        floor = self.floor
        await floor._recheck.turn()
        await floor._reader.turn()
        await asyncio.gather(*floor._reader._tasks.values())
        await asyncio.sleep(0)
        await floor._reader.turn()
        await floor._judge()
        while floor._sequencer.turn(self.at).lines:
            pass


def everywhere(words: str) -> list[str]:
    """The tables and columns of the whole database in which these words stand, as text or bytes."""
    found = []
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        for (table,) in cursor.fetchall():
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608 - the database's own names
            names = [column[0] for column in cursor.description]
            for row in cursor.fetchall():
                found += [f"{table}.{name}" for name, value in zip(names, row, strict=True) if _holds(value, words)]
    return found


def _holds(value: Any, words: str) -> bool:
    if isinstance(value, bytes | memoryview):
        return words.encode() in bytes(value)
    return isinstance(value, str) and words in value
