"""The one sequencer: journal in, decisions applied, the fold's state kept as a snapshot and the journal's tail."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction

from broadsheet import journal, news
from broadsheet.desk import events
from broadsheet.desk.snapshot import OldSnapshot
from broadsheet.press.archive import models, relations, stories
from broadsheet.press.archive.apply import decide, settle
from broadsheet.press.archive.readings import load
from broadsheet.press.archive.storylines import Threads
from broadsheet.settings import Settings
from broadsheet.steps import recipe

NAME = "events"
AT_ONCE = 200  # journal lines a transaction; how long that holds the writer's lock has not been measured
SNAPSHOT_EVERY = 2_000  # lines refolded at most after a crash


@dataclass(slots=True)
class Sequenced:
    """What one turn did."""

    lines: int = 0
    opened: int = 0
    joined: int = 0
    copies: int = 0
    merged: int = 0
    told: stories.Counted = field(default_factory=stories.Counted)


class Sequencer:
    """Folds the journal. One in the whole newsroom at a time: the floor holds the lock."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self._recipe = recipe(settings.line.story_steps, of=news.Story)
        self._dirty = False
        self._threads = Threads()
        row, _ = models.Fold.objects.get_or_create(name=NAME)
        self._applied, self._kept = row.applied, row.number
        self._state = self._snapshot(bytes(row.state))
        self._resume()

    def turn(self, now: datetime) -> Sequenced:
        """Fold the next lines and carry out what was decided, in one transaction with their number."""
        rows = list(models.Journal.objects.filter(number__gt=self._applied).order_by("number")[:AT_ONCE])
        if not rows:
            return Sequenced()
        lines = _lines(rows)
        self._dirty = True  # until the decisions are rows: a state ahead of its rows is never kept
        self._state, decisions = events.fold(self._state, lines, self.settings)
        done = Sequenced(lines=len(rows))
        with transaction.atomic():
            touched = decide(decisions, now)
            settle(lines, touched)
            done.told = stories.rewrite(touched.stories, self._recipe, self.settings, now)
            stories.withdraw(list(touched.gone))
            decide(self._threads.turn(done.told.stories, touched, lines), now)
            self._index.relate(list(touched.stories), now, self._threads.lines())
            models.Fold.objects.filter(name=NAME).update(applied=rows[-1].number)
        self._applied, self._dirty = rows[-1].number, False
        _count(done, decisions)
        if self._applied - self._kept >= SNAPSHOT_EVERY:
            self.snapshot()
        return done

    def tick(self, now: datetime) -> None:
        """Tell the folds the time: a line of the journal like any other, so that a replay knows it too."""
        models.Journal.objects.create(kind="tick", payload={"now": now.isoformat()}, at=now)

    def snapshot(self) -> None:
        """Keep the state as it is after the last applied line; one whose decisions failed to become rows is left."""
        if self._dirty:
            return
        models.Fold.objects.filter(name=NAME).update(number=self._applied, state=self._state.dump())
        self._kept = self._applied

    def _snapshot(self, state: bytes) -> events.State:
        """The kept state; one that an older Broadsheet wrote is worth nothing, and the whole journal is folded again."""
        try:
            return events.State.load(state) if state else events.State()
        except OldSnapshot:
            self._kept = 0
            return events.State()

    def _resume(self) -> None:
        """Fold the tail that was applied after the last snapshot; its decisions are rows already."""
        number = self._kept
        while number < self._applied:
            tail = models.Journal.objects.filter(number__gt=number, number__lte=self._applied)
            rows = list(tail.order_by("number")[:AT_ONCE])
            if not rows:
                break
            lines = _lines(rows)
            self._state, _ = events.fold(self._state, lines, self.settings)
            number = rows[-1].number
        self._index = relations.Index()


def _count(done: Sequenced, decisions: Sequence[journal.Decision]) -> None:
    done.opened = sum(isinstance(d, journal.Open) for d in decisions)
    done.joined = sum(isinstance(d, journal.Join) for d in decisions)
    done.copies = sum(isinstance(d, journal.Copy) for d in decisions)
    done.merged = sum(isinstance(d, journal.Merge) for d in decisions)


def _lines(rows: Sequence[models.Journal]) -> list[journal.JournalLine]:
    readings = _readings([(row.article, row.version) for row in rows if row.article])
    return [line for row in rows if (line := _line(row, readings)) is not None]


def _line(row: models.Journal, readings: dict[tuple[str, int | None], news.Reading]) -> journal.JournalLine | None:
    kept = row.payload
    reading = readings.get((row.article, row.version))
    match row.kind:
        case "arrival" if reading:
            return journal.Arrival(row.number, reading)
        case "revision" if reading:
            return journal.Revision(row.number, reading)
        case "withdrawal":
            return journal.Withdrawal(row.number, row.article, kept.get("why", ""))
        case "overrule":
            return journal.Overrule(row.number, kept["act"], tuple(kept["subjects"]), kept["into"], kept.get("why", ""))
        case "tick":
            return journal.Tick(row.number, datetime.fromisoformat(kept["now"]))
    return None


def _readings(wanted: Sequence[tuple[str, int | None]]) -> dict[tuple[str, int | None], news.Reading]:
    """Readings by article and version; version None asks for the latest."""
    ids = {name for name, _ in wanted}
    texts = dict(models.Article.objects.filter(id__in=ids).values_list("id", "text"))
    found: dict[tuple[str, int | None], news.Reading] = {}
    for row in models.Reading.objects.filter(article__in=ids).order_by("article_id", "version"):
        reading = load(row.fields, texts.get(row.article_id, ""))
        found[row.article_id, row.version] = found[row.article_id, None] = reading
    return {key: found[key] for key in wanted if key in found}
