"""Opt-outs: which site is asked for, and whose wish a publisher's absence is."""

import pytest

from broadsheet.press.archive import models, optouts
from tests.press.archive.newsroom import NOW

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("typed", "origin", "host"),
    [
        ("paper.example", "https://paper.example", "paper.example"),
        (" HTTP://www.Paper.example/news?a#b ", "http://www.paper.example", "paper.example"),
        ("https://zürich.example.", "https://xn--zrich-kva.example", "xn--zrich-kva.example"),
    ],
)
def test_a_site_is_read_as_the_door_reads_it(typed, origin, host):
    row = optouts.ask(typed, "desk@paper.example", "", NOW)
    assert (row.origin, row.host) == (origin, host)


@pytest.mark.parametrize(
    "typed",
    [
        "https://attacker.example\\:x@paper.example",
        "https://attacker.example\\@paper.example",
        "https://user:word@paper.example/",
        "https://[::1]",
        "https://[",
        "http://127.1",
        "http://pa per.example",
        "ftp://paper.example",
        "localhost",
        "https://paper.example:99999",
    ],
)
def test_what_names_no_site_or_two_is_refused(typed):
    with pytest.raises(optouts.NoSite):
        optouts.ask(typed, "desk@paper.example", "", NOW)
    assert not models.OptOut.objects.exists()
