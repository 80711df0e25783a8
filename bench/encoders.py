"""The encoders bench: stories with our vectors, with the model of an extra in their place, and with none."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path

import corpora
import grouping
import meanings
import scores
import specimen
from broadsheet.desk import meaning, meaning_abroad, meaning_by_encoder
from broadsheet.news import Article
from broadsheet.settings import Settings
from broadsheet.steps import Step

Row = dict[str, object]
STEPS = {"meaning": meaning, "meaning_by_encoder": meaning_by_encoder, "meaning_abroad": meaning_abroad}
SETS = ("NeuS 600", "ECB+", "UCI", "BASIL")  # a model takes minutes for NeuS whole


def installed() -> list[str]:
    """The steps that give a meaning here: ours, and those whose extra is installed."""
    return [name for name, module in STEPS.items() if _there(module.STEP)]


def _there(step: Step) -> bool:
    return step.extra is None or find_spec(step.extra[1]) is not None


def embed(name: str) -> Callable[[Article, str], bytes]:
    """What a step answers for an article, given its language."""
    if name == "meaning":
        return meaning.meaning
    alone = meaning_abroad.meaning if name == "meaning_abroad" else meaning_by_encoder.meaning
    return lambda article, _language: alone(article)


def events(data: Path, limit: int | None) -> list[Row]:
    """B-cubed and pairwise F1 of these event sets at the end, a row a step, and without a meaning."""
    rows: list[Row] = []
    for name in SETS:
        told = corpora.SETS[name](data)[:limit]
        truth, ids = [t.event for t in told], [t.article.id for t in told]
        readings = grouping.read([t.article for t in told])
        for step in [*installed(), "none"]:
            start = time.process_time()
            given = [b"" if step == "none" else embed(step)(reading.article, "") for reading in readings]
            spent = time.process_time() - start
            meant = [replace(reading, meaning=vector) for reading, vector in zip(readings, given, strict=True)]
            last = grouping.stories(meant, Settings())[1]
            labels = [last[each] for each in ids]
            precision, recall, both = scores.b_cubed(labels, truth)
            row: Row = {"set": name, "articles": len(ids), "meaning by": step, "B3 P": precision, "B3 R": recall, "B3 F1": both}
            rows.append(row | {"pair F1": scores.pairwise(labels, truth)[2], "CPU ms an article": spent * 1000 / len(ids)})
            print(rows[-1], flush=True)
    return rows


def translated() -> list[Row]:
    """The specimen's stories, and its pairs of tellings in two languages, a row a step and measure."""
    rows: list[Row] = []
    for step in installed():
        steps = tuple(step if each == "meaning" else each for each in Settings().line.steps)
        settings = replace(Settings(), line=replace(Settings().line, steps=steps))
        rows += [{"meaning by": step, **row} for row in specimen.run(listed=False, settings=settings)]
    return rows


def near(data: Path, limit: int | None) -> list[Row]:
    """Retrieval by meaning, a row a step and set."""
    return meanings.run(data, limit, [("ours" if name == "meaning" else name, embed(name)) for name in installed()])
