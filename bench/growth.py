"""What an article costs as the window grows: `python bench/growth.py [--to 100000] [--data PATH] [--json FILE]`.

Fills the fold's window with events made of real articles, a part of their words and prose exchanged for made-up ones, so that
they are neighbours and not copies, and each told by as many as events are; then measures the next 2,000, step by step:
of 10,000 articles, 100,000 and so on up to `--to`. CPU time, of one process a window; memory is what that process holds
beyond what it held before.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from importlib.util import find_spec
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

import corpora
import machine
from broadsheet.desk import fingerprint, round_up, terms
from broadsheet.desk.events import State, fold
from broadsheet.desk.window import DAYS
from broadsheet.journal import Arrival, Tick
from broadsheet.news import Article, Reading
from broadsheet.settings import Settings
from broadsheet.steps import resolve

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

    from numpy.typing import NDArray

Row = dict[str, object]
DATA = Path(__file__).parents[2] / "shared/data"
SIZES = (10_000, 100_000, 1_000_000, 2_000_000)
SOURCES = 6_000  # real articles that are varied
MEASURED = 2_000
TICK = 200  # arrivals between two Ticks, as many as the sequencer folds at once
EARLIER = 48  # hours before the first article in which events may have begun
KEPT_OF_TOPIC = 0.5  # of an article's words, by an event made of it: events of one article are neighbours, no more
KEPT_WORDS, KEPT_PROSE = 0.7, 0.15  # of an event, by a telling: two tellings share half of their words, less than copies do
LARGEST, HOURS = 300, 12  # tellings of an event at most, and the mean time until one comes
OUTLETS = 5_000
REMEMBERED = 1_000  # events at hand
VOCABULARY = 400_000  # made-up words, the frequent ones first, as words are
START = datetime(2026, 3, 2, tzinfo=UTC)


def sources(data: Path) -> list[Article]:
    """Real articles: whole ones, and titles with a lead."""
    whole = corpora.articles(data, SOURCES * 2 // 3)
    return whole + [told.article for told in corpora.neus(data, (SOURCES - len(whole)) // 3)]


class Wire:
    """Made-up events of real articles: of each a number of tellings, spread over some hours.

    An event takes a real article and exchanges a part of its words; each telling exchanges a part of the event's. How many
    tell an event does not depend on how many events there are, as the world's news has it: few events are told by hundreds.
    """

    def __init__(self, readings: Sequence[Reading], window: int) -> None:
        chance = np.random.default_rng(window)
        rate, length = window / (DAYS * 24), DAYS * 24 * (1 + 2 * MEASURED / window)  # articles an hour, hours
        sizes = 1 + chance.choice(LARGEST, round(rate * (length + EARLIER)), p=_tails())
        sizes = sizes[: int(np.searchsorted(np.cumsum(sizes), rate * (length + EARLIER)))]
        begun = chance.random(len(sizes)) * (length + EARLIER) - EARLIER
        event = np.repeat(np.arange(len(sizes)), sizes)
        when = begun[event] + chance.exponential(HOURS, len(event))
        order = np.argsort(when, kind="stable")
        order = order[when[order] >= 0]
        self.event, self.when = event[order], when[order]
        self.readings = readings
        self._events: dict[int, Reading] = {}

    def told(self, first: int, many: int) -> Iterator[Reading]:
        """The next tellings, in order of time."""
        for number in range(first, first + many):
            event = int(self.event[number])
            if event not in self._events:
                if len(self._events) >= REMEMBERED:
                    del self._events[next(iter(self._events))]
                self._events[event] = varied(self.readings[event * 7919 % len(self.readings)], -1 - event, KEPT_OF_TOPIC, 0)
            when = START + timedelta(minutes=int(self.when[number] * 60))
            telling = varied(self._events[event], number, KEPT_WORDS, KEPT_PROSE)
            publisher = f"outlet{number % OUTLETS}"
            article = replace(telling.article, id=f"{number:016x}", publisher=publisher, published=when, dated=True)
            yield replace(telling, article=article)


def _tails() -> NDArray[np.float64]:
    weights: NDArray[np.float64] = np.arange(1, LARGEST + 1, dtype=float) ** -2
    return weights / float(weights.sum())


def varied(reading: Reading, seed: int, words: float, prose: float) -> Reading:
    """A reading that shares this part of its words and this of its prose with the one given."""
    chance = np.random.default_rng([abs(seed), seed < 0])
    terms, sketch = reading.terms or (), reading.sketch or ()
    stays = (chance.random(len(terms)) < words).tolist()
    made = (VOCABULARY ** chance.random(len(terms))).astype(int).tolist()
    kept = {
        term if stay else f"{term[0] if term[0] in '^@#' else ''}made{other}": count
        for (term, count), stay, other in zip(terms, stays, made, strict=True)
    }
    meaning = reading.meaning and _blurred(reading.meaning, words, chance)
    return replace(reading, terms=tuple(kept.items()), sketch=(*sketch[:4], *_others(sketch, prose, chance)), meaning=meaning)


def _others(sketch: Sequence[int], prose: float, chance: np.random.Generator) -> list[int]:
    """Of most pairs of a sketch another in its place, in the same sample."""
    units = np.array(sketch[4:], np.int64)
    others = units & ~fingerprint.TOP | chance.integers(0, sketch[2] + 1, len(units)) if len(units) else units
    mixed: list[int] = np.where(chance.random(len(units)) < prose, units, others).tolist()
    return mixed


def _blurred(meaning: bytes, words: float, chance: np.random.Generator) -> bytes:
    """A vector with most numbers kept and chance ones in the place of the others."""
    numbers = np.frombuffer(meaning, np.uint8)
    others = chance.integers(0, 256, len(numbers), np.uint8)
    return np.where(chance.random(len(numbers)) < words, numbers, others).tobytes()


def steps(articles: Sequence[Article]) -> dict[str, Callable[[], Sequence[object]]]:
    """The steps that the fold needs, over real articles."""
    found: dict[str, Callable[[], Sequence[object]]] = {
        "sketch": lambda: [fingerprint.sketch(article.text) for article in articles],
        "terms": lambda: [terms.terms(article) for article in articles],
        "form": lambda: [round_up.form(article) for article in articles],
    }
    if find_spec("broadsheet.desk.meaning"):
        step, readings = resolve("meaning"), [Reading(article) for article in articles]
        found["meaning"] = lambda: step.function(readings, Settings())
    return found


def resident() -> int:
    """Bytes of memory that this process holds."""
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE")


def spent(act: Callable[[], object]) -> float:
    """CPU-seconds of an act."""
    start = time.process_time()
    act()
    return time.process_time() - start


def grow(readings: Sequence[Reading], sizes: Sequence[int], each: Row) -> Iterator[Row]:
    """A row for each size of the window; `each` are the steps' CPU ms an article, which do not change."""
    _filled(readings, TICK * 2, {})  # compiled here, so that no process that follows does
    forked = get_context("fork")
    for size in sizes:
        answer, told = forked.Pipe(duplex=False)
        child = forked.Process(target=_tell, args=(told, readings, size, each))
        child.start()
        yield answer.recv()
        child.join()


