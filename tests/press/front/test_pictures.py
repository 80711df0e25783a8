"""Pictures as readers get them: the files, and the pages that show them."""

from __future__ import annotations

import pytest
from selectolax.lexbor import LexborHTMLParser

from broadsheet.press.archive import gallery
from broadsheet.press.archive.models import Article
from broadsheet.press.front import cache
from broadsheet.press.front.jinja import focus, picture_url, srcset
from tests.press.factories import edition, story
from tests.press.prints import files, hung, licensed

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _folder(settings, tmp_path):
    settings.PICTURES_ROOT = tmp_path / "pictures"


@pytest.fixture
def printed():
    """A story in print with its picture."""
    told = licensed()
    row = story(told)
    edition(row)
    hung(told, caption="A <tram> & a crane", credit="Pat Bowman")
    return row


def parsed(client, path):
    cache.PAGES.clear()
    return LexborHTMLParser(client.get(path).content)


@pytest.mark.parametrize(("form", "kind"), [("avif", "image/avif"), ("webp", "image/webp"), ("jpg", "image/jpeg")])
def test_a_file_is_sent_as_what_it_is_and_may_be_kept(client, printed, form, kind):
    shown = gallery.shown([printed.pk])[printed.pk]
    answer = client.get(picture_url(shown, 640, form))
    assert (answer.status_code, answer["Content-Type"]) == (200, kind)
    assert answer.content.startswith(f"{form} 640".encode())
    assert "immutable" in answer["Cache-Control"]
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"].startswith("default-src 'none'")
    assert client.post(picture_url(shown)).status_code == 405


@pytest.mark.parametrize(
    "path",
    [
        "/pictures/", "/pictures/..%2f..%2fsecret_key", "/pictures/../secret_key", "/pictures/{name}-641.jpg",
        "/pictures/{name}-640.gif", "/pictures/{name}-640.jpg%00", "/pictures/{name}-640.jpg%0a", "/pictures/{upper}-640.jpg",
        "/pictures/{prefix}/{name}-640.jpg", "/pictures/{other}-640.jpg", "/pictures/{name}-%D9%A3%D9%A2%D9%A0.jpg",
    ],
)  # fmt: skip
def test_no_other_address_leads_to_a_file(client, printed, path):
    name = gallery.shown([printed.pk])[printed.pk].name
    asked = path.format(name=name, upper=name.upper() if name.upper() != name else "A" * 24, prefix=name[:2], other="0" * 24)
    assert client.get(asked).status_code == 404


def test_a_picture_that_may_be_shown_no_more_is_gone_at_once(client, printed):
    address = picture_url(gallery.shown([printed.pk])[printed.pk])
    Article.objects.update(rights="excerpt")
    assert files()
    assert client.get(address).status_code == 404
    assert parsed(client, "/").css_first("picture") is None


def test_the_front_page_shows_the_leads_picture_before_everything_else(client, printed):
    page = parsed(client, "/")
    image = page.css_first(".lead picture img")
    assert image.attributes["fetchpriority"] == "high"
    assert "loading" not in image.attributes
    assert (image.attributes["width"], image.attributes["height"]) == ("1200", "675")
    assert image.attributes["alt"] == "A & a crane"
    assert [each.attributes["type"] for each in page.css(".lead picture source")] == ["image/avif", "image/webp"]
    assert page.css_first(".lead figcaption .credit").text().strip() == "Pat Bowman"
    for tag in page.css("picture source, picture img"):
        for each in tag.attributes["srcset"].split(", "):
            address, width = each.split()
            assert client.get(address).status_code == 200
            assert width == f"{address.rpartition('-')[2].partition('.')[0]}w"


def test_a_story_page_has_caption_credit_and_licence_and_is_shared_with_it(client, printed):
    page = parsed(client, f"/story/{printed.pk}/{printed.slug}/")
    assert page.css_first(".picture-story .caption").text() == "A & a crane"
    assert " ".join(page.css_first(".picture-story .credit").text().split()) == "Pat Bowman (licence CC BY)"
    shared = page.css_first('meta[property="og:image"]').attributes["content"]
    assert client.get("/pictures/" + shared.partition("/pictures/")[2]).status_code == 200
    assert page.css_first('meta[name="twitter:card"]').attributes["content"] == "summary_large_image"


def test_a_section_shows_its_pictures_below_the_first_only_when_they_are_scrolled_to(client, printed):
    page = parsed(client, "/section/world/")
    assert {each.attributes["loading"] for each in page.css("main picture img")} == {"lazy"}


def test_without_words_a_picture_is_decoration_and_its_publisher_is_credited(client):
    told = licensed()
    row = story(told)
    edition(row)
    hung(told)
    page = parsed(client, "/")
    assert page.css_first(".lead img").attributes["alt"] == ""
    assert page.css_first(".lead .picture a").attributes["aria-hidden"] == "true"
    assert page.css_first(".lead .credit").text().strip() == "Tidewater"


def test_a_page_without_pictures_has_no_trace_of_them(client):
    row = story(licensed())
    edition(row)
    for path in ("/", f"/story/{row.pk}/{row.slug}/", "/section/world/"):
        page = parsed(client, path)
        assert page.css("figure, picture, img") == []
        assert page.css('meta[property="og:image"]') == []


@pytest.mark.parametrize(
    ("size", "focal", "classes"),
    [
        ((1500, 1000), (5, 95), "focus-x-5 focus-y-5"),  # the crop's own shape: nothing is cut away
        ((3000, 1000), (50, 5), "focus-x-5 focus-y-5"),
        ((3000, 1000), (0, 50), "focus-x-0 focus-y-5"),
        ((3000, 1000), (25, 50), "focus-x-0 focus-y-5"),  # the left half shows a quarter from the left in its middle
        ((3000, 1000), (60, 50), "focus-x-7 focus-y-5"),
        ((1000, 2000), (50, 90), "focus-x-5 focus-y-10"),
    ],
)
def test_a_crop_has_the_focal_point_in_its_middle_as_far_as_the_edges_let_it(size, focal, classes):
    told = licensed()
    row = story(told)
    hung(told, focal=focal)
    type(told.picture).objects.update(width=size[0], height=size[1])
    assert focus(gallery.shown([row.pk])[row.pk]) == classes


def test_each_file_is_offered_once_with_its_width():
    told = licensed()
    row = story(told)
    name = hung(told).name
    shown = gallery.shown([row.pk])[row.pk]
    assert srcset(shown, "webp") == ", ".join(f"/pictures/{name}-{width}.webp {width}w" for width in (320, 640, 1200))
    assert [picture_url(shown, width) for width in (100, 700, 5000)] == [
        f"/pictures/{name}-{width}.jpg" for width in (320, 640, 1200)
    ]
