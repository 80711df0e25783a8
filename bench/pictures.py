"""What pictures cost and how well their focal points and fingerprints do: on the specimen's, and on any given besides.

    python bench/pictures.py [PICTURE ...]

Prints, as a table: bytes, PSNR and CPU of each form at 640 pixels, with the settings around those chosen; how often the focal
point keeps a busy thing in a crop; how far the fingerprints of one picture in other clothes, and of two pictures, differ.
"""

from __future__ import annotations

import io
import itertools
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from random import Random

import numpy as np
from PIL import Image, ImageDraw

from broadsheet.press.specimen.edition import open_edition
from broadsheet.press.specimen.pictures import draw
from broadsheet.wire import focus, imaging, lookalike

WIDTH = 640
TRIED = [
    *(("JPEG", {"quality": q, "progressive": True, "optimize": True}) for q in (72, 78, 84)),
    *(("WEBP", {"quality": q, "method": m}) for q, m in ((66, 4), (72, 2), (72, 4), (72, 6), (78, 4))),
    *(("AVIF", {"quality": q, "speed": s, "max_threads": 1}) for q, s in ((50, 8), (55, 6), (55, 8), (55, 9), (60, 8))),
]


def main() -> None:
    """Measure and print."""
    given = [Image.open(Path(name)).convert("RGB") for name in sys.argv[1:]]
    drawn = list(specimens())
    for name, pictures in (("given", given), ("specimen", drawn[:8])):
        if pictures:
            print(f"{name}: {len(pictures)} pictures at {WIDTH} pixels")
            encodings([each.resize((WIDTH, round(each.height * WIDTH / each.width))) for each in pictures])
    develop([*given, *drawn[:8]])
    focal_points()
    fingerprints([*given, *drawn])


def specimens() -> Iterator[Image.Image]:
    """The pictures of the publishers under a licence."""
    now = datetime(2026, 11, 23, 12, tzinfo=UTC)
    edition = open_edition(now, 8910)
    for publisher in edition.publishers.values():
        for printed in edition.out(publisher.slug, now) if publisher.licence else ():
            if printed.text.picture:
                yield Image.open(io.BytesIO(draw(printed.telling.slug, publisher.colours)))


def encodings(pictures: list[Image.Image]) -> None:
    """Bytes, PSNR in dB and milliseconds of CPU a picture."""
    for form, options in TRIED:
        size, noise, seconds = 0, 0.0, 0.0
        for picture in pictures:
            out, began = io.BytesIO(), time.process_time()
            picture.save(out, form, **options)
            seconds += time.process_time() - began
            size += len(out.getvalue())
            apart = np.asarray(picture, dtype=float) - np.asarray(Image.open(out).convert("RGB"), dtype=float)
            noise += 10 * float(np.log10(255**2 / (apart**2).mean()))
        count = len(pictures)
        words = " ".join(f"{name} {value}" for name, value in options.items() if name in {"quality", "speed", "method"})
        print(f"  {form:5} {words:20} {size / count / 1000:6.1f} kB  {noise / count:5.1f} dB  {1000 * seconds / count:5.0f} ms")


def develop(pictures: list[Image.Image]) -> None:
    """The whole of a picture's making."""
    bodies = []
    for picture in pictures:
        out = io.BytesIO()
        picture.save(out, "JPEG", quality=90)
        bodies.append(out.getvalue())
    began, size = time.process_time(), 0
    for body in bodies:
        size += sum(len(each.body) for each in imaging.developed(body, 40_000_000).files)
    took = time.process_time() - began
    print(f"made ready: {1000 * took / len(bodies):.0f} ms of CPU and {size / len(bodies) / 1000:.0f} kB of files a picture")


def focal_points() -> None:
    """How often a square crop keeps the middle of a busy thing whole, found and taken from the middle."""
    chance, kept, middle, apart, tries = Random(1), 0, 0, 0.0, 200  # noqa: S311 - no secret
    for _ in range(tries):
        x, y = chance.uniform(0.12, 0.88), chance.uniform(0.2, 0.8)
        small = subject(chance, x, y).convert("L")
        small.thumbnail((focus.SIDE, focus.SIDE), Image.Resampling.BOX)
        at_x, at_y = focus.focal_point(np.asarray(small, dtype=float))
        kept += seen(x, at_x / 100)
        middle += seen(x, 0.5)
        apart += float(np.hypot(at_x / 100 - x, (at_y / 100 - y)))
    print(f"focal point: {kept / tries:.1%} of {tries} subjects whole in a square crop ({middle / tries:.1%} from the middle),")
    print(f"  {apart / tries:.3f} of the side away on average")


def seen(subject_x: float, focal_x: float) -> bool:
    """Whether a square out of 3:2 holds a subject of a sixth of the width."""
    left = min(max(focal_x - 1 / 3, 0.0), 1 / 3)
    return left <= subject_x - 1 / 12 and subject_x + 1 / 12 <= left + 2 / 3


def subject(chance: Random, x: float, y: float) -> Image.Image:
    """A busy thing before a ground that is calm at one half of the tries and striped at the other."""
    picture = Image.linear_gradient("L").resize((900, 600)).point(lambda value: 110 + value // 5).convert("RGB")
    canvas = ImageDraw.Draw(picture)
    if chance.random() < 0.5:
        for stripe in range(0, 900, 60):
            canvas.line((stripe, 0, stripe, 600), fill="#9a9a9a", width=3)
    for _ in range(100):
        left, top = 900 * x + chance.uniform(-70, 50), 600 * y + chance.uniform(-70, 50)
        canvas.rectangle((left, top, left + 20, top + 20), fill=tuple(chance.randint(0, 255) for _ in range(3)))
    return picture


def fingerprints(pictures: list[Image.Image]) -> None:
    """How many of 64 bits differ."""
    marks = [mark(picture) for picture in pictures]
    same = [lookalike.distance(one, mark(worn)) for one, each in zip(marks, pictures, strict=True) for worn in dressed(each)]
    other = sorted(lookalike.distance(one, two) for one, two in itertools.combinations(marks, 2))
    print(f"fingerprints of {len(pictures)} pictures: the same picture at most {max(same)} bits apart, two at least {other[0]}")


def dressed(picture: Image.Image) -> Iterator[Image.Image]:
    """The picture smaller and saved badly, slightly cropped, and brighter."""
    for width, quality in ((640, 40), (320, 60), (1200, 20)):
        out = io.BytesIO()
        picture.resize((width, round(picture.height * width / picture.width))).save(out, "JPEG", quality=quality)
        yield Image.open(out)
    yield picture.crop((picture.width // 100, picture.height // 100, picture.width * 99 // 100, picture.height * 99 // 100))
    yield picture.point(lambda value: min(255, value * 23 // 20))


def mark(picture: Image.Image) -> int:
    """Its fingerprint."""
    small = picture.convert("L").resize((lookalike.SIDE, lookalike.SIDE), Image.Resampling.BOX)
    return lookalike.fingerprint(np.asarray(small, dtype=float))


if __name__ == "__main__":
    main()
