"""Who answers for a story's page as it stands?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from broadsheet.press.archive import told
from broadsheet.press.archive.apply import bump
from broadsheet.press.archive.asking import OURS
from broadsheet.press.archive.deciding import known_as
from broadsheet.press.archive.made import Ours, ours
from broadsheet.press.archive.models import Review, Story
from broadsheet.press.archive.overrule import PRINTED, Refused


@dataclass(frozen=True, slots=True)
class Receipt:
    """Who answers for the page as it stood, since when; `holds` while it still says what was read."""

    number: int
    name: str
    at: datetime
    version: str
    holds: bool


def receipt(row: Story, version: str) -> Receipt | None:
    """The last word of an editor who answers for the page; None when nobody does."""
    if not getattr(row, "touched", True):
        return None
    found = Review.objects.filter(story=row, taken_back=None).first()
    return Receipt(found.pk, found.name, found.at, found.version, found.version == version) if found else None


def standing(story: str) -> tuple[Ours, Receipt | None] | None:
    """What is ours on a story's page at this moment, and who answers for it; None for one that readers do not see."""
    row = told.found(story)
    if row is None or told.state(row) != PRINTED:
        return None
    tellings = told.tellings(story)
    found = ours(row, tellings, told.points(row, tellings) if row.origins >= OURS else ())
    return found, receipt(row, found.version)


def answer(story: str, editor: str, now: datetime, version: str) -> None:
    """An editor takes responsibility for the page in the version that was shown. Raises Refused."""
    with transaction.atomic():
        found = standing(story)
        if found is None:
            raise Refused("Nobody can answer for a story that is not in print.")
        if found[0].version != version:
            raise Refused("The page has changed since you read it; look at it again.")
        Review.objects.filter(story=story, taken_back=None).update(taken_back=now)
        Review.objects.create(story_id=story, editor=editor, name=known_as(editor), at=now, version=version)
        bump([f"story:{story}"])


def take_back(story: str, now: datetime) -> None:
    """Nobody answers for the page any more."""
    with transaction.atomic():
        Review.objects.filter(story=story, taken_back=None).update(taken_back=now)
        bump([f"story:{story}"])
