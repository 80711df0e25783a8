"""Who may work at the desk."""

import re

import pytest
from django.contrib.auth import authenticate
from django.contrib.auth.models import Group

from broadsheet.press.newsdesk.people import GROUP, editors_group, first_editor, readable_password
from tests.press.archive.newsroom import NOW

pytestmark = pytest.mark.django_db


def test_the_first_editor_is_made_once_and_gets_in():
    name, password = first_editor(NOW)
    user = authenticate(username=name, password=password)
    assert user is not None
    assert user.is_superuser
    assert first_editor(NOW) is None


def test_a_password_is_long_readable_and_new_each_time():
    some = {readable_password() for _ in range(50)}
    assert len(some) == 50
    assert all(re.fullmatch(r"(?:[a-z]{6}-){3}[a-z]{6}", each) for each in some)


def test_the_group_is_there_after_a_migration():
    assert Group.objects.get(name=GROUP).permissions.filter(codename="change_story").exists()


def test_editors_may_decide_and_may_not_delete():
    group = editors_group()
    assert group.name == GROUP
    names = set(group.permissions.values_list("codename", flat=True))
    assert {"access_admin", "change_story", "change_setting", "add_feed", "add_section"} <= names
    assert not {
        name for name in names if name.startswith("delete_") and name.partition("_")[2] in {"story", "article", "publisher"}
    }
