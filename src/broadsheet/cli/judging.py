"""`broadsheet judge` and `broadsheet related`: articles through the line, the events fold after it."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from broadsheet.cli.contract import FIELDS
from broadsheet.cli.streams import Answer, BadCall, Stats, Stream, runner_of, say, settings_of

if TYPE_CHECKING:
    from broadsheet.desk.events import State
    from broadsheet.journal import Copy, Decision
    from broadsheet.line import Runner
    from broadsheet.news import Reading
    from broadsheet.settings import Settings
    from broadsheet.steps import Recipe

Given = Callable[[str], Any]  # the id of an article as its line gave it

SAME = {"event": "events", "copy_of": "events", "origin": "events", "copies": "events"}  # other words for one of them
TICK = 5_000  # arrivals between two looks at the stories that changed; looks each 250 or 1,000 cost UCI .025 of B-cubed


def judge(chosen: argparse.Namespace) -> int:
    """Answer `broadsheet judge`. Raises BadCall."""
    settings, stats, stream = settings_of(chosen), Stats(), Stream()
    wanted = _wanted(chosen.only)
    desk = Desk()
    kept: dict[str, Answer] = {}
    runner = runner_of(chosen.workers)
    try:
        for reading in _read(stream, _recipe(settings, wanted), runner, settings, stats):
            if reading.dropped is None and "events" in wanted:
                desk.hear(reading, settings)
            kept[reading.article.id] = _opinions(reading, wanted, stream.given)
    finally:
        runner.close()
    if "events" in wanted:
        desk.end(settings)
        stats.steps["events"] = desk.seconds

    def answer(article: str) -> Answer:
        judged = kept.pop(article)
        if "events" in wanted and "dropped" not in judged:
            judged = desk.answer(article, chosen.decided == "arrival", stream.given) | judged
        return judged

    stats.articles = say(stream.answered(answer))
    if chosen.stats:
        stats.say()
    return 0


def _wanted(only: str) -> tuple[str, ...]:
    names = [SAME.get(name.strip(), name.strip()) for name in only.split(",") if name.strip()]
    unknown = [name for name in names if name not in FIELDS]
    if unknown:
        raise BadCall(f"--only knows no {unknown[0]!r}; it takes {', '.join(FIELDS)}.")
    return tuple(name for name in FIELDS if name in names or not names)


def _recipe(settings: Settings, wanted: Sequence[str]) -> Recipe:
    """The steps of the settings that give what is wanted, and what those need."""
    from broadsheet.steps import recipe, resolve

    steps = {name: resolve(name) for name in settings.line.steps}
    fields = {part: None for name in wanted for part in FIELDS[name]}
    for _ in steps:
        fields |= dict.fromkeys(need for step in steps.values() if step.gives in fields for need in sorted(step.needs))
    return recipe([name for name, step in steps.items() if step.gives in fields])


def _read(stream: Stream, steps: Recipe, runner: Runner, settings: Settings, stats: Stats) -> Iterator[Reading]:
    from broadsheet import line

    return line.run(steps, stream.articles(), runner, settings, stats.steps)


def _opinions(reading: Reading, wanted: Sequence[str], given: Given) -> Answer:
    if reading.dropped is not None:
        return {"dropped": reading.dropped}
    hold = next(iter(reading.hold or ()), None)
    every: Answer = {
        "language": reading.language.value if reading.language else None,
        "sections": [{"name": j.value, "score": j.score, "why": j.why} for j in reading.sections or ()],
        "tags": [
            {"name": t.name, "kind": t.kind, "score": t.score, "mentions": [list(m) for m in t.mentions]}
            for t in reading.tags or ()
        ],
        "summary": [{"text": s.text, "source": given(s.source), "start": s.start, "end": s.end} for s in reading.summary or ()],
        "hold": (hold.why or hold.value) if hold else None,
    }
    return {name: value for name, value in every.items() if name in wanted}


class Desk:
    """The events fold over a stream, and its decisions carried out."""

    def __init__(self) -> None:
        from broadsheet.desk.events import State

        self.state: State = State()
        self.number = 0
        self.seconds = 0.0
        self.first: dict[str, str] = {}
        self.story: dict[str, str] = {}
        self.alias: dict[str, str] = {}
        self.copies: dict[str, Copy] = {}

    def hear(self, reading: Reading, settings: Settings) -> None:
        """One arrival, and a Tick after every `TICK`."""
        from broadsheet.journal import Arrival

        self._fold(Arrival(self.number, reading), settings)
        self.first[reading.article.id] = self.story[reading.article.id]
        if self.number % TICK == 0:
            self._tick(settings)

    def end(self, settings: Settings) -> None:
        """The stream has ended."""
        self._tick(settings)

    def event(self, article: str) -> str:
        """The story of an article now."""
        name = self.story.get(article, article)
        while name in self.alias:
            name = self.alias[name]
        return name

    def answer(self, article: str, on_arrival: bool, given: Given) -> Answer:
        """What `judge` says of copies and events: articles by the ids they were given, an event by its word."""
        copy = self.copies.get(article)
        return {
            "copy_of": given(copy.of) if copy else None,
            "origin": given(copy.origin if copy else article),
            "event": self.first[article] if on_arrival else self.event(article),
        }

    def _tick(self, settings: Settings) -> None:
        from broadsheet.journal import Tick

        self._fold(Tick(self.number, datetime.fromtimestamp(self.state.clock * 60, UTC)), settings)

    def _fold(self, line: Any, settings: Settings) -> None:
        import time

        from broadsheet.desk.events import fold

        start = time.process_time()
        self.number += 1
        self.state, decisions = fold(self.state, [line], settings)
        for decision in decisions:
            self._carry_out(decision)
        self.seconds += time.process_time() - start

    def _carry_out(self, decision: Decision) -> None:
        from broadsheet.journal import Copy, Join, Leave, Merge, Open, Split

        match decision:
            case Open() | Join():
                self.story[decision.article] = decision.story
            case Copy():
                self.copies[decision.article] = decision
            case Merge():
                self.alias[decision.story] = decision.into
            case Split():
                self.story.update(dict.fromkeys(decision.articles, decision.new))
            case Leave():
                self.story.pop(decision.article, None)


def related(chosen: argparse.Namespace) -> int:
    """Answer `broadsheet related`. Raises BadCall."""
    from broadsheet.desk.related import Neighbours

    if chosen.limit < 1:
        raise BadCall("--limit is how many to list, at least 1.")
    settings, stats, stream, near, desk = settings_of(chosen), Stats(), Stream(), Neighbours(), Desk()
    runner = runner_of(chosen.workers)
    dropped: dict[str, str] = {}
    try:
        for reading in _read(stream, _recipe(settings, ("events",)), runner, settings, stats):
            if reading.dropped is not None:
                dropped[reading.article.id] = reading.dropped
                continue
            near.add(reading)
            if chosen.other_events:
                desk.hear(reading, settings)
    finally:
        runner.close()
    if chosen.other_events:
        desk.end(settings)
        for article in desk.story:
            near.event(article, desk.event(article))

    def answer(article: str) -> Answer:
        if article in dropped:
            return {"dropped": dropped[article]}
        found = near.nearest(article, chosen.limit, chosen.other_events)
        return {"related": [{"id": stream.given(each.id), "score": each.score, "why": each.why} for each in found]}

    stats.articles = say(stream.answered(answer))
    if chosen.stats:
        stats.say()
    return 0
