"""The one guarded door to the network: every feed, page, picture, robots.txt and webhook goes through a `Fetcher`."""

from __future__ import annotations

import asyncio
import email.utils
import importlib.metadata
import re
import socket
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from types import TracebackType
from typing import Self
from urllib.parse import urlencode

import aiohttp

from broadsheet.news import Page
from broadsheet.settings import Settings
from broadsheet.wire import decode, receive, robots
from broadsheet.wire.address import Forbidden, allowances, port_objection
from broadsheet.wire.connect import Kept, Sockets, connector, target
from broadsheet.wire.names import Lookup, Names
from broadsheet.wire.pace import TooSoon, Turns
from broadsheet.wire.patience import Patience, patience
from broadsheet.wire.permissions import Permissions
from broadsheet.wire.refusal import Kind, Refused, bad_status, broken, unreached
from broadsheet.wire.url import NotAUrl, Url, read

__all__ = ["Fetcher", "Kind", "Refused", "retry_after", "user_agent"]

_ANSWER = 65_536  # bytes of the answer to something sent: a hub or a webhook has little to say
_ODD = re.compile("[\udc80-\udcff]")  # a byte that is no UTF-8, as `surrogateescape` writes it
_MOVED = (301, 302, 303, 307, 308)
_FOR_GOOD = (301, 308)
_QUICK = 20_000  # bytes of a robots.txt that is read at once; a larger one goes to a thread, 500 KB take .3 s
_ROBOTS_MOVES = 5  # RFC 9309, 2.3.1.2: at least five redirects are followed, over hosts too


@dataclass(frozen=True, slots=True)
class _Request:
    """What is asked: `body` makes it a POST, `limit` bounds its answer, and `cut` takes the beginning of a larger one."""

    headers: dict[str, str]
    limit: int
    body: bytes | None = None
    cut: bool = False

    @property
    def conditional(self) -> bool:
        """Whether 304 is an answer to it."""
        return "If-None-Match" in self.headers or "If-Modified-Since" in self.headers


@dataclass(frozen=True, slots=True)
class _Moved:
    """Where a redirect leads, and whether it says that this is for good."""

    to: Url
    for_good: bool


