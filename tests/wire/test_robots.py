"""robots.txt read as RFC 9309 says."""

import pytest

from broadsheet.wire import robots

TEXT = b"""\xef\xbb\xbfUser-agent: *
Disallow: /private/
Crawl-delay: 5

User-agent: Broadsheet
Disallow: /not-you/

User-agent: CCBot
Disallow: /
"""


@pytest.mark.parametrize(
    ("path", "allowed"), [("/", True), ("/not-you/x", False), ("/private/x", True)], ids=["open", "ours", "another group's"]
)
def test_our_own_group_holds(path, allowed):
    assert robots.read(200, TEXT).permission(f"https://paper.example{path}").allowed is allowed


def test_miners_turned_away_are_named():
    said = robots.read(200, TEXT).permission("https://paper.example/")
    assert said.agents_refused
    assert "CCBot" in said.why


def test_a_content_signal_turns_them_away_too():
    said = robots.read(200, b"User-agent: *\nContent-Signal: search=yes, ai-train=no\nAllow: /").permission(
        "https://p.example/"
    )
    assert (said.allowed, said.agents_refused) == (True, True)


def test_a_delay_is_told():
    said = robots.read(200, b"User-agent: *\nCrawl-delay: 7").permission("https://paper.example/")
    assert said.delay == 7.0


@pytest.mark.parametrize("status", [401, 403, 404, 410])
def test_a_4xx_is_freedom(status):
    assert robots.read(status, b"Disallow").permission("https://paper.example/").allowed


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_5xx_is_a_closed_door_with_a_reason(status):
    said = robots.read(status, b"").permission("https://paper.example/")
    assert not said.allowed
    assert str(status) in said.why


@pytest.mark.parametrize("text", [b"<html>not here</html>", b"\0\0\0", b"", b"Disallow: /"])
def test_what_is_no_robots_allows(text):
    assert robots.read(200, text).permission("https://paper.example/").allowed
