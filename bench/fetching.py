"""What a page and a 304 cost through the guarded door, beside aiohttp bare: `python bench/speed.py wire`.

One server in a process of its own answers both over one kept connection each, so the CPU measured is the asking side's
alone. The page is 300 kB of made-up HTML, about 60 kB as gzip, which is what a news page weighs.
"""

from __future__ import annotations

import asyncio
import gzip
import random
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import UTC, datetime

import aiohttp

from broadsheet.settings import Settings
from broadsheet.wire.fetch import Fetcher

Row = dict[str, object]
Ask = Callable[[], Awaitable[bytes]]

PAGE = 300_000  # bytes of HTML
A_ROUND = 100  # requests of one kind in a row
TAG = '"one"'
NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


def html(size: int) -> bytes:
    """A page of paragraphs of made-up words, the same at each call, that packs about as well as news does."""
    dice = random.Random(1)  # noqa: S311 -- filler
    words = ["".join(dice.choices("etaoinshrdlucmfw", k=dice.randint(2, 10))) for _ in range(60)]
    rows: list[str] = []
    while sum(map(len, rows)) < size:
        rows.append(f'<div class="teaser teaser--{dice.randint(1, 9)}"><p>{" ".join(dice.choices(words, k=40))}</p></div>\n')
    return f"<!doctype html><title>A page</title>{''.join(rows)}".encode()[:size]


class Server(asyncio.Protocol):
    """Answers every request at once: 304 to a known tag, else the page."""

    def __init__(self, packed: bytes) -> None:
        head = (
            "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Encoding: gzip\r\nVary: Accept-Encoding\r\n"
        )
        self._page = f"{head}ETag: {TAG}\r\nContent-Length: {len(packed)}\r\n\r\n".encode() + packed
        self._same = f"HTTP/1.1 304 Not Modified\r\nETag: {TAG}\r\nCache-Control: max-age=60\r\n\r\n".encode()
        self._none = b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Take the connection."""
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        """Answer what was asked, a whole request at a time."""
        if b"GET /robots.txt" in data:
            self._transport.write(self._none)
        else:
            self._transport.write(self._same if TAG.encode() in data else self._page)


async def serve() -> None:
    """Print a port and answer there until standard input ends."""
    packed = gzip.compress(html(PAGE), 6)
    server = await asyncio.get_running_loop().create_server(lambda: Server(packed), "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], len(packed), flush=True)
    await asyncio.to_thread(sys.stdin.read)
    server.close()


def fetched(rounds: int) -> list[Row]:
    """A row for each: the CPU of a page and of a 304, through our door and by aiohttp alone."""
    pipe = subprocess.PIPE
    with subprocess.Popen([sys.executable, __file__], stdin=pipe, stdout=pipe, text=True) as server:
        assert server.stdin is not None
        assert server.stdout is not None
        port, packed = map(int, server.stdout.readline().split())
        try:
            return asyncio.run(_measured(port, packed, rounds))
        finally:
            server.stdin.close()


async def _measured(port: int, packed: int, rounds: int) -> list[Row]:
    plain, url = Settings(), f"http://127.0.0.1:{port}/a/page.html"
    wire = replace(plain.wire, allow_loopback=(f"127.0.0.1/32:{port}",), pace=0.0)
    async with Fetcher(replace(plain, wire=wire), lambda: NOW) as fetcher, aiohttp.ClientSession() as bare:

        async def ours(etag: str = "") -> bytes:
            return (await fetcher.get(url, etag=etag)).body

        async def theirs(headers: dict[str, str]) -> bytes:
            async with bare.get(url, headers=headers) as response:
                return await response.read()

        asked: dict[str, tuple[Ask, Ask]] = {
            f"a page ({packed // 1000} kB as gzip)": (ours, lambda: theirs({})),
            "a 304": (lambda: ours(TAG), lambda: theirs({"If-None-Match": TAG})),
        }
        rows: list[Row] = []
        for what, (door, alone) in asked.items():
            assert await door() == await alone()
            mine, peer = await _best(door, alone, rounds)
            rows.append({"what": f"{what}, through the door", "CPU µs": mine * 1e6, "to aiohttp bare": mine / peer})
            rows.append({"what": f"{what}, peer: aiohttp bare", "CPU µs": peer * 1e6, "to aiohttp bare": 1.0})
        return rows


async def _best(door: Ask, alone: Ask, rounds: int) -> tuple[float, float]:
    """The CPU-seconds of one request of each, the least of the rounds, which take turns."""
    spent: list[tuple[float, float]] = []
    for _ in range(rounds):
        pair = []
        for ask in (door, alone):
            start = time.process_time()
            for _ in range(A_ROUND):
                await ask()
            pair.append((time.process_time() - start) / A_ROUND)
        spent.append((pair[0], pair[1]))
    return min(mine for mine, _ in spent), min(peer for _, peer in spent)


if __name__ == "__main__":
    asyncio.run(serve())
