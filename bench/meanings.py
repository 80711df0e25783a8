"""The meaning bench: do tellings of one event lie nearer than others, by words, by meaning, and by both?"""

from __future__ import annotations

import math
import time
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

import corpora
from broadsheet.desk import meaning, terms
from broadsheet.news import Article
from broadsheet.press.specimen.events import load, text_at

SHARE = 0.3  # of a blend that is meaning: mean AP of the three sets .756 at .1, .763, .764 at .3, .761, .754 at .5
LISTED = 20  # places of a list that the reciprocal rank looks at
HEADLINES = 1_500  # of UCI, from its start
OPENING = datetime(2026, 7, 1, 12, tzinfo=UTC)  # of the specimen's demo

Likeness = NDArray[np.float32]
Row = dict[str, object]
Embed = Callable[[Article, str], bytes]


def run(data: Path, limit: int | None = None, steps: Sequence[tuple[str, Embed]] = (("ours", meaning.meaning),)) -> list[Row]:
    """Retrieval of the other tellings (P@1, MRR) and average precision over all pairs of a set, a row a way to tell."""
    sets = {
        "NeuS 600": corpora.neus(data, 600),
        "ECB+": corpora.ecbplus(data),
        "UCI": corpora.uci(data)[:HEADLINES],
    }
    rows: list[Row] = []
    for name, told in sets.items():
        articles = [t.article for t in told[:limit]]
        truth = np.unique([t.event for t in told[:limit]], return_inverse=True)[1]
        start = time.process_time()
        words = by_words(articles)
        rows.append({"set": name, "by": "TF-IDF", **measured(words, truth), "CPU ms an article": _spent(start, articles)})
        for step, embed in steps:
            start = time.process_time()
            vectors = [embed(article, "") for article in articles]
            spent = _spent(start, articles)
            meant = by_meaning(vectors)
            rows.append({"set": name, "by": step, **measured(meant, truth), "CPU ms an article": spent})
            both = (1 - SHARE) * words + SHARE * meant
            rows.append({"set": name, "by": f"TF-IDF and {step}", **measured(both, truth)})
    return rows


def languages(_data: Path, _limit: int | None) -> list[Row]:
    """The specimen's events that are told in two languages, with the list of news words and without."""
    return [translated("ours", meaning.meaning, list_used) for list_used in (True, False)]


def _spent(start: float, articles: list[Article]) -> float:
    return (time.process_time() - start) * 1000 / len(articles)


def by_words(articles: Sequence[Article]) -> Likeness:
    """Cosines of TF-IDF, over the terms of the desk."""
    counted = [[(t, n) for t, n in terms.terms(a) if t[0] != terms.TITLE] for a in articles]
    seen = Counter(term for each in counted for term, _ in each)
    lists: dict[str, list[tuple[int, float]]] = {}
    for number, each in enumerate(counted):
        weights = {t: (1 + math.log(n)) * math.log(len(articles) / seen[t]) for t, n in each}
        norm = math.sqrt(sum(w * w for w in weights.values())) or 1.0
        for term, weight in weights.items():
            lists.setdefault(term, []).append((number, weight / norm))
    found = np.zeros((len(articles), len(articles)), np.float32)
    for listed in lists.values():
        at = [number for number, _ in listed]
        weights_at = np.array([weight for _, weight in listed], np.float32)
        found[np.ix_(at, at)] += np.outer(weights_at, weights_at)
    return found


def by_meaning(vectors: Sequence[bytes]) -> Likeness:
    """Cosines of vectors as the step gives them; nothing is like an empty one."""
    long = max(map(len, vectors))
    table = np.array([np.frombuffer(v.ljust(long, b"\0"), np.int8) for v in vectors], np.float32)
    norms = np.linalg.norm(table, axis=1, keepdims=True)
    table /= np.where(norms, norms, 1)
    found: Likeness = table @ table.T
    return found


def measured(like: Likeness, truth: NDArray[np.intp]) -> Row:
    """P@1 and MRR of the articles that have another telling, and AP over all pairs."""
    upper = np.triu_indices(len(truth), 1)
    order = np.argsort(-like[upper], kind="stable")
    same = (truth[upper[0]] == truth[upper[1]])[order]
    precision = np.cumsum(same)[same] / (np.nonzero(same)[0] + 1)
    others = like.copy()
    np.fill_diagonal(others, -2)
    hits = truth[np.argsort(-others, axis=1, kind="stable")[:, :LISTED]] == truth[:, None]
    hits = hits[np.bincount(truth)[truth] > 1]
    ranks = np.where(hits.any(1), 1 / (hits.argmax(1) + 1), 0)
    return {"P@1": float(hits[:, 0].mean()), "MRR": float(ranks.mean()), "AP": float(precision.mean())}


def translated(step: str, embed: Embed, list_used: bool = True) -> Row:
    """Pairs of the specimen in two languages, of one event against of two: mean cosines, and how often one is the nearer."""
    tellings = [telling for event in load()[1] for telling in event.tellings]
    versions = [(telling, text_at(telling, OPENING, OPENING)) for telling in tellings]
    told = [(telling.event, telling.publisher.language[:2], version.text) for telling, version in versions if version]
    articles = [Article(str(n), "", "", t.headline, text=t.body, standfirst=t.standfirst) for n, (_, _, t) in enumerate(told)]
    vectors = [embed(a, language if list_used else "") for a, (_, language, _) in zip(articles, told, strict=True)]
    like = by_meaning(vectors)
    pairs = [(i, j) for i in range(len(told)) for j in range(i) if told[i][1] != told[j][1]]
    same = [float(like[i, j]) for i, j in pairs if told[i][0] == told[j][0]]
    other = [float(like[i, j]) for i, j in pairs if told[i][0] != told[j][0]]
    nearer = sum(s > o for s in same for o in other) / (len(same) * len(other) or 1)
    means = {"same event": sum(same) / len(same), "other event": sum(other) / len(other)}
    by = step if list_used else f"{step}, without the word list"
    return {"pairs in two languages": len(same), "by": by, **means, "nearer": nearer}
