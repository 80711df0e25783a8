"""A language model's drafts at the desk: what it wrote, from what, what an editor makes of it; and who answers for a page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import QueryDict

from broadsheet.press.archive import deciding, receipts
from broadsheet.press.archive.drafted import PRINTABLE
from broadsheet.press.archive.models import Article, Draft, Story
from broadsheet.press.archive.overrule import Refused

MOST_SHOWN = 20  # drafts of a story, and questions of the ledger


@dataclass(frozen=True, slots=True)
class Shown:
    """A draft as an editor reads it: its sentences with the articles that each names, and the words as they can be changed."""

    row: Draft
    sentences: tuple[tuple[str, tuple[Article, ...]], ...]

    @property
    def words(self) -> str:
        """A sentence a line."""
        return "\n".join(text for text, _ in self.sentences)


def of_story(story: Story) -> dict[str, Any]:
    """What the story's page at the desk shows of drafts and receipts."""
    rows = list(Draft.objects.filter(story=story).exclude(state="replaced")[:MOST_SHOWN])
    found = receipts.standing(story.pk)
    return {
        "drafts": _shown([row for row in rows if row.state == "waiting"]),
        "drafted": _shown([row for row in rows if row.state in PRINTABLE]),
        "unproved": [row for row in rows if row.state == "unproved"],
        "ours": found[0] if found else None,
        "receipt": found[1] if found else None,
    }


def _shown(rows: list[Draft]) -> list[Shown]:
    said = {row.pk: row.printed or row.said for row in rows}
    names = {source for each in said.values() for sentence in each for source in sentence["sources"]}
    articles = Article.objects.select_related("publisher").only("url", "title", "publisher__name").in_bulk(names)
    return [
        Shown(row, tuple((s["text"], tuple(articles[n] for n in s["sources"] if n in articles)) for s in said[row.pk]))
        for row in rows
    ]


def _accept(story: Story, given: QueryDict, editor: str, now: datetime) -> str:
    row = deciding.accept(_number(given), story.pk, editor, now, given.get("text", ""), given.get("why", ""))
    how = "as it was" if row.state == "accepted" else "as you changed it"
    return f"The draft is in print {how}; its label says that a language model drafted it and that you accepted it."


def _refuse(story: Story, given: QueryDict, editor: str, now: datetime) -> str:
    deciding.refuse(_number(given), story.pk, editor, now, given.get("why", ""))
    return "The draft is refused; none of its kind will be asked for this story again."


def _take_back(story: Story, given: QueryDict, editor: str, now: datetime) -> str:
    deciding.take_back(_number(given), story.pk, editor, now)
    return "It is out of print: the outlets’ own words stand there again."


def _answer(story: Story, given: QueryDict, editor: str, now: datetime) -> str:
    receipts.answer(story.pk, editor, now, given.get("version", ""))
    return "You answer for the page as it stands: it says so, with the time and the version that you read."


def _unanswer(story: Story, given: QueryDict, editor: str, now: datetime) -> str:
    del given, editor
    receipts.take_back(story.pk, now)
    return "Nobody answers for the page now, and it says so no more."


def _number(given: QueryDict) -> int:
    number = given.get("draft", "")
    if not (number.isascii() and number.isdecimal() and len(number) < 19):
        raise Refused("There is no such draft.")
    return int(number)


ACTS: dict[str, Any] = {
    "accept_draft": _accept, "refuse_draft": _refuse, "take_back_draft": _take_back, "answer": _answer, "unanswer": _unanswer,
}  # fmt: skip
