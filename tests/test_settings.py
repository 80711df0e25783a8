"""The settings: every wrong one gets one sentence that says what to change, and every value knows where it came from."""

from __future__ import annotations

import tomllib
from dataclasses import FrozenInstanceError
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from broadsheet.settings import Settings, SettingsError, default_sections, documented, known, load, zone

EVERY_SECTION = {
    "UK News", "US News", "World", "Politics", "Business", "Technology", "Health Care", "Entertainment", "Crypto", "Blockchain",
    "Cryptocurrency", "Crypto Market",
}  # fmt: skip


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "broadsheet.toml"


def refused(file: Path, text: str) -> str:
    """The one sentence that a file gets."""
    file.write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError) as wrong:
        load(file, {})
    sentence = str(wrong.value)
    assert "\n" not in sentence
    assert sentence.endswith((".", "?"))
    return sentence


def origins(*arguments: Any) -> dict[str, str]:
    return {each.name: each.origin for each in known(*arguments)}


def test_without_a_file_the_defaults_are_a_working_newsroom() -> None:
    settings = load(None, {})
    assert settings == Settings()
    assert settings.publish.mode == "automatic"
    assert str(zone(settings)) == "Europe/London"


def test_settings_are_frozen() -> None:
    with pytest.raises(FrozenInstanceError):
        Settings().site.name = "Other"  # type: ignore[misc]


def test_the_file_that_ships_changes_nothing_and_names_only_what_exists(file: Path) -> None:
    template = files("broadsheet.data").joinpath("broadsheet.toml").read_text(encoding="utf-8")
    file.write_text(template, encoding="utf-8")
    assert load(file, {}) == Settings()
    own, _, _ = template.partition("# Sections:")
    uncommented = "\n".join(line.removeprefix("# ") for line in own.splitlines() if " = " in line or line.startswith("["))
    names = {name for name, _ in documented()}
    for part, table in tomllib.loads(uncommented).items():
        assert all(f"{part}.{key}" in names for key in table), part


def test_a_file_sets_what_it_names_and_leaves_the_rest(file: Path) -> None:
    file.write_text('[site]\nname = "The Leeds Mail"\n[serve]\nport = 8080\n', encoding="utf-8")
    settings = load(file, {})
    assert (settings.site.name, settings.serve.port) == ("The Leeds Mail", 8080)
    assert settings.site.tagline == Settings().site.tagline


