"""What a page says of being paid for, and what it shows."""

from datetime import UTC, datetime

import pytest

from broadsheet.news import Page
from broadsheet.wire import markup
from broadsheet.wire.access import STUB, access
from broadsheet.wire.facts import declared

ADDRESS = "https://paper.example/bridge"


def judged(markup_said: str, text: str, *lines: str) -> tuple[str, str]:
    page = Page(
        ADDRESS, ADDRESS, 200, "text/html", f"<html><body>{markup_said}<p>x</p>".encode(), datetime(2026, 3, 2, tzinfo=UTC)
    )
    tree = markup.read(page)
    found = access(tree, declared(tree, ADDRESS), text, lines)
    return found.value, found.why


@pytest.mark.parametrize(
    "line",
    [
        "Subscribe to continue reading",
        "Jetzt weiterlesen mit dem Elbe-Abo",
        "Article réservé aux abonnés",
        "Contenido exclusivo para suscriptores",
        "Assine para continuar",
        "Contenuto riservato agli abbonati",
    ],
)
def test_an_invitation_to_pay_by_a_short_text_is_a_stub(line):
    assert judged("", "A teaser.", line)[0] == "paywall"
    assert judged("", "x" * STUB, line)[0] == "free"


def test_a_walls_marks_by_a_short_text():
    assert judged('<div class="article-paywall"></div>', "A teaser.") == ("paywall", "a paywall's marks and little text")
    assert judged('<div class="wallpaper"></div>', "A teaser.")[0] == "free"


def test_what_the_page_declares_counts_whatever_its_length():
    said = '<script type="application/ld+json">{"@type":"NewsArticle","hasPart":{"isAccessibleForFree":"False"}}</script>'
    assert judged(said, "x" * 5000) == ("paywall", "JSON-LD isAccessibleForFree: false")


@pytest.mark.parametrize(
    ("nodes", "found"),
    [
        ('{"@type":"NewsArticle","isAccessibleForFree":true},{"@type":"WebPage","isAccessibleForFree":false}', "free"),
        ('{"@type":"NewsArticle","headline":"a"},{"@type":"WebPage","isAccessibleForFree":false}', "paywall"),
        ('{"@type":"NewsArticle"},{"isAccessibleForFree":"https://schema.org/False"}', "paywall"),
        ('{"@type":"NewsArticle"},{"@type":"Event","isAccessibleForFree":false}', "free"),
    ],
)
def test_the_articles_own_word_counts_before_its_pages(nodes, found):
    said = f'<script type="application/ld+json">[{nodes}]</script>'
    assert judged(said, "x" * 5000)[0] == found
