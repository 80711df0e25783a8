"""The production line: a recipe and a runner in, readings out, in the order of the articles."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any, Protocol, TypeVar

from broadsheet.news import Article, Reading
from broadsheet.settings import Settings
from broadsheet.steps import Recipe

log = logging.getLogger(__name__)

Work = TypeVar("Work")
Done = TypeVar("Done")


class Runner(Protocol):
    """Where batches are worked: `broadsheet.runners` has one in this process and one of several."""

    def map(self, function: Callable[..., Done], shared: tuple[Any, ...], batches: Iterable[Work]) -> Iterator[Done]:
        """`function(*shared, batch)` for each batch, in order."""
        ...

    def close(self) -> None:
        """Give back what it holds."""
        ...


@dataclass(frozen=True, slots=True)
class Worked:
    """A batch's new fields, one dictionary an article, and the CPU-seconds of each step by its field."""

    fields: tuple[dict[str, Any], ...]
    seconds: dict[str, float]


def run(
    recipe: Recipe,
    articles: Iterable[Article],
    runner: Runner,
    settings: Settings,
    spent: dict[str, float] | None = None,
) -> Iterator[Reading]:
    """One reading an article, in order; `spent` is filled with CPU-seconds a step when given."""
    pending: list[tuple[Article, ...]] = []

    def batches() -> Iterator[tuple[Article, ...]]:
        source = iter(articles)
        while batch := tuple(islice(source, settings.line.batch)):
            pending.append(batch)
            yield batch

    for worked in runner.map(work, (recipe, settings), batches()):
        batch = pending.pop(0)
        if spent is not None:
            _add(spent, worked.seconds)
        for article, found in zip(batch, worked.fields, strict=True):
            yield replace(Reading(article), **found)


def work(recipe: Recipe, settings: Settings, batch: Sequence[Article]) -> Worked:
    """The whole recipe over one batch: only the new fields travel back.

    A batch that raises is worked again article by article; the one that raises alone is dropped with the reason and logged,
    so that one poisoned text never stops a newsroom.
    """
    seconds: dict[str, float] = {}
    try:
        return Worked(_fields(recipe, settings, batch, seconds), seconds)
    except Exception as error:  # whatever a replaceable step raises: named, counted and logged
        if len(batch) == 1:
            log.exception("article %s was dropped", batch[0].id)
            return Worked(({"dropped": f"a step failed: {type(error).__name__}: {error}"},), seconds)
    alone = [work(recipe, settings, (article,)) for article in batch]
    for each in alone:
        _add(seconds, each.seconds)
    return Worked(tuple(each.fields[0] for each in alone), seconds)


def _add(total: dict[str, float], more: dict[str, float]) -> None:
    for step, seconds in more.items():
        total[step] = total.get(step, 0.0) + seconds


def _fields(
    recipe: Recipe, settings: Settings, batch: Sequence[Article], seconds: dict[str, float]
) -> tuple[dict[str, Any], ...]:
    readings: list[Reading] = [Reading(article) for article in batch]
    found: list[dict[str, Any]] = [{} for _ in batch]
    for step in recipe.steps:
        start = time.process_time()
        values = step.function(readings, settings)
        for place, value in enumerate(values):
            found[place][step.gives] = value
        readings = [replace(r, **{step.gives: v}) for r, v in zip(readings, values, strict=True)]
        seconds[step.gives] = seconds.get(step.gives, 0.0) + time.process_time() - start
    return tuple(found)
