"""Fit what each signal of `wire/signals.py` says of a block: `python tools/fit_body.py DATA [--write FILE]`.

DATA is the folder of the labelled sets, laid out as `bench/extraction.py` says. Prints F1 by the block weighing alone,
cross-validated by site (each page weighed by coefficients that were fitted on other sites); --write writes those of all pages.
"""

from __future__ import annotations

import argparse
import sys
import zlib
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from statistics import fmean
from typing import Any
from urllib.parse import urlsplit

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1] / "bench"))
import extraction  # the bench's own reading of the sets
from align import belonging, words
from broadsheet.news import Page
from broadsheet.wire import blocks, body, context, facts, layout, markup, signals

FOLDS = 3  # sites are in one of three; two thirds fit, the rest is measured
OTHER = 0.3  # weight of a page that is no article: forums, shops, listings
RIDGE = 1e-5  # of the summed weights, against coefficients that run away
Array = Any


@dataclass(slots=True)
class Labelled:
    """A page as the fit sees it: its signals, how much of each block stands in the gold, what each block counts."""

    sample: extraction.Sample
    ground: layout.Layout
    fold: int
    first: Array
    belongs: Array
    counts: Array
    chances: list[float] = field(default_factory=list)
    second: Array = None


def labelled(sample: extraction.Sample) -> Labelled | None:
    """A sample with its signals; None for a page that cannot be read."""
    page = Page(sample.url, sample.url, 200, "text/html", sample.body, extraction.SEEN)
    try:
        tree = markup.read(page)
    except markup.NoMarkup:
        return None
    told = body.told(facts.declared(tree, sample.url))
    ground = layout.laid_out(*blocks.read(tree), told)
    if not ground.blocks:
        return None
    belongs, many = belonging([block.text for block in ground.blocks], sample.texts[0])
    gold = len(words(sample.texts[0])) or 1  # a page without gold text says nothing
    article = sample.corpus != "wcxb" or sample.group == "article"
    counts = np.minimum((np.array(many) + 1) / max(gold, 60), 0.5) * (1.0 if article else OTHER)
    if sum(a * b for a, b in zip(belongs, many, strict=True)) < 0.5 * gold:
        counts = counts * 0  # the gold is not on the page
    site = urlsplit(sample.url).netloc.removeprefix("www.") if sample.url else sample.group
    rows = np.array(signals.first(ground, told), dtype=np.float32)
    return Labelled(sample, ground, zlib.crc32(site.encode()) % FOLDS, rows, np.array(belongs), counts)


def fitted(rows: Array, belongs: Array, counts: Array) -> Array:
    """Logistic regression by Newton's steps: a coefficient a column, and the constant last."""
    rows = np.hstack([rows, np.ones((len(rows), 1), np.float32)]).astype(np.float32)
    found = np.zeros(rows.shape[1])
    ridge = np.eye(len(found)) * RIDGE * counts.sum()
    ridge[-1, -1] = 0
    for _ in range(12):
        chance = 1 / (1 + np.exp(-np.clip(rows @ found.astype(np.float32), -30, 30)))
        slope = rows.T @ (counts * (chance - belongs)).astype(np.float32) + ridge @ found
        bend = (rows * (counts * chance * (1 - chance)).astype(np.float32)[:, None]).T @ rows + ridge
        step = np.linalg.solve(bend.astype(float), slope.astype(float))
        found -= step * min(1.0, 5 / float(np.abs(step).max()))
        if np.abs(step).max() < 1e-3:
            break
    return found


def weighed(rows: Array, by: Array) -> list[float]:
    """The chance of each row."""
    return [float(c) for c in 1 / (1 + np.exp(-np.clip(rows @ by[:-1] + by[-1], -30, 30)))]


def crossed(pages: list[Labelled], name: str) -> Array:
    """Weigh each page by the coefficients of other sites; returns those of all pages."""

    def fit(fold: int) -> Array:
        chosen = [page for page in pages if page.fold != fold and page.counts.any()]
        parts = [[getattr(page, each) for page in chosen] for each in (name, "belongs", "counts")]
        return fitted(np.vstack(parts[0]), np.concatenate(parts[1]), np.concatenate(parts[2]))

    for fold in range(FOLDS):
        by = fit(fold)
        for page in pages:
            if page.fold == fold:
                page.chances = weighed(getattr(page, name), by)
    return fit(-1)


def report(pages: list[Labelled]) -> None:
    """Print the cross-validated F1 of the blocks alone, by corpus and kind."""
    scores: dict[str, list[float]] = defaultdict(list)
    for page in pages:
        kept, _, _ = body.chosen(page.ground, page.chances)
        said = "\n".join(page.ground.blocks[at].text for at in sorted(kept))
        measure = extraction.shingle_f1 if page.sample.corpus == "scrapinghub" else extraction.word_f1
        found = measure(said, page.sample.texts[0])
        scores[page.sample.corpus].append(found)
        if page.sample.corpus == "wcxb":
            scores[f"wcxb {page.sample.group}"].append(found)
    for name, found in sorted(scores.items()):
        print(f"{name:20} {len(found):5} F1 {fmean(found):.4f}  below .8: {sum(each < 0.8 for each in found)}")


def written(first: Array, second: Array) -> str:
    """The coefficients as body.toml holds them."""
    parts = ["# What each signal of wire/signals.py says for a block; body.card.md says how they were fitted.\n"]
    for name, names, found in (("first", signals.FIRST, first), ("second", context.SECOND, second)):
        lines = [f'"{each}" = {value:.3f}' for each, value in zip((*names, "constant"), found, strict=True)]
        parts.append(f"\n[{name}]\n" + "\n".join(lines) + "\n")
    return "".join(parts)


def main() -> None:
    """Fit, print, and write where asked."""
    asked = argparse.ArgumentParser(description="Fit the coefficients of the block weighing.")
    asked.add_argument("data", type=Path, help="the folder of the labelled sets")
    asked.add_argument("--write", type=Path, help="where to write the coefficients")
    chosen = asked.parse_args()
    samples = (*extraction.fundus(chosen.data), *extraction.scrapinghub(chosen.data), *extraction.wcxb(chosen.data))
    pages = [page for sample in samples if (page := labelled(sample))]
    first = crossed(pages, "first")
    for page in pages:
        page.second = np.array(context.second(page.ground, page.chances), dtype=np.float32)
    second = crossed(pages, "second")
    report(pages)
    if chosen.write:
        chosen.write.write_text(written(first, second), encoding="utf-8")


if __name__ == "__main__":
    main()
