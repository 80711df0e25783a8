"""Opt-outs: which site is asked for, and whose wish a publisher's absence is."""

from datetime import timedelta

import pytest

from broadsheet.press.archive import models, optouts
from broadsheet.settings import Settings
from tests.press.archive.newsroom import NOW, publisher

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


def out():
    return models.Publisher.objects.get().opted_out


def asked(host, accepted=True):
    row = optouts.ask(host, f"desk@{host}", "", NOW)
    if accepted:
        optouts.accept(row, "ada", Settings(), NOW)
    row.refresh_from_db()
    return row


def lifted(row):
    optouts.lift(row, "ada", Settings(), NOW)


def test_lifting_an_opt_out_leaves_alone_whom_an_editor_left_out_by_hand():
    publisher("courier")
    models.Publisher.objects.update(opted_out=True)
    lifted(asked("courier.example"))
    assert out()


@pytest.mark.parametrize("first", [0, 1])
def test_the_last_opt_out_that_is_lifted_lets_its_publisher_in_again(first):
    row = publisher("courier")
    row.feeds.create(url="https://feeds.example/courier.xml")
    both = [asked("courier.example"), asked("feeds.example")]
    assert out()
    lifted(both[first])
    assert out()
    lifted(both[1 - first])
    assert not out()


@pytest.mark.parametrize(
    ("tries", "waited", "ready"),
    [
        (1, timedelta(minutes=9), False),
        (1, timedelta(minutes=10), True),
        (8, timedelta(hours=21), False),
        (8, timedelta(hours=22), True),
        (60, timedelta(hours=23), False),
        (60, timedelta(days=1), True),
    ],
)
def test_a_proof_is_looked_for_after_twice_as_long_each_time(tries, waited, ready):
    row = asked("courier.example", accepted=False)
    assert optouts.due(NOW, 1) == [row]
    models.OptOut.objects.update(tries=tries, tried=NOW)
    assert bool(optouts.due(NOW + waited, 1)) is ready
