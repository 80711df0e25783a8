"""The one sequencer: journal in, decisions applied, the fold's state kept as a snapshot and the journal's tail."""

from __future__ import annotations

import gc
import logging
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction

from broadsheet import journal, news
from broadsheet.desk import events
from broadsheet.desk.engine import engine
from broadsheet.desk.snapshot import OldSnapshot
from broadsheet.press.archive import models, relations, stories
from broadsheet.press.archive.apply import decide, settle
from broadsheet.press.archive.lines import AT_ONCE, between, lines
from broadsheet.press.archive.restore import restore
from broadsheet.press.archive.storylines import Threads
from broadsheet.settings import Settings
from broadsheet.steps import recipe

log = logging.getLogger(__name__)

NAME = "events"
AHEAD = 10 * AT_ONCE  # lines for whose withdrawals a story waits to be told anew
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
        self._state = self._resumed(bytes(row.state), row.engine)
        self._index = relations.Index()
        gc.freeze()  # what was loaded stays: a collector that walks through all of it again and again costs a tenth of the fold

    def turn(self, now: datetime) -> Sequenced:
        """Fold the next lines and carry out what was decided, in one transaction with their number."""
        rows = list(models.Journal.objects.filter(number__gt=self._applied).order_by("number")[:AT_ONCE])
        if not rows:
            return Sequenced()
        said = lines(rows)
        self._dirty = True  # until the decisions are rows: a state ahead of its rows is never kept
        self._state, decisions = events.fold(self._state, said, self.settings)
        done = Sequenced(lines=len(rows))
        with transaction.atomic():
            touched = decide(decisions, now)
            settle(said, touched)
            for story in _losing_more(said, rows[-1].number):
                touched.stories.pop(story, None)
            done.told = stories.rewrite(touched.stories, self._recipe, self.settings, now)
            stories.withdraw(list(touched.gone))
            decide(self._threads.turn(done.told.stories, touched, said), now)
            self._index.forget(_unsaid(said))
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
        if not self._dirty:
            self._keep(self._state)

    def _resumed(self, kept: bytes, decided: str) -> events.State:
        """The state after the last applied line, which the engine `decided` left.

        The tail that was applied after the snapshot is folded again, its decisions are rows already. Where another engine
        decided them, or wrote what this one cannot read, the rows say where everything stands; that is kept at once.
        """
        state = _loaded(kept) if decided == engine() or self._kept == self._applied else None
        if state is None:
            log.info("Another engine decided: the stories of the window are taken from print.")
            state = restore(self._applied, self.settings)
            self._keep(state)
            return state
        for tail in between(self._kept, self._applied):
            state, _ = events.fold(state, tail, self.settings)
        if decided != engine():
            models.Fold.objects.filter(name=NAME).update(engine=engine())
        return state

    def _keep(self, state: events.State) -> None:
        kept = {"number": self._applied, "state": state.dump(), "engine": engine()}
        models.Fold.objects.filter(name=NAME).update(**kept)
        self._kept = self._applied


def _losing_more(lines: Sequence[journal.JournalLine], number: int) -> set[str]:
    """After withdrawals: the stories whose next ones wait in the journal, which are told anew when they have lost those too."""
    if not any(isinstance(line, journal.Withdrawal) for line in lines):
        return set()
    waiting = models.Journal.objects.filter(kind="withdrawal", number__gt=number, number__lte=number + AHEAD)
    told = models.Telling.objects.filter(article__in=waiting.values("article"))
    return set(told.values_list("story_id", flat=True).distinct())


def _unsaid(lines: Sequence[journal.JournalLine]) -> list[str]:
    """The articles that do not say any more what they said."""
    changed = [line.reading.article.id for line in lines if isinstance(line, journal.Revision)]
    return [*changed, *(line.article for line in lines if isinstance(line, journal.Withdrawal))]


def _loaded(kept: bytes) -> events.State | None:
    """The state of a snapshot; None when another format holds it."""
    try:
        return events.State.load(kept) if kept else events.State()
    except OldSnapshot:
        return None


def _count(done: Sequenced, decisions: Sequence[journal.Decision]) -> None:
    done.opened = sum(isinstance(d, journal.Open) for d in decisions)
    done.joined = sum(isinstance(d, journal.Join) for d in decisions)
    done.copies = sum(isinstance(d, journal.Copy) for d in decisions)
    done.merged = sum(isinstance(d, journal.Merge) for d in decisions)
