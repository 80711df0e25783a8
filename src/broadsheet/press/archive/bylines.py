"""Which rows stand for the names in bylines."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.text import slugify

from broadsheet import news
from broadsheet.press.archive.models import Author


def write(articles: Iterable[news.Article]) -> None:
    """Make sure that each byline of these articles has its author and its link."""
    wanted: dict[tuple[str, str], str] = {}
    links: list[tuple[str, tuple[str, str]]] = []
    for article in articles:
        for name in article.authors:
            if slug := slugify(name)[:120]:
                wanted.setdefault((article.publisher, slug), name[:200])
                links.append((article.id, (article.publisher, slug)))
    Author.objects.bulk_create(
        [Author(slug=slug, name=name, publisher_id=publisher) for (publisher, slug), name in wanted.items()],
        ignore_conflicts=True,
    )
    rows = Author.objects.filter(slug__in={slug for _, slug in wanted}).values_list("publisher_id", "slug", "pk")
    known = {(publisher, slug): pk for publisher, slug, pk in rows}
    through = Author.articles.through
    through._default_manager.bulk_create(  # noqa: SLF001 - Django's own name for a join table's manager
        [through(author_id=known[key], article_id=article) for article, key in links], ignore_conflicts=True
    )
