"""`broadsheet sources`: the catalogue from a shell, and publishers taken into a newsroom."""

import json
import sqlite3
from contextlib import closing

import pytest

from broadsheet.cli.main import main
from broadsheet.wire.catalogue import outlet
from tests.cli.running import broadsheet, prepared


def test_a_line_says_who_whose_from_where_and_how_many_feeds(capsys):
    assert main(["sources", "search", "le", "monde", "--kind", "newspaper"]) == 0
    line, *rest = capsys.readouterr().out.splitlines()
    assert line.split("\t")[:-1] == [
        "le-monde",
        "Le Monde",
        "https://www.lemonde.fr/",
        "Le Monde Group",
        "FR",
        "newspaper",
        "fr",
    ]
    assert int(line.split("\t")[-1]) == len(outlet("le-monde").feeds)
    assert [each.split("\t")[0] for each in rest] == ["le-monde-diplomatique"]


def test_json_has_every_feed_and_who_lists_it(capsys):
    assert main(["sources", "search", "liberation.fr", "--json"]) == 0
    row = json.loads(capsys.readouterr().out.splitlines()[0])
    assert row["slug"] == "liberation"
    assert {"url", "title", "section", "listed"} == set(row["feeds"][0])
    assert row["feeds"][0]["listed"] == ["kite"]


def test_what_is_not_there_is_exit_1(capsys):
    assert main(["sources", "search", "zzqzz"]) == 1
    assert capsys.readouterr().out == ""


def test_a_bad_call_is_exit_2(capsys):
    assert main(["sources", "search", "--country", "Nowhere"]) == 2
    assert main(["sources", "add"]) == 2
    assert capsys.readouterr().err.count("broadsheet: ") == 2


def test_a_slug_that_is_none_adds_nothing(capsys, tmp_path):
    assert main(["sources", "add", "liberation", "zzqzz", "--home", str(tmp_path)]) == 1
    assert "has no zzqzz" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.slow
def test_a_publisher_is_added_to_a_newsroom_once(tmp_path, empty):
    home = tmp_path / "newsroom"
    prepared(home)
    (home / empty.name).write_bytes(empty.read_bytes())
    one = outlet("liberation").feeds[0].url
    for new in (1, 0):
        done = broadsheet("sources", "add", "liberation", "--feed", one, "--home", home)
        assert (done.returncode, done.stdout) == (0, f"liberation\t{new} new feeds\n"), done.stderr
    with closing(sqlite3.connect(home / "broadsheet.sqlite3")) as connection:
        assert connection.execute("SELECT url, publisher_id FROM archive_feed").fetchall() == [(one, "liberation")]
