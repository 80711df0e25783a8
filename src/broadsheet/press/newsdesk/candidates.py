"""Which feeds stand behind an address that an editor pasted."""

from __future__ import annotations

import asyncio
from dataclasses import replace

from django.conf import settings

from broadsheet.press.clock import clock
from broadsheet.press.current import current
from broadsheet.settings import Settings
from broadsheet.wire.discover import Candidate, discover
from broadsheet.wire.fetch import Fetcher, Refused

PATIENCE = 10.0  # seconds that an editor waits for a site
PACE = 0.25  # seconds between two of at most 26 requests, once, while a person waits


def candidates(address: str) -> tuple[Candidate, ...] | None:
    """The feeds of an address, one of them itself when it is a feed; None when it cannot be asked now."""
    newsroom = current(settings.HOME)
    quick = replace(newsroom, wire=replace(newsroom.wire, pace=min(newsroom.wire.pace, PACE)))
    try:
        return asyncio.run(_asked(quick, address))
    except (Refused, TimeoutError):
        return None


async def _asked(newsroom: Settings, address: str) -> tuple[Candidate, ...]:
    async with asyncio.timeout(PATIENCE), Fetcher(newsroom, clock) as fetcher:
        return await discover(fetcher, address, clock())
