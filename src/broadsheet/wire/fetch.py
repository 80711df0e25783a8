"""The one guarded door to the network: every feed, page, picture and robots.txt comes through `Fetcher.get`."""

from __future__ import annotations

import asyncio
import email.utils
import importlib.metadata
import socket
from collections import OrderedDict
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from types import TracebackType
from typing import Any, Literal, Self
from urllib.parse import urlencode

import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult
from yarl import URL

from broadsheet.news import Page
from broadsheet.settings import Settings
from broadsheet.wire import decode, robots
from broadsheet.wire.address import Allowed, allowances, objection, port_objection
from broadsheet.wire.pace import Turns

Kind = Literal["robots", "address", "scheme", "timeout", "size", "redirects", "status", "encoding", "network"]

_DAY = timedelta(hours=24)  # RFC 9309, 2.4: robots.txt is kept no longer
_CLOSED = timedelta(minutes=15)  # how long a site whose robots.txt cannot be read is left alone
_UNREACHED = timedelta(minutes=1)  # how long a site that cannot be reached is not asked again
_SITES = 20_000  # robots.txt kept
_ANSWER = 65_536  # bytes of the answer to something sent: a hub or a webhook has little to say
_MOVED = (301, 302, 303, 307, 308)


class Refused(Exception):
    """A request that brought no page: `reason` is a sentence for people, `kind` a word for code.

    `status` is the answer's (0 without one), `retry_after` the seconds it asks us to wait.
    """

    def __init__(self, kind: Kind, reason: str, status: int = 0, retry_after: float | None = None) -> None:
        super().__init__(reason)
        self.kind: Kind = kind
        self.reason = reason
        self.status = status
        self.retry_after = retry_after


class Forbidden(OSError):
    """An address that may not be connected to; raised where the socket would open."""


