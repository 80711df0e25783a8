"""What an article costs as the window grows: `python bench/growth.py [--to 100000] [--data PATH] [--json FILE]`.

Fills the window from real articles, each time with a part of their words and prose exchanged for made-up ones, so that they are
neighbours and not copies; then measures the next 2,000, step by step, at 10,000, 100,000 and so on up to `--to` articles.
CPU time, of one process; memory is what the process holds beyond what it held before the window was filled.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from importlib.util import find_spec
from pathlib import Path

import numpy as np

import corpora
import machine
from broadsheet.desk import fingerprint, terms
from broadsheet.desk.events import State, fold
from broadsheet.journal import Arrival, Tick
from broadsheet.news import Article, Reading
from broadsheet.settings import Settings
from broadsheet.steps import resolve

Row = dict[str, object]
DATA = Path(__file__).parents[2] / "shared/data"
SIZES = (10_000, 100_000, 1_000_000, 2_000_000)
SOURCES = 6_000  # real articles that are varied
MEASURED = 2_000
TICK = 200  # arrivals between two Ticks, as many as the sequencer folds at once
DAYS = 4  # the window is filled in: within what the fold remembers
KEPT_WORDS, KEPT_PROSE = 0.6, 0.15  # of a varied article: as much as two tellings share, less than a copy does
VOCABULARY = 400_000  # made-up words, the frequent ones first, as words are
START = datetime(2026, 3, 2, tzinfo=UTC)


def sources(data: Path) -> list[Article]:
    """Real articles: whole ones, and titles with a lead."""
    whole = corpora.articles(data, SOURCES * 2 // 3)
    return whole + [told.article for told in corpora.neus(data, (SOURCES - len(whole)) // 3)]


def varied(reading: Reading, number: int, when: datetime) -> Reading:
    """A reading that shares a part of its words and prose with the one given."""
    chance = np.random.default_rng(number)
    words, sketch = reading.terms or (), reading.sketch or ()
    stays = (chance.random(len(words)) < KEPT_WORDS).tolist()
    made = (VOCABULARY ** chance.random(len(words))).astype(int).tolist()
    kept = {
        term if stay else f"{term[0] if term[0] in '^@#' else ''}made{other}": count
        for (term, count), stay, other in zip(words, stays, made, strict=True)
    }
    article = replace(reading.article, id=f"{number:016x}", publisher=f"outlet{number % 5_000}", published=when, dated=True)
    prose, meaning = (*sketch[:4], *_others(sketch, chance)), reading.meaning and _blurred(reading.meaning, chance)
    return replace(reading, article=article, terms=tuple(kept.items()), sketch=prose, meaning=meaning)


def _others(sketch: Sequence[int], chance: np.random.Generator) -> list[int]:
    """Of most pairs of a sketch another in its place, in the same sample."""
    units = np.array(sketch[4:], np.int64)
    others = units & ~fingerprint.TOP | chance.integers(0, sketch[2] + 1, len(units)) if len(units) else units
    mixed: list[int] = np.where(chance.random(len(units)) < KEPT_PROSE, units, others).tolist()
    return mixed


def _blurred(meaning: bytes, chance: np.random.Generator) -> bytes:
    """A vector with most numbers kept and chance ones in the place of the others."""
    numbers = np.frombuffer(meaning, np.uint8)
    others = chance.integers(0, 256, len(numbers), np.uint8)
    return np.where(chance.random(len(numbers)) < KEPT_WORDS, numbers, others).tobytes()


def wire(readings: Sequence[Reading], first: int, many: int, step: timedelta) -> Iterator[Reading]:
    """The next varied readings, one every so often."""
    for number in range(first, first + many):
        yield varied(readings[number * 7919 % len(readings)], number, START + number * step)


def steps(articles: Sequence[Article]) -> dict[str, Callable[[], Sequence[object]]]:
    """The steps that the fold needs, over real articles."""
    found: dict[str, Callable[[], Sequence[object]]] = {
        "sketch": lambda: [fingerprint.sketch(article.text) for article in articles],
        "terms": lambda: [terms.terms(article) for article in articles],
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
    state, before, step = State(), resident(), timedelta(days=DAYS) / max(sizes)
    number = 0
    for size in sizes:
        for reading in wire(readings, number, size - number, step):
            _arrive(state, number, reading)
            number += 1
        held = resident() - before
        came = list(wire(readings, number, MEASURED, step))
        fold_ms, tick_ms = _measured(state, number, came)
        number += len(came)
        writing, loading, kept = _snapshot(state)
        row: Row = {"window": len(state.pieces), **each, "fold ms": fold_ms, "tick ms": tick_ms}
        row["whole ms"] = sum(float(str(value)) for name, value in row.items() if name.endswith(" ms"))
        row |= {"stories": sum(1 for _ in state.stories), "bytes an article": held // size}
        yield row | {"snapshot MB": kept / 1e6, "dump s": writing, "load s": loading}


def _arrive(state: State, number: int, reading: Reading) -> None:
    fold(state, [Arrival(number, reading)], Settings())
    if number % TICK == TICK - 1:
        _tick(state, number)


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
