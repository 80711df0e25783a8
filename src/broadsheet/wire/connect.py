"""Towards what a socket may open, and which connections stay open."""

from __future__ import annotations

import socket
from collections import OrderedDict
from typing import Any

import aiohttp
from yarl import URL

from broadsheet.wire.address import Allowed, Forbidden, objection
from broadsheet.wire.names import Names
from broadsheet.wire.url import Url

_IDLE_SECONDS = 30.0  # a feed and the pages that it names are asked within that
_IDLE = 200  # connections kept that nobody waits for; a process may hold 1,024 files where nothing else is set


class Sockets:
    """The sockets of one Fetcher: `contacted` holds every (address, port) that one was opened towards."""

    def __init__(self, allowed: Allowed) -> None:
        self._allowed = allowed
        self.contacted: set[tuple[str, int]] = set()

    def open(self, info: tuple[Any, ...]) -> socket.socket:
        """A socket towards a checked address: literal ones pass no name server, so the check stands here. Raises Forbidden."""
        family, kind, proto, _, (address, port, *_) = info
        wrong = objection(address, port, self._allowed)
        if wrong:
            raise Forbidden(wrong)
        self.contacted.add((address, port))
        return socket.socket(family=family, type=kind, proto=proto)


class Kept:
    """Which connections stay open once nobody waits for them: those asked last, for `_IDLE_SECONDS`, `_IDLE` at most.

    Without a bound a first round over some thousand hosts would hold a file for each.
    """

    def __init__(self) -> None:
        self._until: OrderedDict[str, float] = OrderedDict()

    def keep(self, origin: str, now: float) -> bool:
        """Whether the connection of a request that begins now is to be kept."""
        while self._until and next(iter(self._until.values())) <= now:
            self._until.popitem(last=False)
        if origin not in self._until and len(self._until) >= _IDLE:
            return False
        self._until[origin] = now + _IDLE_SECONDS
        self._until.move_to_end(origin)
        return True


def connector(names: Names, sockets: Sockets, *, lasting: bool) -> aiohttp.TCPConnector:
    """A connector that connects by these alone; `lasting` keeps its connections for the next request."""
    return aiohttp.TCPConnector(
        limit=0,  # the paces count
        resolver=names,
        use_dns_cache=False,  # the names are kept already
        socket_factory=sockets.open,
        force_close=not lasting,
        keepalive_timeout=_IDLE_SECONDS if lasting else None,
    )


def target(at: Url) -> URL:
    """An address as aiohttp wants it. Raises Forbidden where it would connect elsewhere than to what was checked."""
    url = URL(at.href, encoded=True)
    if (url.scheme, url.host_subcomponent, url.port) != (at.scheme, at.host, at.port):
        raise Forbidden("its address can be read in two ways")
    return url
