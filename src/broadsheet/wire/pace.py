"""When a host may be asked again: one request at a time to each, never two within its pace."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

LONGEST = 30.0  # seconds of crawl-delay we honour; a longer one is met by asking that host for less
_HOSTS = 20_000  # hosts remembered; an idle one past its pace tells nothing that a new one would not


class _Host:
    __slots__ = ("lock", "ready", "waiting")

    def __init__(self) -> None:
        self.lock = asyncio.Lock()
        self.ready = 0.0
        self.waiting = 0


class Turns:
    """Turns at hosts; `pace` is the seconds between two requests to one."""

    def __init__(self, pace: float) -> None:
        self._pace = pace
        self._hosts: OrderedDict[str, _Host] = OrderedDict()

    @asynccontextmanager
    async def turn(self, host: str, delay: float = 0.0) -> AsyncIterator[None]:
        """Holds the host until done; begins when the pace, or `delay` where larger, has passed since the last began."""
        loop = asyncio.get_running_loop()
        place = self._place(host)
        place.waiting += 1
        try:
            async with place.lock:
                await asyncio.sleep(max(0.0, place.ready - loop.time()))
                place.ready = loop.time() + max(self._pace, min(delay, LONGEST))
                yield
        finally:
            place.waiting -= 1
            self._forget(loop.time())

    def rest(self, host: str, seconds: float) -> None:
        """Leave a host alone for a while, as its Retry-After asks."""
        place = self._place(host)
        place.ready = max(place.ready, asyncio.get_running_loop().time() + min(seconds, LONGEST))

    def _place(self, host: str) -> _Host:
        place = self._hosts.setdefault(host, _Host())
        self._hosts.move_to_end(host)
        return place

    def _forget(self, now: float) -> None:
        while len(self._hosts) > _HOSTS:
            name, place = next(iter(self._hosts.items()))
            if place.waiting or place.ready > now:
                return
            del self._hosts[name]
