"""`poll`, `doctor`, `export` and `settings`: what a newsroom does without its site, and what it says of itself."""

from __future__ import annotations

import json
import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

import pytest

from broadsheet import settings as ours
from tests.cli.conftest import LATER, Once
from tests.cli.publisher import EVENTS, Publisher
from tests.cli.running import BROADSHEET, Running, broadsheet, environment, free_port, opml, prepared

DESK = "INSERT INTO archive_setting (name, value, editor, at) VALUES ('site.name', '\"The Desk\"', 'ada', '2026-01-01')"


@pytest.fixture(scope="session")
def printed(once: Once, empty: Path) -> Path:
    """A newsroom that has polled one publisher, twice, and printed its three articles."""
    return once("printed-newsroom", lambda home: _polled(home, empty))


def _polled(home: Path, empty: Path) -> None:
    prepared(home)
    shutil.copy(empty, home / empty.name)
    with Publisher(free_port()).prints() as publisher:
        for _ in range(2):
            done = broadsheet(
                "poll", "--home", home, "--sources", opml(home / "feeds.opml", [f"{publisher.url}/feed.xml"]),
                "--allow-loopback", publisher.allowed, "--pace", "0",
            )  # fmt: skip
            assert done.returncode == 0, done.stderr
            assert "3 articles, 1 feeds" in done.stdout
            change(home, "UPDATE archive_feed SET next_poll = NULL, etag = '', last_modified = '', body_hash = ''")


@pytest.fixture
def damaged(printed: Path, tmp_path: Path) -> Path:
    """A copy of it, to be damaged."""
    return Path(shutil.copytree(printed, tmp_path / "newsroom"))


def change(home: Path, query: str) -> None:
    with closing(sqlite3.connect(home / "broadsheet.sqlite3")) as connection, connection:
        connection.execute(query)


@pytest.mark.slow
def test_the_doctor_accounts_for_every_article(printed: Path) -> None:
    code, found = Running(printed).doctor()
    assert (code, found["wrong"]) == (0, [])
    assert found["articles"] == sum(found["states"].values()) == 3
    assert sum(many for reasons in found["reasons"].values() for many in reasons.values()) == 3
    assert found["journal_waiting"] == 0
    assert found["front_page_minutes"] >= 0
    said = broadsheet("doctor", "--home", printed).stdout
    assert "3  published" in said
    assert said.rstrip().endswith("Nothing is wrong in the archive.")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("query", "says"),
    [
        ("DELETE FROM archive_telling", "3 articles count as printed but tell no story."),
        ("UPDATE archive_article SET reason = ''", "3 articles have a state without a reason."),
        ("UPDATE archive_feed SET failures = 3", "No feed could be read at its last poll; is this machine online?"),
    ],
)
def test_the_doctor_says_what_is_wrong(damaged: Path, query: str, says: str) -> None:
    change(damaged, query)
    done = broadsheet("doctor", "--home", damaged)
    assert done.returncode == 1
    assert f"WRONG: {says}" in done.stdout


@pytest.mark.slow
def test_exported_stories_are_what_front_ranks(printed: Path) -> None:
    done = broadsheet("export", "stories", "--home", printed)
    assert (done.returncode, done.stderr) == (0, "")
    stories = [json.loads(line) for line in done.stdout.splitlines()]
    assert {story["headline"] for story in stories} == {text.splitlines()[0] for text in EVENTS.values()}
    ranked = subprocess.run(
        [*BROADSHEET, "front"], input=done.stdout, env=environment(), capture_output=True, text=True, check=True
    )
    places = [json.loads(line) for line in ranked.stdout.splitlines()]
    assert {story["id"] for story in stories} <= {place.get("story") or place.get("id") for place in places}, places


@pytest.mark.slow
def test_what_the_desk_set_wins_and_settings_say_where_each_came_from(damaged: Path) -> None:
    (damaged / "broadsheet.toml").write_text('[site]\nname = "The File"\ntagline = "from the file"\n', encoding="utf-8")
    change(
        damaged,
        "INSERT INTO archive_setting (name, value, editor, at) VALUES ('site.name', '\"The Desk\"', 'ada', '2026-01-01')",
    )
    done = broadsheet("settings", "--home", damaged, "--json", BROADSHEET_WIRE_PACE="7")
    known = {row["name"]: row for row in map(json.loads, done.stdout.splitlines())}
    assert set(known) == {name for name, _ in ours.documented()}
    assert all(row["doc"] for row in known.values())
    said = {
        name: (known[name]["value"], known[name]["from"]) for name in ("site.name", "site.tagline", "wire.pace", "serve.port")
    }
    assert said == {
        "site.name": ("The Desk", "desk"),
        "site.tagline": ("from the file", "broadsheet.toml"),
        "wire.pace": (7.0, "environment"),
        "serve.port": (8000, "default"),
    }


def test_settings_can_be_read_before_there_is_a_newsroom(tmp_path: Path) -> None:
    done = broadsheet("settings", "--home", tmp_path / "none")
    assert done.returncode == 0
    assert done.stdout.count("\n") == len(list(ours.documented()))
    assert not (tmp_path / "none").exists()


def test_settings_name_the_one_that_does_not_exist(tmp_path: Path) -> None:
    home = prepared(tmp_path / "newsroom")
    home.settings_file.write_text("[serve]\nprot = 1\n", encoding="utf-8")
    done = broadsheet("settings", "--home", home.path)
    assert done.returncode == 1
    assert done.stderr.startswith("broadsheet: ")
    assert "serve.port" in done.stderr
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize("verb", [("doctor",), ("doctor", "--json"), ("export", "stories")])
def test_where_there_is_no_newsroom_a_verb_says_how_to_open_one(tmp_path: Path, verb: tuple[str, ...]) -> None:
    for home in (tmp_path / "none", prepared(tmp_path / "settings-alone").path):
        done = broadsheet(*verb, "--home", home)
        assert (done.returncode, done.stdout) == (1, "")
        assert "`broadsheet start`" in done.stderr
        assert done.stderr.count("\n") == 1


@pytest.mark.parametrize("verb", [("doctor",), ("export", "stories")])
def test_a_database_that_cannot_be_read_is_named(home: Path, verb: tuple[str, ...]) -> None:
    path = home / "broadsheet.sqlite3"
    whole = path.read_bytes()
    for broken in (b"my memoirs, chapter one\n" * 100, whole[:4096] + b"\xff" * (len(whole) - 4096)):
        path.write_bytes(broken)
        done = broadsheet(*verb, "--home", home)
        assert done.returncode == 1
        assert done.stderr.startswith(f"broadsheet: {path} cannot be used as a newsroom's database"), done.stderr
        assert done.stderr.count("\n") == 1
        assert path.read_bytes() == broken


def test_a_database_of_another_version_is_named(home: Path) -> None:
    change(home, LATER)
    assert "was made by a newer Broadsheet" in broadsheet("doctor", "--home", home).stderr
    change(home, "DELETE FROM django_migrations WHERE app = 'archive' AND name <> '0001_initial'")
    assert "`broadsheet start` brings it up to date" in broadsheet("doctor", "--home", home).stderr
