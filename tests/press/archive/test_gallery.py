"""The pictures in print: who wants one, what is kept, what must go, and which one a story shows."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import timedelta

import pytest

from broadsheet.keys import Pictures
from broadsheet.press.archive import gallery, overrule, reprint
from broadsheet.press.archive.models import Article, Picture, Printed, Publisher, Story, Telling
from broadsheet.press.archive.retention import purge
from broadsheet.settings import Settings
from broadsheet.wire.pictures import Found
from tests.press.factories import NOW, article, story
from tests.press.prints import files, found, hung, licensed

pytestmark = pytest.mark.django_db
ON = Pictures()
OTHER = 0x0F0F0F0F0F0F0F0F


@pytest.fixture(autouse=True)
def _folder(settings, tmp_path):
    settings.PICTURES_ROOT = tmp_path / "pictures"


def test_only_articles_in_print_whose_rights_are_full_want_a_picture():
    told = licensed()
    story(told)
    for number, columns in enumerate((
        {"rights": "excerpt"}, {"rights": "link"}, {"rights": "none"}, {"image": ""}, {"state": "held"},
    )):  # fmt: skip
        story(licensed(f"Other {number}", hours=3 + number, **columns))
    Article.objects.filter(state="published", title="Other 4").update(state="held")
    story(licensed("Of one who left", by="gone", hours=20))
    Publisher.objects.filter(slug="gone").update(opted_out=True)
    story(licensed("Nobody is looking any more", hours=100))
    story(licensed("Killed", hours=21), state="killed")
    assert [row.title for row in gallery.due(9, NOW)] == [told.title]
    hung(told)
    assert gallery.due(9, NOW) == []
    Article.objects.filter(pk=told.pk).update(image="https://tidewater.example/better.jpg")
    assert [row.title for row in gallery.due(9, NOW)] == [told.title]


def test_what_is_kept_has_its_files_its_evidence_and_bumps_the_pages_that_show_it():
    told = licensed()
    row = story(told)
    before = dict(Printed.objects.values_list("key", "version"))
    picture = hung(told, caption="The tram", credit="Pat Bowman")
    assert (picture.width, picture.height, picture.widths) == (1200, 675, [320, 640, 1200])
    assert (picture.caption, picture.credit, picture.licence) == ("The tram", "Pat Bowman", "licence CC BY")
    assert picture.address == "https://cdn.example/lead.jpg"
    assert files() == sorted(f"{picture.name}-{width}.{form}" for width in (320, 640, 1200) for form in ("avif", "webp", "jpg"))
    after = dict(Printed.objects.values_list("key", "version"))
    assert {key for key in after if after[key] != before.get(key)} >= {"front", f"story:{row.pk}", "section:world"}


def test_an_article_without_one_keeps_the_reason_and_is_not_asked_again():
    told = licensed()
    story(told)
    gallery.keep(told, Found(None, "", "lead.jpg is too small, 200 by 150 pixels"), NOW)
    assert (Picture.objects.get().name, Picture.objects.get().why) == ("", "lead.jpg is too small, 200 by 150 pixels")
    assert gallery.due(9, NOW) == []
    assert files() == []


def test_one_that_lost_its_rights_while_its_picture_was_made_gets_none():
    told = licensed()
    story(told)
    Article.objects.update(rights="link")
    gallery.keep(told, found(), NOW)
    assert (Picture.objects.count(), files()) == (0, [])


def test_a_new_picture_takes_the_old_ones_files_away():
    told = licensed()
    story(told)
    old = hung(told).name
    Picture.objects.update(edited_x=5, edited_y=5)
    new = hung(told, OTHER)
    assert new.name != old
    assert {name.split("-")[0] for name in files()} == {new.name}
    assert new.edited_x is None


GONE = {
    "a kill": lambda row: overrule.edit_story(row, "ada", NOW, state="killed"),
    "an opt-out": lambda row: reprint.opt_out(Publisher.objects.get(slug="tidewater"), Settings(), NOW),
    "other rights": lambda row: Article.objects.update(rights="excerpt"),
    "an article that leaves": lambda row: Article.objects.update(state="held"),
    "a story that nobody tells": lambda row: Telling.objects.all().delete(),
}


@pytest.mark.parametrize("why", GONE)
def test_files_and_row_go_with_the_right_to_show_them_and_are_shut_at_once(why):
    told = licensed()
    row = story(told)
    picture = hung(told)
    assert gallery.file(picture.name, 640, "jpg")
    GONE[why](row)
    assert gallery.file(picture.name, 640, "jpg") is None
    assert gallery.shown([row.pk]) == {}
    gallery.withdraw(ON, NOW)
    assert (files(), Picture.objects.count()) == ([], 0)


def test_a_held_storys_picture_is_shut_and_stays_for_the_day_it_is_printed():
    told = licensed()
    row = story(told)
    picture = hung(told)
    Story.objects.update(state="held")
    gallery.withdraw(ON, NOW)
    assert gallery.file(picture.name, 640, "jpg") is None
    Story.objects.update(state="printed")
    assert gallery.file(picture.name, 640, "jpg")
    assert row.pk in gallery.shown([row.pk])


def test_switched_off_they_go_and_come_back_when_switched_on():
    told = licensed()
    story(told)
    hung(told)
    gallery.withdraw(replace(ON, use="never"), NOW)
    assert files() == []
    assert [row.pk for row in gallery.due(9, NOW)] == [told.pk]


def test_after_its_days_a_picture_goes_and_is_not_taken_again():
    told = licensed()
    story(told)
    hung(told)
    gallery.withdraw(replace(ON, days=30), NOW + timedelta(days=29))
    assert len(files()) == 9
    gallery.withdraw(replace(ON, days=30), NOW + timedelta(days=31))
    assert files() == []
    assert Picture.objects.get().why == "it was kept long enough"


def test_files_that_no_row_has_go_once_they_are_an_hour_old():
    told = licensed()
    story(told)
    picture = hung(told)
    stray = gallery.folder() / "ab" / f"{'ab' * 12}-640.jpg"
    stray.parent.mkdir(exist_ok=True)
    for age, there in ((600, True), (7200, False)):
        stray.write_bytes(b"stray")
        os.utime(stray, (NOW.timestamp() - age,) * 2)
        purge(Settings(), NOW)
        assert stray.exists() is there
    assert gallery.file(picture.name, 640, "jpg")


def test_a_file_that_two_articles_share_stays_for_the_other():
    one, two = licensed(), licensed("Tram hit by crane", "northgate", 1)
    story(one), story(two, slug="two")
    assert hung(one).name == hung(two).name
    gallery.take_down([Picture.objects.get(article=one)], "ada took it off the page", NOW)
    assert len(files()) == 9
    gallery.take_down([Picture.objects.get(article=two)], "ada took it off the page", NOW)
    assert files() == []


def test_the_picture_beside_three_stories_of_one_publisher_is_its_stand_in():
    told = [licensed(f"Story {number}", hours=number + 1) for number in range(3)]
    for number, each in enumerate(told):
        story(each, slug=f"s{number}")
    for number, each in enumerate(told):
        hung(each, 0xF0F0F0F0F0F0F0F0 ^ (1 << number), body=b"%d" % number)  # another file, the same to the eye
    assert files() == []
    assert {row.why for row in Picture.objects.all()} == {"its publisher sets the same picture beside 3 stories"}
    assert gallery.due(9, NOW) == []


def test_the_same_picture_of_three_publishers_or_of_one_story_is_none():
    for number in range(3):
        each = licensed(f"Story {number}", by=f"house-{number}", hours=number + 1)
        story(each, slug=f"s{number}")
        hung(each)
    again = [licensed(f"Again {number}", by="again", hours=number + 5) for number in range(3)]
    story(*again, slug="again")
    for each in again:
        hung(each)
    assert Picture.objects.exclude(name="").count() == 6


def test_a_story_shows_its_own_reports_picture_before_a_reprints_and_the_widest():
    reprint, narrow, wide = licensed("A reprint", "elbe", 4), licensed("Narrow", "north", 3), licensed("Wide", "south", 2)
    row = story(narrow, wide, reprint, reprints=1)
    hung(reprint, 1 << 60, widths=(320, 1280))
    hung(narrow, OTHER, widths=(320, 640))
    assert gallery.shown([row.pk])[row.pk].article == narrow.pk
    hung(wide)
    shown = gallery.shown([row.pk])[row.pk]
    assert shown.article == wide.pk
    assert shown.why.startswith("the best of 3 pictures: 1200 pixels wide")


def test_no_picture_is_twice_on_a_page():
    one, two = licensed(), licensed("Tram hit by crane", "northgate", 1)
    first, second = story(one), story(two, slug="two")
    hung(one)
    hung(two, 0xF0F0F0F0F0F0F0F1, body=b"saved anew")
    assert list(gallery.shown([first.pk, second.pk])) == [first.pk]
    assert list(gallery.shown([second.pk, first.pk])) == [second.pk]
    assert list(gallery.shown([second.pk])) == [second.pk]


def test_an_editors_focal_point_wins():
    told = licensed()
    row = story(told)
    hung(told)
    gallery.focus(told.pk, 0, 100, "ada")
    shown = gallery.shown([row.pk])[row.pk]
    assert (shown.focal_x, shown.focal_y) == (0, 100)


def test_an_article_of_plain_rights_shows_none():
    told = article()
    row = story(told)
    assert gallery.shown([row.pk]) == {}
