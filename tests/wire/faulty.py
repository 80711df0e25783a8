"""A hundred publishers of which one misbehaves, and a newsroom that polls them, each in a process of its own.

    python faulty.py serve                  prints the port once it listens; the canary is the port after it
    python faulty.py poll PORT FAULT...     polls all of them once for each fault, and prints what came of it as JSON

A process of its own for each, so that the polling one's memory is only its own.
"""

import asyncio
import json
import resource
import sys
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from aiohttp import web

from broadsheet.news import Feed
from broadsheet.press.specimen.faults import play
from broadsheet.settings import Settings
from broadsheet.wire.fetch import Fetcher
from broadsheet.wire.poll import Health, Polled, poll

NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
HOSTS = [f"127.3.0.{n}" for n in range(1, 101)]
ITEMS = "".join(
    f"<item><title>Item {n}</title><link>/a/{n}.html</link><guid>{n}</guid><pubDate>Mon, 02 Mar 2026 09:00:{n:02} GMT</pubDate>"
    f"<description>{'What was said of it. ' * 20}</description></item>"
    for n in range(8)
)
FEED = f'<?xml version="1.0"?><rss version="2.0"><channel><title>P</title><link>/</link>{ITEMS}</channel></rss>'.encode()


async def serve() -> None:
    """Answer as a hundred publishers until standard input ends."""
    hits = 0

    async def answer(request: web.Request) -> web.StreamResponse:
        if request.path.startswith("/fault/"):
            return await play(request, request.path.removeprefix("/fault/"), FEED)
        if request.path == "/canary":
            return web.Response(text=str(hits))
        if request.path == "/feed.xml":
            return web.Response(body=FEED, content_type="application/rss+xml")
        return web.Response(status=404)

    async def canary(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal hits
        hits += 1
        writer.close()

    app = web.Application()
    app.router.add_get("/{path:.*}", answer)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    assert runner.server is not None
    loop = asyncio.get_running_loop()
    for port in range(20_000, 60_000, 7):
        with suppress(OSError):
            beside = await asyncio.start_server(canary, "127.0.0.1", port + 1)
            break
    listening = await loop.create_server(runner.server, HOSTS, port, backlog=256)
    print(port, flush=True)
    await asyncio.to_thread(sys.stdin.read)
    listening.close()
    beside.close()


async def polled(port: int, fault: str) -> dict[str, Any]:
    """One round: how the one went, how many of the others went well, and how many of those were done before it."""
    plain = Settings()
    wire = replace(plain.wire, allow_loopback=(f"127.3.0.0/16:{port}",), pace=0.05, timeout=2.0)
    settings = replace(plain, wire=wire)
    done: list[tuple[str, Polled]] = []

    async def one(fetcher: Fetcher, url: str) -> None:
        done.append((url, await poll(fetcher, Feed(url, "paper"), Health(), settings, NOW)))

    bad = f"http://{HOSTS[0]}:{port}/fault/{fault}"
    async with Fetcher(settings, lambda: NOW) as fetcher:
        await asyncio.gather(one(fetcher, bad), *(one(fetcher, f"http://{host}:{port}/feed.xml") for host in HOSTS[1:]))
        canary = (await fetcher.get(f"http://{HOSTS[1]}:{port}/canary")).body.decode()
        inside = sorted(address for address, _ in fetcher.contacted if not address.startswith("127.3."))
    at = [url for url, _ in done].index(bad)
    return {
        "why": done[at][1].health.why,
        "failed": done[at][1].health.failures,
        "entries": len(done[at][1].entries),
        "good": sum(len(each.entries) == 8 for url, each in done if url != bad),
        "before": at,
        "canary": int(canary),
        "inside": inside,
        "peak_kib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss,
    }


async def main() -> None:
    if sys.argv[1] == "serve":
        return await serve()
    port, told = int(sys.argv[2]), {}
    for fault in ["none", *sys.argv[3:]]:  # the first round, whose fault is a plain 404, is what memory is measured against
        told[fault] = await polled(port, fault)
    print(json.dumps(told))
    return None


if __name__ == "__main__":
    asyncio.run(main())
