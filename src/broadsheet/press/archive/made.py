"""What is ours on a story's page, and how was each element of it made?"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from broadsheet.press.archive.drafted import PRINTABLE
from broadsheet.press.archive.drafts import HEADLINES
from broadsheet.press.archive.models import Article, Draft, Story
from broadsheet.press.archive.told import Point, Told

OUTLET, ASSEMBLED, MODEL, CHANGED, TRANSLATED, EDITOR = "outlet", "assembled", "model", "changed", "translated", "editor"
VERSION = 12  # hexadecimal digits


@dataclass(frozen=True, slots=True)
class Made:
    """How an element came about: an outlet's own words, chosen and put together by programs, drafted by a model and accepted,
    the same and changed, a headline that a model translated, or an editor's own words.

    `of` is the outlet, `model` the model's name, `name` the editor's as readers may know it, `at` when the editor decided.
    """

    how: str
    of: str = ""
    model: str = ""
    name: str = ""
    at: datetime | None = None

    @property
    def by_model(self) -> bool:
        """Whether a language model wrote it, whoever changed it since."""
        return self.how in {MODEL, CHANGED, TRANSLATED}


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence that an editor accepted, and the outlets whose articles bear it out."""

    text: str
    told: tuple[Told, ...]


@dataclass(frozen=True, slots=True)
class Ours:
    """What a story's page says in our name: headline, standfirst, and key points: accepted lines, else outlets' sentences."""

    headline: str
    headline_made: Made
    standfirst: str
    points: tuple[Point, ...]
    lines: tuple[Line, ...] = ()
    lines_made: Made | None = None

    @property
    def version(self) -> str:
        """What was read by who answers for it: a hash of the words above, and of whose the sentences are."""
        said = [(line.text, [each.article for each in line.told]) for line in self.lines]
        said = said or [(point.text, [point.told.article]) for point in self.points]
        whole = json.dumps([self.headline, self.standfirst, said])
        return hashlib.sha256(whole.encode()).hexdigest()[:VERSION]

    @property
    def by_model(self) -> bool:
        """Whether a language model wrote anything of it."""
        return self.headline_made.by_model or (self.lines_made is not None and self.lines_made.by_model)


def ours(row: Story, tellings: Sequence[Told], points: tuple[Point, ...]) -> Ours:
    """What is ours on the page of a story that `told.found` gave."""
    drafts = list(Draft.objects.filter(story=row, state__in=PRINTABLE)) if getattr(row, "touched", True) else []
    edit = getattr(row, "edit", None)
    headline = (edit.headline if edit else "") or row.headline
    lines, draft = _lines(drafts, tellings)
    return Ours(
        headline, _headline(row, headline, drafts, tellings), edit.standfirst if edit else "", points, lines,
        _made(draft) if draft else None,
    )  # fmt: skip


def _headline(row: Story, headline: str, drafts: Sequence[Draft], tellings: Sequence[Told]) -> Made:
    edit = getattr(row, "edit", None)
    if edit is None or not edit.headline:
        of = next((each.publisher_name for each in tellings if each.article == row.headline_from_id), "")
        return Made(OUTLET, of=of)
    given = next((d for d in drafts if d.kind in HEADLINES and d.printed and d.printed[0]["text"] == headline), None)
    if given is not None:
        return _made(given)
    return Made(MODEL, model=edit.model, at=edit.at) if edit.model else Made(EDITOR, at=edit.at)


def _made(draft: Draft) -> Made:
    how = CHANGED if draft.state == "edited" else TRANSLATED if draft.kind == "translation" else MODEL
    return Made(how, model=draft.model, name=draft.name, at=draft.decided)


def _lines(drafts: Sequence[Draft], tellings: Sequence[Told]) -> tuple[tuple[Line, ...], Draft | None]:
    """The key points that an editor accepted, while all that they were written from stands as it stood; else none."""
    draft = next((each for each in drafts if each.kind == "key_points"), None)
    if draft is None:
        return (), None
    by_article = {each.article: each for each in tellings}
    used = {source for said in draft.printed for source in said["sources"]}
    now = dict(Article.objects.filter(pk__in=used).values_list("pk", "version"))
    if any(source not in by_article or now.get(source) != draft.versions.get(source) for source in used):
        return (), None
    lines = tuple(Line(said["text"], tuple(by_article[source] for source in said["sources"])) for said in draft.printed)
    return lines, draft
