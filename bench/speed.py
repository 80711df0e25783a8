"""What an article costs: CPU-milliseconds a step, beside trafilatura alone: `python bench/speed.py [PART...] [--data PATH]`.

The parts: `text` reads saved pages, `desk` judges real texts, `wire` fetches over loopback (bench/fetching.py), all of them
where none is named. All runs in this process, one after another. Prints what it ran on, a table, and JSON with `--json FILE`.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from pathlib import Path

import corpora
import machine
from broadsheet import line
from broadsheet.desk.events import State, fold
from broadsheet.desk.related import Neighbours
from broadsheet.journal import Arrival, Tick
from broadsheet.news import Reading
from broadsheet.runners.here import Here
from broadsheet.settings import Settings
from broadsheet.steps import recipe

Row = dict[str, object]
DATA = Path(__file__).parents[2] / "shared/data"
TICK = 500  # arrivals between two Ticks


def judged(data: Path, limit: int) -> list[Row]:
    """Each step of the default recipe, the events fold and the related index over real texts."""
    settings = Settings()
    articles = corpora.articles(data, limit)
    steps = recipe(settings.line.steps)
    list(line.run(steps, articles[:20], Here(), settings))  # models and tables are loaded before the clock starts
    spent: dict[str, float] = {}
    readings = list(line.run(steps, articles, Here(), settings, spent))
    spent["events (fold)"] = _folded(readings, settings)
    spent["related (index, ten each)"] = _related(readings)
    rows: list[Row] = [_row(name, seconds, len(articles)) for name, seconds in spent.items()]
    return [*rows, _row("all of the desk", sum(spent.values()), len(articles))]


def _folded(readings: list[Reading], settings: Settings) -> float:
    state, start, number = State(), time.process_time(), 0
    for at, reading in enumerate(readings):
        number += 1
        state, _ = fold(state, [Arrival(number, reading)], settings)
        if at % TICK == TICK - 1 and reading.article.published:
            number += 1
            state, _ = fold(state, [Tick(number, reading.article.published)], settings)
    return time.process_time() - start


def _related(readings: list[Reading]) -> float:
    start, near = time.process_time(), Neighbours()
    for reading in readings:
        near.add(reading)
    for reading in readings:
        near.nearest(reading.article.id, 10)
    return time.process_time() - start


def extracted(data: Path, limit: int) -> list[Row]:
    """Our extraction and trafilatura's default on the same saved articles in turns, metadata included; last, their ratio."""
    import extraction

    sets = (extraction.fundus(data), extraction.scrapinghub(data), extraction.wcxb(data))
    pages = [page for pages in sets for page in pages if page.corpus != "wcxb" or page.group == "article"]
    pages = pages[:: max(1, len(pages) // limit)][:limit]
    spent = {"extract": 0.0, "peer: trafilatura alone": 0.0}
    both = tuple(zip(spent, (extraction.broadsheet, extraction.trafilatura), strict=True))
    for page in pages[:: max(1, len(pages) // 12)]:  # what is loaded once is loaded before the clock starts
        for _, extractor in both:
            extractor(page)
    for page in pages:
        for name, extractor in both:
            start = time.process_time()
            extractor(page)
            spent[name] += time.process_time() - start
    rows = [_row(name, seconds, len(pages)) for name, seconds in spent.items()]
    return [*rows, {"what": f"extract costs {spent['extract'] / spent['peer: trafilatura alone']:.2f} of trafilatura"}]


def _row(name: str, seconds: float, many: int) -> Row:
    each = seconds / many
    return {"what": name, "articles": many, "CPU ms an article": each * 1000, "articles a CPU-second": 1 / (each or 1e-9)}


def fetched(_data: Path, limit: int) -> list[Row]:
    """A page and a 304 through the guarded door, and through aiohttp alone."""
    import fetching

    return fetching.fetched(rounds=max(2, limit // 100))


PARTS = {"text": lambda data, limit: extracted(data, max(1, limit // 10)), "desk": judged, "wire": fetched}


def main() -> int:
    """Measure and print."""
    asked = argparse.ArgumentParser(description="What an article costs, step by step.")
    asked.add_argument("parts", nargs="*", metavar="PART", help=f"of {', '.join(PARTS)}; all when left out")
    asked.add_argument("--data", type=Path, default=DATA, help="the folder of the labelled sets")
    asked.add_argument("--json", default="", metavar="FILE", help="write the numbers there; - for stdout")
    asked.add_argument("--limit", type=int, default=2000, help="articles; a tenth as many pages")
    chosen = asked.parse_args()
    parts = chosen.parts or list(PARTS)
    if unknown := sorted(set(parts) - set(PARTS)):
        asked.error(f"there is no part {unknown[0]}; use {', '.join(PARTS)}")
    if not chosen.data.is_dir() and parts != ["wire"]:
        asked.error(f"there is no folder {chosen.data}; name the labelled sets with --data")
    told: dict[str, object] = {"machine": machine.described()}
    print(" ".join(f"{name} {value}" for name, value in machine.described().items()))
    for part in parts:
        rows = PARTS[part](chosen.data, chosen.limit)
        print(machine.table(rows))
        told[part] = rows
    if chosen.json == "-":
        print(json.dumps(told))
    elif chosen.json:
        Path(chosen.json).write_text(json.dumps(told, indent=1), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
