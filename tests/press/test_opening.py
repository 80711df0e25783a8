"""Opening a newsroom: one floor at a time, and every failure one sentence that says what to do."""

from __future__ import annotations

import socket
import sqlite3

import pytest

from broadsheet import news
from broadsheet.press import opening, serve
from broadsheet.press.archive.models import Feed, Publisher, Section
from broadsheet.press.home import Home, HomeError
from broadsheet.settings import Serve, Settings


def test_a_newsroom_is_opened_once_at_a_time(tmp_path):
    home = Home(tmp_path / "newsroom")
    home.prepare()
    held = opening.lock(home)
    with pytest.raises(HomeError, match="open in another Broadsheet already"):
        opening.lock(home)
    held.close()
    opening.lock(home).close()


def test_a_taken_port_is_one_sentence():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(HomeError, match=r"is in use .*--port"):
            serve.free(Serve(port=taken.getsockname()[1]))


def test_a_database_holds_news_only_when_it_is_one_with_articles(tmp_path):
    path = tmp_path / "broadsheet.sqlite3"
    assert not opening.has_news(path)
    path.write_bytes(b"no database at all")
    assert not opening.has_news(path)
    path.unlink()
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE archive_article (id)")
        assert not opening.has_news(path)
        connection.execute("INSERT INTO archive_article VALUES (1)")
    connection.close()
    assert opening.has_news(path)


@pytest.mark.django_db
def test_sections_are_seeded_and_an_edited_one_stays_as_it_was_edited():
    opening.seed_sections(Settings())
    names = {section.name for section in Settings().section}
    assert set(Section.objects.values_list("name", flat=True)) == names
    Section.objects.filter(slug="world").update(name="Abroad", edited=True)
    opening.seed_sections(Settings())
    assert Section.objects.get(slug="world").name == "Abroad"


@pytest.mark.django_db
def test_sources_are_seeded_once_and_not_overwritten():
    feed = news.Feed("https://courier.example/feed.xml", "courier", section="UK")
    source = (news.Publisher("courier", "The Courier"), (feed,))
    assert opening.seed_sources([source]) == (1, 1)
    Publisher.objects.update(name="The Hull Courier")
    assert opening.seed_sources([source]) == (0, 0)
    assert Publisher.objects.get().name == "The Hull Courier"
    assert Feed.objects.get().section == "UK"


def test_an_opml_files_feeds_are_grouped_by_publisher():
    feeds = [news.Feed(f"https://a.example/{n}", "a", title="The A") for n in range(2)] + [news.Feed("https://b.example/", "b")]
    found = opening.from_opml(feeds)
    assert [(p.slug, p.name, len(its)) for p, its in found] == [("a", "The A", 2), ("b", "b", 1)]