@pytest.mark.parametrize(
    ("text", "suggestion"),
    [
        ('[site]\nnaem = "x"', "did you mean site.name?"),
        ('[sites]\nname = "x"', "did you mean site.name?"),
        ("frozen = true", "did you mean publish.frozen?"),
        ("zzzzzz = 1", "known are site, publish, wire"),
        ("[site.name]\nshort = 1", "site.name"),
        ("[wire]\nzzzzzz = 1", "known are wire.sources"),
        ('[[section]]\nname = "A"\nkeyword = ["b"]', "did you mean keywords?"),
        ('[section]\nname = "A"', "did you mean section?"),
    ],
)
def test_an_unknown_setting_gets_a_suggestion(file: Path, text: str, suggestion: str) -> None:
    sentence = refused(file, text)
    assert suggestion in sentence
    assert str(file) in sentence


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ('[serve]\nport = "eighty"', "a whole number"),
        ("[serve]\nport = 80.5", "a whole number"),
        ("[serve]\nport = true", "a whole number"),
        ("[line]\nbatch = inf", "a whole number"),
        ("[wire]\npace = nan", "a number"),
        ("[wire]\npace = [1]", "a number"),
        ('[publish]\nfrozen = "perhaps"', "true or false"),
        ("[publish]\nfrozen = 1", "true or false"),
        ("[site]\nname = 7", "a text"),
        ("[site]\nlanguages = [1, 2]", "a list of texts"),
        ("[site]\nlanguages = 3", "a list of texts"),
        ('[[section]]\nname = "A"\nweight = "heavy"', "a number"),
    ],
)
def test_a_value_of_the_wrong_type_is_refused(file: Path, text: str, wanted: str) -> None:
    assert wanted in refused(file, text)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('[publish]\nmode = "sometimes"', "'automatic' or 'review'"),
        ('[specimen]\nuse = "maybe"', "'auto' or 'always' or 'never'"),
        ('[pictures]\nuse = "always"', "'auto' or 'never'"),
        ("[pictures]\nmax_pixels = 0", "more than 0"),
        ('[[section]]\nname = "A"\nmode = "never"', "section.mode (A)"),
        ('[site]\ntimezone = "London"', "no IANA zone"),
        ('[site]\naddress = "example.org"', "https://news.example.org"),
        ('[site]\naddress = "https://example.org/"', "final slash"),
        ("[serve]\nport = 70000", "65535"),
        ('[site]\nlanguage = "english"', "no language tag"),
        ('[site]\nlanguages = ["en", "fr_FR"]', "site.languages has 'fr_FR'"),
        ('[wire]\nallow_loopback = ["localhost:80"]', "127.1.0.0/16:8901"),
        ('[wire]\nallow_loopback = ["127.0.0.0/8:99999"]', "no network with a port"),
        ("[wire]\npace = -1", "at least 0"),
        ("[line]\nbatch = 0", "more than 0"),
        ("[front]\nhalf_life_hours = 0", "more than 0"),
        ("[wire]\nmin_minutes = 30\nmax_minutes = 10", "lower the one or raise the other"),
        ("section = []", "a paper needs one"),
        ("section = 3", "no [[section]] tables"),
        ("[[section]]\nslug = 'a'", "without a name"),
        ('[[section]]\nname = "A"\nparent = "B"', "which does not exist"),
        ('[[section]]\nname = "A"\n[[section]]\nname = "A"\nslug = "b"', "two sections with the name 'A'"),
        ('[[section]]\nname = "A b"\n[[section]]\nname = "A, B"', "two sections with the slug 'a-b'"),
        ('[[section]]\nname = "A"\nweight = 3', "from -1 to 1"),
        ("[site\n", "not valid TOML"),
    ],
)
def test_a_value_that_cannot_work_is_refused(file: Path, text: str, says: str) -> None:
    assert says in refused(file, text)


def test_a_file_that_cannot_be_read_gets_a_sentence(file: Path) -> None:
    with pytest.raises(SettingsError, match="There is no settings file"):
        load(file, {})
    file.write_bytes(b'[site]\nname = "Caf\xe9"\n')
    with pytest.raises(SettingsError, match="not in UTF-8"):
        load(file, {})
    with pytest.raises(SettingsError, match="cannot be read"):
        load(file.parent, {})


@pytest.mark.parametrize(
    ("variable", "value", "read"),
    [
        ("BROADSHEET_SITE_NAME", "Night Edition", lambda s: s.site.name == "Night Edition"),
        ("BROADSHEET_SERVE_PORT", "9000", lambda s: s.serve.port == 9000),
        ("BROADSHEET_WIRE_PACE", "0.5", lambda s: s.wire.pace == 0.5),
        ("BROADSHEET_PUBLISH_FROZEN", "Yes", lambda s: s.publish.frozen is True),
        ("BROADSHEET_PUBLISH_FROZEN", "0", lambda s: s.publish.frozen is False),
        ("BROADSHEET_SITE_LANGUAGES", "en, fr,", lambda s: s.site.languages == ("en", "fr")),
        ("BROADSHEET_ARCHIVE_TEXT_DAYS", "7", lambda s: s.archive.text_days == 7),
    ],
)
def test_the_environment_sets_any_setting(variable: str, value: str, read: Any) -> None:
    assert read(load(None, {variable: value}))


def test_the_environment_is_checked_as_the_file_is() -> None:
    with pytest.raises(SettingsError, match=r"did you mean BROADSHEET_SITE_NAME\?"):
        load(None, {"BROADSHEET_SITE_NAEM": "x"})
    with pytest.raises(SettingsError, match=r"the environment sets serve\.port to 'many'"):
        load(None, {"BROADSHEET_SERVE_PORT": "many"})


