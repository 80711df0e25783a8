"""robots.txt read as RFC 9309 says."""

import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st
from protego import Protego

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


def test_licences_hold_for_the_whole_site_and_are_told():
    text = b"License: https://p.example/rsl.xml # ours\nUser-agent: Other\nlicense : https://l.example/a\nLicense: /relative\n"
    said = robots.read(200, text)
    assert said.licences == ("https://p.example/rsl.xml", "https://l.example/a")
    assert said.permission("https://p.example/").licences == said.licences


def test_signals_of_everyone_and_of_us_are_told_and_nobody_elses():
    text = b"""User-agent: Other
Content-Signal: ai-train=no
User-agent: Broadsheet
User-agent: Another
Content-Signal: search=yes, ai-input=no
User-Agent: *
Content-Signal: AI-Train = yes
Allow: /
"""
    said = robots.read(200, text)
    assert said.signals == (("search", "yes"), ("ai-input", "no"), ("ai-train", "yes"))
    assert said.permission("https://p.example/").agents_refused


def test_another_agents_signal_turns_nobody_away():
    said = robots.read(200, b"User-agent: Other\nContent-Signal: ai-train=no\n").permission("https://p.example/")
    assert not said.agents_refused


def test_a_thousand_licences_are_not_kept():
    text = "".join(f"License: https://p.example/{n}\n" for n in range(1000)).encode()
    assert len(robots.read(200, text).licences) == 20


NAMES = ("*", "Broadsheet", "GPTBot", "Google-Extended", "CCBot", "Somebot", "Another")
LINES = st.sampled_from(
    [f"User-agent: {name}" for name in NAMES]
    + ["Disallow: /", "Disallow: /a", "Allow: /a/b", "Disallow: /*b", "Crawl-delay: 3", "", "# nothing"]
    + ["Sitemap: https://p.example/s.xml", "Content-Signal: search=yes"]
)


@given(lines=st.lists(LINES, max_size=14), path=st.sampled_from(["/", "/a", "/a/b", "/c/b"]))
def test_leaving_out_everyone_elses_groups_changes_nothing_for_us(lines, path):
    text, url = "\n".join(lines), f"https://p.example{path}"
    whole, said = Protego.parse(text), robots.read(200, text.encode()).permission(url)
    assert said.allowed == whole.can_fetch(url, robots.AGENT)
    assert said.delay == (whole.crawl_delay(robots.AGENT) or 0.0)
    assert said.agents_refused == (not all(whole.can_fetch(url, name) for name in robots.MINERS))


@pytest.mark.parametrize("agent", ["broadsheet", "Broadsheet/1.0", "BROADSHEET"])
def test_our_name_is_ours_however_it_is_written(agent):
    said = robots.read(200, f"User-agent: {agent}\nDisallow: /".encode()).permission("https://p.example/")
    assert not said.allowed


def test_a_request_rate_is_a_delay_too():
    text = b"User-agent: *\nRequest-rate: 1/10\nCrawl-delay: 4"
    assert robots.read(200, text).permission("https://p.example/").delay == 10.0


@pytest.mark.parametrize(
    "text",
    [
        "".join(f"User-agent: a{n}\n" for n in range(1500)) + "".join(f"Disallow: /{n}\n" for n in range(2000)),
        "User-agent: *\nDisallow: /" + "$" * 400_000,
        "User-agent: *\nDisallow: /" + "*a" * 200_000,
        "".join(f"User-agent: a{n}\nDisallow: /\n" for n in range(15_000)),
    ],
    ids=["agents times rules", "dollars", "stars", "groups"],
)
def test_no_text_takes_much_memory(text):
    tracemalloc.start()
    robots.read(200, text.encode()).permission("https://p.example/a")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 10_000_000


def test_what_was_forgotten_is_read_again():
    rules = robots.read(200, TEXT)
    before = rules.permission("https://paper.example/not-you/x")
    rules.forget()
    assert rules.permission("https://paper.example/not-you/x") == before
