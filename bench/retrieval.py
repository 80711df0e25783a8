"""The related bench: of the articles that tell an event, does the nearest other tell it too?"""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path

import corpora
import grouping
from broadsheet.desk.related import Neighbours

LISTED = 20


def run(data: Path, events: int = 600) -> dict[str, float]:
    """P@1, MRR (over the first 20) and R@5 of the other tellings of NeuS, and CPU-milliseconds a query."""
    told = corpora.neus(data, events)
    event = {t.article.id: t.event for t in told}
    near = Neighbours()
    for reading in grouping.read([t.article for t in told]):
        near.add(reading)
    start = time.process_time()
    lists = [(t.event, [event[each.id] for each in near.nearest(t.article.id, LISTED)]) for t in told]
    spent = time.process_time() - start
    return measured(lists) | {"CPU ms a query": spent * 1000 / len(lists)}


def measured(lists: Sequence[tuple[str, list[str]]]) -> dict[str, float]:
    """The means over all queries; each event has two other tellings."""
    many = len(lists)
    ranks = [next((1 / rank for rank, each in enumerate(found, 1) if each == mine), 0.0) for mine, found in lists]
    return {
        "P@1": sum(found[:1] == [mine] for mine, found in lists) / many,
        "MRR": sum(ranks) / many,
        "R@5": sum(min(2, found[:5].count(mine)) / 2 for mine, found in lists) / many,
    }
