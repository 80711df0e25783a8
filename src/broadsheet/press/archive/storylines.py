"""The storylines fold beside the events fold: stories told anew go in, what follows what comes out; and a line for pages.

Its memory is the table of chapters, written in the transaction that changes it, so that no restart loses or repeats a line.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from broadsheet import journal
from broadsheet.desk import chapters as desk
from broadsheet.desk import storylines
from broadsheet.press.archive import chapters
from broadsheet.press.archive.apply import Touched, bump
from broadsheet.press.archive.chapters import Chapter
from broadsheet.press.archive.models import Story
from broadsheet.press.archive.stories import Told

ENOUGH = 2  # own tellings from which a story is remembered though it is not in print


class Threads:
    """The lines of the last weeks: one in the sequencer."""

    def __init__(self) -> None:
        self._state = storylines.State()
        latest = Chapter.objects.order_by("-last").values_list("last", flat=True).first()
        self._now = latest or datetime.fromtimestamp(0, UTC)
        rows = Chapter.objects.filter(last__gte=self._now - timedelta(days=storylines.DAYS)).order_by("-last", "-story_id")
        parents = dict(rows.values_list("story_id", "of_id"))
        for row in reversed(rows[: storylines.MOST]):  # the eldest first, as they were heard
            known = desk.unpack(row.story_id, _minutes(row.first), _minutes(row.last), row.voices, bytes(row.trace))
            known.line, known.of = _head(row.story_id, parents), row.of_id or ""
            self._state.enter(known)

    def turn(self, told: Sequence[Told], touched: Touched, lines: Iterable[journal.JournalLine]) -> list[journal.Follow]:
        """What follows what after these stories were told anew; call it inside the transaction that changed them."""
        self._now = max([self._now, *(line.now for line in lines if isinstance(line, journal.Tick))])
        standing = {each.row.pk: each for each in told if _stands(each)}
        gone = [name for name in {**touched.gone, **touched.stories} if name not in standing]
        found = {name: self._facts(name, each, name in touched.unsaid) for name, each in standing.items()}
        heard = [facts for facts in found.values() if facts is not None]
        gone += [name for name in touched.unsaid if name in standing and found[name] is None]
        _withdraw(gone)
        self._state, decisions = storylines.fold(self._state, heard, gone, _minutes(self._now))
        _remember([known for facts in heard if (known := self._state.chapters.get(facts.story))])
        return decisions

    def lines(self) -> dict[str, str]:
        """The line of each story that is remembered: the id of its first, its own where it stands alone."""
        return {name: known.line or name for name, known in self._state.chapters.items()}

    def _facts(self, name: str, told: Told, unsaid: bool) -> desk.Facts | None:
        """What a story is about, where that is not settled: its voices are few still, or one of them says something else."""
        tellings = told.story.tellings
        return desk.facts(name, tellings) if unsaid or self._state.due(name, len(desk.voices(tellings))) else None


@dataclass(frozen=True, slots=True)
class Part:
    """A story of a line as a page shows it: `here` for the one on the page, `why` for how it goes on from the one before."""

    story: str
    slug: str
    headline: str
    first: datetime
    outlets: int
    here: bool
    why: str


def parts(story: str) -> tuple[Part, ...]:
    """The printed stories of a story's line in order of time, itself among them; none when it stands alone."""
    shown = Story.objects.filter(pk__in=chapters.within(story), state="printed").exclude(edit__state__in=("held", "killed"))
    columns = ("pk", "slug", "headline", "edit__headline", "first_seen", "outlets", "chapter__why")
    rows = shown.order_by("first_seen", "pk").values_list(*columns)
    found = tuple(
        Part(key, slug, edited or headline, first, outlets, key == story, why or "")
        for key, slug, headline, edited, first, outlets, why in rows
    )
    return found if len(found) > 1 else ()


def _stands(told: Told) -> bool:
    if told.row.state == "killed":
        return False
    return told.row.state == "printed" or len(desk.voices(told.story.tellings)) >= ENOUGH


def _withdraw(gone: Sequence[str]) -> None:
    """Take stories out of their lines; the pages of those lines change."""
    for story in Chapter.objects.filter(story__in=gone).values_list("story_id", flat=True):
        bump(f"story:{each}" for each in chapters.line(story))
    Chapter.objects.filter(story__in=gone).delete()


def _remember(known: Sequence[desk.Chapter]) -> None:
    rows = [
        Chapter(
            story_id=each.story, first=_time(each.first), last=_time(each.last), voices=each.voices, trace=each.pack()
        )
        for each in known
    ]  # fmt: skip
    columns = ("first", "last", "voices", "trace")
    Chapter.objects.bulk_create(rows, update_conflicts=True, unique_fields=["story"], update_fields=columns)


def _head(story: str, parents: Mapping[str, str | None]) -> str:
    """The first of a story's line, as far as the rows go back."""
    seen = {story: None}
    while (before := parents.get(story)) and before not in seen:
        story = before
        seen[story] = None
    return story


def _minutes(when: datetime) -> int:
    return int(when.timestamp()) // 60


def _time(minutes: int) -> datetime:
    return datetime.fromtimestamp(minutes * 60, UTC)
