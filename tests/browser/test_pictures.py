"""Pictures in a real browser: ours alone, in the best form, in their place from the first moment on."""

from __future__ import annotations

import time
from urllib.parse import urlsplit

import pytest

from tests.browser.reading import Guest
from tests.cli.running import Running

SEEN = (
    "SELECT '/story/' || s.id || '/' || s.slug || '/' FROM archive_picture p"
    " JOIN archive_telling t ON t.article_id = p.article_id JOIN archive_story s ON s.id = t.story_id"
    " WHERE p.name != '' AND s.state = 'printed' ORDER BY s.origins DESC, s.id"
)
ENOUGH = 20  # of the specimen's licensed pictures
PATIENCE = 90
SCROLL = """async () => {
  for (let y = 0; y < document.body.scrollHeight; y += 400) { scrollTo(0, y); await new Promise(r => setTimeout(r, 40)); }
}"""
FACTS = """all => all.map(each => ({
  src: each.currentSrc, alt: each.getAttribute('alt'), width: each.getAttribute('width'), height: each.getAttribute('height'),
  loading: each.loading, first: each.getAttribute('fetchpriority'), box: each.getBoundingClientRect().width,
}))"""
LOADED = "() => [...document.images].every(each => each.complete && each.naturalWidth > 0)"
SHIFT = """() => new Promise(done => {
  let sum = 0;
  new PerformanceObserver(list => { for (const each of list.getEntries()) sum += each.value; })
    .observe({type: 'layout-shift', buffered: true});
  setTimeout(() => done(sum), 300);
})"""


@pytest.fixture(scope="module")
def pictured(newsroom: Running) -> str:
    """The address of a story with a picture, once most pictures hang."""
    until = time.monotonic() + PATIENCE
    while len(newsroom.rows(SEEN)) < ENOUGH and time.monotonic() < until:
        time.sleep(1)
    return str(newsroom.rows(SEEN)[0][0])


def images(guest: Guest) -> list[dict[str, str]]:
    """Every picture in the news, as the browser has it."""
    return guest.page.locator("main img").evaluate_all(FACTS)


def test_a_storys_picture_is_shown_in_the_best_form_with_its_size_words_and_credit(guest: Guest, pictured: str) -> None:
    guest.open(pictured)
    guest.page.wait_for_function(LOADED)
    shown = images(guest)[0]
    assert urlsplit(shown["src"]).path.endswith(".avif")
    assert (shown["width"], shown["height"]) == ("1200", "675")
    assert shown["alt"] is not None
    assert shown["first"] == "high"
    assert guest.page.locator(".picture-story .credit").inner_text()
    assert guest.page.evaluate(SHIFT) < 0.01
    assert guest.faults == []


def test_the_front_page_keeps_its_place_while_pictures_arrive_and_asks_nobody_but_us(guest: Guest, pictured: str) -> None:
    guest.open("/")
    guest.page.evaluate(SCROLL)
    guest.page.wait_for_function(LOADED)
    shown = images(guest)
    assert len(shown) >= 3
    assert all(each["width"] and each["height"] and each["alt"] is not None for each in shown)
    assert [each["loading"] for each in shown if each["first"] != "high"] == ["lazy"] * (len(shown) - bool(shown[0]["first"]))
    assert guest.page.evaluate(SHIFT) < 0.01
    assert guest.hosts == {urlsplit(guest.home).netloc}
    assert guest.faults == []


def test_a_telephone_gets_a_smaller_file_than_a_desk(guest: Guest, plain_guest: Guest, pictured: str) -> None:
    def width(reader: Guest) -> int:
        reader.open(pictured)
        reader.page.locator(".picture-story img").wait_for()
        return int(images(reader)[0]["src"].rpartition("-")[2].partition(".")[0])

    assert width(plain_guest) < width(guest)


def test_no_picture_is_wider_than_its_column_on_a_telephone(plain_guest: Guest, pictured: str) -> None:
    for path in ("/", pictured, "/section/uk-news/"):
        plain_guest.open(path)
        assert all(0 < float(each["box"]) <= 390 for each in images(plain_guest))
        assert plain_guest.page.evaluate("document.documentElement.scrollWidth") <= 390
