"""The pictures that a page declares: the widest first, no logos, with what stands under them and whose they are."""

import json
from datetime import UTC, datetime

import pytest

from broadsheet.news import Page
from broadsheet.wire import markup
from broadsheet.wire.facts import declared
from broadsheet.wire.pictured import Picture, pictures

ADDRESS = "https://paper.example/uk/bridge"
NOW = datetime(2026, 3, 2, tzinfo=UTC)


def read(head: str = "", body: str = "") -> tuple[Picture, ...]:
    page = f"<html><head>{head}</head><body><main><article>{body}<p>Prose.</p></article></main></body></html>"
    tree = markup.read(Page(ADDRESS, ADDRESS, 200, "text/html", page.encode(), NOW))
    return pictures(declared(tree, ADDRESS), ADDRESS)


def ld(**facts: object) -> str:
    return f'<script type="application/ld+json">{json.dumps({"@type": "NewsArticle", "headline": "Bridge", **facts})}</script>'


def test_the_widest_declared_stands_first():
    sizes = [{"@type": "ImageObject", "url": f"/{name}.jpg", "width": width} for name, width in (("a", 640), ("b", "1600px"))]
    assert [each.url for each in read(ld(image=sizes))] == ["https://paper.example/b.jpg", "https://paper.example/a.jpg"]


def test_a_node_tells_caption_credit_and_size():
    image = {"@type": "ImageObject", "url": "/bridge.jpg", "caption": "The bridge at dawn", "creditText": "Jane Doe/Union"}
    found = read(ld(image={**image, "width": 1200, "height": {"@type": "QuantitativeValue", "value": 675}}))
    assert found == (
        Picture("https://paper.example/bridge.jpg", "The bridge at dawn", "Jane Doe/Union", 1200, 675, "JSON-LD image"),
    )


def test_a_figure_gives_caption_and_credit_to_the_same_picture_in_another_size():
    figure = (
        '<figure><img src="/pictures/opening-640x360.jpg" width="640">'
        '<figcaption>The bridge at dawn. <span class="credit">Foto: Jane Doe</span></figcaption></figure>'
    )
    found = read('<meta property="og:image" content="/pictures/opening-1200x675.jpg">', figure)
    assert [(each.url, each.caption, each.credit) for each in found] == [
        ("https://paper.example/pictures/opening-1200x675.jpg", "The bridge at dawn.", "Jane Doe")
    ]


@pytest.mark.parametrize(
    ("caption", "told", "credit"),
    [
        ("The bridge at dawn. Photograph: Jane Doe/Union", "The bridge at dawn.", "Jane Doe/Union"),
        ("Die Brücke am Morgen (Foto: Eva Huber)", "Die Brücke am Morgen", "Eva Huber"),
        ("Le pont à l'aube. Crédit photo : Élodie M.", "Le pont à l'aube.", "Élodie M."),
        ("The bridge at dawn © Jane Doe", "The bridge at dawn", "Jane Doe"),
        ("A photo by the river shows nothing", "A photo by the river shows nothing", ""),
        ("The bridge at dawn", "The bridge at dawn", ""),
    ],
)
def test_a_credit_stands_at_the_captions_end(caption, told, credit):
    found = read(ld(image={"url": "/bridge.jpg", "caption": caption}))[0]
    assert (found.caption, found.credit) == (told, credit)


def test_logos_and_placeholders_are_no_pictures():
    publisher = {"@type": "Organization", "name": "The Paper", "logo": {"url": "/brand.png"}}
    head = ld(image=["/brand.png", "/static/placeholder.jpg"], publisher=publisher)
    assert read(head + '<meta property="og:image" content="/img/site-logo.png">') == ()


def test_sharing_tags_have_their_sizes_in_order():
    head = '<meta property="og:image" content="/a.jpg"><meta property="og:image:width" content="1200">'
    head += '<meta property="og:image:height" content="630">'
    assert [(each.width, each.height, each.source) for each in read(head)] == [(1200, 630, "meta og:image")]


@pytest.mark.parametrize("image", [7, None, [], {"url": {"a": 1}}, [[[[["/deep.jpg"]]]]], "javascript:alert(1)", {"@id": "#x"}])
def test_what_is_no_picture_is_none(image):
    assert read(ld(image=image)) == ()
