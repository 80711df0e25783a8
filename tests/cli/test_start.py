"""`broadsheet start` from outside: what stops it gets one sentence, and whatever happens, nothing is lost."""

from __future__ import annotations

import os
import socket
import sqlite3
import subprocess
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from django.contrib.auth.hashers import check_password

from tests.cli.conftest import LATER, in_django
from tests.cli.publisher import FEED, PAGE, Publisher
from tests.cli.running import BROADSHEET, Running, broadsheet, free_port, opml, prepared

Opens = Callable[[Path], Running]
SETTLED = "SELECT count(*) FROM archive_article WHERE state IN ('published', 'copied', 'held', 'dropped')"
BACK = "import django; django.setup(); from django.core.management import call_command as c; c('migrate', 'archive', '0001')"
GAZETTE = """
    INSERT INTO archive_publisher (slug, name, home, owner, country, kind, language, timezone, licence, opted_out)
    VALUES ('gazette', 'The Gazette', '', '', '', '', '', 'UTC', '', 0)
"""
OFTEN = "import sys, broadsheet.cli.start as start, broadsheet.cli.main as main; start.PROBE_EVERY = 1.0; sys.exit(main.main())"
FORGET = "UPDATE archive_feed SET next_poll = NULL, last_poll = NULL, etag = '', last_modified = '', body_hash = ''"
UNPOLLED = "SELECT count(*) FROM archive_feed WHERE last_poll IS NULL"
TWICE = """
    SELECT article FROM archive_journal WHERE kind = 'arrival' GROUP BY article HAVING count(*) > 1
    UNION ALL SELECT url FROM archive_article GROUP BY url HAVING count(*) > 1
"""


def refused(done: subprocess.CompletedProcess[str]) -> str:
    """The one sentence of a verb that could not do what was asked."""
    said = [line for line in done.stderr.splitlines() if line.startswith("broadsheet: ")]
    assert done.returncode == 1, done.stderr
    assert len(said) == 1, done.stderr
    assert "Traceback" not in done.stderr, done.stderr
    assert said[0].rstrip().endswith((".", "?")), said[0]
    return said[0].removeprefix("broadsheet: ")


def start(home: Path, *more: str | Path, **settings: str) -> subprocess.CompletedProcess[str]:
    """A start that is expected to end by itself."""
    return broadsheet("start", "--home", home, "--specimen", "never", "--port", str(free_port()), *more, **settings)


def foreign(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("CREATE TABLE recipes (name TEXT)")
        connection.execute("INSERT INTO recipes VALUES ('leek pie')")


def _nobody(folder: Path) -> Path:
    """A list of sources of which none answers."""
    return opml(folder / "feeds.opml", [f"http://127.0.0.1:{free_port()}/feed.xml"])


# What is wrong with the settings.


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('[site]\nnmae = "Mine"\n', "did you mean"),
        ("[wires]\npace = 1\n", "setting 'wires"),
        ('[serve]\nport = "eighty"\n', "sets serve.port to 'eighty', but it is a whole number"),
        ("[site\n", "is not valid TOML"),
        ('[site]\ntimezone = "Europe/Hull"\n', "which is no IANA zone"),
        ("[line]\nsteps = ['language', 'poetry']\n", "poetry"),
    ],
)
def test_a_setting_that_cannot_be_is_named_and_the_file_left_alone(tmp_path: Path, text: str, says: str) -> None:
    home = prepared(tmp_path / "newsroom")
    home.settings_file.write_text(text, encoding="utf-8")
    assert says in refused(start(home.path))
    assert home.settings_file.read_text(encoding="utf-8") == text


def test_a_setting_of_the_environment_is_named(tmp_path: Path) -> None:
    assert "BROADSHEET_SITE_NMAE" in refused(start(tmp_path / "newsroom", BROADSHEET_SITE_NMAE="Mine"))