def test_what_is_no_setting_in_the_environment_is_left_alone() -> None:
    assert load(None, {"BROADSHEET_HOME": "x", "BROADSHEET_EDITION": "", "SITE_NAME": "x"}) == Settings()


def test_the_desk_wins_over_the_environment_over_the_file_over_the_default(file: Path) -> None:
    file.write_text('[site]\nname = "File"\ntagline = "File"\nplace = "File"\n', encoding="utf-8")
    environment = {"BROADSHEET_SITE_NAME": "Environment", "BROADSHEET_SITE_TAGLINE": "Environment"}
    desk = {"site.name": "Desk"}
    site = load(file, environment, desk).site
    assert (site.name, site.tagline, site.place, site.language) == ("Desk", "Environment", "File", "en")
    told = origins(file, environment, desk)
    assert told["site.name"] == "desk"
    assert told["site.tagline"] == "environment"
    assert told["site.place"] == "broadsheet.toml"
    assert told["site.language"] == "default"


def test_known_shows_every_setting_with_the_value_in_force() -> None:
    shown = {each.name: each for each in known(None, {"BROADSHEET_SERVE_PORT": "8111"})}
    assert set(shown) == {name for name, _ in documented()}
    assert shown["serve.port"].value == 8111
    assert all(each.doc for each in shown.values())


def test_what_the_desk_may_not_set_is_refused() -> None:
    with pytest.raises(SettingsError, match=r"the desk has a setting 'site\.nome'"):
        load(None, {}, {"site.nome": "x"})


def test_sections_of_a_file_replace_the_ones_that_ship(file: Path) -> None:
    file.write_text(
        '[[section]]\nname = "Our Town"\nkeywords = ["harbour"]\n[[section]]\nname = "Quay & Pier"\nparent = "Our Town"\n',
        encoding="utf-8",
    )
    town, quay = load(file, {}).section
    assert (town.slug, town.keywords, town.mode) == ("our-town", ("harbour",), "")
    assert (quay.slug, quay.parent) == ("quay-pier", "Our Town")


def test_the_sections_that_ship_are_all_there_with_cryptos_three_below_it() -> None:
    sections = default_sections()
    assert {section.name for section in sections} == EVERY_SECTION
    assert {s.name for s in sections if s.parent == "Crypto"} == {"Blockchain", "Cryptocurrency", "Crypto Market"}
    assert all(section.description for section in sections)


MODEL = 'use = ["headlines"]\nbase_url = "http://127.0.0.1:11434/v1"\nname = "m"\n'


def test_a_language_model_is_off_until_it_is_named(file: Path) -> None:
    assert load(None, {}).model.use == ()
    file.write_text(f"[model]\n{MODEL}", encoding="utf-8")
    assert load(file, {}).model.use == ("headlines",)
    assert load(file, {"LANGUAGE_MODEL_KEY": "a secret"}) == load(file, {})


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('use = ["essays"]', "may have 'headlines'"),
        ('use = ["headlines"]', "base_url and model.name must be set"),
        ('base_url = "models.example.org"', "no address such as"),
        ('base_url = "https://ada:s3cret@models.example.org/v1"', "without a name or a key"),
        ('base_url = "https://models.example.org/v1?key=s3cret"', "without a name or a key"),
        ('key_variable = "sk-s3cret"', "no name of an environment variable"),
        ("money_a_day = 1.0", "price_in and model.price_out"),
        ("timeout = 0", "more than 0"),
        ("tokens_a_day = 0", "more than 0"),
        ("price_in = -1", "at least 0"),
    ],
)
def test_a_language_model_that_cannot_work_is_refused_and_no_key_is_repeated(file: Path, text: str, says: str) -> None:
    said = refused(file, f"[model]\n{text}\n")
    assert says in said
    assert "s3cret" not in said


def test_the_desk_does_not_name_the_endpoint() -> None:
    with pytest.raises(SettingsError, match="the file does"):
        load(None, {}, {"model.base_url": "https://elsewhere.example/v1"})
