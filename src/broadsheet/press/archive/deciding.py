"""What an editor makes of a language model's draft: printed as it is, changed, refused, taken out of print again.

Nothing of a draft is printed before an editor's word. Each function is one transaction and bumps the pages that change.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from difflib import SequenceMatcher
from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction

from broadsheet.press.archive.apply import bump
from broadsheet.press.archive.drafted import PRINTABLE
from broadsheet.press.archive.drafts import HEADLINES
from broadsheet.press.archive.models import Article, Draft, Edit
from broadsheet.press.archive.overrule import Refused, edit_stories

LONGEST = {"headlines": 200, "translation": 200, "key_points": 600}  # characters of a sentence that an editor may set
MOST = 6  # sentences


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