@pytest.mark.parametrize("port", ["eighty", "99999", "-1", "0"])
def test_a_port_that_cannot_be_is_named(tmp_path: Path, port: str) -> None:
    assert "serve.port" in refused(broadsheet("start", "--home", tmp_path / "newsroom", "--port", port))


# What is wrong with the machine.


def test_a_taken_port_is_named_before_anything_is_made(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        assert f"Port {port} on 127.0.0.1 is in use" in refused(
            broadsheet("start", "--home", tmp_path / "newsroom", "--port", port)
        )
    assert not (tmp_path / "newsroom" / "broadsheet.sqlite3").exists()


@pytest.mark.slow
def test_the_specimens_taken_port_is_named_and_nothing_is_left_running(home: Path, opens: Opens) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        running = opens(home)
        running.specimen_port = taken.getsockname()[1]
        running.start("--specimen", "always")
        assert running.process is not None
        assert running.process.wait(60) == 1
    assert f"Port {running.specimen_port}, which the specimen publishers need, is in use" in running.said()
    assert "Traceback" not in running.said()
    assert running.left(3) == []


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder", encoding="utf-8")
    assert "cannot be written" in refused(start(tmp_path / "file" / "newsroom"))
    assert (tmp_path / "file").read_text(encoding="utf-8") == "no folder"


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is read-only for root")
def test_a_read_only_folder_is_named(tmp_path: Path) -> None:
    home = prepared(tmp_path / "newsroom")
    home.path.chmod(0o555)
    try:
        assert "give --home a folder that you may write to" in refused(start(home.path))
    finally:
        home.path.chmod(0o755)


# What is wrong with the database.


def test_a_database_that_is_none_is_left_as_it_is(tmp_path: Path) -> None:
    path = prepared(tmp_path / "newsroom").path / "broadsheet.sqlite3"
    path.write_bytes(b"my memoirs, chapter one\n" * 100)
    assert "cannot be used as a newsroom's database" in refused(start(path.parent))
    assert path.read_bytes() == b"my memoirs, chapter one\n" * 100


def test_another_programs_database_is_left_as_it_is(tmp_path: Path) -> None:
    path = prepared(tmp_path / "newsroom").path / "broadsheet.sqlite3"
    foreign(path)
    assert "is another program's database" in refused(start(path.parent))
    with closing(sqlite3.connect(path)) as connection:
        assert [name for (name,) in connection.execute("SELECT name FROM sqlite_master")] == ["recipes"]


def test_a_newer_broadsheets_database_is_left_as_it_is(home: Path) -> None:
    path = home / "broadsheet.sqlite3"
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(LATER)
    before = path.read_bytes()
    assert "was made by a newer Broadsheet" in refused(start(home))
    assert path.read_bytes() == before


@pytest.mark.slow
def test_an_older_broadsheets_database_is_brought_up_to_date_and_a_copy_kept(home: Path, tmp_path: Path, opens: Opens) -> None:
    in_django(home, BACK)
    path, kept = home / "broadsheet.sqlite3", home / "broadsheet.sqlite3.before-upgrade"
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(GAZETTE)
    running = opens(home).start("--specimen", "never", "--sources", _nobody(tmp_path))
    running.wait(running.up, 90, "the site answers")
    assert running.stop() == 0
    assert f"the old one is kept as {kept.name}" in running.said()
    for each, upgraded in ((path, True), (kept, False)):
        with closing(sqlite3.connect(each)) as connection:
            names = connection.execute("SELECT name FROM archive_publisher WHERE slug = 'gazette'").fetchall()
            tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master")}
        assert names == [("The Gazette",)]
        assert ("archive_search" in tables) is upgraded


# What is wrong with the sources.


def test_a_list_of_sources_that_cannot_be_had_is_named(home: Path, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text("<!doctype html><title>No list</title><p>Hello", encoding="utf-8")
    closed = f"http://127.0.0.1:{free_port()}/feeds.opml"
    sources = (str(tmp_path / "missing.opml"), str(tmp_path), str(page), closed)
    for source, specimen in zip(sources, ("never", "auto", "auto", "auto"), strict=True):
        said = refused(
            broadsheet("start", "--home", home, "--port", str(free_port()), "--sources", source, "--specimen", specimen)
        )
        assert f"The list of sources {source} cannot be" in said


@pytest.mark.slow
def test_feeds_that_are_broken_say_so_and_the_rest_goes_on(home: Path, tmp_path: Path) -> None:
    with Publisher(free_port()).prints() as publisher:
        publisher.pages["/page"] = (PAGE, b"<!doctype html><html><body><h1>Welcome</h1><p>No feed here.</p></body></html>")
        publisher.pages["/noise.xml"] = (FEED, b"\x1f\x8b\x08 no feed at all")
        publisher.pages["/nothing.xml"] = (FEED, b"")
        feeds = [f"{publisher.url}{path}" for path in ("/feed.xml", "/page", "/noise.xml", "/nothing.xml", "/missing.xml")]
        done = broadsheet(
            "poll", "--home", home, "--sources", opml(tmp_path / "feeds.opml", feeds), "--allow-loopback", publisher.allowed,
            "--pace", "0",
        )  # fmt: skip
    assert "Traceback" not in done.stderr, done.stderr
    running = Running(home)
    assert {row["url"].rpartition("/")[2]: row["state"] for row in running.rows("SELECT url, state FROM archive_article")} == {
        "bridge": "published", "vaccine": "published", "orchestra": "published",
    }  # fmt: skip
    health = {row["url"]: row["why"] for row in running.rows("SELECT url, why FROM archive_feed WHERE failures > 0")}
    assert set(health) == set(feeds[1:]), done.stdout
    assert all(why and "\n" not in why and "Error" not in why for why in health.values()), health
    assert "failing feeds: 4" in done.stdout


# What interrupts it.


@pytest.mark.slow
def test_a_killed_newsroom_goes_on_where_it_was_and_does_nothing_twice(tmp_path: Path, opens: Opens) -> None:
    running = opens(tmp_path / "newsroom").start("--specimen", "always")
    running.wait(lambda: running.count(SETTLED) >= 20, 150, "twenty articles are done")
    running.kill()
    assert running.left(12) == [], "the server and the workers leave with the one that started them"
    before = {row["id"]: row["seen"] for row in running.rows("SELECT id, seen FROM archive_article")}
    assert running.waiting() > 0, "it was killed in the middle"
    password = running.password()

    running.start("--specimen", "always").settle()
    after = {row["id"]: row["seen"] for row in running.rows("SELECT id, seen FROM archive_article")}
    assert {name: seen for name, seen in after.items() if name in before} == before
    assert len(after) >= 200
    _whole(running, password)

    assert running.stop() == 0
    assert running.left(3) == []

    with closing(sqlite3.connect(running.database)) as connection, connection:
        connection.execute(
            "UPDATE archive_feed SET next_poll = NULL, last_poll = NULL, etag = '', last_modified = '', body_hash = ''"
        )
    again = running.one("SELECT datetime('now')")
    running.start("--specimen", "always")
    running.wait(
        lambda: not running.one("SELECT count(*) FROM archive_feed WHERE last_poll IS NULL"), 90, "all feeds are polled"
    )
    fresh = running.rows("SELECT url FROM archive_article WHERE seen > ? AND published < ?", again, again)
    assert [row["url"] for row in fresh] == [], "what was there already came in anew"
    assert running.stop() == 0
    _whole(running, password)
    assert "Traceback" not in running.said(), running.said()


def _whole(running: Running, password: str) -> None:
    """Nothing lost, nothing twice, one edition, and the same editor."""
    assert running.rows(TWICE) == []
    assert running.one("PRAGMA integrity_check") == "ok"
    code, found = running.doctor()
    assert (code, found["wrong"]) == (0, [])
    assert set(found["states"]) <= {"published", "copied", "held", "dropped"}
    assert len(list(running.home.glob("specimen/*Z"))) == 1
    assert running.said().count("with password") == 1
    assert check_password(password, running.one("SELECT password FROM auth_user WHERE username = 'editor'"))


@pytest.mark.slow
def test_a_newsroom_killed_while_it_was_set_up_is_set_up_by_the_next_start(tmp_path: Path, opens: Opens) -> None:
    nobody = _nobody(tmp_path)
    running = opens(tmp_path / "newsroom").start("--specimen", "never", "--sources", nobody)
    running.wait(lambda: running.database.exists() and running.database.stat().st_size > 200_000, 60, "tables are made")
    running.kill()
    running.start("--specimen", "never", "--sources", nobody)
    running.wait(running.up, 90, "the site answers")
    assert running.get("/").status == 200
    assert running.doctor()[1]["articles"] == 0
    assert running.stop() == 0


@pytest.mark.slow
def test_a_newsroom_whose_server_was_killed_says_so_and_closes(home: Path, tmp_path: Path, opens: Opens) -> None:
    nobody = _nobody(tmp_path)
    running = opens(home).start("--specimen", "never", "--sources", nobody)
    running.wait(running.up, 60, "the site answers")
    running.kill_part("broadsheet.press.serve")
    assert running.process is not None
    assert running.process.wait(20) == 1
    assert "The web server ended by itself" in running.said()
    assert running.left(8) == []


# When nobody answers.


@pytest.mark.slow
def test_without_an_answer_and_without_the_specimen_the_paper_is_empty_and_works(
    home: Path, tmp_path: Path, opens: Opens
) -> None:
    nobody = _nobody(tmp_path)
    running = opens(home).start("--specimen", "never", "--sources", nobody)
    running.wait(running.up, 60, "the site answers")
    running.wait(lambda: running.count("SELECT count(*) FROM archive_feed WHERE failures > 0"), 30, "the feed was asked")
    for path in ("/", "/latest/", "/section/world/", "/search/?q=flood", "/tags/", "/publishers/", "/about/", "/feed.xml"):
        answer = running.get(path)
        assert answer.status == 200, path
        assert "Specimen edition" not in answer.text
    assert running.get("/story/0123456789abcdef/").status == 404
    assert "is open in another Broadsheet already" in refused(start(home, "--sources", nobody))
    assert running.stop() == 0
    assert not list(running.home.glob("specimen/*"))
    assert "Traceback" not in running.said(), running.said()


@pytest.mark.slow
def test_when_nobody_answers_the_specimen_opens_and_makes_way_when_somebody_does(
    home: Path, tmp_path: Path, opens: Opens
) -> None:
    publisher = Publisher(free_port()).prints()
    feeds = opml(tmp_path / "feeds.opml", [f"{publisher.url}/feed.xml"])
    running = opens(home)
    running.start(
        "--sources", feeds, "--allow-loopback", publisher.allowed, "--pace", "0",
        by=[BROADSHEET[0], "-c", OFTEN], BROADSHEET_WIRE_PATIENCE="2",
    )  # fmt: skip
    running.wait(running.up, 90, "the site answers")
    assert "No publisher answered within 2 seconds, so the specimen opens" in running.said()
    assert "Specimen edition" in running.get("/").text
    assert (running.home / "specimen").is_dir()
    with publisher:
        running.wait(lambda: "opening the newsroom" in running.said(), 30, "the publisher is noticed")
        running.wait(lambda: running.up() and "Specimen edition" not in running.get("/").text, 60, "the newsroom opens")
        real = Running(running.home, specimen=False)
        running.wait(lambda: real.count(SETTLED) == 3, 90, "three articles are done")
        running.wait(lambda: "Goole swing bridge" in running.get("/latest/").text, 30, "they are printed")
    everything = running.get("/latest/").text + running.get("/publishers/").text
    assert "unionwire" not in everything, "no page shares real and fictional news"
    assert real.one("SELECT count(*) FROM archive_publisher") == 1
    assert running.stop() == 0
    assert running.left(3) == []
    assert "Traceback" not in running.said(), running.said()
