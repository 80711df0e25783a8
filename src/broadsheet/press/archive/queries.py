"""Which stories stand on a page, in which order: the reads that every page begins with. Each function is one or two queries."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from django.conf import settings as django
from django.db import connection
from django.db.models import Exists, OuterRef, QuerySet, Subquery

from broadsheet import settings as ours
from broadsheet.press.archive import gallery
from broadsheet.press.archive.gallery import Shown
from broadsheet.press.archive.intake import IN_PRINT, QUOTED
from broadsheet.press.archive.models import Article, Edition, Filing, Section, Setting, Story

OPENING = 2  # sentences of a summary below a headline
TAKEN_BACK = ("held", "killed", "merged")
CURSOR = re.compile(r"(\d{8}T\d{6})(\d{6})-([0-9a-z]{1,16})")
CARD = (
    "id",
    "slug",
    "headline",
    "summary",
    "unquoted",
    "first_seen",
    "last_changed",
    "outlets",
    "origins",
    "score",
    "breaking_until",
    "edit__headline",
    "edit__model",
    "edit__standfirst",
    "headline_from_id",
    "headline_from__url",
    "headline_from__excerpt",
    "headline_from__language",
    "headline_from__genre",
    "headline_from__kind",
    "headline_from__access",
    "headline_from__rights",
    "headline_from__state",
    "headline_from__publisher_id",
    "headline_from__publisher__name",
)


@dataclass(frozen=True, slots=True)
class Filed:
    """A section that a story stands in."""

    slug: str
    name: str


@dataclass(frozen=True, slots=True)
class Card:
    """A story as a list shows it. `article` and what follows are the article that gave the headline.

    `model` names the language model that drafted the headline, where one did.
    """

    id: str
    slug: str
    headline: str
    text: str
    first_seen: datetime
    last_changed: datetime
    outlets: int
    origins: int
    score: int
    breaking_until: datetime | None
    article: str
    url: str
    language: str
    genre: str
    kind: str
    access: str
    publisher: str
    publisher_name: str
    section: Filed | None = None
    picture: Shown | None = None
    model: str = ""


@dataclass(frozen=True, slots=True)
class NavSection:
    """A section with its place in the paper; `filled` when it, or one below it, has a printed story."""

    slug: str
    name: str
    description: str
    parent: str
    filled: bool
    children: tuple[NavSection, ...] = ()


@dataclass(frozen=True, slots=True)
class Cursor:
    """Where a list goes on: strictly after this story, in order of last change. It holds under new arrivals."""

    at: datetime
    story: str

    def __str__(self) -> str:
        return f"{self.at:%Y%m%dT%H%M%S%f}-{self.story}"

    @classmethod
    def parse(cls, text: str) -> Cursor | None:
        """The cursor of an address; None when it is none."""
        found = CURSOR.fullmatch(text)
        if found is None:
            return None
        try:
            at = datetime.strptime(f"{found[1]}{found[2]}+0000", "%Y%m%dT%H%M%S%f%z")
        except ValueError:
            return None
        return cls(at, found[3])


@dataclass(frozen=True, slots=True)
class Listing:
    """A page of a list, and where the next begins."""

    cards: tuple[Card, ...]
    older: Cursor | None = None


@dataclass(frozen=True, slots=True)
class Ranked:
    """The latest ranking of a page: its time, its stories in order, and each with the terms of its score."""

    at: datetime | None
    places: tuple[dict[str, Any], ...]

    @property
    def stories(self) -> tuple[str, ...]:
        """The stories' ids, best first."""
        return tuple(place["story"] for place in self.places)


def site() -> ours.Settings:
    """The settings of this newsroom: the file's, and what the desk changed wins."""
    rows = Setting.objects.order_by("name").values_list("name", "value")
    return _overlaid(json.dumps(dict(rows), sort_keys=True))


@lru_cache(maxsize=8)
def _overlaid(desk: str) -> ours.Settings:
    changed = json.loads(desk)
    if not changed:
        return django.NEWSROOM
    file = django.HOME.settings_file
    try:
        return ours.load(file if file.exists() else None, desk=changed)
    except ours.SettingsError as refused:
        logging.getLogger(__name__).warning("The desk's settings are left out: %s", refused)
        return django.NEWSROOM


