"""What a reader does: skip to the news, open a story, go to its publisher, search, follow every link, subscribe."""

from __future__ import annotations

from collections import deque
from urllib.parse import urldefrag, urljoin, urlsplit

import feedparser
import pytest
from lxml import etree
from playwright.sync_api import expect
from selectolax.lexbor import LexborHTMLParser

from tests.browser.reading import Guest, Paper
from tests.cli.running import Running

LEADING = "SELECT a.url FROM archive_story s JOIN archive_article a ON a.id = s.headline_from_id WHERE s.id = ?"
MOST_PAGES = 120  # of the crawl: all kinds of page many times, in seconds


@pytest.mark.parametrize("name", ["front", "story", "section", "search"])
def test_the_first_key_press_leads_past_the_masthead(guest: Guest, paper: Paper, name: str) -> None:
    guest.open(paper.addresses[name])
    guest.page.keyboard.press("Tab")
    skip = guest.page.locator("a.skip")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    guest.page.keyboard.press("Enter")
    guest.page.keyboard.press("Tab")
    assert guest.page.evaluate("document.activeElement.closest('main') !== null"), "the next stop is in the news"


def test_every_stop_of_the_keyboard_can_be_seen(guest: Guest) -> None:
    guest.open("/")
    for _ in range(25):
        guest.page.keyboard.press("Tab")
        outline = guest.page.evaluate("(() => { const s = getComputedStyle(document.activeElement);"
                                      " return s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) > 0; })()")  # fmt: skip
        assert outline, guest.page.evaluate("document.activeElement.outerHTML")


def test_a_story_leads_to_the_whole_article_at_its_publisher(guest: Guest, paper: Paper, newsroom: Running) -> None:
    guest.open(paper.many)
    away = guest.page.get_by_role("link", name="Read the entire article").first
    headline = away.locator("xpath=ancestor::article[1]").get_by_role("heading").first.inner_text()
    with guest.page.expect_navigation() as going:
        away.click()
    assert going.value is not None
    assert going.value.status == 200
    assert urlsplit(guest.page.url).netloc.endswith(f".localhost:{newsroom.specimen_port}")
    assert headline in guest.page.locator("body").inner_text()


def test_the_front_page_leads_to_a_story_and_back(guest: Guest) -> None:
    guest.open("/")
    headline = guest.page.locator("main h2 a[href^='/story/']").first
    said = headline.inner_text()
    headline.click()
    expect(guest.page.locator("h1")).to_have_text(said)
    guest.page.get_by_role("banner").get_by_role("link", name="The Broadsheet").click()
    expect(guest.page.locator("main h2 a[href^='/story/']").first).to_have_text(said)


def test_a_story_of_one_outlet_says_so_and_points_to_its_origin(guest: Guest, paper: Paper, newsroom: Running) -> None:
    guest.open(paper.single)
    expect(guest.page.get_by_text("Reported only by")).to_be_visible()
    origin = newsroom.one(LEADING, paper.single.split("/")[2])
    assert guest.page.locator("link[rel=canonical]").get_attribute("href") == origin
    assert guest.page.locator(f"main a[href='{origin}']").count() >= 1
    assert "noindex" in (guest.page.locator("meta[name=robots]").get_attribute("content") or "")


def test_a_story_of_many_says_who_told_it_first_and_who_reprints(guest: Guest, paper: Paper, newsroom: Running) -> None:
    guest.open(paper.many)
    story = paper.many.split("/")[2]
    first = newsroom.one(
        "SELECT p.name FROM archive_telling t JOIN archive_article a ON a.id = t.article_id"
        ' JOIN archive_publisher p ON p.slug = a.publisher_id WHERE t.story_id = ? ORDER BY a."when", a.id', story
    )  # fmt: skip
    guest.page.evaluate("document.querySelectorAll('.how details').forEach(each => each.open = true)")
    tree = guest.page.locator(".how-tree")
    assert first in tree.locator("li").first.inner_text()
    told = newsroom.one("SELECT count(*) FROM archive_telling WHERE story_id = ?", story)
    assert tree.locator(".tree-node a").count() == told
    assert guest.page.locator("link[rel=canonical]").get_attribute("href") == guest.home + paper.many


