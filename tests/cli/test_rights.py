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
