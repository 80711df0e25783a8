"""A publisher of our own on loopback, with faults, and a canary beside it that nobody may ever reach."""

import asyncio
import gzip
import zlib
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

import brotli
import pytest

from broadsheet.news import Page
from broadsheet.settings import Settings
from broadsheet.wire.fetch import Fetcher

NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)

FEED = b"""<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>The Paper</title><link>/</link>
<language>en-gb</language><item><title>A bridge opens</title><link>/a/1.html</link><guid isPermaLink="false">p/1</guid>
<pubDate>Mon, 02 Mar 2026 09:00:00 +0000</pubDate><description>The bridge &amp;amp; the river.</description>
</item></channel></rss>"""


Pages = Callable[..., Page]


@pytest.fixture
def now() -> datetime:
    return NOW


@pytest.fixture
def page() -> Pages:
    """Makes a page as if fetched."""

    def made(
        body: bytes | str,
        content_type: str = "text/html; charset=utf-8",
        url: str = "https://paper.example/a/1.html",
        headers: tuple[tuple[str, str], ...] = (),
    ) -> Page:
        raw = body.encode() if isinstance(body, str) else body
        return Page(url, url, 200, content_type, raw, NOW, headers)

    return made


Reply = tuple[str, bytes]  # status and header lines, body


@dataclass
class Publisher:
    """A small HTTP server of ours: `routes` answer, everything asked is kept in `asked`."""

    port: int = 0
    canary_port: int = 0
    canary_hits: int = 0
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    sent: list[tuple[str, str, bytes]] = field(default_factory=list)  # method, path and body of all but GET
    routes: dict[str, Callable[["Publisher", dict[str, str]], Reply]] = field(default_factory=dict)
    started: list[float] = field(default_factory=list)
    under_way: int = 0
    most_under_way: int = 0
    connections: int = 0

    def url(self, path: str, host: str = "127.0.0.1") -> str:
        return f"http://{host}:{self.port}{path}"

    def paths(self) -> list[str]:
        return [path for path, _ in self.asked]

    def answer(self, path: str, body: bytes, headers: str = "", status: str = "200 OK") -> None:
        self.routes[path] = lambda _server, _asked: (f"{status}\r\n{headers}", body)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        try:
            while head := await reader.readuntil(b"\r\n\r\n"):
                lines = head.decode("latin-1").split("\r\n")
                path = lines[0].split(" ")[1]
                headers = {k.strip().lower(): v.strip() for k, _, v in (line.partition(":") for line in lines[1:] if line)}
                self.asked.append((path, headers))
                method, length = lines[0].split(" ")[0], int(headers.get("content-length", "0"))
                if method != "GET":
                    self.sent.append((method, path, await reader.readexactly(length)))
                self.started.append(asyncio.get_running_loop().time())
                self.under_way += 1
                self.most_under_way = max(self.most_under_way, self.under_way)
                try:
                    if not await self._reply(path, headers, writer):
                        return
                finally:
                    self.under_way -= 1
        except (asyncio.IncompleteReadError, ConnectionError, BrokenPipeError):
            pass
        finally:
            writer.close()

    async def _reply(self, path: str, headers: dict[str, str], writer: asyncio.StreamWriter) -> bool:
        """Answers; False when the connection is to be closed."""
        if path == "/hang":
            await asyncio.sleep(30)
        if path == "/drip":
            writer.write(b"HTTP/1.1 200 X\r\nContent-Length: 100000\r\n\r\n")
            for _ in range(300):
                writer.write(b" ")
                await writer.drain()
                await asyncio.sleep(0.1)
        if path == "/endless":
            writer.write(b"HTTP/1.1 200 X\r\nTransfer-Encoding: chunked\r\n\r\n")
            for _ in range(4096):
                writer.write(b"10000\r\n" + b"x" * 65536 + b"\r\n")
                await writer.drain()
        if path in ODD:
            first, again, times = ODD[path]
            writer.write(first)
            for _ in range(times):
                writer.write(again)
                await writer.drain()
            return False
        if path == "/reset":
            writer.write(b"HTTP/1.1 200 X\r\nContent-Length: 5000\r\n\r\n<rss")
            await writer.drain()
            return False
        if path == "/slow":
            await asyncio.sleep(0.05)
        route = self.routes.get(path)
        head, body = route(self, headers) if route else ("404 X\r\n", b"")
        writer.write(f"HTTP/1.1 {head}Content-Length: {len(body)}\r\n\r\n".encode("latin-1") + body)
        await writer.drain()
        return True

    async def canary(self, _reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.canary_hits += 1
        writer.close()


CHUNKED = b"HTTP/1.1 200 X\r\nTransfer-Encoding: chunked\r\n\r\n"

# What is no honest HTTP: the first bytes, and what follows so many times.
ODD: dict[str, tuple[bytes, bytes, int]] = {
    "/odd/headers": (b"HTTP/1.1 200 X\r\n", b"X-A: b\r\n" * 1000, 2000),
    "/odd/long-header": (b"HTTP/1.1 200 X\r\nX-A: ", b"b" * 65_536, 1000),
    "/odd/status-line": (b"HTTP/1.1 200 ", b"X" * 65_536, 1000),
    "/odd/no-http": (b"SSH-2.0-OpenSSH_9.6\r\n\r\n", b"", 0),
    "/odd/chunk-size": (CHUNKED + b"zz\r\nnonsense\r\n", b"", 0),
    "/odd/chunk-huge": (CHUNKED + b"ffffffffffffffff\r\nx", b"", 0),
    "/odd/chunk-extension": (CHUNKED + b"5;", b"a" * 65_536, 16),
    "/odd/trailers": (CHUNKED + b"1\r\nx\r\n0\r\n", b"X-A: b\r\n" * 1000, 2000),
    "/odd/length-more": (b"HTTP/1.1 200 X\r\nContent-Length: 100\r\n\r\nshort", b"", 0),
    "/odd/length-huge": (b"HTTP/1.1 200 X\r\nContent-Length: 99999999999\r\n\r\nx", b"", 0),
    "/odd/length-twice": (b"HTTP/1.1 200 X\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nxx", b"", 0),
    "/odd/length-and-chunks": (CHUNKED.replace(b"\r\n\r\n", b"\r\nContent-Length: 1\r\n\r\n") + b"1\r\nx\r\n0\r\n\r\n", b"", 0),
    "/odd/transfer-gzip": (CHUNKED.replace(b"chunked", b"gzip, chunked") + b"1\r\nx\r\n0\r\n\r\n", b"", 0),
    "/odd/both-gzip": (
        CHUNKED.replace(b"chunked", b"gzip, chunked\r\nContent-Encoding: gzip") + b"1\r\nx\r\n0\r\n\r\n", b"", 0
    ),
    "/odd/continue": (b"", b"HTTP/1.1 100 Continue\r\n\r\n" * 1000, 2000),
}  # fmt: skip


def _faults(server: Publisher) -> None:
    bomb = zlib.compressobj(9, zlib.DEFLATED, 16 + zlib.MAX_WBITS)
    packed = b"".join(bomb.compress(b"\0" * (1 << 20)) for _ in range(64)) + bomb.flush()
    server.answer("/feed.xml", FEED, 'Content-Type: application/rss+xml\r\nETag: "one"\r\n')
    server.routes["/feed.xml"] = _conditional
    server.answer("/robots.txt", b"User-agent: *\nDisallow: /private/\n\nUser-agent: GPTBot\nDisallow: /\n")
    server.answer("/410", b"", status="410 X")
    server.answer("/429", b"", "Retry-After: 120\r\n", "429 X")
    server.answer("/503", b"", "Retry-After: 120\r\n", "503 X")
    server.answer("/gzip-bomb", packed, "Content-Encoding: gzip\r\n")
    server.answer("/brotli-bomb", brotli.compress(b"\0" * (64 << 20), quality=1), "Content-Encoding: br\r\n")
    server.answer("/stacked-gzip", gzip.compress(packed), "Content-Encoding: gzip, gzip\r\n")
    server.answer("/broken-gzip", b"\x1f\x8bnothing of the kind", "Content-Encoding: gzip\r\n")
    server.answer("/html-as-feed", b'<!doctype html><link rel="alternate" type="application/rss+xml" href="/feed.xml"><p>moved')
    server.answer("/truncated", FEED[:-40], "Content-Type: application/rss+xml\r\n")
    server.answer("/wrong-charset", FEED.decode().encode("utf-16"), "Content-Type: text/xml; charset=iso-8859-1\r\n")
    server.answer("/to-private", b"", f"Location: http://127.0.0.1:{server.canary_port}/\r\n", "302 X")
    server.answer("/to-file", b"", "Location: file:///etc/passwd\r\n", "302 X")
    server.answer("/to-metadata", b"", "Location: http://169.254.169.254/latest/meta-data/\r\n", "302 X")
    server.answer("/to-feed", b"", "Location: /feed.xml\r\n", "301 X")
    server.answer("/private/page", b"secret")
    server.answer("/slow", b"slow")
    server.routes["/loop"] = lambda _server, _asked: ("301 X\r\nLocation: /loop\r\n", b"")


def _conditional(_server: Publisher, asked: dict[str, str]) -> Reply:
    if asked.get("if-none-match") == '"one"':
        return '304 X\r\nETag: "one"\r\n', b""
    return '200 X\r\nContent-Type: application/rss+xml\r\nETag: "one"\r\n', FEED


@pytest.fixture
async def server() -> AsyncIterator[Publisher]:
    publisher = Publisher()
    canary = await asyncio.start_server(publisher.canary, "127.0.0.1", 0)
    publisher.canary_port = canary.sockets[0].getsockname()[1]
    listening = await asyncio.start_server(publisher.serve, "127.0.0.1", 0)
    publisher.port = listening.sockets[0].getsockname()[1]
    neighbours = await asyncio.start_server(publisher.serve, ["127.0.0.2", "127.0.0.3"], publisher.port)
    _faults(publisher)
    yield publisher
    listening.close()
    neighbours.close()
    canary.close()
    assert publisher.canary_hits == 0, "something reached the canary"


@pytest.fixture
def settings(server: Publisher) -> Settings:
    plain = Settings()
    wire = replace(plain.wire, allow_loopback=(f"127.0.0.0/8:{server.port}",), pace=0.0, timeout=1.0, max_bytes=1_000_000)
    return replace(plain, wire=wire, site=replace(plain.site, contact="desk@paper.example"))


@pytest.fixture
async def fetcher(settings: Settings) -> AsyncIterator[Fetcher]:
    async with Fetcher(settings, lambda: NOW) as door:
        yield door
