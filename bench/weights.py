"""How well do the terms alone tell the same event from another? `python bench/weights.py [--data PATH]`.

Each article is one vector of its terms, weighed by `desk/counts.py` once it has heard the whole set, in a small archive and a
larger one. Every pair of a set is ranked by cosine: the mean precision at its true pairs, the best F1 of any bar, and the mean
average precision of each article's own ranking. No bar, no clustering: what is measured is the words.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

import corpora
import machine
from broadsheet.desk.counts import SLOTS, Counts, slots
from broadsheet.desk.logarithm import logs
from broadsheet.desk.terms import MARKS, TITLE, terms
from broadsheet.news import Article

Matrix = NDArray[np.float32]
DATA = Path(__file__).parents[2] / "shared/data"
POOLS = [("NeuS 600", 1_800), ("NeuS 600", 300), ("ECB+", 772), ("ECB+", 200), ("UCI", 2_000), ("UCI", 300), ("BASIL", 300)]
HEAVIEST = 64  # terms of a vector
IN_TITLE = 0.2  # of a likeness


def likeness(articles: Sequence[Article]) -> Matrix:
    """The cosine of each pair."""
    told = Counts()
    words, titles = [], []
    for article in articles:
        counted = dict(terms(article))
        plain = {term: count for term, count in counted.items() if term[0] not in MARKS}
        words.append((slots(plain), np.array(list(plain.values()), dtype=np.int32)))
        titles.append(slots([term[1:] for term in counted if term[0] == TITLE]))
        told.learn(words[-1][0])
    body = [(at, told.idf(at) * (256 + logs(count))) for at, count in words]
    title = [(at, told.idf(at)) for at in titles]
    found: Matrix = (1 - IN_TITLE) * _cosines(body) + IN_TITLE * _cosines(title)
    return found


def _cosines(vectors: Sequence[tuple[NDArray[Any], NDArray[Any]]]) -> Matrix:
    known = np.unique(np.concatenate([at for at, _ in vectors]))
    column = np.zeros(SLOTS, dtype=np.int32)
    column[known] = np.arange(len(known))
    rows = np.zeros((len(vectors), len(known)), dtype=np.float32)
    for row, (at, weight) in zip(rows, vectors, strict=True):
        heaviest = np.argsort(-weight, kind="stable")[:HEAVIEST]
        row[column[at[heaviest]]] = weight[heaviest]
    rows /= np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1)
    return rows @ rows.T


def ranked(likeness: Matrix, events: Sequence[str]) -> dict[str, float]:
    """How true pairs rank among all."""
    truth = np.unique(np.array(events), return_inverse=True)[1]
    same = truth[:, None] == truth[None, :]
    upper = np.triu_indices(len(truth), 1)
    hits = same[upper][np.argsort(-likeness[upper], kind="stable")]
    found = np.cumsum(hits)
    own = likeness - 2 * np.eye(len(truth), dtype=np.float32)
    means = [_precision(row[np.argsort(-its, kind="stable")][:-1]) for row, its in zip(same, own, strict=True) if row.sum() > 1]
    best = (2 * found / (np.arange(1, len(hits) + 1) + hits.sum())).max()
    return {"pairs AP": _precision(hits), "best F1": float(best), "MAP": float(np.mean(means))}


def _precision(hits: NDArray[np.bool_]) -> float:
    return float((np.cumsum(hits)[hits] / (np.flatnonzero(hits) + 1)).mean())


def main() -> None:
    """Print a row for each pool, and their mean."""
    asked = argparse.ArgumentParser(description="How well the terms alone tell the same event from another.")
    asked.add_argument("--data", type=Path, default=DATA, help="the folder of the labelled sets")
    data = asked.parse_args().data
    rows: list[dict[str, object]] = []
    for name, many in POOLS:
        told = corpora.SETS[name](data)[:many]
        rows.append(
            {"set": name, "articles": len(told), **ranked(likeness([t.article for t in told]), [t.event for t in told])}
        )
    rows.append(
        {"set": "mean", "articles": "", **{key: np.mean([r[key] for r in rows]) for key in ("pairs AP", "best F1", "MAP")}}
    )
    print(machine.table(rows))
    full = corpora.articles(data, 2_000)
    start = time.process_time()
    for article in full:
        terms(article)
    print(f"\n{(time.process_time() - start) * 1000 / len(full):.3f} CPU ms an article on {len(full)} full texts")


if __name__ == "__main__":
    main()
