"""How an answer comes in: in time, fast enough, and no larger than its limit."""

from __future__ import annotations

import asyncio
from types import TracebackType
from typing import Self

import aiohttp

from broadsheet.wire import decode

_GRACE = 0.25  # the part of a request's time for which its bytes may stay away: 5 of 20 seconds
_LITTLE = 16_384  # bytes of an answer that nobody wants, read all the same where the connection can then be kept
_MOMENT = 0.5  # seconds that those may take


class Patience:
    """Cuts off what takes longer than `seconds` in all, or whose bytes come more slowly than `rate` a second.

    `grace` seconds may pass without any; each byte buys another 1/`rate` seconds, up to `grace` again, so that neither a
    burst at the beginning nor a pause pays for a drip. Raises TimeoutError; then `slow` says which of the two it was.
    """

    def __init__(self, seconds: float, rate: float, grace: float) -> None:
        self._loop = asyncio.get_running_loop()
        self._end = self._loop.time() + max(0.01, seconds)
        self._until = self._end
        self._rate, self._grace, self._begun = rate, grace, False
        self._timeout = asyncio.timeout_at(self._end)

    async def __aenter__(self) -> Self:
        await self._timeout.__aenter__()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._timeout.__aexit__(kind, error, trace)

    @property
    def slow(self) -> bool:
        """Whether the bytes came too slowly, rather than the whole too late."""
        return self._until < self._end

    def came(self, many: int) -> None:
        """Take note of so many bytes and of waiting for more; the first time begins the grace."""
        if self._rate <= 0:
            return
        now = self._loop.time()
        before = self._until if self._begun else now + self._grace
        self._begun = True
        self._until = min(before + many / self._rate, now + self._grace, self._end)
        self._timeout.reschedule(self._until)


def patience(seconds: float, rate: float, whole: float) -> Patience:
    """The patience with a request that has `seconds` left of the `whole` time of its kind."""
    return Patience(seconds, rate, _GRACE * whole)


async def body(response: aiohttp.ClientResponse, limit: int, time: Patience, *, cut: bool = False) -> bytes:
    """The answer's body, unpacked; with `cut` no more than its first `limit` bytes.

    Raises decode.TooLarge and decode.BadCoding.
    """
    if response.content.at_eof():
        return b""
    length = response.content_length
    if length is not None and length > limit and not cut:
        raise decode.TooLarge
    unpacked = decode.body(_coding(response), limit)
    content, many = response.content, 0
    try:
        while not content.at_eof():
            if not content.is_eof():  # there is more to wait for
                time.came(many)
            piece = await content.readany()
            unpacked.feed(piece)
            many = len(piece)
    except decode.TooLarge:
        if not cut:
            raise
    return unpacked.whole()


def _coding(response: aiohttp.ClientResponse) -> str:
    """The codings of content and transfer (RFC 9112, 7), chunks apart, which are undone already. Raises decode.BadCoding."""
    packed = ",".join(response.headers.getall("Transfer-Encoding", ())).lower().replace("chunked", "")
    return ",".join([*response.headers.getall("Content-Encoding", ()), packed])


async def drained(response: aiohttp.ClientResponse) -> bool:
    """Whether the rest of an answer that nobody wants is short, and taken, so that its connection can be kept."""
    if (response.content_length or 0) > _LITTLE:
        return False
    taken = 0
    try:
        async with asyncio.timeout(_MOMENT):
            async for piece in response.content.iter_any():
                taken += len(piece)
                if taken > _LITTLE:
                    return False
    except (TimeoutError, aiohttp.ClientError):
        return False
    return True
