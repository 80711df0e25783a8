"""`broadsheet rights`: what was allowed, since when, and why."""

import sqlite3

from tests.cli.running import broadsheet

ROWS = """
    INSERT INTO archive_publisher (slug, name, home, owner, country, kind, language, timezone, licence, opted_out)
    VALUES ('courier', 'Courier', '', '', '', '', 'en', 'UTC', '', 0);
    INSERT INTO archive_ruling (publisher_id, site, mode, machine, why, evidence, first_seen, last_seen, superseded) VALUES
    ('courier', 'https://courier.example', 'excerpt', 1, 'neither says anything', '[]',
     '2026-05-01 08:00:00', '2026-05-02 08:00:00', '2026-05-03 08:00:00'),
    ('courier', 'https://courier.example', 'none', 0, 'robots.txt disallows this address',
     '[{"kind": "robots", "mode": "none", "words": "robots.txt disallows this address", "scope": "site",
        "where": "https://courier.example/robots.txt"}]',
     '2026-05-03 08:00:00', '2026-05-09 08:00:00', NULL);
"""


def filled(home):
    with sqlite3.connect(home / "broadsheet.sqlite3") as connection:
        connection.executescript(ROWS)
    return home


def test_it_answers_for_now_and_for_a_day(home):
    filled(home)
    both = broadsheet("rights", "courier", "--home", home)
    assert both.returncode == 0, both.stderr
    assert "2026-05-03 08:00 to now  https://courier.example: none, no language model" in both.stdout
    assert "site robots: robots.txt disallows this address (https://courier.example/robots.txt)" in both.stdout
    then = broadsheet("rights", "courier", "--on", "2026-05-02", "--home", home)
    assert "excerpt: neither says anything" in then.stdout
    assert "none, no language" not in then.stdout


def test_what_nobody_knows_and_what_is_no_day_are_said(home):
    assert broadsheet("rights", "https://x.example/a", "--home", home).returncode == 1
    assert broadsheet("rights", "courier", "--on", "3 May", "--home", home).returncode == 2


def test_a_publishers_articles_are_counted_as_the_ledger_had_them_on_the_day(home):
    with sqlite3.connect(filled(home) / "broadsheet.sqlite3") as connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        rows = [
            ("a", "full", "an open licence", "2026-05-01 08:00:00", "2026-05-03 08:00:00"),
            ("a", "link", "its page asks for no snippet", "2026-05-03 08:00:00", None),
            ("b", "full", "an open licence", "2026-05-02 08:00:00", None),
            ("c", "full", "a letter", "2026-05-02 09:00:00", None),
        ]
        connection.executemany(
            "INSERT INTO archive_ruling (publisher_id, site, article_id, mode, machine, why, evidence, first_seen, last_seen, "
            "superseded) VALUES ('courier', '', ?, ?, 1, ?, '[]', ?, '2026-05-09 08:00:00', ?)",
            rows,
        )
    then = broadsheet("rights", "courier", "--on", "2026-05-02", "--home", home).stdout
    assert "      3  full, since 2026-05-01 08:00: an open licence (2 of them)" in then
    assert "link" not in then
    now = broadsheet("rights", "courier", "--home", home).stdout
    assert "      1  link, since 2026-05-03 08:00: its page asks for no snippet" in now
    assert "      2  full" in now
