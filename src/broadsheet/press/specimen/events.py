"""What happened in the specimen world, who told it, and what does each page say at a given moment?"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields, replace
from datetime import datetime, timedelta
from functools import lru_cache
from pathlib import Path

from broadsheet.press.specimen.clock_words import fill, unknown_words
from broadsheet.press.specimen.fields import SpecimenError, Table, read_table
from broadsheet.press.specimen.publishers import (
    SECTIONS,
    SpecimenPublisher,
    load_publishers,
)

FOLDER = Path(__file__).parent / "events"
KINDS = ("article", "live", "video", "gallery", "listing", "other")
GENRES = (
    "news",
    "analysis",
    "opinion",
    "review",
    "interview",
    "obituary",
    "satire",
    "sponsored",
    "press_release",
    "service",
)
NOTES = ("update", "correction", "retraction")
ACCESS = ("free", "paywall")
SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
OLDEST, LATEST = 71.9, -240.0  # hours before the demo opens: what the site prints, and ten days of a running demo


@dataclass(frozen=True, slots=True)
class Text:
    """What a page says at one stage; `body` is paragraphs separated by blank lines."""

    headline: str = ""
    standfirst: str = ""
    byline: tuple[str, ...] = ()
    section: str = ""
    kind: str = "article"
    genre: str = "news"
    access: str = "free"
    picture: str = ""
    credit: str = ""
    keywords: tuple[str, ...] = ()
    body: str = ""

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """The body's paragraphs."""
        return tuple(self.body.split("\n\n"))

    @property
    def served(self) -> tuple[str, ...]:
        """The paragraphs a reader without a subscription gets."""
        return self.paragraphs[:2] if self.access == "paywall" else self.paragraphs


@dataclass(frozen=True, slots=True)
class Revision:
    """What the page says from `hours` before opening on: the whole text as it then stands."""

    hours: float
    note: str
    text: Text


@dataclass(frozen=True, slots=True)
class Telling:
    """One publisher's article about one event; clock words still in it."""

    slug: str
    publisher: SpecimenPublisher
    event: str
    sections: tuple[str, ...]
    hours: float
    copy_of: str
    first: Text
    revisions: tuple[Revision, ...]


@dataclass(frozen=True, slots=True)
class Event:
    """One event of the specimen world and all its tellings; `follows` is the event whose storyline it goes on with."""

    id: str
    sections: tuple[str, ...]
    place: str
    facts: str
    tellings: tuple[Telling, ...]
    follows: str = ""

    @property
    def first(self) -> float:
        """The hours of its first telling."""
        return max((telling.hours for telling in self.tellings), default=LATEST)


@dataclass(frozen=True, slots=True)
class Note:
    """A change the page owns up to."""

    kind: str
    when: datetime


@dataclass(frozen=True, slots=True)
class Version:
    """A telling as its page shows it at one moment, clock words replaced; times in UTC."""

    text: Text
    published: datetime
    modified: datetime
    notes: tuple[Note, ...]


def text_at(telling: Telling, anchor: datetime, now: datetime) -> Version | None:
    """The version current at `now` of a demo opened at `anchor` (both aware); None before it is out."""
    if now < moment(anchor, telling.hours):
        return None
    stage = sum(moment(anchor, revision.hours) <= now for revision in telling.revisions)
    return _version(telling, anchor, stage)


def moment(anchor: datetime, hours: float) -> datetime:
    """The time `hours` before the anchor; a negative number lies after it. Whole seconds."""
    return (anchor - timedelta(hours=hours)).replace(microsecond=0)


@lru_cache(maxsize=4096)
def _version(telling: Telling, anchor: datetime, stage: int) -> Version:
    due = telling.revisions[:stage]
    text = due[-1].text if due else telling.first
    published = moment(anchor, telling.hours)
    day, language = published.astimezone(telling.publisher.zone), telling.publisher.language
    return Version(
        text=replace(
            text,
            headline=fill(text.headline, day, language),
            standfirst=fill(text.standfirst, day, language),
            picture=fill(text.picture, day, language),
            body=fill(text.body, day, language),
        ),
        published=published,
        modified=moment(anchor, due[-1].hours) if due else published,
        notes=tuple(Note(revision.note, moment(anchor, revision.hours)) for revision in due),
    )


def load(folder: Path = FOLDER) -> tuple[tuple[SpecimenPublisher, ...], tuple[Event, ...]]:
    """The publishers, and all events of a folder that hold together.

    Raises SpecimenError: one sentence with the file's name and what to do.
    """
    publishers = load_publishers()
    return publishers, load_events(sorted(folder.glob("*.toml")), publishers)


def load_events(files: Iterable[Path], publishers: Sequence[SpecimenPublisher]) -> tuple[Event, ...]:
    """The events of these files, checked one by one and then against each other."""
    events = tuple(load_event(file, publishers) for file in files)
    _check_slugs(events)
    _check_copies(events)
    _check_follows(events)
    return events


