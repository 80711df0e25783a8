"""How much an answer weighs when unpacked: content codings undone piece by piece, never beyond a limit."""

from __future__ import annotations

import zlib
from typing import Protocol

import brotli  # type: ignore[import-untyped]

ACCEPTED = "gzip, deflate, br"


class TooLarge(Exception):
    """The answer is larger than its limit once unpacked."""


class BadCoding(Exception):
    """The answer's coding is unknown, stacked or broken; the message is the reason."""


class Body(Protocol):
    """Takes an answer's bytes as they come and gives the unpacked whole."""

    def feed(self, piece: bytes) -> None:
        """Take the next piece. Raises TooLarge and BadCoding."""
        ...

    def whole(self) -> bytes:
        """All that was unpacked, after TooLarge too: then it is as much as the limit."""
        ...


def body(coding: str, limit: int) -> Body:
    """The body of a Content-Encoding (RFC 9110, 8.4). Raises BadCoding for what is unknown or stacked."""
    names = [name for name in (part.strip().lower() for part in coding.split(",")) if name not in {"", "identity"}]
    if len(names) > 1:
        raise BadCoding(f"it is packed {len(names)} times over ({', '.join(names)[:60]})")
    name = names[0] if names else ""
    if name == "":
        return _Plain(limit)
    if name in {"gzip", "x-gzip"}:
        return _Zlib(limit, 16 + zlib.MAX_WBITS)
    if name == "deflate":
        return _Zlib(limit, 0)
    if name == "br":
        return _Brotli(limit)
    raise BadCoding(f"it is packed as {name[:20]!r}, which we did not ask for")


class _Plain:
    """Bytes as they are."""

    def __init__(self, limit: int) -> None:
        self._left = limit
        self._out: list[bytes] = []

    def feed(self, piece: bytes) -> None:
        self._add(piece)

    def whole(self) -> bytes:
        return self._out[0] if len(self._out) == 1 else b"".join(self._out)

    def _add(self, piece: bytes) -> None:
        self._left -= len(piece)
        if self._left < 0:
            self._out.append(piece[: self._left])
            self._left = 0
            raise TooLarge
        self._out.append(piece)

    def _room(self) -> int:
        """One byte more than may still come, so that the limit itself is told from what lies beyond."""
        return self._left + 1


class _Zlib(_Plain):
    """gzip (several members too) and deflate, with or without its zlib frame; `wbits` 0 looks at the first byte."""

    def __init__(self, limit: int, wbits: int) -> None:
        super().__init__(limit)
        self._wbits = wbits
        self._inflate = zlib.decompressobj(wbits) if wbits else None

    def feed(self, piece: bytes) -> None:
        while piece:
            if self._inflate is None:
                framed = self._wbits or (zlib.MAX_WBITS if piece[0] & 0x0F == 8 else -zlib.MAX_WBITS)
                self._inflate = zlib.decompressobj(framed)
            try:
                self._add(self._inflate.decompress(piece, self._room()))
            except zlib.error as broken:
                raise BadCoding(f"its packing is broken ({broken})") from broken
            piece = self._rest(self._inflate)

    def _rest(self, inflate: zlib._Decompress) -> bytes:
        """What is still to unpack: the tail, or the next gzip member; padding after the last one is dropped."""
        if not inflate.eof:
            return inflate.unconsumed_tail
        rest = inflate.unused_data.lstrip(b"\0")
        if rest.startswith(b"\x1f\x8b") and self._wbits:
            self._inflate = None
            return rest
        return b""


class _Brotli(_Plain):
    """Brotli (RFC 7932)."""

    def __init__(self, limit: int) -> None:
        super().__init__(limit)
        self._inflate = brotli.Decompressor()

    def feed(self, piece: bytes) -> None:
        try:
            self._add(self._inflate.process(piece, output_buffer_limit=self._room()))
            while not self._inflate.can_accept_more_data():
                self._add(self._inflate.process(b"", output_buffer_limit=self._room()))
        except brotli.error as broken:
            raise BadCoding(f"its packing is broken ({broken})") from broken
