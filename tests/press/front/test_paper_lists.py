"""Lists go on where the reader stopped, whatever arrived meanwhile."""

import re

import pytest

from broadsheet.press.archive import queries
from broadsheet.press.archive.queries import Cursor
from tests.press.factories import NOW, article, hours_ago, section, story

pytestmark = pytest.mark.django_db


def many(count, **columns):
    return [story(article(f"Story {number}", "one", 1 + number / 10), tags=("Salford",), **columns) for number in range(count)]


@pytest.mark.parametrize("address", ["/latest/", "/section/world/", "/tag/salford/", "/publisher/one/"])
def test_pages_are_stable_under_new_arrivals(client, address):
    rows = many(70)
    seen, next_page = [], address
    while next_page:
        page = client.get(next_page).content.decode()
        river = page.split('class="river"')[1]
        seen += re.findall(r'class="headline"><a href="/story/([0-9a-f]+)/', river)
        story(article(f"New {len(seen)}", "one", 0.5 - len(seen) / 1000), tags=("Salford",))
        older = re.search(r'rel="next" href="([^"]+)"', page)
        next_page = older[1].replace("&amp;", "&") if older else ""
    assert len(seen) == len(set(seen))
    expected = {row.id for row in rows}
    top = set() if address != "/section/world/" else {row.id for row in rows[:5]}
    assert expected - set(seen) == top


def test_stories_of_the_same_moment_are_all_listed():
    rows = [story(article(f"Story {number}", "one", 2, url=f"https://one.example/{number}")) for number in range(9)]
    seen, cursor = [], None
    while True:
        listing = queries.latest(4, cursor)
        seen += [card.id for card in listing.cards]
        cursor = listing.older
        if cursor is None:
            break
    assert sorted(seen) == sorted(row.id for row in rows)


def test_a_parent_section_shows_its_childrens_stories_once():
    parent = section("Crypto", slug="crypto")
    section("Blockchain", slug="blockchain", parent=parent)
    row = story(article("Chain"), sections=("Crypto", "Blockchain"))
    other = story(article("Block", "two", 1), sections=("Blockchain",))
    assert [card.id for card in queries.in_sections(["crypto", "blockchain"], 10).cards] == [other.id, row.id]


def test_cursors():
    cursor = Cursor(NOW, "00ff")
    assert Cursor.parse(str(cursor)) == cursor
    for wrong in ("", "x", "20261323T120000000000-ff", f"{cursor}'", "99999999T999999999999-ff"):
        assert Cursor.parse(wrong) is None
    assert hours_ago(1) < NOW
