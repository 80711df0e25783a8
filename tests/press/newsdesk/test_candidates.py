"""Which feeds stand behind a pasted address: asked for real, of a publisher on loopback."""

from dataclasses import replace

import pytest

from broadsheet.press.newsdesk import candidates as module
from broadsheet.press.newsdesk.candidates import candidates
from broadsheet.settings import Settings
from tests.cli.publisher import PAGE, Publisher
from tests.cli.running import free_port


@pytest.fixture
def site(monkeypatch):
    """A publisher whose front page names its feed."""
    settings = Settings()
    with Publisher(free_port()).prints() as there:
        wire = replace(settings.wire, allow_loopback=(there.allowed,), pace=0.0)
        monkeypatch.setattr(module, "current", lambda _: replace(settings, wire=wire))
        link = b"<html><link rel=alternate type='application/rss+xml' href='/feed.xml'><body>News</body></html>"
        there.pages["/"] = (PAGE, link)
        yield there


def test_a_site_leads_to_its_feed(site):
    assert [(each.url, each.entries, each.why) for each in candidates(f"{site.url}/")] == [
        (f"{site.url}/feed.xml", 3, "its link tags")
    ]


def test_a_feed_is_itself(site):
    assert [each.why for each in candidates(f"{site.url}/feed.xml")] == ["the address itself"]


def test_who_cannot_be_asked_is_told_apart_from_who_has_none(site, monkeypatch):
    assert candidates(f"{site.url}/nowhere") is None
    site.pages.clear()
    site.pages["/"] = (PAGE, b"<html>nothing</html>")
    assert candidates(f"{site.url}/") == ()
    monkeypatch.setattr(module, "PATIENCE", 0.0)
    assert candidates(f"{site.url}/") is None
