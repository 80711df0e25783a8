"""The placings that an editor should look at: each article with its story, how sure, why, and what else it is near."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef

from broadsheet.press.archive.models import NearMiss, Story, Telling

OUT = ("merged", "killed")


@dataclass(frozen=True, slots=True)
class Doubt:
    """An article whose place is doubtful; `alone` when nobody else tells its story, `near` are stories that it nearly told."""

    telling: Telling
    alone: bool
    near: tuple[NearMiss, ...]


def doubts(most: int) -> list[Doubt]:
    """The latest doubtful placings, in two queries."""
    others = Telling.objects.filter(story=OuterRef("story")).exclude(article=OuterRef("article"))
    rows = Telling.objects.filter(doubtful=True).exclude(story__state__in=OUT).annotate(company=Exists(others))
    rows = rows.select_related("article__publisher", "story__edit").defer("article__text", "article__entry", "story__summary")
    found = list(rows.order_by("-joined", "article_id")[:most])
    near = near_misses(each.pk for each in found)
    return [Doubt(each, not each.company, tuple(near.get(each.pk, ()))) for each in found]


def near_misses(articles: Iterable[str]) -> dict[str, list[NearMiss]]:
    """The stories that these articles nearly told and that still stand, the nearest first."""
    rows = NearMiss.objects.filter(article__in=list(articles)).exclude(story__state__in=OUT)
    found: dict[str, list[NearMiss]] = {}
    for row in rows.select_related("story__edit").defer("story__summary").order_by("-score", "story_id"):
        found.setdefault(row.article_id, []).append(row)
    return found


def otherwise_doubtful(most: int) -> list[Story]:
    """Stories that are doubtful as a whole, none of whose placings is."""
    unsure = Telling.objects.filter(story=OuterRef("pk"), doubtful=True)
    rows = Story.objects.exclude(doubtful="").exclude(state__in=OUT).exclude(Exists(unsure))
    return list(rows.select_related("edit").defer("summary").order_by("-last_changed")[:most])
