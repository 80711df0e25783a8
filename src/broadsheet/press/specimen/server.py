"""The specimen wire's server: twelve publishers on one loopback port, told apart by their host names."""

from __future__ import annotations

import asyncio
import errno
import socket
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from hashlib import sha256

from aiohttp import web

from broadsheet.press.specimen.edition import Edition, open_edition
from broadsheet.press.specimen.faults import play
from broadsheet.press.specimen.feeds import addresses, feed_bytes
from broadsheet.press.specimen.publishers import SpecimenFeed
from broadsheet.press.specimen.site import Answer, answer

LOOPBACK = "127.0.0.1"
PORT = 8910
GOODBYE = 0.5  # seconds that open answers get at the end: a hanging fault must not hold the demo's end up
FAULT_FEED = SpecimenFeed("/fault", "Fault", "rss", "summary", "permalink", "", "")


class PortInUse(RuntimeError):
    """Something else listens on the port; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Running:
    """A specimen wire that is being served."""

    edition: Edition
    runner: web.AppRunner

    @property
    def port(self) -> int:
        """The port it listens on."""
        return self.edition.port

    def feeds(self) -> list[tuple[str, str, str]]:
        """(publisher's slug, feed's address, section hint or empty) for every feed."""
        return addresses(self.edition)

    async def close(self) -> None:
        """Stop listening and end all open answers."""
        await self.runner.cleanup()


async def serve(anchor: datetime, port: int, now: Callable[[], datetime]) -> Running:
    """Serve the specimen of a demo that opened at `anchor` (aware); port 0 takes any free one.

    Raises PortInUse, and SpecimenError where a file of the specimen is bad.
    """
    listener = listen(port)
    try:
        edition = await asyncio.to_thread(open_edition, anchor, listener.getsockname()[1])
        return await serve_edition(edition, listener, now)
    except BaseException:
        listener.close()
        raise


async def serve_edition(edition: Edition, listener: socket.socket, now: Callable[[], datetime]) -> Running:
    """Serve an edition on a socket that is bound already."""
    app = web.Application()
    app.router.add_get("/{tail:.*}", _handler(edition, now))
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=GOODBYE, handler_cancellation=True)
    await runner.setup()
    await web.SockSite(runner, listener).start()
    return Running(edition, runner)


def listen(port: int) -> socket.socket:
    """A socket listening on loopback; PortInUse where the port is taken or not allowed."""
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((LOOPBACK, port))
        listener.listen(512)
    except OSError as fault:
        listener.close()
        if fault.errno in (errno.EADDRINUSE, errno.EACCES):
            hint = "stop what listens there, or choose another port"
            raise PortInUse(f"The specimen wire cannot listen on {LOOPBACK}:{port}: {hint}.") from None
        raise
    return listener


def _handler(edition: Edition, now: Callable[[], datetime]) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
    async def handle(request: web.Request) -> web.StreamResponse:
        host = publisher_of(request.host)
        if request.path.startswith("/fault/"):
            return await play(request, request.path.removeprefix("/fault/"), _whole_feed(edition, host, now()))
        found = await asyncio.to_thread(answer, edition, host, request.rel_url.raw_path_qs, now())
        return reply(found, request)

    return handle


def publisher_of(host: str) -> str:
    """The publisher's slug in a Host header: `<slug>.localhost:PORT`; empty for any other host."""
    name = host.lower().partition(":")[0].rstrip(".")
    return name.removesuffix(".localhost") if name.endswith(".localhost") else ""


def _whole_feed(edition: Edition, host: str, now: datetime) -> bytes:
    publisher = edition.publishers.get(host) or next(iter(edition.publishers.values()))
    return feed_bytes(edition, publisher, FAULT_FEED, now)


def reply(found: Answer, request: web.Request) -> web.Response:
    """The answer over HTTP: 304 where the reader has it already (RFC 9110, 13.1), gzip where it may be."""
    tag = f'"{sha256(found.body).hexdigest()[:24]}"'
    headers = {"ETag": tag, "Vary": "Accept-Encoding", "Cache-Control": "max-age=0", **found.headers}
    if found.modified:
        headers["Last-Modified"] = format_datetime(found.modified.astimezone(UTC), usegmt=True)
    if found.status == 200 and _is_known(tag, found.modified, request):
        return web.Response(status=304, headers=headers)
    response = web.Response(status=found.status, body=found.body, headers={**headers, "Content-Type": found.content_type})
    if "gzip" in request.headers.get("Accept-Encoding", "") and not found.content_type.startswith("image/"):
        response.enable_compression(web.ContentCoding.gzip)
    return response


def _is_known(tag: str, modified: datetime | None, request: web.Request) -> bool:
    """Whether the reader's copy is good; If-None-Match settles it alone where it is sent."""
    tags = request.headers.get("If-None-Match")
    if tags is not None:
        return tags.strip() == "*" or tag in (one.strip().removeprefix("W/") for one in tags.split(","))
    since = request.headers.get("If-Modified-Since")
    if since is None or modified is None:
        return False
    try:
        return modified <= parsedate_to_datetime(since)
    except (TypeError, ValueError):
        return False
