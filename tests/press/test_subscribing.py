"""A publisher of the catalogue comes into the newsroom once, under whichever slug it is known."""

from pathlib import Path

import pytest

from broadsheet.press.archive.models import Feed, Publisher
from broadsheet.press.home import Home
from broadsheet.press.subscribing import MadeUp, subscribe, subscribed
from broadsheet.wire.catalogue import Outlet, OutletFeed

pytestmark = pytest.mark.django_db
HULL = Outlet(
    "the-hull-post", "The Hull Post", "hullpost.example", "https://www.hullpost.example/", owner="Humber Press", country="GB",
    languages=("en",), timezone="Europe/London",
    feeds=(OutletFeed("https://www.hullpost.example/a", "News", "UK News"), OutletFeed("https://www.hullpost.example/b")),
)  # fmt: skip


def test_it_comes_with_its_facts_and_feeds_and_only_once():
    assert subscribe(HULL) == (1, 2)
    assert subscribe(HULL) == (0, 0)
    row = Publisher.objects.get()
    assert (row.slug, row.owner, row.timezone) == ("the-hull-post", "Humber Press", "Europe/London")
    assert Feed.objects.values_list("section", "title").get(url=HULL.feeds[0].url) == ("UK News", "News")


def test_one_feed_alone():
    assert subscribe(HULL, [HULL.feeds[1].url]) == (1, 1)
    assert subscribed([HULL]) == {HULL.feeds[1].url}


def test_a_publisher_made_from_its_host_before_is_the_same():
    Publisher.objects.create(slug="hullpost-example", name="Ours")
    assert subscribe(HULL) == (0, 2)
    assert {feed.publisher_id for feed in Feed.objects.all()} == {"hullpost-example"}
    assert Publisher.objects.get().name == "Ours"


def test_no_real_publisher_comes_into_the_specimen(settings):
    settings.HOME = Home(Path("newsroom"), "20260503T0800Z")
    with pytest.raises(MadeUp, match="made up"):
        subscribe(HULL)
    assert not Publisher.objects.exists()
