"""Of tags with nearly the same stories one leads."""

import pytest

from broadsheet.press.archive.twins import MOST, leading
from tests.press.factories import article, story

pytestmark = pytest.mark.django_db


def tagged(*counts):
    """Stories, so many with each run of tags."""
    number = 0
    for count, names in counts:
        for _ in range(count):
            story(article(f"Story {number}", "one", 1 + number / 100), slug=f"s{number}", tags=names)
            number += 1


def led(slug):
    found = leading(slug)
    return found and found.slug


def test_the_same_stories():
    tagged((2, ("Alder", "Birch", "Cedar")))
    assert [led(slug) for slug in ("alder", "birch", "cedar")] == [None, "alder", "alder"]


def test_nine_of_ten():
    tagged((9, ("Alder", "Birch")), (1, ("Birch",)))
    assert [led("alder"), led("birch")] == ["birch", None]


def test_eight_of_ten_are_two_lists():
    tagged((8, ("Alder", "Birch")), (2, ("Birch",)))
    assert [led("alder"), led("birch")] == [None, None]


def test_long_lists_are_not_compared():
    tagged((MOST + 1, ("Alder", "Birch")))
    assert [led("alder"), led("birch")] == [None, None]


def test_a_tag_without_stories_has_none():
    assert leading("nobody") is None
