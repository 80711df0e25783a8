"""Every kind of page, at two widths, light and dark: nothing runs off the screen, nothing fails, nothing calls elsewhere."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Response

from tests.browser.reading import Guest, Paper

PAGES = (
    "front", "story", "single", "near", "line", "silence", "recommended", "whole", "why", "section", "parent", "child",
    "latest", "breaking", "search", "nothing", "publishers", "rights",
    "publisher", "author", "article", "tags", "tag", "about", "lost",
)  # fmt: skip
LOOKS = ((390, "light"), (390, "dark"), (1280, "light"), (1280, "dark"))
AXE = {(390, "light"), (1280, "dark")}  # each width and each colour once; axe takes a second a look
SPOKEN = ("front", "story", "single", "section", "search", "publisher", "tag", "about", "lost")
WIDER = "() => [...document.querySelectorAll('main *, header *, footer *')].filter(e => e.getBoundingClientRect().right > innerWidth + 1 && !e.closest('nav ul, pre, .scrolls')).map(e => e.outerHTML.slice(0, 120))"  # noqa: E501


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_sound_at_every_width_and_in_both_colours(guest: Guest, paper: Paper, name: str) -> None:
    answer = guest.open(paper.addresses[name])
    assert answer.status == (404 if name == "lost" else 200)
    _is_fiction(guest, answer)
    guest.page.evaluate("document.querySelectorAll('main details').forEach(each => each.open = true)")
    for width, scheme in LOOKS:
        guest.page.set_viewport_size({"width": width, "height": 900})
        guest.page.emulate_media(color_scheme=scheme)
        assert guest.page.evaluate("document.documentElement.scrollWidth") <= width, guest.page.evaluate(WIDER)
        if (width, scheme) in AXE:
            found = Axe().run(guest.page)
            assert found.violations_count == 0, f"{width} {scheme}: {found.generate_report()}"
    assert guest.faults == []
    assert guest.hosts == {urlsplit(guest.home).netloc}


def _is_fiction(guest: Guest, answer: Response) -> None:
    """It is marked as the specimen, kept out of search engines, and runs no script but ours."""
    assert "noindex" in answer.headers["x-robots-tag"]
    mark = guest.page.get_by_label("About this edition")
    assert mark.is_visible()
    assert "fictional" in mark.inner_text()
    assert guest.page.locator("h1").count() == 1
    assert guest.page.title()
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy


@pytest.mark.parametrize("name", SPOKEN)
def test_a_page_can_be_read_without_javascript(plain_guest: Guest, guest: Guest, paper: Paper, name: str) -> None:
    words = []
    for reader in (plain_guest, guest):
        reader.open(paper.addresses[name])
        words.append(reader.page.locator("main").inner_text().lower().split())
    without, with_it = (set(said) for said in words)
    assert len(without) > 15
    assert len(with_it - without) <= len(with_it) / 10, "but for the hours, and news that came in between, all is there"
