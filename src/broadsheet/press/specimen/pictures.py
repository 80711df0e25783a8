"""What does an article's picture show? A print of our own, drawn from its slug: the scene, the light, where things stand."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from functools import lru_cache
from random import Random

from broadsheet.press.specimen.plate import HEIGHT, WIDTH, Colour, Plate, mixed, rgb, ridge, shaded

__all__ = ["HEIGHT", "WIDTH", "draw"]

HORIZON = 430
# Top of the sky, its foot, the light in it, and the land: dawn, day, evening, dusk, night.
LIGHTS: tuple[tuple[str, str, str, str], ...] = (
    ("#8fb3c9", "#f4d9c0", "#fff1d6", "#2f4858"),
    ("#6fa3c4", "#e6eef0", "#ffffff", "#2d4a4a"),
    ("#4f6d8f", "#f0b98a", "#ffe2b0", "#33303f"),
    ("#33406b", "#d98a78", "#ffd0a8", "#241f36"),
    ("#101b33", "#3d5a78", "#e8ecdf", "#0b1220"),
)
STORM = ("#39434d", "#a8b0ad", "#dfe3dc", "#20262b")
NIGHT = LIGHTS[-1]
Light = tuple[Colour, Colour, Colour, Colour]
Scene = Callable[[Plate, Random, Light], None]


@lru_cache(maxsize=512)
def draw(slug: str, colours: tuple[str, ...]) -> bytes:
    """A JPEG of 1200 by 675; the same slug and colours (ink, paper, accent as #rrggbb) give the same bytes."""
    chance = Random(slug)  # noqa: S311  # a picture is no secret
    scene, weather = _scene(slug, chance)
    accent = rgb(colours[2])
    top, foot, glow, land = (rgb(each) for each in weather or chance.choice(LIGHTS[:4]))
    light = (mixed(top, accent, 0.14), mixed(foot, accent, 0.1), glow, mixed(land, rgb(colours[0]), 0.35))
    plate = Plate(chance.randrange(2**31))
    scene(plate, chance, light)
    out = io.BytesIO()
    plate.printed(rgb(colours[1])).save(out, "JPEG", quality=86)
    return out.getvalue()


def _sky(plate: Plate, chance: Random, light: Light, cloud: float = 0.5) -> None:
    top, foot, glow, _ = light
    plate.sky(top, foot, HORIZON)
    x, y = chance.randint(180, 1020), chance.randint(150, 360)
    plate.glow(x, y, 420, glow, 0.55)
    plate.disc(x, y, chance.randint(26, 46), mixed(glow, foot, 0.1))
    plate.clouds(mixed(glow, foot, 0.4), cloud)


def _ranges(plate: Plate, chance: Random, light: Light, count: int = 3, foot: int = HORIZON) -> None:
    _, pale, _, land = light
    for depth in range(count):
        far = 1 - (depth + 1) / (count + 1)
        line = ridge(chance, foot - 120 * far + 10 * depth, 60 + 50 * far, rough=0.62 - 0.12 * depth)
        plate.land(line, mixed(land, pale, 0.75 * far + 0.1))


def _hills(plate: Plate, chance: Random, light: Light) -> None:
    _sky(plate, chance, light)
    _ranges(plate, chance, light, 4, HORIZON + 40)
    _turbines(plate, chance, light)
    plate.land(ridge(chance, 590, 40, rough=0.4), shaded(light[3], 0.75))


def _turbines(plate: Plate, chance: Random, light: Light) -> None:
    for _ in range(chance.randint(3, 5)):
        x, high = chance.randint(60, 1140), chance.randint(120, 210)
        foot, hub = 520, 520 - high
        plate.shape([(x - 4, foot), (x - 2, hub), (x + 2, hub), (x + 4, foot)], mixed(light[2], light[1], 0.3))
        for blade in range(3):
            plate.blade(x, hub, high * 0.46, chance.uniform(0, 30) + 120 * blade, mixed(light[2], light[1], 0.2))


def _water(plate: Plate, chance: Random, light: Light) -> None:
    _sky(plate, chance, light)
    _ranges(plate, chance, light, 3)
    _houses(plate, chance, light)
    plate.mirror(HORIZON + 12, mixed(light[0], light[3], 0.3))
    x = chance.randint(250, 850)
    plate.shape([(x, 528), (x + 150, 522), (x + 128, 552), (x + 22, 552)], shaded(light[3], 0.6))
    plate.shape([(x + 70, 520), (x + 74, 404), (x + 128, 512)], mixed(light[2], light[1], 0.15))
    plate.shape([(x + 62, 520), (x + 66, 430), (x + 24, 514)], mixed(light[2], light[1], 0.4))


def _houses(plate: Plate, chance: Random, light: Light) -> None:
    x = chance.randint(0, 500)
    for _ in range(chance.randint(6, 10)):
        wide, high = chance.randint(34, 62), chance.randint(30, 64)
        top, wall = HORIZON + 12 - high, mixed(light[3], light[1], chance.uniform(0.1, 0.35))
        plate.shape([(x, HORIZON + 14), (x, top), (x + wide / 2, top - 24), (x + wide, top), (x + wide, HORIZON + 14)], wall)
        plate.panes(x + 8, top + 10, wide - 16, high - 16, light[2], chance, 14)
        x += wide + chance.randint(2, 26)


def _city(plate: Plate, chance: Random, light: Light) -> None:
    _sky(plate, chance, light, 0.4)
    _blocks(plate, chance, light)


def _blocks(plate: Plate, chance: Random, light: Light) -> None:
    for depth in range(3):
        near = (depth + 1) / 3
        colour = mixed(light[3], light[1], 0.72 * (1 - near))
        x = -30
        while x < WIDTH:
            wide, high = chance.randint(40, 92 + 30 * depth), chance.randint(120, 300 - 30 * depth) + 30 * (2 - depth)
            foot = HEIGHT - 60 * (2 - depth)
            plate.shape(
                [(x, HEIGHT), (x, foot - high), (x + wide, foot - high - chance.choice((0, 0, 12))), (x + wide, HEIGHT)], colour
            )
            if depth:
                plate.panes(
                    x + 8, foot - high + 12, wide - 16, high, mixed(light[2], colour, 0.3 if depth == 2 else 0.6), chance, 20
                )
            x += wide + chance.choice((0, 2, 14))
        plate.haze(light[1], 0.16 * (1 - near), HORIZON)


def _trees(plate: Plate, chance: Random, light: Light) -> None:
    _sky(plate, chance, light)
    _ranges(plate, chance, light, 2)
    for depth in range(4):
        colour = mixed(light[3], light[1], 0.55 - 0.17 * depth)
        foot = HORIZON + 30 + 70 * depth
        for _ in range(44 - 8 * depth):
            plate.conifer(
                chance.randint(-20, WIDTH + 20),
                foot + chance.randint(0, 30),
                chance.randint(60, 110) * (1 + 0.55 * depth),
                colour,
            )
        plate.land(ridge(chance, foot + 14, 14, rough=0.4), colour)
        plate.haze(light[1], 0.12 - 0.03 * depth, foot)


def _columns(plate: Plate, chance: Random, light: Light) -> None:
    _sky(plate, chance, light, 0.7)
    _ranges(plate, chance, light, 1, HORIZON + 60)
    stone, shadow = mixed(light[2], light[1], 0.35), mixed(light[3], light[1], 0.35)
    left = chance.randint(150, 330)
    right, count = left + 620, chance.choice((6, 8))
    plate.shape([(left - 26, 290), ((left + right) / 2, 176), (right + 26, 290)], mixed(stone, shadow, 0.2))
    plate.shape([(left + 50, 280), ((left + right) / 2, 206), (right - 50, 280)], mixed(stone, shadow, 0.5))
    plate.shape([(left - 20, 290), (right + 20, 290), (right + 20, 322), (left - 20, 322)], stone)
    plate.shape([(left, 322), (right, 322), (right, 566), (left, 566)], shaded(shadow, 0.7))
    for at in range(count):
        x = left + 16 + at * (right - left - 62) / (count - 1)
        plate.shape([(x + 2, 326), (x + 28, 326), (x + 32, 562), (x - 2, 562)], stone)
        plate.shape([(x + 19, 326), (x + 28, 326), (x + 32, 562), (x + 20, 562)], mixed(stone, shadow, 0.4))
    for step in range(5):
        plate.shape(
            [
                (left - 30 - 22 * step, 562 + 18 * step),
                (right + 30 + 22 * step, 562 + 18 * step),
                (right + 52 + 22 * step, HEIGHT),
                (left - 52 - 22 * step, HEIGHT),
            ],
            mixed(stone, shadow, 0.15 + 0.12 * step),
        )
    plate.haze(light[1], 0.1, 560)


def _assembly(plate: Plate, chance: Random, light: Light) -> None:
    _sky(plate, chance, light, 0.6)
    _ranges(plate, chance, light, 2)
    wall, roof = mixed(light[3], light[1], 0.22), shaded(light[3], 0.8)
    left, foot = chance.randint(120, 260), HORIZON + 20
    right, tower = left + 720, left + chance.choice((90, 560))
    plate.shape([(left, foot), (left, 330), (right, 330), (right, foot)], wall)
    plate.shape([(left - 6, 332), (left + 24, 300), (right - 24, 300), (right + 6, 332)], roof)
    for row in range(3):
        for at in range(34):
            x, y = left + 14 + at * 20.6, 344 + 30 * row
            lit = chance.random() < 0.35
            plate.shape([(x, y), (x + 8, y), (x + 8, y + 18), (x, y + 18)], light[2] if lit else shaded(wall, 0.62))
    plate.shape([(tower, foot), (tower, 190), (tower + 64, 190), (tower + 64, foot)], shaded(wall, 0.92))
    plate.shape([(tower - 8, 192), (tower + 32, 92), (tower + 72, 192)], roof)
    plate.disc(tower + 32, 232, 21, mixed(light[2], light[1], 0.2))
    plate.shape([(tower + 31, 232), (tower + 31, 216), (tower + 33, 216), (tower + 33, 232)], roof)
    plate.shape([(tower + 31, 231), (tower + 43, 231), (tower + 43, 233), (tower + 31, 233)], roof)
    plate.mirror(foot, mixed(light[0], light[3], 0.3))


def _stage(plate: Plate, chance: Random, light: Light) -> None:
    night = tuple(rgb(each) for each in NIGHT)
    plate.sky(shaded(night[0], 0.6), mixed(light[0], night[0], 0.4), HEIGHT)
    for _ in range(6):
        x = chance.randint(80, 1120)
        plate.beam(
            x,
            -20,
            x + chance.randint(-380, 380),
            620,
            chance.randint(60, 130),
            mixed(light[2], light[1], chance.random()),
            0.34,
        )
    plate.glow(600, 540, 520, light[1], 0.5)
    plate.shape([(0, 540), (WIDTH, 540), (WIDTH, 560), (0, 560)], mixed(light[1], night[3], 0.4))
    for row in range(3):
        for _ in range(46):
            x, y, r = chance.randint(-10, 1210), 590 + 34 * row + chance.randint(-10, 10), 15 + 5 * row
            plate.disc(x, y, r, shaded(night[3], 1.2 - 0.35 * row))
            plate.shape(
                [
                    (x - 1.6 * r, HEIGHT),
                    (x - 1.4 * r, y + 1.7 * r),
                    (x, y + 0.8 * r),
                    (x + 1.4 * r, y + 1.7 * r),
                    (x + 1.6 * r, HEIGHT),
                ],
                shaded(night[3], 1.2 - 0.35 * row),
            )


def _rails(plate: Plate, chance: Random, light: Light) -> None:
    _sky(plate, chance, light)
    _ranges(plate, chance, light, 3)
    vanish = chance.randint(480, 720)
    plate.land([HORIZON + 6.0] * (WIDTH + 1), shaded(mixed(light[3], light[1], 0.25), 0.9))
    for sleeper in range(26):
        near = (sleeper / 25) ** 2.2
        y, half = HORIZON + 8 + near * 250, 14 + near * 470
        plate.shape(
            [
                (vanish - half, y),
                (vanish + half, y),
                (vanish + half * 1.02, y + 2 + 14 * near),
                (vanish - half * 1.02, y + 2 + 14 * near),
            ],
            shaded(light[3], 0.62),
        )
    for side in (-1, 1):
        for gauge in (0.28, 0.72):
            at = vanish + side * gauge * 480
            plate.shape(
                [
                    (vanish + side * gauge * 12 - 1, HORIZON + 6),
                    (vanish + side * gauge * 12 + 1, HORIZON + 6),
                    (at + 9, HEIGHT),
                    (at - 9, HEIGHT),
                ],
                mixed(light[2], light[3], 0.25),
            )
    for post in range(6):
        near = ((post + 1) / 6) ** 2
        x, high = vanish + 30 + near * 560, 26 + near * 430
        plate.shape(
            [
                (x - 1 - 4 * near, HORIZON + 10 + 200 * near),
                (x - 1 - 3 * near, HORIZON - high),
                (x + 1 + 3 * near, HORIZON - high),
                (x + 1 + 4 * near, HORIZON + 10 + 200 * near),
            ],
            shaded(light[3], 0.7),
        )
        plate.shape(
            [
                (x, HORIZON - high),
                (x - 30 - 230 * near, HORIZON - high + 8),
                (x - 30 - 230 * near, HORIZON - high + 10 + 5 * near),
                (x, HORIZON - high + 6 + 8 * near),
            ],
            shaded(light[3], 0.7),
        )


def _storm(plate: Plate, chance: Random, light: Light) -> None:
    plate.sky(light[0], light[1], HORIZON + 40)
    plate.glow(chance.randint(200, 1000), HORIZON, 460, light[2], 0.5)
    plate.clouds(shaded(light[0], 0.55), 1.0, deep=True)
    plate.land(ridge(chance, HORIZON - 10, 40, rough=0.5), mixed(light[3], light[1], 0.45))
    _houses(plate, chance, light)
    plate.land(ridge(chance, HORIZON + 10, 6, rough=0.4), mixed(light[3], light[1], 0.1))
    plate.land(ridge(chance, HORIZON + 120, 30, rough=0.4), shaded(light[3], 0.85))
    plate.rain(light[2], 0.12)


def _fire(plate: Plate, chance: Random, light: Light) -> None:
    night = tuple(rgb(each) for each in NIGHT)
    plate.sky(night[0], mixed(night[1], rgb("#a24a2a"), 0.5), HORIZON + 100)
    x = chance.randint(300, 900)
    plate.glow(x, 520, 430, rgb("#ff9a3d"), 0.85)
    plate.glow(x, 560, 190, rgb("#fff0b0"), 0.8)
    plate.clouds(mixed(night[0], rgb("#6a4a40"), 0.5), 0.9, deep=True)
    _blocks(plate, chance, (night[0], mixed(night[1], rgb("#a24a2a"), 0.5), light[2], shaded(night[3], 0.8)))
    plate.glow(x, 470, 160, rgb("#ffb45c"), 0.5)


def _racks(plate: Plate, chance: Random, light: Light) -> None:
    night = tuple(rgb(each) for each in NIGHT)
    plate.sky(shaded(night[3], 0.8), mixed(night[0], light[0], 0.4), HEIGHT)
    plate.glow(600, 330, 260, mixed(light[2], light[0], 0.3), 0.8)
    for side in (-1, 1):
        for bay in range(9):
            far, near = ((8 - bay) / 9) ** 1.5, ((9 - bay) / 9) ** 1.5
            inner, outer = 600 + side * (60 + 560 * far), 600 + side * (60 + 560 * near)
            plate.shape(
                [
                    (inner, 330 - 40 - 330 * far),
                    (outer, 330 - 40 - 330 * near),
                    (outer, 330 + 40 + 330 * near),
                    (inner, 330 + 40 + 330 * far),
                ],
                mixed(night[3], light[0], 0.1 + 0.05 * (bay % 2)),
            )
            for _ in range(34):
                share, down = chance.random() * 0.8 + 0.1, chance.random()
                x = inner + (outer - inner) * share
                half = 40 + 330 * (far + (near - far) * share)
                plate.disc(
                    x, 330 - half * 0.9 + 1.8 * half * down, 1.2 + 3 * near, chance.choice((light[2], light[1], rgb("#7fd6c2")))
                )
    plate.haze(light[0], 0.12, 500)


SCENES: tuple[tuple[str, Scene, tuple[str, str, str, str] | None], ...] = (
    (r"tornad|storm|orage|sturm|hurricane|weather", _storm, STORM),
    (r"fire|blaze|arson|brand|incendie|burn", _fire, NIGHT),
    (r"flood|river|ferry|faehre|harbo|hafen|boat|ore-|port|rhone|elbe|canal|sea|ship|crue|dike|tunnel|water", _water, None),
    (r"strike|streik|greve|metro|hochbahn|rail|train|tram|bus|gare|bahn|engineer", _rails, None),
    (r"outage|data|cloud|server|chip|software|ai-|model|hack|breach|protocol|wallet|token", _racks, NIGHT),
    (r"film|album|tour|fans|lantern|stage|concert|festival|box-office|awards|series|band|song|show|actor|premiere|carpet",
     _stage, NIGHT),
    (r"trial|court|guilty|murder|jury|verdict|judge|lawsuit|appeal", _columns, None),
    (r"parliament|commons|vote|senat|bill|minister|baroness|rent|law|treaty|election|summit|rule|europe|tax", _assembly, None),
    (r"crypto|exchange|bank|market|price|rate|merger|shares|bitcoin|fund|store|shop|jobs|deal|inflation", _city, None),
)  # fmt: skip


def _scene(slug: str, chance: Random) -> tuple[Scene, tuple[str, str, str, str] | None]:
    for words, scene, weather in SCENES:
        if re.search(rf"(?:^|-)(?:{words})", slug):
            return scene, weather
    return chance.choice((_hills, _trees, _water, _city, _assembly)), None
