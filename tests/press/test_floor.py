"""The floor: what goes wrong in one turn is named, and the loop goes on."""

from __future__ import annotations

import asyncio
from concurrent.futures.process import BrokenProcessPool
from dataclasses import replace

import pytest

from broadsheet.press import floor, polling
from broadsheet.press.archive import ranking
from broadsheet.press.archive.models import Article, Feed, Journal
from broadsheet.press.floor import Floor
from broadsheet.runners.here import Here
from broadsheet.settings import Settings, SettingsError
from tests.press import at_hand
from tests.press.archive.newsroom import FLOOD, NOW, OPERA, entry, publisher, read

SETTINGS = Settings()
pytestmark = pytest.mark.django_db


class Fragile(Here):
    """A pool whose process dies on one article; `asked` counts the batches."""

    def __init__(self, deadly):
        self.deadly, self.asked = deadly, 0

    def map(self, function, shared, batches):
        for batch in batches:
            self.asked += 1
            if any(article.id == self.deadly for article in batch):
                raise BrokenProcessPool
            yield function(*shared, batch)


class Still:
    """A sequencer that folds nothing."""

    settings = SETTINGS


def opened(settings=SETTINGS, **options):
    """A floor whose database is this thread's."""
    made = Floor(replace(settings, line=replace(settings.line, workers=0)), now=lambda: NOW, **options)
    made._database = at_hand.database()
    made._sequencer = Still()
    return made


@pytest.fixture(autouse=True)
def _this_thread(monkeypatch):
    """The rows of a test are seen by its own thread alone, and Django must not mind the loop around it."""
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


def turn(coroutine):
    return asyncio.run(coroutine)


def test_wrong_settings_are_noted_once_and_those_in_force_stay(monkeypatch):
    monkeypatch.setattr(ranking, "print_editions", lambda *_: None)
    answers = [SettingsError("Line 3 is no TOML."), SettingsError("Line 3 is no TOML."), replace(SETTINGS)]

    def reread():
        answer = answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer

    made = opened(reread=reread)
    own = made.settings
    for _ in range(2):
        made._ranked = float("-inf")
        assert turn(made._rank()) == 1
    assert made.tally.notes == ["The settings stay as they were: Line 3 is no TOML."]
    assert made.settings is own
    made._ranked = float("-inf")
    turn(made._rank())
    assert made.settings is made._sequencer.settings is not own


def test_the_article_that_takes_its_process_down_is_dropped_and_its_neighbours_are_judged():
    deadly = read("courier", "tunnel", "Tunnel closed", FLOOD)
    other = read("post", "opera", "Opera names its director", OPERA)
    made = opened()
    made._runner = Fragile(deadly.pk)
    assert turn(made._judge()) == 2
    deadly.refresh_from_db()
    assert (deadly.state, deadly.reason) == ("dropped", "it took the process that judged it down")
    assert [line.article for line in Journal.objects.all()] == [other.pk]
    assert made._runner.asked == 3
    assert turn(made._judge()) == 0


def test_a_poll_that_fails_as_nobody_expects_leaves_the_feed_to_be_asked_again_later(monkeypatch, caplog):
    publisher("courier")
    row = Feed.objects.select_related("publisher").get()

    async def poll(*_):
        raise KeyError("rss")

    made = opened()
    made._fetcher = None
    monkeypatch.setattr(floor, "poll", poll)
    turn(made._poll_one(row))
    kept = Feed.objects.get()
    assert kept.next_poll > NOW
    assert (kept.failures, kept.why) == (1, "It could not be polled (KeyError: 'rss').")
    assert made.tally.notes == ["Courier: It could not be polled (KeyError: 'rss')."]
    assert "Traceback" in caplog.text
    assert polling.due(NOW, 9, ()) == []


def test_what_has_been_kept_long_enough_goes_once_a_day():
    row = read("courier", "tunnel", "Tunnel closed", FLOOD, seen=NOW.replace(year=2020), when=NOW.replace(year=2020))
    Article.objects.update(state="published")
    made = opened()
    assert turn(made._purge()) == 1
    row.refresh_from_db()
    assert row.text == ""
    asked = []

    async def twice():
        made._purged = asyncio.get_running_loop().time()
        asked.append(await made._purge())
        made._purged -= floor.PURGE_EVERY
        asked.append(await made._purge())

    turn(twice())
    assert asked == [0, 1]


def test_an_article_that_is_to_be_read_again_is_unfinished_work():
    publisher("courier")
    Feed.objects.update(paused=True)
    row = read("courier", "tunnel", entry("courier", "tunnel", "Tunnel closed").title, FLOOD, state="published")
    assert floor.unfinished(NOW) == 0
    Article.objects.filter(pk=row.pk).update(again=True)
    assert floor.unfinished(NOW) == 1


def test_drafting_goes_along_with_the_settings_in_force():
    asked = []

    class Desk:
        async def turn(self, settings):
            asked.append(settings)
            return 0

    made = opened()
    made._drafting = Desk()
    assert turn(made._draft()) == 0
    made.settings = replace(SETTINGS)
    turn(made._draft())
    assert asked[0] is not asked[1]
    assert asked[1] is made.settings
