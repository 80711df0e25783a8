"""A stranger's picture opened, judged and made anew in our sizes: `develop` runs in a bounded process (runners/bounded.py).

What comes out holds pixels only, in sRGB and the right way up: no metadata, no profile, no second file behind the first.
"""

from __future__ import annotations

import io
import json
import struct
import warnings
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from broadsheet.wire import focus, lookalike

if TYPE_CHECKING:
    from PIL.Image import Image

WIDTHS = (320, 640, 960, 1280)  # a telephone's column and twice that, a card, the lead; wider than 1280 no page shows one
MIN_WIDTH, MIN_HEIGHT = 400, 225  # below, a lead would be blurred on a telephone already
WIDEST, TALLEST = 3.0, 1.8  # times as wide as high, as high as wide: beyond are banners and whole web pages
LONGEST_SIDE = 20_000
LOOK = 64  # pixels a side of what is judged
# Of 38 pictures, two photographs among them, the flattest deviates by 17 levels of 255 and the plainest is 13% one colour,
# in 32 levels a channel, on LOOK by LOOK pixels; a mark on a ground is 85% one colour.
FLAT = 6.0
ONE_COLOUR = 0.6
CLEAR = 0.35  # of a picture may be transparent

# Mean of two photographs at 640 px: JPEG 46 kB (PSNR 32.9) in 5 ms of CPU, WebP 33 kB (33.5) in 22, AVIF 28 kB (32.3) in 58;
# AVIF at speed 6 saves 3% more for three times the CPU, at 9 it costs 3% (bench/pictures.py).
FORMS: dict[str, tuple[str, dict[str, Any]]] = {
    "avif": ("AVIF", {"quality": 55, "speed": 8, "max_threads": 1}),
    "webp": ("WEBP", {"quality": 72, "method": 4}),
    "jpg": ("JPEG", {"quality": 78, "progressive": True, "optimize": True}),
}


class Unusable(Exception):
    """A picture that is not shown: the message says why, after "it"."""


@dataclass(frozen=True, slots=True)
class File:
    """One file of a picture: its form (`avif`, `webp`, `jpg`), its width in pixels, and its bytes."""

    form: str
    width: int
    body: bytes


@dataclass(frozen=True, slots=True)
class Developed:
    """A picture made ready: its size as it came, the focal point in per cent, its fingerprint, and its files."""

    width: int
    height: int
    focal_x: int
    focal_y: int
    fingerprint: int
    files: tuple[File, ...]


def request(body: bytes, max_pixels: int) -> bytes:
    """What `develop` is asked: the picture's bytes and the most pixels that are unpacked."""
    return _packed({"max_pixels": max_pixels}, (body,))


def answer(said: bytes) -> Developed:
    """What `develop` answered. Raises Unusable; ValueError for what it never says."""
    head, bodies = _unpacked(said)
    if head["why"]:
        raise Unusable(str(head["why"]))
    if any(form not in FORMS for form, _ in head["files"]) or len(head["files"]) != len(bodies):
        raise ValueError("files of another form")
    files = tuple(File(form, int(width), body) for (form, width), body in zip(head["files"], bodies, strict=True))
    return Developed(**{name: int(head[name]) for name in Developed.__slots__ if name != "files"}, files=files)


def develop(asked: bytes) -> bytes:
    """The files of a picture, or why there are none: bytes in and out, as `request` and `answer` write and read them."""
    head, (body,) = _unpacked(asked)
    try:
        made = developed(body, int(head["max_pixels"]))
    except Unusable as refused:
        return _packed({"why": str(refused)}, ())
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001 - whatever a stranger's bytes bring about in a decoder: named, and no picture
        return _packed({"why": f"cannot be opened ({type(error).__name__}: {str(error)[:200]})"}, ())
    facts = {name: value for name, value in asdict(made).items() if name != "files"}
    return _packed(
        {"why": "", **facts, "files": [(each.form, each.width) for each in made.files]}, [each.body for each in made.files]
    )


def developed(body: bytes, max_pixels: int) -> Developed:
    """A picture in our sizes and forms. Raises Unusable, and whatever a decoder raises."""
    import numpy as np
    from PIL import Image

    image = opened(body, max_pixels)
    small = image.convert("L")
    grid = small.resize((lookalike.SIDE, lookalike.SIDE), Image.Resampling.BOX)
    small.thumbnail((focus.SIDE, focus.SIDE), Image.Resampling.BOX)
    x, y = focus.focal_point(np.asarray(small, dtype=np.float64))
    mark = lookalike.fingerprint(np.asarray(grid, dtype=np.float64))
    return Developed(image.width, image.height, x, y, mark, tuple(_files(image)))


def opened(body: bytes, max_pixels: int) -> Image:
    """The pixels, RGB in sRGB, the right way up. Raises Unusable, and whatever a decoder raises."""
    from PIL import Image, ImageOps, UnidentifiedImageError

    Image.MAX_IMAGE_PIXELS = None  # ours stands below, and says so in words
    kind = form(body)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what Pillow minds in metadata, which is dropped
        try:
            image: Image.Image = Image.open(io.BytesIO(body), formats=[kind])
            _measured(*image.size, max_pixels)
            if kind == "JPEG":
                image.draft("RGB", (2 * WIDTHS[-1], 2 * WIDTHS[-1]))  # a large one is unpacked at a half, quarter or eighth
            image.load()
        except UnidentifiedImageError as other:
            raise Unusable(f"begins as a {kind} and is none") from other
        except OSError as cut:
            raise Unusable(f"is damaged or cut off ({str(cut)[:100]})") from cut
        upright = ImageOps.exif_transpose(image)
    _proportioned(*upright.size)
    made = _coloured(upright)
    _worth_showing(made)
    return made


