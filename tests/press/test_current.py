"""The settings in force: the file with what the desk changed laid over it."""

from __future__ import annotations

import pytest

from broadsheet.press.archive.models import Setting
from broadsheet.press.current import current
from broadsheet.press.home import Home
from broadsheet.settings import SettingsError
from tests.press.archive.newsroom import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def home(tmp_path):
    made = Home(tmp_path)
    made.settings_file.write_text('[site]\nname = "File"\ntagline = "File"\n', encoding="utf-8")
    return made


def test_the_desk_wins_over_the_file(home):
    Setting.objects.create(name="site.name", value="Desk", at=NOW)
    assert (current(home).site.name, current(home).site.tagline) == ("Desk", "File")


def test_a_newsroom_without_a_file_has_the_defaults(tmp_path):
    assert current(Home(tmp_path)).site.name == "The Broadsheet"


def test_a_slip_in_the_file_is_said_in_one_sentence(home):
    home.settings_file.write_text("[site\n", encoding="utf-8")
    with pytest.raises(SettingsError, match="not valid TOML"):
        current(home)
