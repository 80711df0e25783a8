"""Pictures of our own making for tests: a scene with things in it, in any format, and the ways to break one."""

from __future__ import annotations

import io
import struct
import zlib
from random import Random

from PIL import Image, ImageCms, ImageDraw


def scene(seed: str = "a", size: tuple[int, int] = (900, 600)) -> Image.Image:
    """A sky, a land and thirty shapes, all by chance."""
    chance = Random(seed)  # noqa: S311  # a picture is no secret
    picture = Image.linear_gradient("L").resize(size).convert("RGB")
    canvas = ImageDraw.Draw(picture)
    for _ in range(30):
        x, y = chance.randint(0, size[0]), chance.randint(0, size[1])
        wide, high = chance.randint(20, size[0] // 3), chance.randint(20, size[1] // 3)
        colour = tuple(chance.randint(0, 255) for _ in range(3))
        (canvas.ellipse if chance.random() < 0.5 else canvas.rectangle)((x, y, x + wide, y + high), fill=colour)
    return picture


def saved(picture: Image.Image, form: str = "JPEG", **options: object) -> bytes:
    """The picture as a file."""
    out = io.BytesIO()
    picture.save(out, form, **options)
    return out.getvalue()


def opened(body: bytes) -> Image.Image:
    """A file as a picture, with its pixels read."""
    picture = Image.open(io.BytesIO(body))
    picture.load()
    return picture


def subject(x: float, y: float, size: tuple[int, int] = (900, 600)) -> Image.Image:
    """A busy thing at a place (shares of width and height) before a calm ground."""
    chance = Random(f"{x} {y}")  # noqa: S311  # a picture is no secret
    picture = Image.linear_gradient("L").resize(size).point(lambda value: 150 + value // 8).convert("RGB")
    canvas = ImageDraw.Draw(picture)
    middle, across = (x * size[0], y * size[1]), min(size) / 7
    for _ in range(120):
        left, top = (at + chance.uniform(-across, across) for at in middle)
        canvas.rectangle((left, top, left + across / 4, top + across / 4), fill=tuple(chance.randint(0, 255) for _ in range(3)))
    return picture


def bomb(width: int = 60_000, height: int = 60_000) -> bytes:
    """A PNG that says it has so many pixels."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + _chunk(b"IDAT", zlib.compress(b"\0" * 1000)) + _chunk(b"IEND", b"")


def text_bomb() -> bytes:
    """A PNG with 64 MB of text, packed."""
    plain = saved(scene(), "PNG")
    text = _chunk(b"zTXt", b"Comment\0\0" + zlib.compress(b"a" * 64_000_000))
    return plain[:33] + text + plain[33:]


def wide_gamut() -> bytes:
    """The profile of a colour space in which the numbers of red mean green: a conversion that nobody can miss."""
    profile = ImageCms.createProfile("LAB")
    return ImageCms.ImageCmsProfile(profile).tobytes()


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
