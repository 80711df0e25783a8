"""Near misses as rows: which stories an article nearly told, kept within bounds and only as long as its text."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Q

from broadsheet import journal
from broadsheet.press.archive.models import NearMiss, Story

MOST = 3  # an article


def keep(decision: journal.Open | journal.Join, now: datetime) -> None:
    """Keep what an article nearly told when it was placed; the story that it tells is none of them.

    A later placing without near misses leaves those that were found before.
    """
    NearMiss.objects.filter(article=decision.article, story=decision.story).delete()
    if not decision.near:
        return
    NearMiss.objects.filter(article=decision.article).delete()
    best = sorted(decision.near, key=lambda each: (-each.score, each.story))
    known = {*Story.objects.filter(id__in=[each.story for each in best]).values_list("id", flat=True)} - {decision.story}
    once = {each.story: each for each in reversed(best) if each.story in known}
    kept = sorted(once.values(), key=lambda each: (-each.score, each.story))[:MOST]
    NearMiss.objects.bulk_create(
        NearMiss(article_id=decision.article, story_id=each.story, score=each.score, why=each.why[:500], at=now)
        for each in kept
    )


def merged(story: str, into: str) -> None:
    """Follow a story into the one that it became part of; whoever tells that missed nothing."""
    NearMiss.objects.filter(story=story, article__in=NearMiss.objects.filter(story=into).values("article")).delete()
    NearMiss.objects.filter(story=story).update(story=into)
    NearMiss.objects.filter(story=into, article__telling__story=into).delete()


def forget(articles: Sequence[str]) -> None:
    """An article was withdrawn, or its text may not be used any more."""
    NearMiss.objects.filter(article__in=articles).delete()


def killed(stories: Sequence[str]) -> None:
    """These stories are taken down: nothing says any more what they were near to."""
    NearMiss.objects.filter(Q(story__in=stories) | Q(article__telling__story__in=stories)).delete()


def expire(until: datetime) -> None:
    """Let go of what was kept before a time."""
    NearMiss.objects.filter(at__lt=until).delete()
