"""An editor's first day: log in with the password that start printed, look around, and set a headline readers see."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.reading import Guest
from tests.cli.running import Running

LISTS = (
    "stories/",
    "stories/waiting/",
    "articles/",
    "publishers/",
    "feeds/",
    "sections/",
    "preferences/",
    "catalogue/?q=guardian",
)


def log_in(page: Page, newsroom: Running, password: str) -> None:
    page.goto(f"{newsroom.url}/desk/")
    page.locator("input[name=username]").fill("editor")
    page.locator("input[name=password]").fill(password)
    page.keyboard.press("Enter")


@pytest.fixture(scope="module")
def desk(browser: Browser, newsroom: Running) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    log_in(page, newsroom, newsroom.password())
    expect(page).to_have_url(f"{newsroom.url}/desk/")
    page.close()
    yield context
    context.close()


@pytest.fixture
def editor(desk: BrowserContext, newsroom: Running) -> Iterator[Guest]:
    guest = Guest(desk.new_page(), newsroom.url)
    yield guest
    guest.page.close()


def test_a_wrong_password_opens_nothing(guest: Guest, newsroom: Running) -> None:
    log_in(guest.page, newsroom, "not the password")
    expect(guest.page.locator("input[name=password]")).to_be_visible()
    assert "/desk/login/" in guest.page.url


@pytest.mark.parametrize("path", ["", *LISTS])
def test_the_desk_opens_and_calls_nobody(editor: Guest, path: str) -> None:
    answer = editor.open(f"/desk/{path}")
    assert answer.status == 200
    editor.page.wait_for_load_state("networkidle")
    assert editor.faults == []
    assert editor.hosts == {urlsplit(editor.home).netloc}
    assert editor.page.evaluate("document.documentElement.scrollWidth") <= 1280
    found = Axe().run(editor.page, options={"runOnly": ["wcag2a", "wcag2aa"]})
    assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize("path", LISTS[:1] + LISTS[2:6])
def test_the_first_row_of_a_list_opens(editor: Guest, path: str) -> None:
    editor.open(f"/desk/{path}")
    editor.page.locator("main table td a").first.click()
    expect(editor.page).to_have_url(re.compile(rf"/desk/{path}\w+/"))
    expect(editor.page.locator("main form, main dl").first).to_be_visible()
    assert editor.faults == []


def test_all_twelve_publishers_and_all_sections_are_listed(editor: Guest, newsroom: Running) -> None:
    for path, table in (("publishers", "archive_publisher"), ("sections", "archive_section")):
        editor.open(f"/desk/{path}/")
        many = newsroom.one(f"SELECT count(*) FROM {table}")  # noqa: S608 - one of two words of ours
        expect(editor.page.locator("main table tbody tr")).to_have_count(many)


def test_a_headline_set_at_the_desk_is_what_readers_see_and_can_be_given_back(
    editor: Guest, guest: Guest, newsroom: Running
) -> None:
    story, slug, own = newsroom.rows(
        "SELECT id, slug, headline FROM archive_story WHERE state = 'printed' AND outlets = 2 ORDER BY id DESC"
    )[0]
    new = "An editor's own words & nothing else"
    _set(editor, story, new)
    guest.open(f"/story/{story}/{slug}/")
    expect(guest.page.locator("h1")).to_have_text(new)
    assert guest.page.url == f"{guest.home}/story/{story}/{slug}/", "its address has not changed"
    _set(editor, story, "")
    guest.page.reload()  # a reader's browser keeps a page for half a minute
    expect(guest.page.locator("h1")).to_have_text(own)


def _set(editor: Guest, story: str, headline: str) -> None:
    editor.open(f"/desk/stories/edit/{story}/")
    editor.page.locator("input[name=headline]").fill(headline)
    editor.page.get_by_role("button", name="Save").first.click()
    expect(editor.page.locator(".messages")).to_contain_text("saved")


def test_what_is_never_printed_stands_at_the_desk_with_its_reason(editor: Guest) -> None:
    editor.open("/desk/articles/?state=held")
    for why in ("sponsored", "press release", "horoscope"):
        expect(editor.page.locator("main")).to_contain_text(re.compile(why, re.IGNORECASE))
