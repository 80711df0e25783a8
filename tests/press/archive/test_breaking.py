"""Breaking news from tellings to the list: three origins within the hour, for three hours, never from a backlog."""

from datetime import timedelta

import pytest

from broadsheet.press.archive import breaking, models
from broadsheet.press.archive.ranking import print_editions
from broadsheet.settings import Settings
from tests.press.factories import NOW, article, story

pytestmark = pytest.mark.django_db


def told(minutes, seen=0, **columns):
    """A story that as many outlets tell, each so many minutes ago, first seen `seen` minutes ago or when published."""
    articles = [article("Tram derails", f"outlet-{i}", each / 60) for i, each in enumerate(minutes)]
    first = NOW - timedelta(minutes=seen) if seen else min(each.when for each in articles)
    return story(*articles, first_seen=first, **columns)


@pytest.mark.parametrize(
    ("minutes", "breaks"),
    [
        ((50, 30, 10), True),
        ((50, 30), False),
        ((100, 30, 10), False),
        ((235, 220, 200), False),
        ((200, 190, 150), True),
    ],
)
def test_three_within_the_hour_for_three_hours(minutes, breaks):
    told(minutes)
    print_editions(Settings(), NOW)
    assert breaking.is_breaking(NOW) == breaks


def test_copies_of_one_text_break_nothing():
    told((50, 30, 10), reprints=2)
    print_editions(Settings(), NOW)
    assert not breaking.is_breaking(NOW)


def test_what_a_first_poll_brings_breaks_nothing():
    told((480, 470, 460), seen=5)
    print_editions(Settings(), NOW - timedelta(hours=7))
    assert models.Story.objects.get().breaking_until is None


def test_pages_are_told_when_a_story_breaks():
    told((50, 30, 10))
    print_editions(Settings(), NOW)
    assert models.Printed.objects.get(key="breaking").version == 1
    print_editions(Settings(), NOW)
    assert models.Printed.objects.get(key="breaking").version == 1


def test_breaking_lately_and_ever():
    row = told((50, 30, 10))
    print_editions(Settings(), NOW)
    ends = NOW - timedelta(minutes=10) + timedelta(hours=3)
    for later, (now, lately) in {
        timedelta(): (1, 0), timedelta(seconds=1) + (ends - NOW): (0, 1), timedelta(days=2): (0, 0),
    }.items():  # fmt: skip
        at = NOW + later
        assert (len(breaking.breaking(at, 5)), len(breaking.broke_lately(at, 5))) == (now, lately)
    assert [card.id for card in breaking.broke(5)] == [row.id]