def sections() -> tuple[NavSection, ...]:
    """The sections that have something to read, in the paper's order; children below their parents."""
    printed = Filing.objects.filter(section=OuterRef("slug"), printed=True)
    rows = list(Section.objects.annotate(filled=Exists(printed)).values("slug", "name", "description", "parent_id", "filled"))
    below: dict[str, list[NavSection]] = {}
    for row in rows:
        if row["parent_id"]:
            below.setdefault(row["parent_id"], []).append(_nav(row, ()))
    return tuple(_nav(row, tuple(below.get(row["slug"], ()))) for row in rows if not row["parent_id"])


def _nav(row: Mapping[str, Any], children: tuple[NavSection, ...]) -> NavSection:
    filled = row["filled"] or any(child.filled for child in children)
    return NavSection(row["slug"], row["name"], row["description"], row["parent_id"] or "", filled, children)


def printed() -> QuerySet[Story]:
    """The stories that readers see: printed, and not taken back by an editor."""
    return Story.objects.filter(state="printed").exclude(edit__state__in=TAKEN_BACK)


def cards(ids: Iterable[str], *, pictured: bool = True, quoting: bool = True) -> dict[str, Card]:
    """The cards of those stories that readers see, by id, in the order given.

    With their pictures unless not `pictured`, with the words that their summaries quote unless not `quoting`.
    """
    wanted = list(dict.fromkeys(ids))
    if not wanted:
        return {}
    rows = {row["id"]: row for row in printed().filter(id__in=wanted).values(*CARD)}
    filed, quoted = kickers(rows), _quoted(rows.values() if quoting else ())
    pictures = gallery.shown([story for story in wanted if story in rows]) if pictured else {}
    return {story: _card(rows[story], filed.get(story), quoted, pictures.get(story)) for story in wanted if story in rows}


def kickers(ids: Iterable[str]) -> dict[str, Filed]:
    """The section that each story belongs to most."""
    rows = Filing.objects.filter(story__in=list(ids)).order_by("score", "section__order")
    return {story: Filed(slug, name) for story, slug, name in rows.values_list("story_id", "section_id", "section__name")}


def _quoted(rows: Iterable[Mapping[str, Any]]) -> set[str]:
    """Which articles that these summaries open with may be quoted, as rights stand now."""
    sources = {sentence["source"] for row in rows if row["outlets"] > 1 for sentence in row["summary"][:OPENING]}
    may = Article.objects.filter(id__in=sources, state__in=IN_PRINT, rights__in=QUOTED, publisher__opted_out=False)
    return set(may.values_list("id", flat=True)) if sources else set()


def latest(limit: int, before: Cursor | None = None) -> Listing:
    """The stories that changed last."""
    return _listing(changed_last(limit + 1, before), limit)


def changed_last(limit: int, before: Cursor | None = None) -> list[tuple[str, datetime]]:
    """The ids of the stories that changed last, each with when."""
    rows = printed().order_by("-last_changed", "-id")
    if before:
        rows = rows.filter(last_changed__lte=before.at).exclude(last_changed=before.at, id__gte=before.story)
    return list(rows.values_list("id", "last_changed")[:limit])


def in_sections(slugs: Sequence[str], limit: int, before: Cursor | None = None) -> Listing:
    """The stories of these sections, last changed first; a story filed twice stands once."""
    return _listing(_keyset("archive_filing", "section_id", slugs, limit, before), limit)


def with_tag(slug: str, limit: int, before: Cursor | None = None) -> Listing:
    """The stories that carry a tag, last changed first."""
    return _listing(_keyset("archive_tagging", "tag_id", [slug], limit, before), limit)


def ranked(page: str = "") -> Ranked:
    """The latest ranking of a page (empty: the front); no places when it was never ranked."""
    row = Edition.objects.filter(page=page).order_by("-at").values_list("at", "places").first()
    return Ranked(row[0], tuple(row[1])) if row else Ranked(None, ())


