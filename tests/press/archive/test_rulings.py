"""What is on file of an article's rights: for whose texts a publisher can speak."""

from __future__ import annotations

import pytest

from broadsheet.press.archive import models, rulings
from broadsheet.wire.evidence import Evidence
from tests.press.archive.newsroom import FLOOD, NOW, publisher, read

pytestmark = pytest.mark.django_db
OPEN = Evidence("licence", "full", "licence CC BY", "https://courier.example/feed.xml", NOW)


def letter(scope=""):
    models.Letter.objects.create(
        publisher=publisher("courier"), signed_by="the editor", dated=NOW.date(), reference="x", at=NOW, scope=scope
    )


def noted():
    publisher("courier")
    models.Publisher.objects.update(licence="CC BY", home="https://www.courier.example/")


def fed():
    publisher("courier")
    models.Feed.objects.update(rights=rulings.feed_terms(OPEN, ()))


@pytest.mark.parametrize("says", [letter, noted, fed])
@pytest.mark.parametrize(
    ("url", "mode"),
    [
        ("https://courier.example/tunnel", "full"),
        ("https://news.courier.example/tunnel", "full"),
        ("https://stranger.example/tunnel", "excerpt"),
        ("https://stranger.example/courier.example", "excerpt"),
    ],
)
def test_a_publisher_licenses_its_own_texts_only(says, url, mode):
    says()
    row = read("courier", "tunnel", "Tunnel closed", FLOOD, feed=models.Feed.objects.get())
    row.publisher, row.url = models.Publisher.objects.get(), url
    assert rulings.judged(rulings.beside(row, NOW), NOW).value == mode


@pytest.mark.parametrize(
    ("scope", "url", "about"),
    [
        ("https://sister.example/*", "https://sister.example/a", True),
        ("https://sister.example/*", "https://stranger.example/a", False),
        ("/news", "https://courier.example/news/a", True),
        ("/news", "https://courier.example/sport/a", False),
        ("/news", "https://stranger.example/news/a", False),
    ],
)
def test_a_letters_scope_may_name_more(scope, url, about):
    letter(scope)
    assert bool(rulings.letters(models.Publisher.objects.get(), url, NOW)) is about
