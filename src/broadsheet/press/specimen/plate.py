"""What a picture of the specimen is drawn on: light, land, shapes, haze and the grain of the paper."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise
from random import Random
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from numpy import float32
    from numpy.typing import NDArray
    from PIL.Image import Image

WIDTH, HEIGHT = 1200, 675
FINE = 2  # shapes are cut twice as large and reduced, so that no edge shows steps
Colour = tuple[int, int, int]
Point = tuple[float, float]


class Plate:
    """A picture in the making; what is laid on later covers what was there."""

    def __init__(self, seed: int) -> None:
        import numpy as np

        self._chance = np.random.default_rng(seed)
        self.pixels: NDArray[float32] = np.zeros((HEIGHT, WIDTH, 3), dtype=np.float32)
        self._down, self._right = np.mgrid[0:HEIGHT, 0:WIDTH].astype(np.float32)

    def sky(self, top: Colour, foot: Colour, horizon: int) -> None:
        """Fill the plate from the top's colour to the foot's, which it has from the horizon down."""
        import numpy as np

        share = np.clip(self._down / horizon, 0, 1)[..., None] ** 1.3
        self.pixels = np.asarray(np.array(top) * (1 - share) + np.array(foot) * share, dtype=np.float32)

    def glow(self, x: float, y: float, radius: float, colour: Colour, strength: float) -> None:
        """Light around a point."""
        import numpy as np

        far = ((self._right - x) ** 2 + (self._down - y) ** 2) / radius**2
        self._lay(np.exp(-2.2 * far) * strength, colour)

    def beam(self, x: float, y: float, to_x: float, to_y: float, wide: float, colour: Colour, strength: float) -> None:
        """A beam of light that widens from a point."""
        import numpy as np

        along = np.clip((self._down - y) / (to_y - y), 0, 1.2)
        middle = x + (to_x - x) * along
        self._lay(np.exp(-(((self._right - middle) / (8 + wide * along)) ** 2)) * strength * (1.1 - along / 1.2), colour)

    def clouds(self, colour: Colour, strength: float, *, deep: bool = False) -> None:
        """Banks of cloud in the sky, thinner towards the horizon unless they hang `deep`."""
        import numpy as np

        thick = np.clip((self._noise(5, 3) - 0.5) * 2.6, 0, 1)
        fade = np.clip(1.15 - self._down / (HEIGHT * (0.95 if deep else 0.7)), 0, 1)
        self._lay(thick * fade * strength, colour)

    def haze(self, colour: Colour, strength: float, foot: float) -> None:
        """A veil that is thickest at a height."""
        import numpy as np

        self._lay(np.exp(-(((self._down - foot) / 130) ** 2)) * strength, colour)

    def rain(self, colour: Colour, strength: float) -> None:
        """Slanting streaks."""
        import numpy as np

        drops = (self._chance.random((HEIGHT, WIDTH)) > 0.996).astype(np.float32)
        streaks = sum(np.roll(drops, (step, -step // 4), (0, 1)) for step in range(0, 26, 2))
        self._lay(np.clip(np.asarray(streaks, dtype=np.float32), 0, 1) * strength * 2, colour)

    def land(self, line: Sequence[float], colour: Colour) -> None:
        """Everything below a line of WIDTH + 1 heights, darker towards the foot."""
        import numpy as np

        top = np.asarray(line[:WIDTH], dtype=np.float32)[None, :]
        cover = np.clip(self._down - top + 0.5, 0, 1)
        deep = np.clip((self._down - top) / 320, 0, 1)[..., None]
        tone = np.array(colour) * (1.04 - 0.3 * deep)
        self.pixels = np.asarray(self.pixels * (1 - cover[..., None]) + tone * cover[..., None], dtype=np.float32)

    def shape(self, points: Sequence[Point], colour: Colour) -> None:
        """A polygon, its edges smooth; only the part of the plate that it lies on is touched."""
        import numpy as np
        from PIL import Image, ImageDraw

        left, right = max(0, math.floor(min(x for x, _ in points))), min(WIDTH, math.ceil(max(x for x, _ in points)))
        top, foot = max(0, math.floor(min(y for _, y in points))), min(HEIGHT, math.ceil(max(y for _, y in points)))
        if left >= right or top >= foot:
            return
        cut = Image.new("L", ((right - left) * FINE, (foot - top) * FINE))
        ImageDraw.Draw(cut).polygon([((x - left) * FINE, (y - top) * FINE) for x, y in points], fill=255)
        cover = np.asarray(cut.reduce(FINE), dtype=np.float32)[..., None] / 255
        part = self.pixels[top:foot, left:right]
        part += (np.array(colour, dtype=np.float32) - part) * cover

    def disc(self, x: float, y: float, radius: float, colour: Colour) -> None:
        """A filled circle."""
        corners = max(12, int(radius))
        turns = [math.tau * at / corners for at in range(corners)]
        self.shape([(x + radius * math.cos(turn), y + radius * math.sin(turn)) for turn in turns], colour)

    def blade(self, x: float, y: float, length: float, turn: float, colour: Colour) -> None:
        """A turbine's blade from its hub, `turn` in degrees."""
        along, across = math.radians(turn), math.radians(turn + 90)
        tip = (x + length * math.cos(along), y + length * math.sin(along))
        broad = (x + length * 0.2 * math.cos(along), y + length * 0.2 * math.sin(along))
        wide = (broad[0] + 5 * math.cos(across), broad[1] + 5 * math.sin(across))
        self.shape([(x, y), wide, tip, broad], colour)

    def conifer(self, x: float, foot: float, high: float, colour: Colour) -> None:
        """A fir, five tiers of branches."""
        for tier in range(5):
            top, wide = foot - high + tier * high * 0.17, high * (0.07 + 0.045 * tier)
            self.shape([(x, top), (x - wide, top + high * 0.3), (x + wide, top + high * 0.3)], colour)

    def panes(self, x: float, y: float, wide: float, high: float, colour: Colour, chance: Random, pitch: int) -> None:
        """Windows with light in some of them."""
        for down in range(int(high // pitch)):
            for right in range(int(wide // (pitch * 0.7))):
                if chance.random() < 0.32:
                    left, top = x + right * pitch * 0.7, y + down * pitch
                    self.shape(
                        [
                            (left, top),
                            (left + pitch * 0.36, top),
                            (left + pitch * 0.36, top + pitch * 0.5),
                            (left, top + pitch * 0.5),
                        ],
                        colour,
                    )

    def mirror(self, line: int, tint: Colour) -> None:
        """Water below a line: what stands above it, upside down, rippled and darker."""
        import numpy as np

        rows = np.arange(HEIGHT - line)
        ripple = np.sin(rows**1.35 / 9) * (1 + rows / 22) + self._chance.normal(0, 1 + 0.02 * rows)
        source = np.clip(line - 1 - (rows * 1.45 + 2 * np.sin(rows / 3)).astype(int), 0, line - 1)
        columns = (np.arange(WIDTH)[None, :] + ripple.astype(int)[:, None]) % WIDTH
        self.pixels[line:] = self.pixels[source[:, None], columns] * 0.72 + np.array(tint) * 0.28
        glint = np.clip((self._noise(40, 220)[line:] - 0.62) * 3, 0, 1) * np.linspace(0.1, 0.4, HEIGHT - line)[:, None]
        self.pixels[line:] += (np.array((255, 255, 255)) - self.pixels[line:]) * glint[..., None] * 0.35

    def printed(self, paper: Colour) -> Image:
        """The finished print: a little of the paper, its grain, and corners slightly darker."""
        import numpy as np
        from PIL import Image

        edge = ((self._right / WIDTH - 0.5) ** 2 + (self._down / HEIGHT - 0.5) ** 2)[..., None]
        grain = self._chance.normal(0, 5.0, (HEIGHT, WIDTH, 1)) + 7 * (self._noise(180, 320)[..., None] - 0.5)
        made = (self.pixels * 0.97 + np.array(paper) * 0.03) * (1.03 - 0.28 * edge) + grain
        return Image.fromarray(np.clip(made, 0, 255).astype(np.uint8))

    def _lay(self, cover: NDArray[float32], colour: Colour) -> None:
        import numpy as np

        self.pixels += (np.array(colour, dtype=np.float32) - self.pixels) * cover[..., None].astype(np.float32)

    def _noise(self, rows: int, columns: int) -> NDArray[float32]:
        """Smooth chance between 0 and 1, in four sizes, the largest of `rows` by `columns` lumps."""
        import numpy as np
        from PIL import Image

        total = np.zeros((HEIGHT, WIDTH), dtype=np.float32)
        for octave in range(4):
            lumps = self._chance.random((min(rows << octave, HEIGHT), min(columns << octave, WIDTH))).astype(np.float32)
            total += np.asarray(Image.fromarray(lumps).resize((WIDTH, HEIGHT), Image.Resampling.BICUBIC)) / 2**octave
        low, high = float(total.min()), float(total.max())
        return np.asarray((total - low) / (high - low), dtype=np.float32)


def ridge(chance: Random, foot: float, height: float, *, rough: float) -> list[float]:
    """The heights of a range of hills, WIDTH + 1 of them: midpoint displacement, the rougher the more alpine."""
    points, spread = [foot + chance.uniform(-0.3, 0.3) * height for _ in range(2)], height
    while len(points) < WIDTH + 1:
        between = [(a + b) / 2 + chance.uniform(-1, 1) * spread for a, b in pairwise(points)]
        points = [each for pair in zip(points, between, strict=False) for each in pair] + points[-1:]
        spread *= rough if rough < 0.6 else 0.55
    step = (len(points) - 1) / WIDTH
    return [points[round(at * step)] for at in range(WIDTH + 1)]


def rgb(colour: str) -> Colour:
    """`#rrggbb` as three numbers."""
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def mixed(one: Colour, other: Colour, share: float) -> Colour:
    """`share` of the other colour in the one."""
    r, g, b = (round(a + (z - a) * share) for a, z in zip(one, other, strict=True))
    return r, g, b


def shaded(colour: Colour, light: float) -> Colour:
    """A colour in more or less light; 1 leaves it."""
    r, g, b = (min(255, round(each * light)) for each in colour)
    return r, g, b
