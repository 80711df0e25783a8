"""The articles at the desk."""

import pytest

from broadsheet.press.archive.models import Article
from tests.press.newsdesk.paper import told

pytestmark = pytest.mark.django_db


@pytest.fixture
def article():
    return Article.objects.get(pk=told("Tunnel closed after pump fails").pk)


def test_an_article_shows_what_was_thought_of_it_and_where_it_stands(editor, article):
    text = editor.get(f"/desk/articles/inspect/{article.pk}/").content.decode()
    for said in ("stop words", "no other mark", "UK News", "It tells “Tunnel closed", article.url):
        assert said in text, said


def test_an_article_that_was_not_judged_says_so(editor, article):
    article.readings.all().delete()
    assert "It was not judged yet" in editor.get(f"/desk/articles/inspect/{article.pk}/").content.decode()


@pytest.mark.parametrize(
    ("query", "found"),
    [("q=tunnel", 1), ("q=opera", 0), ("q=https://outlet-0.example/tunnel-closed-after-pump-fails", 1), ("state=published", 1),
     ("state=dropped", 0), ("publisher=outlet-0", 1), ("genre=opinion", 0)],
)  # fmt: skip
def test_articles_are_found(editor, article, query, found):
    assert len(editor.get(f"/desk/articles/?{query}").context["object_list"]) == found
