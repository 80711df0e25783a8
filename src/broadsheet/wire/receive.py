"""How an answer comes in: unpacked, fast enough, and no larger than its limit."""

from __future__ import annotations

import asyncio

import aiohttp

from broadsheet.wire import decode
from broadsheet.wire.patience import Patience

_LITTLE = 16_384  # bytes of an answer that nobody wants, read all the same where the connection can then be kept
_MOMENT = 0.5  # seconds that those may take


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