@pytest.mark.parametrize("reader", ["guest", "plain_guest"])
def test_search_finds_a_story_by_its_words(
    request: pytest.FixtureRequest, paper: Paper, newsroom: Running, reader: str
) -> None:
    guest: Guest = request.getfixturevalue(reader)
    said = newsroom.one("SELECT headline FROM archive_story WHERE id = ?", paper.many.split("/")[2])
    guest.open("/search/")
    guest.page.get_by_label("Words").fill(said)
    guest.page.get_by_role("main").get_by_role("button", name="Search").click()
    expect(guest.page.locator("main h2 a").first).to_have_text(said)
    assert guest.faults == []


def test_search_answers_while_a_reader_types(guest: Guest, paper: Paper, newsroom: Running) -> None:
    said = newsroom.one("SELECT headline FROM archive_story WHERE id = ?", paper.many.split("/")[2])
    guest.open("/about/")
    guest.page.get_by_label("Search the news").press_sequentially(" ".join(said.split()[:3]), delay=20)
    answer = guest.page.get_by_label("Stories that begin to match").get_by_role("link", name=said)
    expect(answer).to_be_visible()
    guest.page.keyboard.press("Escape")
    expect(answer).to_be_hidden()
    guest.page.get_by_label("Search the news").fill(said)
    answer.click()
    expect(guest.page.locator("h1")).to_have_text(said)
    assert guest.faults == []


def test_a_search_without_an_answer_helps(guest: Guest) -> None:
    guest.open("/search/?q=qwertyuiop")
    expect(guest.page.locator("main")).to_contain_text("Nothing in print says that")
    assert guest.page.locator("main a[href]").count() >= 2


def test_a_search_is_no_way_in_for_markup(guest: Guest) -> None:
    guest.open("/search/?q=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E%22%27")
    assert guest.page.locator("main img").count() == 0
    assert guest.faults == []


def test_every_link_inside_the_paper_answers(guest: Guest, paper: Paper) -> None:
    ask = guest.page.context.request
    waiting = deque(paper.addresses[name] for name in ("front", "story", "single", "section", "child"))
    seen, broken = set(waiting), []
    while waiting and len(seen) - len(waiting) < MOST_PAGES:
        path = waiting.popleft()
        answer = ask.get(guest.home + path, max_redirects=0)
        if answer.status != 200:
            broken.append(f"{answer.status} {path}")
            continue
        if "html" not in answer.headers["content-type"]:
            continue
        for link in _links(answer.text(), guest.home + path):
            if link.startswith(guest.home) and (inside := link.removeprefix(guest.home)) not in seen:
                seen.add(inside)
                waiting.append(inside)
    assert broken == []
    assert len(seen) > 100


def _links(page: str, base: str) -> list[str]:
    tree = LexborHTMLParser(page)
    ids = {node.attributes["id"] for node in tree.css("[id]")}
    found = []
    for node in tree.css("a[href]"):
        link, fragment = urldefrag(urljoin(base, node.attributes["href"] or ""))
        assert not fragment or link != base or fragment in ids, f"{base} leads to #{fragment}, which is not there"
        found.append(link)
    return found


@pytest.mark.parametrize("name", ["front", "section", "tag", "publisher"])
def test_a_feed_can_be_subscribed_to(guest: Guest, paper: Paper, name: str) -> None:
    guest.open(paper.addresses[name])
    address = guest.page.locator("link[type='application/rss+xml']").last.get_attribute("href") or ""
    answer = guest.page.context.request.get(urljoin(guest.page.url, address))
    assert answer.status == 200
    assert "noindex" in answer.headers["x-robots-tag"]
    etree.fromstring(answer.body())
    feed = feedparser.parse(answer.body())
    assert not feed.bozo
    assert feed.feed.title
    assert feed.entries
    assert len({entry.id for entry in feed.entries}) == len(feed.entries)
    for entry in feed.entries:
        assert entry.title
        assert entry.published_parsed
        assert urlsplit(entry.link).scheme == "http"
        if entry.link.startswith(guest.home):
            assert guest.page.context.request.get(entry.link, max_redirects=0).status == 200
    if name != "publisher":  # whose entries lead to the publisher itself
        assert all(entry.link.startswith(guest.home) for entry in feed.entries)


@pytest.mark.parametrize("path", ["/sitemap.xml", "/opensearch.xml", "/sitemap/pages.xml", "/sitemap/news.xml"])
def test_what_machines_read_is_xml(newsroom: Running, path: str) -> None:
    answer = newsroom.get(path)
    assert answer.status == 200
    etree.fromstring(answer.text.encode())


def test_what_was_read_already_is_not_sent_again(newsroom: Running) -> None:
    first = newsroom.get("/about/")
    assert newsroom.get("/about/", {"If-None-Match": first.headers["ETag"]}).status == 304
