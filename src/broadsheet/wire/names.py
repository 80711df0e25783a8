"""Where a host's name leads: looked up once, in threads of its own, and never inside."""

from __future__ import annotations

import asyncio
import socket
from collections import OrderedDict
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from aiohttp.abc import AbstractResolver, ResolveResult

from broadsheet.wire.address import Allowed, Forbidden, name_objection, objection

Lookup = Callable[..., Sequence[tuple[Any, ...]]]  # socket.getaddrinfo's shape

_THREADS = 16  # lookups under way: a name server that never answers holds a thread for ten seconds or so
_FRESH = 300.0  # seconds that a name's addresses are kept; a moved host is found again after as many
_NAMES = 20_000  # names kept


class Names(AbstractResolver):
    """Names to addresses that may be connected to; `*.localhost` is this machine without asking anyone (RFC 6761, 6.3).

    `lookup` is `socket.getaddrinfo` or what answers like it. It runs in threads of its own, so that name servers that
    never answer keep nobody else's work waiting.
    """

    def __init__(self, allowed: Allowed, lookup: Lookup = socket.getaddrinfo) -> None:
        self._allowed = allowed
        self._lookup = lookup
        self._threads: ThreadPoolExecutor | None = None
        self._known: OrderedDict[str, tuple[float, list[ResolveResult]]] = OrderedDict()

    async def resolve(self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC) -> list[ResolveResult]:
        """The addresses of a name. Raises Forbidden, and OSError where it has none."""
        wrong = name_objection(host, port, self._allowed)
        if wrong:
            raise Forbidden(wrong)
        found = [_at(each, port) for each in await self._addresses(host)]
        objections = [objection(each["host"], port, self._allowed) for each in found]
        if found and all(objections):
            raise Forbidden(objections[0])
        return [each for each, wrong in zip(found, objections, strict=True) if not wrong]

    async def machine(self, host: str, port: int) -> str:
        """The first of a host's addresses, by which it is known which names share a machine; empty for this one's own names.

        Raises as `resolve` does.
        """
        if _ours(host):
            return ""
        return min(each["host"] for each in await self.resolve(host, port))

    async def close(self) -> None:
        """Wait for nobody."""
        if self._threads:
            self._threads.shutdown(wait=False, cancel_futures=True)

    async def _addresses(self, host: str) -> list[ResolveResult]:
        if _ours(host):
            return [_result(host, "127.0.0.1", socket.AF_INET)]
        loop = asyncio.get_running_loop()
        until, found = self._known.get(host, (0.0, []))
        if until <= loop.time():
            self._threads = self._threads or ThreadPoolExecutor(_THREADS, thread_name_prefix="names")
            found = await loop.run_in_executor(self._threads, self._ask, host)
            self._known[host] = (loop.time() + _FRESH, found)
            while len(self._known) > _NAMES:
                self._known.popitem(last=False)
        return found

    def _ask(self, host: str) -> list[ResolveResult]:
        try:
            infos = self._lookup(host, None, type=socket.SOCK_STREAM, flags=socket.AI_ADDRCONFIG)
        except UnicodeError as odd:  # a label that is empty or too long
            raise socket.gaierror(socket.EAI_NONAME, str(odd)) from odd
        found = [_result(host, info[4][0], info[0]) for info in infos if info[0] in {socket.AF_INET, socket.AF_INET6}]
        if not found:
            raise socket.gaierror(socket.EAI_NONAME, "it has no address")
        return found


def _ours(host: str) -> bool:
    return host == "localhost" or host.endswith(".localhost")


def _at(found: ResolveResult, port: int) -> ResolveResult:
    return ResolveResult(**{**found, "port": port})


def _result(name: str, address: str, family: int) -> ResolveResult:
    flags = socket.AI_NUMERICHOST | socket.AI_NUMERICSERV
    return ResolveResult(hostname=name, host=address, port=0, family=family, proto=0, flags=flags)