def _tell(told: Connection, readings: Sequence[Reading], size: int, each: Row) -> None:
    told.send(_filled(readings, size, each))


def _filled(readings: Sequence[Reading], size: int, each: Row) -> Row:
    state, before, wire = State(), resident(), Wire(readings, size)
    for number, reading in enumerate(wire.told(0, size)):
        fold(state, [Arrival(number, reading)], Settings())
        if number % TICK == TICK - 1:
            _tick(state, number)
    held = resident() - before
    gc.freeze()  # as the sequencer does
    fold_ms, tick_ms = _measured(state, size, list(wire.told(size, MEASURED)))
    writing, loading, kept = _snapshot(state)
    row: Row = {"window": len(state.pieces), **each, "fold ms": fold_ms, "tick ms": tick_ms}
    row["whole ms"] = sum(float(str(value)) for name, value in row.items() if name.endswith(" ms"))
    row |= {"stories": sum(1 for _ in state.stories), "bytes an article": held // size}
    return row | {"snapshot MB": kept / 1e6, "dump s": writing, "load s": loading}


def _tick(state: State, number: int) -> None:
    fold(state, [Tick(number, datetime.fromtimestamp(state.clock * 60, UTC))], Settings())


def _measured(state: State, number: int, came: Sequence[Reading]) -> tuple[float, float]:
    """CPU ms an article of the arrivals and of the Ticks between them."""
    arrivals, ticks = 0.0, 0.0
    for at in range(0, len(came), TICK):
        lines = [Arrival(number + at + n, reading) for n, reading in enumerate(came[at : at + TICK])]
        start = time.process_time()
        fold(state, lines, Settings())
        then = time.process_time()
        _tick(state, number)
        arrivals, ticks = arrivals + then - start, ticks + time.process_time() - then
    return arrivals * 1000 / len(came), ticks * 1000 / len(came)


def _snapshot(state: State) -> tuple[float, float, int]:
    """CPU-seconds to write and to read a snapshot, and its bytes."""
    start = time.process_time()
    kept = state.dump()
    then = time.process_time()
    State.load(kept)
    return then - start, time.process_time() - then, len(kept)


def main() -> int:
    """Measure and print."""
    asked = argparse.ArgumentParser(description="What an article costs as the window grows.")
    asked.add_argument("--to", type=int, default=100_000, help="the largest window, in articles (default: 100,000)")
    asked.add_argument("--data", type=Path, default=DATA, help="the folder of the labelled sets")
    asked.add_argument("--json", default="", metavar="FILE", help="write the numbers there; - for stdout")
    chosen = asked.parse_args()
    if not chosen.data.is_dir():
        asked.error(f"there is no folder {chosen.data}; name the labelled sets with --data")
    print(" ".join(f"{name} {value}" for name, value in machine.described().items()))
    articles = sources(chosen.data)
    doing = steps(articles)
    each: Row = {f"{name} ms": spent(act) * 1000 / len(articles) for name, act in doing.items()}
    made = [doing[name]() for name in doing]
    readings = [
        Reading(article, **dict(zip(doing, given, strict=True)))
        for article, given in zip(articles, zip(*made, strict=True), strict=True)
    ]
    sizes = [size for size in SIZES if size < chosen.to] + [chosen.to]
    rows: list[Row] = []
    for row in grow(readings, sizes, each):
        rows.append(row | {"of the first": row["whole ms"] / rows[0]["whole ms"] if rows else 1.0})  # type: ignore[operator]
        print(machine.table(rows[-1:]), flush=True)
    print(f"\n{machine.table(rows)}")
    if chosen.json == "-":
        print(json.dumps({"machine": machine.described(), "growth": rows}))
    elif chosen.json:
        Path(chosen.json).write_text(json.dumps({"machine": machine.described(), "growth": rows}, indent=1), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
