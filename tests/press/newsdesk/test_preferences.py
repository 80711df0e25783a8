"""The page of settings."""

import pytest
from django.conf import settings

from broadsheet.press.archive.models import Setting
from broadsheet.press.current import current
from broadsheet.press.newsdesk.preferences import ELSEWHERE, PARTS, offered
from broadsheet.settings import documented

pytestmark = pytest.mark.django_db
PAGE = "/desk/preferences/"


def values(editor, **changed):
    form = editor.get(PAGE).context["form"]
    given = {name: form[name].value() for name in form.fields}
    return {k: v for k, v in (given | changed).items() if v is not False} | {"save": "yes"}


def test_every_setting_of_these_parts_is_offered_with_what_it_means(editor):
    names = {name for name, _ in documented() if name.partition(".")[0] in PARTS} - ELSEWHERE
    assert {each.name for each in offered()} == names
    text = editor.get(PAGE).content.decode()
    assert all(f"<code>{name}</code>" in text for name in names - {"publish.frozen"})
    assert "Hours after which a story is half as fresh." in text


def test_only_what_was_changed_is_written(editor):
    editor.post(PAGE, values(editor, **{"site.name": "The Hull Post", "front.half_life_hours": "6.5"}))
    assert dict(Setting.objects.values_list("name", "value")) == {"site.name": "The Hull Post", "front.half_life_hours": 6.5}
    text = editor.get(PAGE).content.decode()
    assert "Set here." in text
    assert "The Hull Post" in text


def test_a_setting_is_given_back_to_the_file(editor):
    editor.post(PAGE, values(editor, **{"site.name": "The Hull Post"}))
    editor.post(PAGE, {"reset": "site.name"})
    assert not Setting.objects.exists()


def test_what_cannot_be_is_refused_with_the_sentence(editor):
    answer = editor.post(PAGE, values(editor, **{"site.timezone": "Hull", "site.name": "The Hull Post"}))
    assert "is no IANA zone such as" in answer.content.decode()
    assert not Setting.objects.exists()


def test_the_switch_freezes_and_lets_go(editor):
    editor.post(PAGE, {"freeze": "yes"})
    assert current(settings.HOME).publish.frozen
    assert "Printing is frozen" in editor.get("/desk/").content.decode()
    editor.post(PAGE, values(editor))  # saving the rest does not touch the switch
    assert current(settings.HOME).publish.frozen
    editor.post(PAGE, {"freeze": "no"})
    assert not current(settings.HOME).publish.frozen


@pytest.mark.parametrize("given", [{"reset": "wire.pace"}, {"reset": ""}, {"other": "1"}, {}])
def test_nothing_else_is_changed_from_here(editor, given):
    Setting.objects.create(name="wire.pace", value=2.0, at="2026-01-01T00:00Z")
    editor.post(PAGE, given)
    assert list(Setting.objects.values_list("name", flat=True)) == ["wire.pace"]
