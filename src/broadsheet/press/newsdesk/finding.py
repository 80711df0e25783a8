"""Which rows an editor means by a few words: the full text of stories in print, the titles of the newest articles."""

from __future__ import annotations

import re
from typing import Any

from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet

from broadsheet.news import article_id
from broadsheet.press.archive.models import Article, Publisher, SearchDocument, Story, Telling

MOST_FOUND = 500  # more than an editor leafs through
NEWEST = 20_000  # articles whose titles are looked at: about 50 ms


def stories_saying(words: str, rows: QuerySet[Story]) -> QuerySet[Story]:
    """Stories in print by their full text, any story by its headline, its id or the name of a publisher that tells it."""
    said = Q(headline__icontains=words) | Q(edit__headline__icontains=words) | Q(pk=words.strip())
    named = Publisher.objects.filter(Q(slug=words.strip()) | Q(name__iexact=words.strip())).values_list("pk", flat=True)
    if who := list(named):
        said |= Q(Exists(Telling.objects.filter(story=OuterRef("pk"), article__publisher__in=who)))
    printed = _documents(words)
    return rows.filter(said | Q(document__in=printed) if printed else said)


def articles_titled(words: str, rows: QuerySet[Article]) -> QuerySet[Article]:
    """The newest articles by their titles, or the one at an address."""
    if words.startswith(("http://", "https://")):
        return rows.filter(pk=article_id(words.strip()))
    newest = Article.objects.order_by("-when").values("pk")[:NEWEST]
    return rows.filter(Q(pk=words.strip()) | Q(title__icontains=words, pk__in=newest))


def _documents(words: str) -> list[int]:
    if connection.vendor != "sqlite":
        return list(SearchDocument.objects.filter(body__icontains=words).values_list("pk", flat=True)[:MOST_FOUND])
    asked = " ".join(f'"{word}"' for word in re.findall(r"\w+", words))
    if not asked:
        return []
    with connection.cursor() as cursor:
        query = "SELECT rowid FROM archive_search WHERE archive_search MATCH %s ORDER BY rank LIMIT %s"
        cursor.execute(query, [f"{asked}*", MOST_FOUND])
        found: list[Any] = cursor.fetchall()
    return [row[0] for row in found]
