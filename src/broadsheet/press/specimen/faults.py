"""How can a server misbehave? Each fault by its name, for the tests of whoever fetches from us."""

from __future__ import annotations

import asyncio
import gzip
import socket
import struct
import zlib
from collections.abc import Awaitable, Callable
from functools import cache

from aiohttp import web

BOMB_SIZE = 256 << 20  # bytes unpacked: above any cap a fetcher may set
ENDLESS_CHUNKS = 4096  # of 64 KiB: the same again, so that a test without a cap still ends
PATIENCE = 120  # seconds a hanging or dripping answer lasts: longer than any fetcher's timeout
FEED_TYPE = "application/rss+xml"

Fault = Callable[[web.Request, bytes], Awaitable[web.StreamResponse]]


async def play(request: web.Request, name: str, feed: bytes) -> web.StreamResponse:
    """Answer with the named fault; `feed` is a whole feed of the host, for those that spoil one."""
    fault = FAULTS.get(name.partition("?")[0])
    if fault is None:
        return web.Response(status=404, text=f"no such fault; use one of: {', '.join(FAULTS)}\n")
    return await fault(request, feed)


async def _hang(_: web.Request, __: bytes) -> web.StreamResponse:
    await asyncio.sleep(PATIENCE)
    return web.Response(status=504)


async def _drip(request: web.Request, _: bytes) -> web.StreamResponse:
    response = await _open(request, {"Content-Length": "100000"})
    for _second in range(PATIENCE):
        await response.write(b" ")
        await asyncio.sleep(1)
    return response


async def _loop(request: web.Request, _: bytes) -> web.StreamResponse:
    step = int(request.query.get("step", "0")) + 1
    return web.Response(status=301, headers={"Location": f"/fault/loop?step={step}"})


async def _gone(_: web.Request, __: bytes) -> web.StreamResponse:
    return web.Response(status=410)


async def _too_many(_: web.Request, __: bytes) -> web.StreamResponse:
    return web.Response(status=429, headers={"Retry-After": "120"})


async def _unavailable(_: web.Request, __: bytes) -> web.StreamResponse:
    return web.Response(status=503, headers={"Retry-After": "120"})


async def _gzip_bomb(_: web.Request, __: bytes) -> web.StreamResponse:
    return _packed(await asyncio.to_thread(_bomb, 1), "gzip")


async def _stacked_gzip(_: web.Request, __: bytes) -> web.StreamResponse:
    return _packed(await asyncio.to_thread(_bomb, 2), "gzip, gzip")


async def _endless(request: web.Request, _: bytes) -> web.StreamResponse:
    response = await _open(request, {})
    await response.write(b"<rss>")
    for _chunk in range(ENDLESS_CHUNKS):
        await response.write(b"x" * 65536)
    return response


async def _html_as_feed(_: web.Request, __: bytes) -> web.StreamResponse:
    page = "<!doctype html><title>Moved</title><p>Our feed has moved. <a href='/'>Look for it here.</a>"
    return web.Response(text=page, content_type="text/html")


async def _truncated(_: web.Request, feed: bytes) -> web.StreamResponse:
    return web.Response(body=feed[: len(feed) * 2 // 3], headers={"Content-Type": FEED_TYPE})


async def _wrong_charset(_: web.Request, feed: bytes) -> web.StreamResponse:
    body = feed.decode().encode("utf-16")
    return web.Response(body=body, headers={"Content-Type": f"{FEED_TYPE}; charset=iso-8859-1"})


async def _to_private(request: web.Request, _: bytes) -> web.StreamResponse:
    address = request.transport.get_extra_info("sockname") if request.transport else ("", 0)
    return web.Response(status=302, headers={"Location": f"http://127.0.0.1:{address[1] + 1}/"})


async def _reset(request: web.Request, _: bytes) -> web.StreamResponse:
    response = await _open(request, {"Content-Length": "5000"})
    await response.write(b"<rss")
    if request.transport:
        linger = struct.pack("ii", 1, 0)  # no time for a goodbye: the kernel sends RST
        request.transport.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
        request.transport.abort()
    return response


async def _open(request: web.Request, headers: dict[str, str]) -> web.StreamResponse:
    response = web.StreamResponse(headers={"Content-Type": FEED_TYPE, **headers})
    await response.prepare(request)
    return response


def _packed(body: bytes, coding: str) -> web.Response:
    return web.Response(body=body, headers={"Content-Type": FEED_TYPE, "Content-Encoding": coding})


@cache
def _bomb(times: int) -> bytes:
    """Zeros, packed so many times. A fully flushed block starts afresh, so one block's bytes stand for all of them."""
    block = bytes(1 << 20)
    packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    packed = packer.compress(block) + packer.flush(zlib.Z_FULL_FLUSH)
    many, check = BOMB_SIZE >> 20, 0
    for _ in range(many):
        check = zlib.crc32(block, check)
    head = b"\x1f\x8b\x08\0\0\0\0\0\0\xff"  # RFC 1952, 2.3: deflate, no name, no time, no system
    body = head + packed * many + packer.flush() + struct.pack("<II", check, BOMB_SIZE)
    for _ in range(times - 1):
        body = gzip.compress(body, 9)
    return body


FAULTS: dict[str, Fault] = {
    "hang": _hang,
    "drip": _drip,
    "loop": _loop,
    "410": _gone,
    "429": _too_many,
    "503": _unavailable,
    "gzip-bomb": _gzip_bomb,
    "stacked-gzip": _stacked_gzip,
    "endless": _endless,
    "html-as-feed": _html_as_feed,
    "truncated": _truncated,
    "wrong-charset": _wrong_charset,
    "to-private": _to_private,
    "reset": _reset,
}
