"""A language model's drafts kept, and what editors make of them. Nothing of a draft is printed before an editor's word."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from difflib import SequenceMatcher
from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import QuerySet

from broadsheet.desk.drafts import Drafted
from broadsheet.press.archive import spending
from broadsheet.press.archive.apply import bump
from broadsheet.press.archive.asking import Ask
from broadsheet.press.archive.drafted import PRINTABLE
from broadsheet.press.archive.models import Article, Draft, Edit, Question
from broadsheet.press.archive.overrule import Refused, edit_stories
from broadsheet.settings import Settings

HEADLINES = ("headlines", "translation")
LONGEST = {"headlines": 200, "translation": 200, "key_points": 600}  # characters of a sentence that an editor may set
MOST = 6  # sentences


# Kept


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


# Decided


def accept(draft: int, story: str, editor: str, now: datetime, text: str, note: str = "") -> Draft:
    """Print a draft as it is, or as the editor changed it: `text` has a sentence a line. Raises Refused."""
    with transaction.atomic():
        row = _waiting(draft, story)
        _unchanged(row)
        given = [" ".join(line.split()) for line in text.splitlines() if line.strip()] or [each["text"] for each in row.said]
        row.printed = _sourced(_checked(row.kind, given), row.said)
        row.state = "accepted" if row.printed == row.said else "edited"
        row.editor, row.name, row.decided, row.note = editor, known_as(editor), now, note[:500]
        Draft.objects.filter(story=story, kind__in=_like(row.kind), state__in=PRINTABLE).update(state="replaced")
        row.save()
        if row.kind in HEADLINES:
            edit_stories([story], editor, now, {"headline": row.printed[0]["text"], "model": row.model})
        bump([f"story:{story}", "front"])
    return row


def refuse(draft: int, story: str, editor: str, now: datetime, note: str = "") -> Draft:
    """Print nothing of a draft, and ask no more of this kind for its story. Raises Refused."""
    with transaction.atomic():
        row = _waiting(draft, story)
        row.state, row.editor, row.name, row.decided, row.note = "refused", editor, known_as(editor), now, note[:500]
        row.save()
    return row


def take_back(draft: int, story: str, editor: str, now: datetime) -> Draft:
    """Print a draft no more: the outlets' own words stand again. Raises Refused."""
    with transaction.atomic():
        row = Draft.objects.filter(pk=draft, story=story, state__in=PRINTABLE).first()
        if row is None:
            raise Refused("That text is not in print any more.")
        row.state, row.editor, row.name, row.decided = "refused", editor, known_as(editor), now
        row.save()
        if row.kind in HEADLINES and Edit.objects.filter(story=story, headline=row.printed[0]["text"]).exists():
            edit_stories([story], editor, now, {"headline": ""})
        bump([f"story:{story}", "front"])
    return row


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


def known_as(editor: str) -> str:
    """An editor's name as readers may know it: the full name that the account has; a login name is nobody's business."""
    person = get_user_model().objects.filter(username=editor).first()
    return str(person.get_full_name())[:150] if person is not None else ""


def _waiting(draft: int, story: str) -> Draft:
    row = Draft.objects.select_for_update().filter(pk=draft, story=story).first()
    if row is None or row.state != "waiting":
        raise Refused("That draft does not wait any more: somebody decided on it, or another took its place.")
    if row.story.state != "printed":
        raise Refused("The story is not in print, so nothing can be printed with it.")
    return row


def _unchanged(row: Draft) -> None:
    """What a draft was written from must still be there as it was. Raises Refused."""
    there = Article.objects.filter(pk__in=row.versions, telling__story=row.story_id, machine=True)
    now = dict(there.exclude(rights="none").values_list("pk", "version"))
    if now != row.versions:
        raise Refused(
            "An article that this draft was written from has changed or left the story; refuse it or wait for another."
        )


def _checked(kind: str, given: Sequence[str]) -> Sequence[str]:
    if kind in HEADLINES and len(given) != 1:
        raise Refused("A headline is one line.")
    if len(given) > MOST:
        raise Refused(f"Key points are at most {MOST} sentences, one a line.")
    if any(len(each) > LONGEST[kind] for each in given):
        raise Refused(f"A line has more than {LONGEST[kind]} characters; make it shorter.")
    return given


def _sourced(given: Sequence[str], said: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """An editor's sentences, each with the sources of the model's that it is most like."""
    return [
        {"text": text, "sources": max(said, key=lambda each: SequenceMatcher(None, text, each["text"]).ratio())["sources"]}
        for text in given
    ]


def _like(kind: str) -> Sequence[str]:
    return HEADLINES if kind in HEADLINES else (kind,)