class Fetcher:
    """The door, as an async context manager; one a process, for its connections and paces are shared.

    `contacted` holds every (address, port) that a socket was opened towards.
    """

    def __init__(self, settings: Settings, now: Callable[[], datetime]) -> None:
        self._wire = settings.wire
        self._now = now
        self._agent = user_agent(settings)
        self._allowed = allowances(settings.wire.allow_loopback)
        self._turns = Turns(settings.wire.pace)
        self._rules: OrderedDict[str, tuple[datetime, asyncio.Task[robots.Rules | Refused]]] = OrderedDict()
        self._gate = asyncio.Semaphore(settings.wire.concurrency)
        self._session: aiohttp.ClientSession | None = None
        self.contacted: set[tuple[str, int]] = set()

    async def __aenter__(self) -> Self:
        connector = aiohttp.TCPConnector(
            limit=0,  # the gate counts
            resolver=_Resolver(self._allowed),
            socket_factory=self._socket,
            keepalive_timeout=30,
        )
        self._session = aiohttp.ClientSession(
            connector=connector,
            cookie_jar=aiohttp.DummyCookieJar(),
            auto_decompress=False,
            timeout=aiohttp.ClientTimeout(total=None, connect=None),
            headers={"User-Agent": self._agent, "Accept-Encoding": decode.ACCEPTED},
            max_line_size=32_768,  # publishers' policy headers outgrow aiohttp's 8 KiB
            max_field_size=32_768,
        )
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for _, task in self._rules.values():
            task.cancel()
        if self._session:
            await self._session.close()

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
        return await self._follow(url, sent, max_bytes or self._wire.max_bytes)

    async def post(
        self, url: str, *, form: Mapping[str, str] | None = None, body: bytes = b"", headers: Mapping[str, str] | None = None
    ) -> Page:
        """Send a form, or a body whose type `headers` names, to an address; the answer to a 2xx status. Raises Refused.

        For hubs and webhooks, whose address was given to us for that: robots.txt, which is for those who look around
        (RFC 9309, 1), is not asked. A redirect is not followed, since what is sent may be meant for that host alone.
        """
        at = _address(url)
        self._port(at)
        sent = {**(headers or {}), "Accept": "*/*"}
        if form is not None:
            body = urlencode(form).encode()
            sent["Content-Type"] = "application/x-www-form-urlencoded"
        answer, _ = await self._in_turn(at, sent, _ANSWER, self._wire.timeout, 0.0, body)
        if isinstance(answer, URL):
            raise Refused("redirects", f"{at.host} redirected what was sent to it; give its new address, {answer}.")
        return Page(url, str(at), answer.status, answer.content_type, answer.body, self._now(), answer.headers)

    async def rules(self, url: str) -> robots.Rules:
        """The robots.txt of an address's site, read. Raises Refused where the site cannot be reached at all."""
        return await self._site(_address(url))

    async def permission(self, url: str) -> robots.Permission:
        """What the site's robots.txt says of an address. Raises Refused for what is no web address."""
        at = _address(url)
        return (await self._site(at)).permission(str(at))

    async def _follow(self, url: str, headers: dict[str, str], limit: int, *, obey: bool = True) -> Page:
        at, budget = _address(url), self._wire.timeout
        for _ in range(self._wire.redirects + 1):
            delay = await self._may(at) if obey else 0.0
            answer, spent = await self._in_turn(at, headers, limit, budget, delay)
            budget -= spent
            if isinstance(answer, _Answer):
                return Page(url, str(at), answer.status, answer.content_type, answer.body, self._now(), answer.headers)
            at = answer
        raise Refused("redirects", f"{_address(url).host} redirected more than {self._wire.redirects} times.")

    async def _in_turn(
        self, at: URL, headers: dict[str, str], limit: int, budget: float, delay: float, body: bytes | None = None
    ) -> tuple[_Answer | URL, float]:
        """One request when its host's turn comes, and the seconds that it took without the wait; `body` makes it a POST."""
        loop = asyncio.get_running_loop()
        async with self._turns.turn(at.host or "", delay), self._gate:
            began = loop.time()
            return await self._ask(at, headers, limit, budget, body), loop.time() - began

    async def _may(self, at: URL) -> float:
        """The crawl-delay of an address that we may ask. Raises Refused for one that we may not."""
        self._port(at)
        said = (await self._site(at)).permission(str(at))
        if not said.allowed:
            raise Refused("robots", f"{at.host} does not want us there: {said.why}.")
        return said.delay

    def _port(self, at: URL) -> None:
        wrong = port_objection(at.port, self._allowed)
        if wrong:
            raise Refused("address", f"{at.host} may not be fetched: {wrong}.")

    async def _site(self, at: URL) -> robots.Rules:
        """The site's robots.txt, asked for once while it is fresh, however many wait for it.

        Raises Refused when the site itself cannot be reached: then nothing of it can.
        """
        self._port(at)
        origin = str(at.origin())
        fresh_until, task = self._rules.get(origin, (None, None))
        if task is None or fresh_until is None or fresh_until <= self._now():
            task = asyncio.ensure_future(self._read_robots(origin))
            self._rules[origin] = (self._now() + _DAY, task)
            self._rules.move_to_end(origin)
            while len(self._rules) > _SITES:
                self._rules.popitem(last=False)
        said = await asyncio.shield(task)
        if isinstance(said, Refused):
            raise Refused(said.kind, said.reason, said.status, said.retry_after)
        return said

    async def _read_robots(self, origin: str) -> robots.Rules | Refused:
        said = await self._ask_robots(origin)
        if isinstance(said, Refused):
            self._keep(origin, _UNREACHED)
        elif not said.permission(origin).allowed:
            self._keep(origin, _CLOSED)
        return said

    def _keep(self, origin: str, time: timedelta) -> None:
        """Keep what robots.txt said for this long only."""
        kept = self._rules.get(origin)
        if kept:
            self._rules[origin] = (self._now() + time, kept[1])

    async def _ask_robots(self, origin: str) -> robots.Rules | Refused:
        """The site's rules; without a robots.txt what RFC 9309, 2.3.1.2 to 2.3.1.4, makes of that."""
        wanted = {"Accept": "text/plain,*/*;q=0.5"}
        try:
            page = await self._follow(f"{origin}/robots.txt", wanted, 4 * robots.MAX_BYTES, obey=False)
        except Refused as refused:
            if refused.kind == "status":
                return robots.read(refused.status, b"")
            if refused.kind in {"redirects", "size", "encoding"}:
                return robots.Rules(None, "its robots.txt leads nowhere")
            return refused
        return robots.read(page.status, page.body)

    async def _ask(self, at: URL, headers: dict[str, str], limit: int, budget: float, body: bytes | None) -> _Answer | URL:
        """One request: an answer, or the address that it redirects to. Raises Refused."""
        try:
            async with asyncio.timeout(max(0.01, budget)):
                return await self._exchange(at, headers, limit, body)
        except TimeoutError as late:
            raise Refused("timeout", f"{at.host} did not answer in full within {self._wire.timeout:g} seconds.") from late
        except decode.TooLarge as large:
            raise Refused("size", f"{at.host} sent more than {limit:,} bytes.") from large
        except decode.BadCoding as wrong:
            raise Refused("encoding", f"{at.host} sent an answer that cannot be unpacked: {wrong}.") from wrong
        except aiohttp.ClientConnectorError as unreached:
            raise _unreached(at, unreached) from unreached
        except (aiohttp.ClientError, OSError, ValueError) as broken:
            said = str(broken) or type(broken).__name__
            raise Refused("network", f"{at.host} broke off the exchange ({said[:200]}).") from broken

    async def _exchange(self, at: URL, headers: dict[str, str], limit: int, body: bytes | None) -> _Answer | URL:
        assert self._session is not None, "a Fetcher is used inside `async with`"  # noqa: S101 -- a mistake of ours
        method = "GET" if body is None else "POST"
        async with self._session.request(method, at, headers=headers, data=body, allow_redirects=False) as response:
            try:
                if response.status in _MOVED and "Location" in response.headers:
                    return _address(response.headers["Location"], at)
                if response.status != 304 and not 200 <= response.status < 300:
                    raise self._bad_status(at, response)
                return _Answer(response, await _body(response, limit))
            finally:
                if not response.content.at_eof():
                    response.close()

    def _bad_status(self, at: URL, response: aiohttp.ClientResponse) -> Refused:
        wait = retry_after(response.headers.get("Retry-After", ""), self._now())
        if wait:
            self._turns.rest(at.host or "", wait)
        meaning = _MEANINGS.get(response.status, response.reason or "no page")
        return Refused("status", f"{at.host} answered {response.status} ({meaning}).", response.status, wait)

    def _socket(self, info: Any) -> socket.socket:
        """A socket towards a checked address: literal addresses never pass the resolver, so the check stands here."""
        family, kind, proto, _, (address, port, *_) = info
        wrong = objection(address, port, self._allowed)
        if wrong:
            raise Forbidden(wrong)
        self.contacted.add((address, port))
        return socket.socket(family=family, type=kind, proto=proto)


