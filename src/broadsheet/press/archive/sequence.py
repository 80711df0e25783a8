"""The one sequencer: journal in, decisions applied, the fold's state kept as a snapshot and the journal's tail."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction

from broadsheet import journal, news
from broadsheet.desk import events, related
from broadsheet.desk.snapshot import OldSnapshot
from broadsheet.press.archive import models, stories
from broadsheet.press.archive.apply import decide, settle
from broadsheet.press.archive.readings import load
from broadsheet.press.archive.storylines import Threads
from broadsheet.settings import Settings
from broadsheet.steps import recipe

NAME = "events"
AT_ONCE = 200  # journal lines a transaction; how long that holds the writer's lock has not been measured
SNAPSHOT_EVERY = 2_000  # lines refolded at most after a crash
NEIGHBOURS = 20_000  # printed tellings among which related stories are looked for
RELATED = 8  # relations kept a story; a page shows fewer
# Likeness below which a page would call related what is not, with and without a tag in common: chosen by eye on a sample of
# some 65 of the specimen's 521 pairs. Without a tag unrelated ones stood up to .11; with one, "both about Lyon" at .05 was.
FAINT, NEAR = 0.05, 0.1


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
            self._relate(list(touched.stories))
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
        self._meet_neighbours()

    def _meet_neighbours(self) -> None:
        """Index the latest printed tellings anew, so that the index stays as large as the news is."""
        self._neighbours = related.Neighbours()
        recent = models.Telling.objects.filter(story__state="printed").order_by("-article__when")
        self._know([row.article_id for row in recent[:NEIGHBOURS]])

    def _know(self, articles: Sequence[str]) -> None:
        told = dict(models.Telling.objects.filter(article__in=articles).values_list("article_id", "story_id"))
        for reading in _readings([(name, None) for name in articles]).values():
            if story := told.get(reading.article.id):
                self._neighbours.add(reading, story)

    def _relate(self, changed: Sequence[str]) -> None:
        if len(self._neighbours) > 2 * NEIGHBOURS:
            self._meet_neighbours()
        told = models.Telling.objects.filter(story__in=changed, copy_of="").order_by("article__when", "article_id")
        firsts: dict[str, str] = {}
        for row in told:
            firsts.setdefault(row.story_id, row.article_id)
        self._know([row.article_id for row in told])
        models.Relation.objects.filter(story__in=changed).delete()
        models.Relation.objects.bulk_create(
            [row for story, article in firsts.items() for row in self._relations(story, article)]
        )

    def _relations(self, story: str, article: str) -> list[models.Relation]:
        near = self._neighbours.nearest(article, RELATED * 3, other_events=True)
        told = dict(models.Telling.objects.filter(article__in=[n.id for n in near]).values_list("article_id", "story_id"))
        tags = _tags([story, *told.values()])
        found: dict[str, models.Relation] = {}
        for neighbour in near:
            other = told.get(neighbour.id, story)
            common = sorted(tags[story] & tags[other])
            if other == story or other in found or neighbour.score < (FAINT if common else NEAR):
                continue
            why = f"both about {' and '.join(common[:2])}" if common else neighbour.why
            found[other] = models.Relation(story_id=story, other_id=other, score=neighbour.score, why=why[:500])
        return list(found.values())[:RELATED]


def _tags(stories_: Sequence[str]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for story, name in models.Tagging.objects.filter(story__in=stories_).values_list("story_id", "tag__name"):
        found[story].add(name)
    return found


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
