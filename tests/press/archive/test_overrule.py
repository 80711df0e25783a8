"""What an editor sets wins over the machine, at once and after every re-judging; what cannot be is refused in a sentence."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.conf import settings

from broadsheet.press.archive import models, overrule, reprint
from broadsheet.press.archive.overrule import Refused
from broadsheet.press.current import current
from broadsheet.settings import SettingsError, load
from tests.press.archive.newsroom import NOW, read
from tests.press.newsdesk.paper import rewrite, section, told

pytestmark = pytest.mark.django_db


def version(key):
    return models.Printed.objects.filter(key=key).values_list("version", flat=True).first() or 0


def fresh(story):
    return models.Story.objects.select_related("edit").get(pk=story.pk)


def test_a_retitled_story_keeps_the_machines_headline_beside_it_and_is_found_by_both():
    story = told("Tunnel closed after pump fails")
    overrule.edit_story(story, "ada", NOW, headline="Hull is cut off")
    rewrite(story)
    assert fresh(story).headline == "Tunnel closed after pump fails"
    assert fresh(story).edit.headline == "Hull is cut off"
    document = models.SearchDocument.objects.get(story=story)
    assert document.headline == "Hull is cut off"
    assert "Tunnel closed after pump fails" in document.body


def test_an_editors_word_leaves_the_machines_headline_and_why_alone():
    story = told("Tunnel closed after pump fails")
    before = (fresh(story).headline, fresh(story).headline_why, fresh(story).summary)
    overrule.edit_story(story, "ada", NOW, state="held")
    assert (fresh(story).headline, fresh(story).headline_why, fresh(story).summary) == before


def test_an_editors_sections_win_and_are_given_back():
    story = told("Tunnel closed after pump fails")
    section("Business")
    rewrite(story)
    machines = set(models.Filing.objects.filter(story=story).values_list("section__name", flat=True))
    overrule.edit_story(story, "ada", NOW, sections=["Business"])
    rewrite(story)
    assert list(models.Filing.objects.filter(story=story).values_list("section__name", "why")) == [("Business", "filed by ada")]
    overrule.edit_story(story, "ada", NOW, sections=[])
    assert set(models.Filing.objects.filter(story=story).values_list("section__name", flat=True)) == machines


def test_a_killed_story_is_gone_for_readers_and_stays_killed():
    story = told("Tunnel closed after pump fails", 2)
    pages = ("front", f"story:{story.pk}", "section:uk-news", "publisher:outlet-1")
    before = [version(key) for key in pages]
    overrule.edit_story(story, "ada", NOW, state="killed", note="wrong town")
    assert (fresh(story).state, fresh(story).reason) == ("killed", "ada: wrong town")
    assert not models.SearchDocument.objects.exists()
    assert not models.Filing.objects.filter(printed=True).exists()
    assert set(models.Article.objects.values_list("state", flat=True)) == {"held"}
    assert [version(key) for key in pages] == [number + 1 for number in before]
    rewrite(story)
    assert fresh(story).state == "killed"


def test_a_held_story_is_released_and_the_machine_gets_its_word_back():
    story = told("Teenager charged after fire", hold="a minor is named")
    assert (story.state, story.reason) == ("held", "a minor is named")
    overrule.edit_story(story, "ada", NOW, state="printed")
    rewrite(story)
    assert fresh(story).state == "printed"
    assert models.SearchDocument.objects.filter(story=story).exists()
    overrule.edit_story(story, "ada", NOW, state="")
    assert (fresh(story).state, fresh(story).reason) == ("held", "a minor is named")


def test_a_story_whose_rights_allow_no_print_cannot_be_printed():
    story = told("Tunnel closed after pump fails", rights="none")
    with pytest.raises(Refused, match="the rights of those who tell it allow no print"):
        overrule.edit_story(story, "ada", NOW, state="printed")
    assert not models.Edit.objects.exists()


def test_several_stories_are_edited_all_or_none():
    good, bad = told("Tunnel closed after pump fails"), told("Opera names a director", rights="none")
    with pytest.raises(Refused):
        overrule.edit_stories([good.pk, bad.pk], "ada", NOW, {"state": "printed"})
    assert not models.Edit.objects.exists()


def test_a_story_that_nobody_tells_can_still_be_killed():
    story = told("Tunnel closed after pump fails")
    models.Telling.objects.all().delete()
    overrule.edit_story(story, "ada", NOW, state="killed")
    assert fresh(story).state == "killed"
    assert not models.SearchDocument.objects.exists()


def test_a_pin_stands_once_a_page_and_is_lifted():
    story = told("Tunnel closed after pump fails")
    overrule.pin(story, 1, "ada", NOW)
    overrule.pin(story, 3, "ada", NOW, until=NOW + timedelta(hours=2))
    pin = models.Pin.objects.get()
    assert (pin.place, pin.editor) == (3, "ada")
    before = version("front")
    overrule.unpin(pin.pk)
    assert not models.Pin.objects.exists()
    assert version("front") == before + 1


@pytest.mark.parametrize(
    ("options", "sentence"),
    [({"place": 0}, "1 or more"), ({"place": 1, "until": NOW - timedelta(hours=1)}, "has passed already")],
)
def test_a_pin_that_cannot_be_is_refused(options, sentence):
    with pytest.raises(Refused, match=sentence):
        overrule.pin(told("Tunnel closed after pump fails"), editor="ada", now=NOW, **options)


def test_only_a_story_in_print_is_pinned():
    with pytest.raises(Refused, match="print it first"):
        overrule.pin(told("Teenager charged", hold="a minor"), 1, "ada", NOW)


def test_a_merge_and_a_split_are_lines_of_the_journal():
    one, two = told("Tunnel closed after pump fails", 2), told("Hull tunnel shut")
    overrule.merge([two.pk], one.pk, "ada", NOW, "one flood")
    leaving = one.told.last().article_id
    overrule.split(one.pk, [leaving], "ada", NOW, "")
    lines = list(models.Journal.objects.order_by("number").values_list("kind", "payload"))
    assert lines == [
        ("overrule", {"act": "merge", "subjects": [two.pk], "into": one.pk, "why": "ada: one flood"}),
        ("overrule", {"act": "split", "subjects": [leaving], "into": "", "why": "ada", "of": one.pk}),
    ]


def test_merges_and_splits_that_cannot_be_are_refused():
    one, two = told("Tunnel closed after pump fails", 2), told("Hull tunnel shut")
    articles = list(one.told.values_list("article_id", flat=True))
    for act, sentence in (
        (lambda: overrule.merge([one.pk], one.pk, "ada", NOW, ""), "part of itself"),
        (lambda: overrule.merge([one.pk], "nowhere", "ada", NOW, ""), "no story nowhere"),
        (lambda: overrule.split(one.pk, articles, "ada", NOW, ""), "leave at least one"),
        (lambda: overrule.split(two.pk, articles[:1], "ada", NOW, ""), "do not tell this story any more"),
    ):
        with pytest.raises(Refused, match=sentence):
            act()
    models.Story.objects.filter(pk=two.pk).update(state="merged")
    with pytest.raises(Refused, match="already"):
        overrule.merge([two.pk], one.pk, "ada", NOW, "")
    with pytest.raises(Refused, match="edit that one"):
        overrule.edit_story(fresh(two), "ada", NOW, state="held")
    assert not models.Journal.objects.exists()


def test_what_an_editor_keeps_or_settles_is_doubtful_no_more():
    story = told("Tunnel closed after pump fails", 3)
    models.Telling.objects.update(doubtful=True)
    models.Story.objects.update(doubtful="near another")
    first = story.told.first().article_id
    overrule.keep(story.pk, [first], "ada", NOW, "same pump")
    assert models.Telling.objects.filter(doubtful=True).count() == 2
    assert models.Journal.objects.get().payload["act"] == "join"
    overrule.settle(story.pk)
    assert not models.Telling.objects.filter(doubtful=True).exists()
    assert fresh(story).doubtful == ""


def test_a_publisher_that_opts_out_leaves_print_at_once():
    story = told("Tunnel closed after pump fails", 2)
    publisher = models.Publisher.objects.get(slug="outlet-1")
    before = version(f"story:{story.pk}")
    reprint.opt_out(publisher, current(settings.HOME), NOW)
    assert models.Article.objects.get(publisher=publisher).rights == "none"
    assert [line.kind for line in models.Journal.objects.all()] == ["withdrawal"]
    assert version(f"story:{story.pk}") == before + 1


def test_a_setting_of_the_desk_wins_over_the_file_and_can_be_given_back():
    overrule.change_settings({"site.name": "The Hull Post", "site.languages": ["en", "de"]}, "ada", NOW)
    now = current(settings.HOME)
    assert (now.site.name, now.site.languages) == ("The Hull Post", ("en", "de"))
    assert {k.origin for k in overrule.known() if k.name.startswith("site.name")} == {"desk"}
    overrule.change_settings({"site.name": None}, "ada", NOW)
    assert current(settings.HOME).site.name == "The Broadsheet"
    assert version("settings") == 2


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("front.places", "many", "the desk sets front.places to 'many', but it is a whole number."),
        ("publish.mode", "sometimes", "publish.mode is 'sometimes', but may be 'automatic' or 'review'."),
        ("site.nmae", "x", "the desk has a setting 'site.nmae' that does not exist; did you mean site.name?"),
        ("site.timezone", "Hull", "site.timezone is 'Hull', which is no IANA zone such as 'Europe/London'."),
    ],
)
def test_a_setting_that_cannot_be_is_refused_with_a_sentence(name, value, sentence):
    with pytest.raises(SettingsError) as refused:
        overrule.change_setting(name, value, "ada", NOW)
    assert str(refused.value) == sentence
    assert not models.Setting.objects.exists()


def test_what_a_freeze_held_back_prints_when_it_ends():
    overrule.change_setting("publish.frozen", True, "ada", NOW)
    story = told("Tunnel closed after pump fails")
    assert current(settings.HOME).publish.frozen
    models.Story.objects.filter(pk=story.pk).update(state="held", reason="printing is frozen")
    overrule.change_setting("publish.frozen", False, "ada", NOW)
    assert fresh(story).state == "printed"


def test_sections_are_the_files_until_one_is_edited():
    section("UK News", order=1)
    world = section("World", order=2)
    assert overrule.desk_settings() == {}
    world.description, world.mode = "All the rest", "review"
    overrule.change_section(world)
    rows = overrule.desk_settings()["section"]
    assert [(row["name"], row["mode"]) for row in rows] == [("UK News", ""), ("World", "review")]
    assert [s.description for s in load(None, {}, overrule.desk_settings()).section] == ["", "All the rest"]


def test_a_section_that_cannot_be_is_refused():
    world = section("World")
    world.mode = "sometimes"
    with pytest.raises(SettingsError, match="may be 'automatic' or 'review'"):
        overrule.change_section(world)
    world.mode, world.parent = "", world
    with pytest.raises(SettingsError, match="cannot stand below itself"):
        overrule.change_section(world)
    assert not models.Section.objects.get(pk=world.pk).edited


def test_a_renamed_section_keeps_its_pins():
    world = section("World")
    models.Pin.objects.create(story=told("Tunnel closed after pump fails"), page="World")
    world.name = "Abroad"
    overrule.change_section(world)
    assert models.Pin.objects.get().page == "Abroad"


def test_an_article_without_a_reading_does_not_stop_an_editor():
    story = told("Tunnel closed after pump fails")
    late = read("late", "tunnel", "Tunnel", "Text.")
    models.Telling.objects.create(article=late, story=story, origin=late.pk, joined=NOW)
    overrule.edit_story(story, "ada", NOW, state="killed")
    assert fresh(story).state == "killed"
