"""A language model's drafts kept with what they took, found again, and forgotten with the texts they were written from."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from broadsheet.desk.drafts import Drafted
from broadsheet.press.archive import spending
from broadsheet.press.archive.apply import bump
from broadsheet.press.archive.asking import Ask
from broadsheet.press.archive.models import Article, Draft, Edit, Question
from broadsheet.settings import Settings

HEADLINES = ("headlines", "translation")


def book(asked: Ask, settings: Settings, now: datetime, outcome: str, **more: Any) -> Question:
    """A row of the ledger. Tokens that nobody counted are booked as the most that they can have been."""
    tries = more.get("tries", 1)
    sent, came = more.pop("tokens_in", None), more.pop("tokens_out", None)
    counted = sent is not None and came is not None
    sent = spending.most(asked.characters) * tries if sent is None else sent
    came = asked.prompt.most_tokens if came is None else came
    return Question.objects.create(
        at=now, day=spending.today(settings, now), story=asked.story, kind=asked.kind, prompt=asked.prompt.id, key=asked.key,
        model=settings.model.name[:120], tokens_in=sent, tokens_out=came, counted=counted, outcome=outcome,
        cost=spending.cost(settings.model, sent, came), **more,
    )  # fmt: skip


def keep(asked: Ask, drafted: Drafted, model: str, now: datetime) -> Draft:
    """Keep a draft for an editor; one that still waits gives way to it. Without sentences it only says why."""
    said = [{"text": each.text, "sources": list(each.sources)} for each in drafted.sentences]
    with transaction.atomic():
        if said:
            Draft.objects.filter(story=asked.story, kind=asked.kind, state="waiting").update(state="replaced")
        row = Draft.objects.create(
            story_id=asked.story, kind=asked.kind, said=said, refused=list(drafted.refused), model=model[:120],
            versions={source.article.id: source.article.version for source in asked.sources}, prompt=asked.prompt.id,
            key=asked.key, made=now, state="waiting" if said else "unproved",
        )  # fmt: skip
        row.articles.set(Article.objects.filter(pk__in=row.versions))
    return row


def waiting() -> QuerySet[Draft]:
    """The drafts that wait for an editor, of stories that readers see, the latest first."""
    return Draft.objects.filter(state="waiting", story__state="printed").select_related("story__edit").order_by("-made")


def forget(articles: Sequence[str]) -> None:
    """Take out what was written from texts that may not be used any more; call it in the transaction that takes those out.

    A draft that rests on one of them goes as a whole, and so does a headline that it gave.
    """
    rows = list(Draft.objects.filter(articles__in=articles).distinct())
    for row in rows:
        words = row.printed[0]["text"] if row.printed and row.kind in HEADLINES else ""
        given = Edit.objects.filter(headline=words).exclude(model="")  # a merged story's goes with its articles
        if words and (stories := list(given.values_list("story_id", flat=True))):
            given.update(headline="", model="")
            bump(["front", *(f"story:{name}" for name in stories)])
    bump([f"story:{row.story_id}" for row in rows])
    Draft.objects.filter(pk__in=[row.pk for row in rows]).delete()
