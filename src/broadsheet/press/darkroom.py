"""The darkroom: articles whose rights allow it get their picture, made ready in a process that no picture can get out of."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from broadsheet.keys import Pictures
from broadsheet.press.archive import gallery
from broadsheet.press.archive.models import Article
from broadsheet.runners.bounded import Bounded, Fell, Limits
from broadsheet.wire import imaging
from broadsheet.wire.fetch import Fetcher
from broadsheet.wire.imaging import Developed, Unusable
from broadsheet.wire.pictures import Candidate, Declared, Found, find

log = logging.getLogger(__name__)

AT_ONCE = 8  # fetched at once; they are developed one after another
WITHDRAW_EVERY = timedelta(seconds=30)  # how long files outlive the right to show them; no page shows them meanwhile
# Empty, the process maps 160 MB. At 40 megapixels a JPEG takes it to 350 MB, a PNG to 650, an AVIF to 730, in at most 1.1 s of
# CPU; a WebP of that size is refused for its memory.
LIMITS = Limits(memory=1_000_000_000, cpu=15, seconds=30.0)

Database = Callable[..., Awaitable[Any]]


class Darkroom:
    """Makes the pictures of a newsroom, the newest articles' first."""

    def __init__(self, fetcher: Fetcher, database: Database, now: Callable[[], datetime]) -> None:
        self._fetcher, self._database, self._now = fetcher, database, now
        self._child = Bounded(imaging.develop, LIMITS)
        self._withdrawn: datetime | None = None

    async def turn(self, wanted: Pictures) -> int:
        """Find the pictures of a few articles. Answers how many articles were looked at."""
        now = self._now()
        if self._withdrawn is None or now - self._withdrawn >= WITHDRAW_EVERY:
            await self._database(gallery.withdraw, wanted, now)
            self._withdrawn = now
        if wanted.use == "never":
            return 0
        rows = await self._database(gallery.due, AT_ONCE, now)
        await asyncio.gather(*(self._one(row, wanted) for row in rows))
        return len(rows)

    async def idle(self, wanted: Pictures) -> bool:
        """Whether no article waits for its picture."""
        return wanted.use == "never" or not await self._database(gallery.due, 1, self._now())

    async def close(self) -> None:
        """End the process."""
        await asyncio.to_thread(self._child.close)

    async def _one(self, row: Article, wanted: Pictures) -> None:
        develop = partial(self._developed, max_pixels=wanted.max_pixels)
        try:
            found = await find(declared(row), self._fetcher, develop, wanted.max_bytes)
        except Exception as error:  # whatever one picture brings about: named, logged, and the article goes without
            log.exception("the picture of article %s failed", row.pk)
            found = Found(None, "", f"failed ({type(error).__name__}: {error})")
        await self._database(gallery.keep, row, found, self._now())

    def _developed(self, body: bytes, max_pixels: int) -> Developed:
        """A picture made ready in the bounded process. Raises Unusable."""
        try:
            return imaging.answer(self._child.ask(imaging.request(body, max_pixels)))
        except Fell as fell:
            raise Unusable(f"cannot be opened: {fell}") from fell
        except (ValueError, KeyError, TypeError) as garbled:
            raise Unusable(f"cannot be opened: its process answered nonsense ({garbled})") from garbled


def declared(row: Article) -> Declared:
    """What an article's row keeps of the pictures that its page declares."""
    every = tuple(Candidate(url, width, height) for url, width, height in row.pictures)
    if every and every[0].url != row.image:
        return Declared(every)
    return Declared(every or (Candidate(row.image),), row.caption, row.credit)