_MEANINGS = {
    401: "it wants a login",
    402: "it wants to be paid",
    403: "it refuses us",
    404: "there is nothing",
    410: "it is gone for good",
    429: "we asked too often",
    451: "it is withheld for legal reasons",
    503: "it is overloaded or under repair",
}


class _Answer:
    __slots__ = ("body", "content_type", "headers", "status")

    def __init__(self, response: aiohttp.ClientResponse, body: bytes) -> None:
        self.status = response.status
        self.content_type = response.headers.get("Content-Type", "")
        self.headers = tuple((name.lower(), value) for name, value in response.headers.items())
        self.body = body


class _Resolver(AbstractResolver):
    """Names to addresses that may be connected to; `*.localhost` is this machine without asking anyone (RFC 6761, 6.3)."""

    def __init__(self, allowed: Allowed) -> None:
        self._allowed = allowed
        self._dns: aiohttp.ThreadedResolver | None = None

    async def resolve(self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC) -> list[ResolveResult]:
        if host.rstrip(".").lower().rpartition(".")[2] == "localhost":
            flags = socket.AI_NUMERICHOST | socket.AI_NUMERICSERV
            found = [ResolveResult(hostname=host, host="127.0.0.1", port=port, family=socket.AF_INET, proto=0, flags=flags)]
        else:
            self._dns = self._dns or aiohttp.ThreadedResolver()
            found = await self._dns.resolve(host, port, family)
        objections = [objection(each["host"], port, self._allowed) for each in found]
        if found and all(objections):
            raise Forbidden(objections[0])
        return [each for each, wrong in zip(found, objections, strict=True) if not wrong]

    async def close(self) -> None:
        if self._dns:
            await self._dns.close()


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


def _address(url: str, base: URL | None = None) -> URL:
    """The address in the one form that everything here uses: no login in it, no fragment. Raises Refused."""
    try:
        at = URL(url.strip()) if base is None else base.join(URL(url.strip()))
        at = at.with_fragment(None)
        host, port = at.host, at.port
    except (ValueError, TypeError) as wrong:
        raise Refused("scheme", f"{url[:200]!r} is no web address.") from wrong
    if at.scheme not in {"http", "https"} or not host or port is None:
        raise Refused("scheme", f"{url[:200]!r} is no web address of http or https.")
    return at.with_user(None) if at.user or at.password else at


async def _body(response: aiohttp.ClientResponse, limit: int) -> bytes:
    coding = ",".join(response.headers.getall("Content-Encoding", ()))
    length = response.content_length
    if length is not None and length > limit:
        raise decode.TooLarge
    unpacked = decode.body(coding, limit)
    async for piece in response.content.iter_any():
        unpacked.feed(piece)
    return unpacked.whole()


def _unreached(at: URL, error: aiohttp.ClientConnectorError) -> Refused:
    cause = error.os_error
    if isinstance(cause, Forbidden):
        return Refused("address", f"{at.host} may not be fetched: {cause}.")
    if isinstance(error, aiohttp.ClientConnectorDNSError):
        return Refused("network", f"There is no host named {at.host}.")
    if isinstance(error, aiohttp.ClientConnectorCertificateError | aiohttp.ClientSSLError):
        return Refused("network", f"{at.host} has no certificate that we can trust ({cause}).")
    return Refused("network", f"{at.host} could not be reached ({cause.strerror or cause}).")