def ranked_sections() -> dict[str, tuple[str, ...]]:
    """The latest ranking of every section, by slug: the stories' ids, best first."""
    last = Edition.objects.filter(page=OuterRef("name")).order_by("-at").values("places")[:1]
    rows = Section.objects.annotate(ranking=Subquery(last)).values_list("slug", "ranking")
    return {slug: tuple(place["story"] for place in _loaded(places)) for slug, places in rows}


def newest_in_each(slugs: Sequence[str], limit: int) -> dict[str, tuple[str, ...]]:
    """The ids of the stories of each of these sections, last changed first."""
    if not slugs:
        return {}
    each = (
        "SELECT * FROM (SELECT section_id, story_id FROM archive_filing WHERE section_id = %s AND printed "
        "ORDER BY last_changed DESC, story_id DESC LIMIT %s) AS read"
    )
    found: dict[str, list[str]] = {}
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join([each] * len(slugs)), [v for slug in slugs for v in (slug, limit)])
        for slug, story in cursor.fetchall():
            found.setdefault(slug, []).append(story)
    return {slug: tuple(stories) for slug, stories in found.items()}


def best(limit: int) -> tuple[str, ...]:
    """The stories with the highest score: what a front that was never ranked shows."""
    return tuple(printed().order_by("-score", "-id").values_list("id", flat=True)[:limit])


def _loaded(places: Any) -> list[dict[str, Any]]:
    return json.loads(places) if isinstance(places, str) else places or []


def _listing(found: Sequence[tuple[str, datetime]], limit: int) -> Listing:
    shown = found[:limit]
    older = Cursor(shown[-1][1], shown[-1][0]) if len(found) > limit else None
    return Listing(tuple(cards(story for story, _ in shown).values()), older)


def _keyset(table: str, column: str, keys: Sequence[str], limit: int, before: Cursor | None) -> list[tuple[str, datetime]]:
    """One index read a key, merged: an IN would sort every row of every key."""
    after = "AND (last_changed, story_id) < (%s, %s)" if before else ""
    each = (
        f"SELECT * FROM (SELECT story_id, last_changed FROM {table} WHERE {column} = %s AND printed {after} "  # noqa: S608 - our own names
        "ORDER BY last_changed DESC, story_id DESC LIMIT %s) AS read"
    )
    bounds = [connection.ops.adapt_datetimefield_value(before.at), before.story] if before else []
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join([each] * len(keys)), [v for key in keys for v in (key, *bounds, limit + 1)])
        rows = {story: _aware(at) for story, at in cursor.fetchall()}
    return sorted(rows.items(), key=lambda row: (row[1], row[0]), reverse=True)


def _aware(at: str | datetime) -> datetime:
    moment = datetime.fromisoformat(at) if isinstance(at, str) else at
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _card(row: Mapping[str, Any], section: Filed | None, quoted: set[str], picture: Shown | None) -> Card:
    return Card(
        id=row["id"],
        slug=row["slug"] or "story",
        headline=row["edit__headline"] or row["headline"],
        text=_text(row, quoted),
        first_seen=row["first_seen"],
        last_changed=row["last_changed"],
        outlets=row["outlets"],
        origins=row["origins"],
        score=row["score"],
        breaking_until=row["breaking_until"],
        article=row["headline_from_id"] or "",
        url=row["headline_from__url"] or "",
        language="" if row["edit__headline"] else row["headline_from__language"] or "",
        genre=row["headline_from__genre"] or "",
        kind=row["headline_from__kind"] or "",
        access=row["headline_from__access"] or "",
        publisher=row["headline_from__publisher_id"] or "",
        publisher_name=row["headline_from__publisher__name"] or "",
        section=section,
        picture=picture,
        model=row["edit__model"] or "",
    )


def _text(row: Mapping[str, Any], quoted: set[str]) -> str:
    """The words below a headline: the editor's, else the summary's, else what the only outlet's rights let us quote."""
    if row["edit__standfirst"]:
        return row["edit__standfirst"]
    if row["outlets"] > 1 and row["summary"]:
        return " ".join(sentence["text"] for sentence in row["summary"][:OPENING] if sentence["source"] in quoted)
    if row["unquoted"]:
        return ""
    if row["headline_from__rights"] in QUOTED and row["headline_from__state"] in IN_PRINT:
        return row["headline_from__excerpt"] or ""
    return ""
