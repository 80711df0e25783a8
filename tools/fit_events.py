"""Fit the weights of `desk/decision.py` to labelled events: `python tools/fit_events.py [--data PATH] [--write]`.

The fold itself is run over each set with the weights of now, each comparison that it makes is kept with its label (do most pairs
of articles of the two groups tell one event?), a logistic regression is fitted to them, and so on for some rounds, so that the
weights are fitted to the choices that the fold really meets (Ross et al. 2011). Numbers alone: no word, idf or vector is learnt.
Halves are kept out for the figures it prints; `--write` then fits on all and writes data/events.toml. Needs scikit-learn.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1] / "bench"))

import corpora
import grouping
import scores
from broadsheet.desk import decision, near
from broadsheet.desk.events import State
from broadsheet.news import Reading
from broadsheet.settings import Settings

OUT = Path(__file__).parents[1] / "src/broadsheet/data/events.toml"
import os

TICKS = bool(os.environ.get("TICKS"))
ROUNDS = 5
KEPT = 3  # rounds whose comparisons are fitted to
PENALTY = 0.05  # the inverse of the weights' penalty, over ten thousand comparisons a set
LOOKED = 4  # of a group's comparisons, those that came nearest

Set = tuple[list[Reading], list[str]]


class Listening:
    """Keeps what the decision is asked while the fold runs."""

    def __init__(self, state: State, event: dict[str, str]) -> None:
        self.state, self.event = state, event
        self.asked: list[tuple[np.ndarray, float, float]] = []

    def __call__(self, scan: near.Scan, rows: Sequence[int], features: np.ndarray, margins: np.ndarray) -> None:
        for at in np.argsort(-margins, kind="stable")[:LOOKED].tolist():
            others = near.sample(self.state, scan.numbers[at])
            same = [self._event(a) == self._event(b) for a in rows for b in others]
            self.asked.append((features[at], sum(same) / len(same), float(len(same))))

    def _event(self, row: int) -> str:
        return self.event[self.state.columns.ids[row]]


def listen(told: Set, pure: bool = True) -> tuple[list[tuple[np.ndarray, float, float]], tuple[float, float]]:
    """The comparisons of one run, and its B-cubed and pairwise F1."""
    readings, events = told
    event = dict(zip([r.article.id for r in readings], events, strict=True))
    state = State()
    heard = Listening(state, event)
    kept: dict[str, np.ndarray] = {}
    from broadsheet.desk import events as ev
    from broadsheet.desk import regroup as rg

    plain_regroup = rg.regroup
    regroup_on = [False]

    def regrouping(st):
        regroup_on[0] = True
        yield from plain_regroup(st)
        regroup_on[0] = False

    ev.regroup = regrouping
    plain_above, plain_moves = ev.above_bar, rg._moves
    if pure:
        ev.above_bar = lambda f: [-(10**6) for _ in f.numbers]
        rg._moves = lambda *a: iter(())
    plain_features, plain_margins = decision.features, near.Scan.margins

    def features(means: np.ndarray, facts: decision.Facts) -> np.ndarray:
        kept["features"] = plain_features(means, facts)
        return kept["features"]

    def margins(scan: near.Scan) -> list[int]:
        scan.above = None  # those worked out with others' tell no features of its own
        found = plain_margins(scan)
        if scan.numbers and (not TICKS or regroup_on[0]):
            heard(scan, scan.rows, kept["features"], np.array(found))
        return found

    decision.features, near.Scan.margins = features, margins  # type: ignore[method-assign]
    try:
        _, last, _ = grouping.stories(readings, Settings(), state)
    finally:
        decision.features, near.Scan.margins = plain_features, plain_margins  # type: ignore[method-assign]
        ev.regroup, ev.above_bar, rg._moves = plain_regroup, plain_above, plain_moves
    found = [last[r.article.id] for r in readings]
    return heard.asked, (scores.b_cubed(found, events)[2], scores.pairwise(found, events)[2])


def fitted(asked: Iterable[list[tuple[np.ndarray, float, float]]], keep: list[int]) -> tuple[dict[str, float], float]:
    """Weights by name, and the bar."""
    from sklearn.linear_model import LogisticRegression

    lines, labels, worth = [], [], []
    for each in asked:
        x = np.array([a for a, _, _ in each], float)[:, keep] / 256
        w = np.array([w for _, _, w in each]) ** 0.5
        lines.append(x), labels.append(np.array([y > 0.5 for _, y, _ in each])), worth.append(w / w.sum() * 10_000)
    x, y, w = np.concatenate(lines), np.concatenate(labels), np.concatenate(worth)
    middle, spread = x.mean(axis=0), x.std(axis=0) + 1e-9
    model = LogisticRegression(C=PENALTY, max_iter=3000).fit((x - middle) / spread, y, sample_weight=w)
    weights = model.coef_[0] / spread
    bar = float(model.intercept_[0] - (weights * middle).sum())
    return {decision.NAMES[at]: round(float(v), 3) for at, v in zip(keep, weights, strict=True)}, round(bar, 3)


def use(weights: dict[str, float], bar: float) -> None:
    """Let the desk decide by these."""
    read = decision._read({"weights": {**weights, "bar": bar}})
    decision._weights = lambda: read  # type: ignore[assignment]


def fit(
    sets: dict[str, Set], keep: list[int], start: tuple[dict[str, float], float], say: bool = True
) -> tuple[dict[str, float], float]:
    """The weights after some rounds over these sets."""
    weights, bar = start
    heard: dict[str, list[list[tuple[np.ndarray, float, float]]]] = {name: [] for name in sets}
    for number in range(ROUNDS):
        use(weights, bar)
        told = []
        for name, each in sets.items():
            asked, score = listen(each)
            heard[name].append(asked)
            told.append(f"{name} {score[0]:.3f}/{score[1]:.3f}")
        if say:
            print(f"  round {number}: {'  '.join(told)}", flush=True)
        weights, bar = fitted(([a for run in runs[-KEPT:] for a in run] for runs in heard.values()), keep)
    use(weights, bar)
    return weights, bar


def halves(data: Path) -> tuple[dict[str, Set], dict[str, Set]]:
    """What is fitted to, and what is kept out: other events, and in ECB+ other topics."""
    neus = corpora.neus(data)
    ecb, uci = corpora.ecbplus(data), corpora.uci(data)
    topics = sorted({_topic(t) for t in ecb})
    one = set(random.Random(3).sample(topics, len(topics) // 2))  # noqa: S311
    events = sorted({t.event for t in uci})
    some = set(events[::2])
    number = lambda t: int(t.event[1:])  # noqa: E731
    fit = {
        "NeuS 1200-1799": [t for t in neus if 1200 <= number(t) < 1800],
        "ECB+ half": [t for t in ecb if _topic(t) in one],
        "UCI half": [t for t in uci if t.event in some],
        "BASIL": corpora.basil(data),
    }
    out = {
        "NeuS 0-599": [t for t in neus if number(t) < 600],
        "ECB+ rest": [t for t in ecb if _topic(t) not in one],
        "UCI rest": [t for t in uci if t.event not in some],
    }
    return {n: _read(t) for n, t in fit.items()}, {n: _read(t) for n, t in out.items()}


def _topic(told: corpora.Told) -> str:
    return re.match(r"\d+", told.event)[0]  # type: ignore[index]


def _read(told: Sequence[corpora.Told]) -> Set:
    return grouping.read([t.article for t in told]), [t.event for t in told]


def main() -> int:
    """Fit, say how good it is on what was kept out, and write."""
    asked = argparse.ArgumentParser(description="Fit the decision's weights to labelled events.")
    asked.add_argument("--data", type=Path, default=Path(__file__).parents[2] / "shared/data")
    asked.add_argument("--without", default="", help="names of numbers left out, commas between")
    asked.add_argument("--write", action="store_true", help="fit on all sets and write data/events.toml")
    chosen = asked.parse_args()
    left = set(chosen.without.split(","))
    keep = [at for at, name in enumerate(decision.NAMES) if name not in left]
    start = ({"like": 1.2}, 3.0)
    sets, out = halves(chosen.data)
    weights, bar = fit(sets, keep, start)
    print(" ", " ".join(f"{n}={v}" for n, v in weights.items()), f"bar={bar}")
    for name, each in out.items():
        print(
            f"  kept out: {name} {'/'.join(f'{v:.3f}' for v in listen(each)[1])} full {'/'.join(f'{v:.3f}' for v in listen(each, False)[1])}",
            flush=True,
        )
    if chosen.write:
        weights, bar = fit({**sets, **out}, keep, (weights, bar))
        lines = [f"{name} = {value}" for name, value in (("bar", bar), *weights.items())]
        head = "# The weights of the decision whether two groups of articles tell one event (desk/decision.py).\n# Fitted by tools/fit_events.py; see events.card.md.\n"
        OUT.write_text(head + "[weights]\n" + "\n".join(lines) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
