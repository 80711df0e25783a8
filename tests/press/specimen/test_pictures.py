import io

from PIL import Image

from broadsheet.press.specimen.pictures import draw

COLOURS = ("#14181d", "#ffffff", "#0b6e6e")


def test_a_picture_is_a_jpeg_of_the_promised_size():
    picture = Image.open(io.BytesIO(draw("kite-flies", COLOURS)))
    assert (picture.format, picture.size) == ("JPEG", (1200, 675))


def test_the_same_slug_gives_the_same_picture():
    first = draw("kite-flies", COLOURS)
    draw.cache_clear()
    assert draw("kite-flies", COLOURS) == first


def test_other_slugs_and_colours_give_others():
    assert len({draw(f"slug-{n}", COLOURS) for n in range(12)} | {draw("slug-1", ("#000000", "#eeeeee", "#aa0000"))}) == 13
