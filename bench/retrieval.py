"""The related bench: of the articles that tell an event, does the nearest other tell it too?"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

import corpora
import grouping
from broadsheet.desk.related import Neighbours
from broadsheet.news import Reading
from corpora import Told

LISTED = 20


def neus(data: Path, first: int = 0, last: int = 600) -> dict[str, float]:
    """The other tellings of these events of NeuS."""
    return run([t for t in corpora.neus(data, last) if int(t.event[1:]) >= first])


def run(told: Sequence[Told]) -> dict[str, float]:
    """P@1, MRR (over the first 20) and R@5 of the other tellings of each event, and CPU-milliseconds a query."""
    event = {t.article.id: t.event for t in told}
    near = Neighbours()
    for reading in grouping.read([t.article for t in told]):
        near.add(meant(reading))
    start = time.process_time()
    lists = [(t.event, [event[each.id] for each in near.nearest(t.article.id, LISTED)]) for t in told]
    spent = time.process_time() - start
    return measured(lists) | {"CPU ms a query": spent * 1000 / len(lists)}


def meant(reading: Reading) -> Reading:
    """The reading with its meaning, where the desk has vectors."""
    if find_spec("broadsheet.desk.meaning") is None:
        return reading
    return replace(reading, meaning=import_module("broadsheet.desk.meaning").meaning(reading.article))


def measured(lists: Sequence[tuple[str, list[str]]]) -> dict[str, float]:
    """The means over all queries."""
    many = len(lists)
    others = Counter(mine for mine, _ in lists)
    ranks = [next((1 / rank for rank, each in enumerate(found, 1) if each == mine), 0.0) for mine, found in lists]
    return {
        "P@1": sum(found[:1] == [mine] for mine, found in lists) / many,
        "MRR": sum(ranks) / many,
        "R@5": sum(min(1.0, found[:5].count(mine) / max(1, min(5, others[mine] - 1))) for mine, found in lists) / many,
    }