def form(body: bytes) -> str:
    """Pillow's name of the format that the first bytes declare. Raises Unusable for all but JPEG, PNG, WebP, AVIF and GIF."""
    if body[:3] == b"\xff\xd8\xff":
        return "JPEG"
    if body[:8] == b"\x89PNG\r\n\x1a\n":
        return "PNG"
    if body[:4] == b"RIFF" and body[8:12] == b"WEBP":
        return "WEBP"
    if body[4:8] == b"ftyp" and (b"avif" in body[8:40] or b"avis" in body[8:40]):
        return "AVIF"
    if body[:6] in {b"GIF87a", b"GIF89a"}:
        return "GIF"
    if b"<svg" in body[:1000].lower():
        raise Unusable("is a drawing in SVG, which can hold programs")
    raise Unusable("is no JPEG, PNG, WebP, AVIF or GIF")


def _measured(width: int, height: int, max_pixels: int) -> None:
    if width * height > max_pixels or max(width, height) > LONGEST_SIDE:
        raise Unusable(f"is too large to be unpacked, {width:,} by {height:,} pixels")
    if min(width, height) < MIN_HEIGHT or max(width, height) < MIN_WIDTH:
        raise Unusable(f"is too small, {width} by {height} pixels")


def _proportioned(width: int, height: int) -> None:
    if width < MIN_WIDTH or height < MIN_HEIGHT:
        raise Unusable(f"is too small, {width} by {height} pixels")
    if width > WIDEST * height:
        raise Unusable(f"is a banner, {width / height:.1f} times as wide as high")
    if height > TALLEST * width:
        raise Unusable(f"is too tall, {height / width:.1f} times as high as wide")


def _coloured(image: Image) -> Image:
    """RGB in sRGB, on white where it is transparent. Raises Unusable for a cut-out."""
    import numpy as np
    from PIL import Image

    profile = image.info.get("icc_profile")
    if image.mode.startswith("I"):  # 16 bits of grey, which Pillow would cut off instead of scaling
        return Image.fromarray((np.asarray(image) >> 8).clip(0, 255).astype(np.uint8)).convert("RGB")
    if image.mode in {"RGBA", "LA", "PA", "RGBa", "La"} or "transparency" in image.info:
        whole = image.convert("RGBA")
        alpha = whole.getchannel("A")
        if sum(alpha.histogram()[:128]) > CLEAR * whole.width * whole.height:
            raise Unusable("is a cut-out without a background, as logos are")
        ground = Image.new("RGBA", whole.size, "white")
        image = Image.alpha_composite(ground, whole).convert("RGB")
    return _converted(image, profile) if profile else image.convert("RGB")


def _converted(image: Image, profile: bytes) -> Image:
    """Colours of a profile as sRGB has them; a profile that cannot be read is left out."""
    from PIL import ImageCms

    if image.mode not in {"RGB", "CMYK", "L"}:
        image = image.convert("RGB")
    try:
        its = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        made = ImageCms.profileToProfile(image, its, ImageCms.createProfile("sRGB"), outputMode="RGB")
    except (ImageCms.PyCMSError, OSError, ValueError):
        return image.convert("RGB")
    return made.convert("RGB") if made else image.convert("RGB")


def _worth_showing(image: Image) -> None:
    """Raises Unusable for a single colour, and for what has few colours, most of it one: a logo, a placeholder."""
    import numpy as np
    from PIL import Image

    small = image.resize((LOOK, LOOK), Image.Resampling.BOX)
    if float(np.asarray(small.convert("L"), dtype=np.float64).std()) < FLAT:
        raise Unusable("is almost a single colour")
    exact = np.asarray(image.resize((LOOK, LOOK), Image.Resampling.NEAREST), dtype=np.uint32) >> 3
    codes = (exact[..., 0] << 10) | (exact[..., 1] << 5) | exact[..., 2]
    _, counts = np.unique(codes, return_counts=True)
    if counts.max() > ONE_COLOUR * codes.size:
        raise Unusable(f"is a mark on a plain ground, as logos are ({100 * counts.max() / codes.size:.0f}% of it one colour)")


def _files(image: Image) -> list[File]:
    from PIL import Image

    largest = min(image.width, WIDTHS[-1])
    made = []
    for width in sorted({width for width in WIDTHS if width < largest} | {largest}, reverse=True):
        height = max(1, round(image.height * width / image.width))
        sized = image.resize((width, height), Image.Resampling.LANCZOS, reducing_gap=3.0) if width != image.width else image
        made += [File(name, width, _encoded(sized, *how)) for name, how in FORMS.items()]
    return made


def _encoded(image: Image, name: str, options: dict[str, Any]) -> bytes:
    out = io.BytesIO()
    bare = image.copy()
    bare.info.clear()  # Pillow would carry profile, EXIF and comments over
    bare.save(out, name, **options)
    return out.getvalue()


def _packed(head: dict[str, Any], bodies: tuple[bytes, ...] | list[bytes]) -> bytes:
    words = json.dumps({**head, "lengths": [len(body) for body in bodies]}).encode()
    return struct.pack(">I", len(words)) + words + b"".join(bodies)


def _unpacked(said: bytes) -> tuple[dict[str, Any], list[bytes]]:
    (length,) = struct.unpack_from(">I", said)
    head: dict[str, Any] = json.loads(said[4 : 4 + length])
    bodies, at = [], 4 + length
    for size in head["lengths"]:
        bodies.append(said[at : at + size])
        at += size
    return head, bodies
