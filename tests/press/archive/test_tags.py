"""One tag has one row, whatever it is called; its other names lead to it."""

import pytest

from broadsheet import news
from broadsheet.press.archive import models, tags
from tests.press.factories import article, story

pytestmark = pytest.mark.django_db


def tag(name, kind="organisation", *also):
    return news.Tag(name, kind, 0.8, "named", (), also)


def carried(row):
    return set(models.Tagging.objects.filter(story=row).values_list("tag_id", flat=True))


@pytest.fixture
def two():
    return story(article("One")), story(article("Two"), slug="two")


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Guild of Harbour Pilots", "The Guild of Harbour Pilots"),
        ("Marsh & Dale", "Marsh and Dale"),
        ("NATO", "Nato"),
        ("European Central Bank", "ECB"),
    ],
)
def test_spellings_share_a_row(two, first, second):
    tags.write([(two[0], (tag(first),))])
    tags.write([(two[1], (tag(second),))])
    assert carried(two[0]) == carried(two[1]) != set()
    assert models.Tag.objects.filter(leads_to=None).count() == 1


def test_letters_lead_to_the_name_that_stated_them(two):
    tags.write([(two[0], (tag("Guild of Harbour Pilots", "organisation", "GHP"),))])
    tags.write([(two[1], (tag("GHP"),))])
    assert carried(two[1]) == {"guild-of-harbour-pilots"}
    assert models.Tag.objects.get(slug="ghp").leads_to_id == "guild-of-harbour-pilots"


def test_a_page_of_its_own_is_joined_once_its_name_is_stated(two):
    tags.write([(two[0], (tag("GHP"),))])
    tags.write([(two[1], (tag("Guild of Harbour Pilots", "organisation", "GHP"),))])
    assert carried(two[0]) == carried(two[1]) == {"guild-of-harbour-pilots"}


def test_one_story_with_both_names_has_one_tagging(two):
    tags.write([(two[0], (tag("GHP"), tag("Guild of Harbour Pilots")))])
    tags.write([(two[1], (tag("Guild of Harbour Pilots", "organisation", "GHP"),))])
    assert carried(two[0]) == {"guild-of-harbour-pilots"}


def test_a_listed_name_is_not_taken_by_another(two):
    tags.write([(two[0], (tag("World Health Organization"),))])
    tags.write([(two[1], (tag("Wharf Owners", "organisation", "World Health Organization"),))])
    assert carried(two[0]) == {"world-health-organization"}


def test_people_of_one_surname_are_two(two):
    tags.write([(two[0], (tag("Ann Okoro", "person"), tag("Ben Okoro", "person")))])
    assert carried(two[0]) == {"ann-okoro", "ben-okoro"}
