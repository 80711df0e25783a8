"""What does an article's picture show? A landscape of our own, drawn from its slug in its publisher's colours."""

from __future__ import annotations

import io
import math
from functools import lru_cache
from itertools import pairwise
from random import Random
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageDraw import ImageDraw as Canvas

WIDTH, HEIGHT = 1200, 675
Colour = tuple[int, int, int]


@lru_cache(maxsize=512)
def draw(slug: str, colours: tuple[str, ...]) -> bytes:
    """A JPEG of 1200 by 675; the same slug and colours (ink, paper, accent as #rrggbb) give the same bytes."""
    from PIL import ImageDraw

    chance = Random(slug)  # noqa: S311  # a picture is no secret
    ink, paper, accent = (_rgb(colour) for colour in colours)
    sky = _mix(accent, paper, chance.uniform(0.55, 0.8))
    image = _gradient(_mix(sky, ink, chance.uniform(0.05, 0.3)), sky)
    canvas = ImageDraw.Draw(image)
    _sun(canvas, chance, paper)
    ranges = chance.randint(2, 4)
    for depth in range(ranges):
        _hills(canvas, chance, depth / ranges, _mix(sky, ink, 0.2 + 0.5 * (depth + 1) / ranges))
    chance.choice((_skyline, _water, _trees, _masts))(canvas, chance, _mix(ink, accent, 0.15), paper)
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=80)
    return buffer.getvalue()


def _rgb(colour: str) -> Colour:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _mix(one: Colour, other: Colour, share: float) -> Colour:
    """`share` of the other colour in the one."""
    r, g, b = (round(a + (z - a) * share) for a, z in zip(one, other, strict=True))
    return r, g, b


def _gradient(top: Colour, bottom: Colour) -> Image:
    from PIL import Image

    mask = Image.linear_gradient("L").resize((WIDTH, HEIGHT))
    size = (WIDTH, HEIGHT)
    return Image.composite(Image.new("RGB", size, bottom), Image.new("RGB", size, top), mask)


def _sun(canvas: Canvas, chance: Random, paper: Colour) -> None:
    x, y, r = chance.randint(150, 1050), chance.randint(90, 260), chance.randint(34, 80)
    canvas.ellipse((x - r, y - r, x + r, y + r), fill=paper)


def _hills(canvas: Canvas, chance: Random, depth: float, colour: Colour) -> None:
    base, height = 300 + 200 * depth, chance.uniform(30, 90)
    waves = [(chance.uniform(0.002, 0.012), chance.uniform(0, math.tau)) for _ in range(3)]
    ridge = [(x, base + height * sum(math.sin(x * step + phase) for step, phase in waves) / 3) for x in range(0, WIDTH + 1, 8)]
    canvas.polygon([(0.0, float(HEIGHT)), *ridge, (float(WIDTH), float(HEIGHT))], fill=colour)


def _skyline(canvas: Canvas, chance: Random, dark: Colour, light: Colour) -> None:
    x = 0
    while x < WIDTH:
        width, height = chance.randint(46, 120), chance.randint(90, 330)
        canvas.rectangle((x, HEIGHT - height, x + width - 4, HEIGHT), fill=dark)
        for top in range(HEIGHT - height + 14, HEIGHT - 16, 30):
            for left in range(x + 10, x + width - 18, 24):
                if chance.random() < 0.4:
                    canvas.rectangle((left, top, left + 9, top + 13), fill=_mix(dark, light, 0.7))
        x += width


def _water(canvas: Canvas, chance: Random, dark: Colour, light: Colour) -> None:
    canvas.rectangle((0, 500, WIDTH, HEIGHT), fill=_mix(dark, light, 0.35))
    for _ in range(90):
        x, y, length = chance.randint(0, WIDTH), chance.randint(508, HEIGHT), chance.randint(20, 120)
        canvas.line((x, y, x + length, y), fill=_mix(dark, light, chance.uniform(0.4, 0.65)), width=3)
    x, y = chance.randint(200, 900), 520
    canvas.polygon([(x, y), (x + 150, y), (x + 125, y + 34), (x + 25, y + 34)], fill=dark)
    canvas.polygon([(x + 72, y - 8), (x + 72, y - 120), (x + 130, y - 8)], fill=light)


def _trees(canvas: Canvas, chance: Random, dark: Colour, light: Colour) -> None:
    canvas.rectangle((0, 590, WIDTH, HEIGHT), fill=dark)
    for x in sorted(chance.randint(0, WIDTH) for _ in range(26)):
        height, colour = chance.randint(70, 190), _mix(dark, light, chance.uniform(0.02, 0.16))
        for tier in range(3):
            top, wide = 600 - height + tier * height // 5, 18 + tier * 12
            canvas.polygon([(x, top), (x - wide, top + height // 2), (x + wide, top + height // 2)], fill=colour)
        canvas.rectangle((x - 5, 590, x + 5, 612), fill=colour)


def _masts(canvas: Canvas, chance: Random, dark: Colour, light: Colour) -> None:
    canvas.rectangle((0, 600, WIDTH, HEIGHT), fill=dark)
    xs = list(range(chance.randint(40, 140), WIDTH, chance.randint(170, 260)))
    for x in xs:
        canvas.polygon([(x - 22, 610), (x, 330), (x + 22, 610)], outline=dark, width=6)
        for y in (370, 420):
            canvas.line((x - 44, y, x + 44, y), fill=dark, width=6)
    for left, right in pairwise(xs):
        canvas.arc((left, 340, right, 410), 0, 180, fill=_mix(dark, light, 0.2), width=3)
