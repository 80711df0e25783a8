"""How a story came to be as it is: what became part of it, what was parted from it, and who nearly told it."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import F, QuerySet, Value

from broadsheet.press.archive.intake import IN_PRINT
from broadsheet.press.archive.models import Alias, NearMiss, Story
from broadsheet.press.archive.queries import TAKEN_BACK
from broadsheet.press.archive.told import Told

NOBODY: Mapping[str, str] = {}
MOST = 60  # near misses that a page shows, the nearest first

_id = re.compile(r"(?<!\w)(?P<article>[0-9a-f]{16})(?:-\d+)?(?!\w)")


@dataclass(frozen=True, slots=True)
class Missed:
    """An article that nearly told another story than its own.

    `inward`: it stands in the `story` named here and nearly told the one asked about; else it stands in that one and nearly
    told `story`.
    """

    inward: bool
    article: str
    title: str
    publisher: str
    publisher_name: str
    language: str
    score: int
    why: str
    story: str
    slug: str
    headline: str


@dataclass(frozen=True, slots=True)
class Step:
    """A story that became part of the one asked about (`merged`), or that was parted from it."""

    merged: bool
    story: str
    slug: str
    headline: str
    why: str
    by_editor: bool

    @property
    def machine_why(self) -> str:
        """The machine's reason; an editor's words are for colleagues."""
        return "" if self.by_editor else self.why


@dataclass(frozen=True, slots=True)
class Past:
    """What happened to a story: which were merged into it, which were parted from it, and from which it was."""

    steps: tuple[Step, ...]
    came_from: Step | None = None

    @property
    def merged(self) -> dict[str, Step]:
        """What became part of it, by the id that it had."""
        return {each.story: each for each in self.steps if each.merged}


def near_misses(row: Story, *, printed: bool = True) -> tuple[Missed, ...]:
    """Who nearly told a story, and what its own articles nearly told; only what readers may see where `printed`.

    At most one query: none for a story that was `found` without any.
    """
    if not getattr(row, "nearly", True):
        return ()
    story = row.pk
    inward = _seen(NearMiss.objects.filter(story=story), "article__telling__story", printed)
    inward = inward.exclude(article__telling__story=story).filter(article__telling__isnull=False)
    outward = _seen(NearMiss.objects.filter(article__telling__story=story), "story", printed).exclude(story=story)
    rows = _columns(inward, "article__telling__story", 1).union(_columns(outward, "story", 0))
    return tuple(_missed(*row) for row in rows.order_by("-score", "article_id")[:MOST])


def past(row: Story, editors: Collection[str], *, printed: bool = True) -> Past:
    """What happened to a story; `editors` are those who decided on its articles.

    At most one query: none for a story that was `found` unchanged, nor for where it came from.
    """
    if not getattr(row, "changed", True):
        return Past((), _came_from(row, editors, printed))
    parted = Story.objects.filter(parted_from=row)
    if printed:
        parted = parted.filter(state="printed").exclude(edit__state__in=TAKEN_BACK)
    merged = Alias.objects.filter(story=row).annotate(kind=Value(1), slug_=Value(""), said=Value(""), own=F("why"))
    left = parted.annotate(kind=Value(0), slug_=F("slug"), said=F("headline"), own=F("parted_why"))
    columns = ("id", "kind", "slug_", "said", "own")
    rows = merged.values_list(*columns).union(left.values_list(*columns)).order_by("id")
    steps = (Step(bool(row[1]), row[0], row[2] or "story", row[3], row[4], decided(row[4], editors)) for row in rows[:MOST])
    return Past(tuple(steps), _came_from(row, editors, printed))


def plain(why: str, named: Mapping[str, str]) -> str:
    """A reason with the headlines of the articles and stories that it gives by their ids; of one that is not `named`, no id."""

    def headline(found: re.Match[str]) -> str:
        name = named.get(found[0]) or named.get(found["article"])
        return f"“{name}”" if name else "another"

    said = _id.sub(headline, why)
    return said[:1].upper() + said[1:] if said.startswith("another") else said


def reason(each: Told, of: Past, named: Mapping[str, str] = NOBODY) -> str:
    """Why an article stands in its story, as readers may know it: an editor's words are for colleagues.

    `named` gives the headlines of what a reason may name by its id.
    """
    return plain(_reason(each, of), named)


def _reason(each: Told, of: Past) -> str:
    step, parted = of.merged.get(each.article), of.came_from
    if each.editor:
        return "An editor decided that it tells this story"
    if each.opened:
        when = " when that was parted from another" if parted else ""
        return _because(f"It opened {'this' if parted else 'the'} story{when}", parted.machine_why if parted else each.why)
    if step is not None:
        return _because("It opened a story that became part of this one", step.machine_why)
    if parted is not None and each.why == parted.why:
        return "It came along when this story was parted from another"
    if each.copy_of and each.copy_why and each.copy_why in each.why:  # for that alone it is here
        return f"It reprints an earlier article: {each.copy_why}"
    return each.why or "No reason was kept"


def _because(said: str, why: str) -> str:
    return f"{said}: {why}" if why else said


def decided(why: str, editors: Collection[str]) -> bool:
    """Whether a reason is an editor's: it begins with a name of theirs."""
    return any(why == each or why.startswith(f"{each}: ") for each in editors if each)


def _came_from(row: Story, editors: Collection[str], printed: bool) -> Step | None:
    parent = row.parted_from
    if parent is None:
        return None if not row.parted_why else Step(False, "", "", "", row.parted_why, decided(row.parted_why, editors))
    edit = getattr(parent, "edit", None)
    state = (edit.state if edit else "") or parent.state
    if printed and state != "printed":
        return Step(False, "", "", "", row.parted_why, decided(row.parted_why, editors))
    headline = (edit.headline if edit else "") or parent.headline
    return Step(False, parent.pk, parent.slug or "story", headline, row.parted_why, decided(row.parted_why, editors))


def _seen(rows: QuerySet[NearMiss], other: str, printed: bool) -> QuerySet[NearMiss]:
    if not printed:
        return rows
    rows = rows.filter(article__state__in=IN_PRINT, article__publisher__opted_out=False).exclude(article__rights="none")
    in_print, taken_back = {f"{other}__state": "printed"}, {f"{other}__edit__state__in": TAKEN_BACK}
    return rows.filter(**in_print).exclude(**taken_back)


def _columns(rows: QuerySet[NearMiss], other: str, inward: int) -> QuerySet[Any, Any]:
    named = rows.annotate(
        inward=Value(inward), title=F("article__title"), house=F("article__publisher_id"),
        called=F("article__publisher__name"), tongue=F("article__language"), other=F(f"{other}_id"),
        other_slug=F(f"{other}__slug"), said=F(f"{other}__headline"), edited=F(f"{other}__edit__headline"),
    )  # fmt: skip
    return named.values_list(
        "inward", "article_id", "title", "house", "called", "tongue", "score", "why", "other", "other_slug", "said", "edited"
    )


def _missed(inward: int, *row: Any) -> Missed:
    article, title, house, called, tongue, score, why, other, slug, said, edited = row
    return Missed(bool(inward), article, title, house, called, tongue, score, why, other, slug or "story", edited or said)
