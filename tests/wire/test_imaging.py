"""Strangers' pictures: every kind that is taken comes out small and bare; every bad one is refused with a reason."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image, ImageCms, ImageDraw

from broadsheet.wire import imaging
from broadsheet.wire.imaging import Developed, Unusable, answer, develop, request
from tests.wire import prints

MOST = 40_000_000


def made(body: bytes, most: int = MOST) -> Developed:
    return answer(develop(request(body, most)))


def refusal(body: bytes, most: int = MOST) -> str:
    with pytest.raises(Unusable) as why:
        made(body, most)
    return str(why.value)


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "AVIF", "GIF"])
def test_each_form_that_is_taken_comes_out_in_all_of_ours(form):
    got = made(prints.saved(prints.scene(), form))
    assert (got.width, got.height) == (900, 600)
    assert {(each.form, each.width) for each in got.files} == {
        (name, width) for name in ("avif", "webp", "jpg") for width in (320, 640, 900)
    }
    for each in got.files:
        picture = prints.opened(each.body)
        assert (picture.format, picture.size) == (
            imaging.FORMS[each.form][0], (each.width, round(each.width * 2 / 3)),
        )  # fmt: skip
        assert picture.mode == "RGB"


def test_no_file_is_wider_than_a_page_shows_or_than_the_picture_is():
    wide = made(prints.saved(prints.scene(size=(3000, 2000))))
    assert sorted({each.width for each in wide.files}) == [320, 640, 960, 1280]
    assert sorted({each.width for each in made(prints.saved(prints.scene(size=(640, 400)))).files}) == [320, 640]


@pytest.mark.parametrize(
    "picture",
    [
        prints.scene().convert("L"),
        prints.scene().convert("1"),
        prints.scene().convert("P", palette=Image.Palette.ADAPTIVE),
        prints.scene().convert("LA"),
        prints.scene().convert("RGBA"),
        Image.fromarray(np.asarray(prints.scene().convert("L")).astype(np.uint16) * 257),
    ],
    ids=lambda picture: picture.mode,
)
def test_every_mode_of_png_becomes_plain_colour(picture):
    got = prints.opened(made(prints.saved(picture, "PNG")).files[-1].body)
    assert got.mode == "RGB"
    assert max(high - low for low, high in got.getextrema()) > 100, "neither black nor washed out"


def test_colours_for_printers_become_colours_for_screens():
    plain = prints.scene()
    got = prints.opened(made(prints.saved(plain.convert("CMYK"), "JPEG", quality=95)).files[0].body)
    mine, its = (np.asarray(each.resize((8, 8))).astype(int) for each in (got, plain))
    assert abs(mine - its).max() < 40


def test_the_first_picture_of_an_animation_is_taken():
    first, second = prints.scene("one"), prints.scene("two")
    for form in ("GIF", "WEBP"):
        body = prints.saved(first, form, save_all=True, append_images=[second])
        still = made(prints.saved(first, form))
        assert abs(made(body).fingerprint ^ still.fingerprint).bit_count() <= 4


def test_it_is_turned_upright_and_nothing_but_pixels_stays():
    exif = Image.Exif()
    exif[0x0112] = 6  # to be turned by 90 degrees
    exif[0x8298] = "SECRET-OWNER"
    body = prints.saved(prints.scene(), "JPEG", exif=exif, comment=b"SECRET-COMMENT", icc_profile=srgb())
    got = made(body)
    assert (got.width, got.height) == (600, 900)
    for each in got.files:
        assert b"SECRET" not in each.body
        picture = prints.opened(each.body)
        assert not picture.getexif()
        assert not {"icc_profile", "exif", "xmp", "comment"} & set(picture.info)


def srgb() -> bytes:
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def test_a_profile_that_is_rubbish_is_left_out():
    assert made(prints.saved(prints.scene(), "JPEG", icc_profile=b"rubbish" * 50)).width == 900


def test_what_is_transparent_stands_on_white():
    clear = prints.scene().convert("RGBA")
    clear.paste((0, 0, 0, 0), (0, 0, 200, 600))
    got = prints.opened(made(prints.saved(clear, "PNG")).files[-1].body)
    assert min(got.getpixel((4, 4))) > 240


BROKEN = {
    "an SVG": (b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script/></svg>', "SVG"),
    "a page": (b"<!doctype html><title>Not found</title>", "is no JPEG"),
    "nothing": (b"", "is no JPEG"),
    "a TIFF": (prints.saved(prints.scene(), "TIFF"), "is no JPEG"),
    "a bomb": (prints.bomb(), "too large to be unpacked, 60,000 by 60,000"),
    "a bomb of text": (prints.text_bomb(), "cannot be opened"),
    "a cut JPEG": (prints.saved(prints.scene())[:9000], "cut off"),
    "a cut PNG": (prints.saved(prints.scene(), "PNG")[:4000], "cut off"),
    "a cut WebP": (prints.saved(prints.scene(), "WEBP")[:4000], "cut off"),
    "a cut AVIF": (prints.saved(prints.scene(), "AVIF")[:4000], "cannot be opened|damaged|AVIF"),
    "only a head": (b"\xff\xd8\xff\xe0rubbish", "begins as a JPEG and is none|cut off"),
    "a PNG that calls itself a GIF": (
        b"GIF89a" + prints.saved(prints.scene(), "PNG"),
        "GIF|cut off|too small|too large|cannot",
    ),
    "a pixel": (prints.saved(Image.new("RGB", (1, 1)), "GIF"), "too small, 1 by 1"),
    "a thumbnail": (prints.saved(prints.scene(size=(320, 200))), "too small, 320 by 200"),
    "a banner": (prints.saved(prints.scene(size=(1456, 300))), "banner, 4.9 times as wide as high"),
    "a whole page": (prints.saved(prints.scene(size=(500, 2000))), "too tall, 4.0 times"),
    "a single colour": (prints.saved(Image.new("RGB", (1200, 675), "#7799aa")), "almost a single colour"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_what_cannot_be_shown_is_refused_with_a_reason(name):
    import re

    body, why = BROKEN[name]
    said = refusal(body)
    assert re.search(why, said), said
    assert "0x" not in said


def test_a_logo_is_known_by_its_ground():
    logo = Image.new("RGB", (1200, 630), "#f2f2f2")
    ImageDraw.Draw(logo).rectangle((450, 250, 750, 380), fill="#aa1122")
    assert "as logos are" in refusal(prints.saved(logo, "PNG"))
    cut_out = Image.new("RGBA", (1200, 630))
    ImageDraw.Draw(cut_out).ellipse((300, 60, 800, 560), fill="#aa1122")
    assert "cut-out" in refusal(prints.saved(cut_out, "PNG"))


def test_the_most_pixels_are_the_callers():
    assert "too large" in refusal(prints.saved(prints.scene()), most=100_000)


def test_a_picture_with_a_program_behind_it_comes_out_without():
    body = prints.saved(prints.scene(), "JPEG") + b"<script>alert(1)</script>PK\x03\x04"
    assert all(b"<script>" not in each.body for each in made(body).files)


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "AVIF", "GIF"])
def test_spoilt_bytes_give_a_picture_or_a_reason_and_nothing_else(form):
    from random import Random

    whole = prints.saved(prints.scene(size=(500, 330)), form)
    chance = Random(form)  # noqa: S311  # no secret
    for _ in range(12):
        body = bytearray(whole)
        for _ in range(chance.choice((1, 8, 60))):
            body[chance.randrange(len(body))] = chance.randrange(256)
        try:
            got = len(made(bytes(body)).files)
        except Unusable as why:
            got = len(str(why))
        assert got


def test_an_answer_that_names_another_form_is_nonsense():
    told = develop(request(prints.saved(prints.scene()), MOST)).replace(b'"avif"', b'"html"')
    with pytest.raises(ValueError, match="another form"):
        answer(told)