def load_event(file: Path, publishers: Sequence[SpecimenPublisher]) -> Event:
    """One event's file, checked as far as it can be alone."""
    table = read_table(file)
    table.only({"id", "follows", "sections", "place", "facts", "article"})
    if (name := table.text("id")) != file.stem:
        raise table.refusal(f"has `id` {name!r}; make it the file's name, {file.stem!r}")
    sections = table.texts("sections")
    table.allowed("sections", sections, SECTIONS)
    houses = {publisher.slug: publisher for publisher in publishers}
    rows = table.tables("article")
    tellings = tuple(_telling(row, name, sections, houses) for row in rows)
    return Event(name, sections, table.text("place"), table.text("facts"), tellings, table.text("follows", ""))


def _telling(row: Table, event: str, sections: tuple[str, ...], houses: dict[str, SpecimenPublisher]) -> Telling:
    row.only({"slug", "publisher", "hours", "copy_of", "revision", *_text_fields()})
    slug, hours = row.text("slug"), row.number("hours")
    if not SLUG.fullmatch(slug):
        raise row.refusal("has a slug of other signs than a-z, 0-9 and hyphens; rename it")
    if not LATEST <= hours <= OLDEST:
        raise row.refusal(f"has `hours` {hours:g}; use {LATEST:g} to {OLDEST:g}")
    first = _text(row, Text())
    return Telling(
        slug=slug,
        publisher=houses[row.choice("publisher", houses)],
        event=event,
        sections=sections,
        hours=hours,
        copy_of=row.text("copy_of", ""),
        first=first,
        revisions=_revisions(row, first, hours),
    )


def _revisions(row: Table, text: Text, hours: float) -> tuple[Revision, ...]:
    found: list[Revision] = []
    for inner in row.tables("revision"):
        inner.only({"hours", "note", *_text_fields()})
        text, before, hours = _text(inner, text), hours, inner.number("hours")
        if hours >= before:
            raise inner.refusal(f"has `hours` {hours:g}; a later text has a smaller number than {before:g}")
        found.append(Revision(hours, inner.choice("note", NOTES), text))
    return tuple(found)


def _text_fields() -> tuple[str, ...]:
    return tuple(field.name for field in fields(Text))


def _text(row: Table, above: Text) -> Text:
    """The row's text; every field it does not give is as above."""
    text = Text(
        headline=row.text("headline", above.headline),
        standfirst=row.text("standfirst", above.standfirst),
        byline=row.texts("byline", above.byline),
        section=row.text("section", above.section),
        kind=row.choice("kind", KINDS, above.kind),
        genre=row.choice("genre", GENRES, above.genre),
        access=row.choice("access", ACCESS, above.access),
        picture=row.text("picture", above.picture),
        credit=row.text("credit", above.credit),
        keywords=row.texts("keywords", above.keywords),
        body=_paragraphs(row.text("body", above.body)),
    )
    for field in ("headline", "section", "body"):
        if not getattr(text, field):
            raise row.refusal(f"has no `{field}`; write one")
    words = unknown_words(f"{text.headline}\n{text.standfirst}\n{text.picture}\n{text.body}")
    if words:
        raise row.refusal(f"has {words[0]}, which is no clock word; use {{weekday}}, {{date}}, {{month}} or {{year}}")
    return text


def _paragraphs(body: str) -> str:
    blocks = (" ".join(block.split()) for block in re.split(r"\n\s*\n", body))
    return "\n\n".join(block for block in blocks if block)


def _check_slugs(events: Iterable[Event]) -> None:
    seen: dict[str, str] = {}
    for event in events:
        for telling in event.tellings:
            if telling.slug in seen:
                where = f"{event.id}.toml: article {telling.slug} has the slug of one in {seen[telling.slug]}.toml"
                raise SpecimenError(f"{where}; rename it.")
            seen[telling.slug] = event.id


def _check_copies(events: Iterable[Event]) -> None:
    tellings = {telling.slug: telling for event in events for telling in event.tellings}
    for telling in tellings.values():
        if not telling.copy_of:
            continue
        where = f"{telling.event}.toml: article {telling.slug} copies {telling.copy_of}"
        if telling.copy_of not in tellings:
            raise SpecimenError(f"{where}, which no file has; correct `copy_of`.")
        if tellings[telling.copy_of].hours <= telling.hours:
            raise SpecimenError(f"{where}, which is not older; give the copy smaller `hours`.")


def _check_follows(events: Iterable[Event]) -> None:
    known = {event.id: event for event in events}
    for event in known.values():
        if not event.follows:
            continue
        where = f"{event.id}.toml: follows {event.follows}"
        if event.follows not in known:
            raise SpecimenError(f"{where}, which no file tells; correct `follows`.")
        if known[event.follows].first <= event.first:
            raise SpecimenError(f"{where}, which is not older; a storyline goes on with the later event.")