class Fetcher:
    """The door, as an async context manager; one a process, for its connections and paces are shared.

    `contacted` holds every (address, port) that a socket was opened towards. `lookup` asks the name servers.
    """

    def __init__(self, settings: Settings, now: Callable[[], datetime], lookup: Lookup = socket.getaddrinfo) -> None:
        wire = settings.wire
        self._wire = wire
        self._now = now
        self._agent = user_agent(settings)
        self._allowed = allowances(wire.allow_loopback)
        self._turns = Turns(wire.pace, wire.per_host, wire.per_address, wire.concurrency)
        self._permissions = Permissions(self._ask_robots, now)
        self._names = Names(self._allowed, lookup)
        self._sockets = Sockets(self._allowed)
        self._kept = Kept()
        self._lasting: aiohttp.ClientSession | None = None
        self._brief: aiohttp.ClientSession | None = None
        self.contacted = self._sockets.contacted

    async def __aenter__(self) -> Self:
        self._lasting, self._brief = self._session(lasting=True), self._session(lasting=False)
        return self

    def _session(self, *, lasting: bool) -> aiohttp.ClientSession:
        """A session whose connections are kept for the next request, or closed after each."""
        ending = {} if lasting else {"Connection": "close"}
        return aiohttp.ClientSession(
            connector=connector(self._names, self._sockets, lasting=lasting),
            cookie_jar=aiohttp.DummyCookieJar(),
            auto_decompress=False,
            timeout=aiohttp.ClientTimeout(total=None, connect=None, sock_connect=None),
            headers={"User-Agent": self._agent, "Accept-Encoding": decode.ACCEPTED, **ending},
            max_line_size=32_768,  # publishers' policy headers outgrow aiohttp's 8 KiB
            max_field_size=32_768,
        )

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._permissions.close()
        for session in (self._lasting, self._brief):
            if session:
                await session.close()
        await self._names.close()

    async def get(
        self,
        url: str,
        *,
        etag: str = "",
        last_modified: str = "",
        accept: str = "",
        max_bytes: int | None = None,
    ) -> Page:
        """The page at an address, redirects followed; a 304 is a Page with status 304 and no body. Raises Refused."""
        headers = {"If-None-Match": etag, "If-Modified-Since": last_modified, "Accept": accept or "*/*"}
        sent = {name: value for name, value in headers.items() if value}
        return await self._follow(url, _Request(sent, max_bytes or self._wire.max_bytes), self._wire.redirects)

    async def post(
        self, url: str, *, form: Mapping[str, str] | None = None, body: bytes = b"", headers: Mapping[str, str] | None = None
    ) -> Page:
        """Send a form, or a body whose type `headers` names, to an address; the answer to a 2xx status. Raises Refused.

        For hubs and webhooks, whose address was given to us for that: robots.txt, which is for those who look around
        (RFC 9309, 1), is not asked. A redirect is not followed, since what is sent may be meant for that host alone.
        """
        at = self._address(url)
        sent = {**(headers or {}), "Accept": "*/*"}
        if form is not None:
            body = urlencode(form).encode()
            sent["Content-Type"] = "application/x-www-form-urlencoded"
        answer, _ = await self._in_turn(at, _Request(sent, _ANSWER, body), self._wire.timeout, 0.0)
        if isinstance(answer, _Moved):
            raise Refused("redirects", f"{at.host} redirected what was sent to it; give its new address, {answer.to.href}.")
        return answer.page(url, at, self._now())

    async def rules(self, url: str) -> robots.Rules:
        """The robots.txt of an address's site, read. Raises Refused where the site cannot be reached at all."""
        return await self._permissions.rules(self._address(url).origin)

    async def permission(self, url: str) -> robots.Permission:
        """What the site's robots.txt says of an address. Raises Refused for what is no web address."""
        return (await self.rules(url)).permission(read(url).href)

    async def _follow(self, url: str, request: _Request, moves: int, *, obey: bool = True) -> Page:
        at, budget, moved, for_good = self._address(url), self._wire.timeout, "", True
        for _ in range(moves + 1):
            delay = await self._may(at) if obey else 0.0
            answer, spent = await self._in_turn(at, request, budget, delay)
            budget -= spent
            if isinstance(answer, _Answer):
                return replace(answer.page(url, at, self._now()), moved=moved)
            at, for_good = answer.to, for_good and answer.for_good
            moved = at.href if for_good else moved
        raise Refused("redirects", f"{read(url).host} redirected more than {moves} times.")

    async def _may(self, at: Url) -> float:
        """The seconds between two requests that a site wants. Raises Refused for an address that we may not ask for."""
        allowed, delay = (rules := await self._permissions.rules(at.origin)).visit(at.href)
        if not allowed:
            said = rules.permission(at.href)
            raise Refused("robots", f"{at.host} does not want us there: {said.why}.", passing=said.passing)
        return delay

    def _address(self, url: str, base: str = "") -> Url:
        """An address that may be asked for, as far as can be told without looking its host up. Raises Refused."""
        try:
            at = read(url, base)
        except NotAUrl as wrong:
            raise Refused("scheme", f"{url[:200]!r} is no web address of http or https: {wrong}.") from wrong
        objected = port_objection(at.port, self._allowed)
        if objected:
            raise Refused("address", f"{at.host} may not be fetched: {objected}.")
        return at

    async def _ask_robots(self, origin: str) -> robots.Rules | Refused:
        """The site's rules; without a robots.txt what RFC 9309, 2.3.1.2 to 2.3.1.4, makes of that."""
        request = _Request({"Accept": "text/plain,*/*;q=0.5"}, robots.MAX_BYTES, cut=True)
        try:
            page = await self._follow(f"{origin}/robots.txt", request, _ROBOTS_MOVES, obey=False)
        except Refused as refused:
            if refused.kind == "status":
                return robots.read(refused.status, b"")
            if refused.kind == "redirects":
                return robots.Rules(None, "its robots.txt leads nowhere")
            if refused.kind == "encoding":
                return robots.Rules(None, "its robots.txt cannot be unpacked, so the site is left alone for now", allowed=False)
            return refused
        if len(page.body) > _QUICK:
            return await asyncio.to_thread(robots.read, page.status, page.body)
        return robots.read(page.status, page.body)

    async def _in_turn(self, at: Url, request: _Request, budget: float, delay: float) -> tuple[_Answer | _Moved, float]:
        """One request when its turn comes, and the seconds that it took without the wait. Raises Refused."""
        loop = asyncio.get_running_loop()
        machine = await self._machine(at)
        try:
            async with self._turns.turn(at.host, delay, machine):
                began = loop.time()
                return await self._ask(at, request, budget), loop.time() - began
        except TooSoon as soon:
            why = f"{at.host} wants to be left alone for another {soon.seconds:.0f} seconds."
            raise Refused("pace", why, retry_after=soon.seconds) from soon

    async def _machine(self, at: Url) -> str:
        """The network address by which it is known which hosts share a machine. Raises Refused."""
        if at.literal:
            return at.address
        try:
            async with asyncio.timeout(self._wire.timeout):
                return await self._names.machine(at.address, at.port)
        except TimeoutError as late:
            raise Refused("timeout", f"The name servers did not tell in time where {at.host} is.") from late
        except OSError as unknown:
            raise unreached(at.host, unknown) from unknown

    async def _ask(self, at: Url, request: _Request, budget: float) -> _Answer | _Moved:
        """One request: an answer, or the address that it redirects to. Raises Refused."""
        time = patience(budget, self._wire.min_rate, self._wire.timeout)
        try:
            async with time.clock:
                return await self._exchange(at, request, time)
        except TimeoutError as late:
            why = f"did not answer in full within {self._wire.timeout:g} seconds"
            if time.slow:
                why = f"sent fewer than {self._wire.min_rate:,.0f} bytes a second"
            raise Refused("timeout", f"{at.host} {why}.") from late
        except decode.TooLarge as large:
            raise Refused("size", f"{at.host} sent more than {request.limit:,} bytes.") from large
        except decode.BadCoding as wrong:
            raise Refused("encoding", f"{at.host} sent an answer that cannot be unpacked: {wrong}.") from wrong
        except (aiohttp.ClientConnectorError, Forbidden) as closed:
            raise unreached(at.host, closed) from closed
        except (aiohttp.ClientError, OSError, ValueError) as error:
            raise broken(at.host, error) from error

    async def _exchange(self, at: Url, request: _Request, time: Patience) -> _Answer | _Moved:
        kept = self._kept.keep(at.origin, asyncio.get_running_loop().time()) or self._turns.crowded(at.host)
        session = self._lasting if kept else self._brief
        assert session is not None, "a Fetcher is used inside `async with`"  # noqa: S101 -- a mistake of ours
        method = "GET" if request.body is None else "POST"
        sent = session.request(method, target(at), headers=request.headers, data=request.body, allow_redirects=False)
        async with sent as response:
            try:
                if response.status in _MOVED and "Location" in response.headers:
                    await receive.drained(response)
                    to = self._address(_percent(response.headers["Location"]), at.href)
                    return _Moved(to, response.status in _FOR_GOOD)
                if not (200 <= response.status < 300 or (response.status == 304 and request.conditional)):
                    await receive.drained(response)
                    raise self._bad_status(at, response)
                return _Answer(response, await receive.body(response, request.limit, time, cut=request.cut))
            finally:
                if not response.content.at_eof():
                    response.close()

    def _bad_status(self, at: Url, response: aiohttp.ClientResponse) -> Refused:
        wait = retry_after(response.headers.get("Retry-After", ""), self._now())
        if wait:
            self._turns.rest(at.host, wait)
        return bad_status(at.host, response.status, response.reason or "", wait)


