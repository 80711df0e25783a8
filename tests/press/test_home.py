"""A newsroom's folder: what is made, once, with which rights, and what is said when it cannot be."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from broadsheet import settings
from broadsheet.press.home import Home, HomeError


def test_a_new_newsroom_gets_settings_that_load_a_secret_and_a_place_for_media(tmp_path: Path) -> None:
    home = Home(tmp_path / "newsroom")
    assert home.prepare() is True
    assert settings.load(home.settings_file, {}) == settings.Settings()
    assert (home.path / "media").is_dir()
    assert len(home.secret()) >= 50
    assert sorted(each.name for each in home.path.iterdir()) == ["broadsheet.toml", "media", "secret_key"]


def test_the_secret_is_the_owners_alone_and_stays(tmp_path: Path) -> None:
    home = Home(tmp_path / "newsroom")
    home.prepare()
    first = home.secret()
    assert stat.S_IMODE((home.path / "secret_key").stat().st_mode) == 0o600
    assert home.prepare() is False
    assert home.secret() == first


def test_two_newsrooms_have_two_secrets(tmp_path: Path) -> None:
    one, other = Home(tmp_path / "one"), Home(tmp_path / "other")
    one.prepare()
    other.prepare()
    assert one.secret() != other.secret()


def test_before_it_is_made_its_secret_signs_nothing_worth_having(tmp_path: Path) -> None:
    assert Home(tmp_path / "none").secret().startswith("not-a-newsroom-yet")


def test_what_an_operator_wrote_is_kept(tmp_path: Path) -> None:
    home = Home(tmp_path / "newsroom")
    home.path.mkdir()
    home.settings_file.write_text('[site]\nname = "Mine"\n', encoding="utf-8")
    assert home.prepare() is False
    assert home.settings_file.read_text(encoding="utf-8") == '[site]\nname = "Mine"\n'
    assert home.secret()


def test_the_specimen_has_a_folder_of_its_own_below_the_newsroom(tmp_path: Path) -> None:
    real, specimen = Home(tmp_path), Home(tmp_path, "20260101T0000Z")
    assert real.folder == tmp_path
    assert specimen.folder == tmp_path / "specimen" / "20260101T0000Z"
    assert specimen.settings_file == real.settings_file
    specimen.prepare()
    assert (specimen.folder / "media").is_dir()
    assert not (real.folder / "media").exists()


def test_a_folder_that_cannot_be_written_gets_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "newsroom").write_text("a file, no folder", encoding="utf-8")
    with pytest.raises(HomeError, match=r"cannot be written .*; give --home a folder that you may write to\.") as wrong:
        Home(tmp_path / "newsroom").prepare()
    assert "\n" not in str(wrong.value)


def test_the_environment_names_the_newsroom_of_a_process(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = Home(tmp_path, "20260101T0000Z")
    for name, value in home.environment().items():
        monkeypatch.setenv(name, value)
    assert Home.here() == home
    monkeypatch.delenv("BROADSHEET_HOME")
    monkeypatch.delenv("BROADSHEET_EDITION")
    monkeypatch.chdir(tmp_path)
    assert Home.here() == Home(tmp_path / "newsroom")
