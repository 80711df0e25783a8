"""What the sites' robots.txt say: each asked for once, and kept as long as it may be (RFC 9309, 2.4)."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from broadsheet.wire.refusal import Refused
from broadsheet.wire.robots import Rules

_DAY = timedelta(hours=24)  # RFC 9309, 2.4: kept no longer
_CLOSED = timedelta(minutes=15)  # how long a site whose robots.txt cannot be read is left alone
_UNREACHED = timedelta(minutes=1)  # how long a site that cannot be reached is not asked again
_STALE = timedelta(days=30)  # RFC 9309, 2.3.1.4: how long an earlier text stands in for one that cannot be had
_SITES = 50_000  # sites kept
_WEIGHT = 32_000_000  # characters of their texts kept
_PARSED = 1_000_000  # characters of those kept parsed, which takes about 18 times as much: 490 KB took 9 MB


@dataclass(frozen=True, slots=True)
class _Kept:
    until: datetime
    task: asyncio.Task[Rules | Refused]
    good: Rules | None = None  # the last text that was read
    read: datetime | None = None  # and when


class Permissions:
    """The rules of many sites; `ask` brings those of an origin, `now` is the clock."""

    def __init__(self, ask: Callable[[str], Awaitable[Rules | Refused]], now: Callable[[], datetime]) -> None:
        self._ask, self._now = ask, now
        self._sites: OrderedDict[str, _Kept] = OrderedDict()
        self._parsed: OrderedDict[str, Rules] = OrderedDict()
        self._weight = self._parsed_weight = 0

    async def rules(self, origin: str) -> Rules:
        """A site's rules, asked for once while they are fresh, however many wait for them.

        Raises Refused when the site itself cannot be reached: then nothing of it can.
        """
        kept = self._sites.get(origin)
        if kept is None or kept.until <= self._now():
            until, task = self._now() + _DAY, asyncio.ensure_future(self._read(origin))
            kept = replace(kept, until=until, task=task) if kept else _Kept(until, task)
            self._sites[origin] = kept
        self._sites.move_to_end(origin)
        said = kept.task.result() if kept.task.done() else await asyncio.shield(kept.task)
        if isinstance(said, Refused):
            raise Refused(said.kind, said.reason, said.status, said.retry_after, passing=said.passing)
        self._use(origin, said)
        return said

    def close(self) -> None:
        """Ask no further."""
        for kept in self._sites.values():
            kept.task.cancel()

    async def _read(self, origin: str) -> Rules | Refused:
        said = await self._ask(origin)
        kept, now = self._sites.get(origin), self._now()
        if kept is None:
            return said
        if isinstance(said, Rules) and said.open:
            self._weight += said.weight - (kept.good.weight if kept.good else 0)
            self._sites[origin] = replace(kept, good=said, read=now)
        else:
            time = _UNREACHED if isinstance(said, Refused) else _CLOSED
            self._sites[origin] = replace(kept, until=now + time)
            if isinstance(said, Rules) and kept.good and kept.read and now - kept.read < _STALE:
                said = kept.good
        self._shed()
        return said

    def _shed(self) -> None:
        """Forget the sites that were asked for longest ago, within the bounds."""
        while (len(self._sites) > _SITES or self._weight > _WEIGHT) and len(self._sites) > 1:
            origin, kept = self._sites.popitem(last=False)
            self._weight -= kept.good.weight if kept.good else 0
            self._unparse(origin)

    def _use(self, origin: str, rules: Rules) -> None:
        """Keep the texts that were used last parsed."""
        if self._parsed.get(origin) is not rules:
            self._unparse(origin)
            self._parsed[origin] = rules
            self._parsed_weight += rules.weight
        self._parsed.move_to_end(origin)
        while self._parsed_weight > _PARSED and len(self._parsed) > 1:
            self._unparse(next(iter(self._parsed)))

    def _unparse(self, origin: str) -> None:
        rules = self._parsed.pop(origin, None)
        if rules:
            self._parsed_weight -= rules.weight
            rules.forget()