class _Answer:
    __slots__ = ("body", "content_type", "headers", "status")

    def __init__(self, response: aiohttp.ClientResponse, body: bytes) -> None:
        self.status = response.status
        self.headers = tuple((name.lower(), _text(value)) for name, value in response.headers.items())
        self.content_type = _text(response.headers.get("Content-Type", ""))
        self.body = body

    def page(self, asked: str, at: Url, now: datetime) -> Page:
        return Page(asked, at.href, self.status, self.content_type, self.body, now, self.headers)


def _text(value: str) -> str:
    """A header's value without the half characters that aiohttp makes of bytes that are no UTF-8: those are Latin-1."""
    return value if value.isascii() else _ODD.sub(lambda odd: chr(ord(odd[0]) - 0xDC00), value)


def _percent(value: str) -> str:
    """A Location with such bytes as a browser sends them back."""
    return value if value.isascii() else _ODD.sub(lambda odd: f"%{ord(odd[0]) - 0xDC00:02X}", value)


def user_agent(settings: Settings) -> str:
    """Who we say we are: name, version, and where to complain."""
    where = "; ".join(part for part in (f"+{settings.site.address}", settings.site.contact) if part)
    return "".join(
        c for c in f"Broadsheet/{importlib.metadata.version('broadsheet')} ({where})" if c.isascii() and c.isprintable()
    )


def retry_after(value: str, now: datetime) -> float | None:
    """The seconds that a Retry-After asks for, as a number or a date (RFC 9110, 10.2.3); None when it says neither."""
    value = value.strip()
    if value.isascii() and value.isdigit():
        return float(value[:9])
    try:
        then = email.utils.parsedate_to_datetime(value)
    except (TypeError, ValueError):
        return None
    return max(0.0, (then if then.tzinfo else then.replace(tzinfo=UTC)).timestamp() - now.timestamp())
