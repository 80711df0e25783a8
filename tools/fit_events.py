"""Fit the weights of `desk/decision.py` to labelled events: `python tools/fit_events.py [--data PATH] [--write]`.

The fold itself is run over each set with the weights of now; each comparison that its regrouping makes is kept with its
label (do most pairs of articles of the two groups tell one event?); a logistic regression is fitted to them; and so on for
some rounds, so that the weights are fitted to the choices that the fold really meets (DAgger, Ross et al. 2011). Every
article stands alone until then, since what joined before is no fair sample. Numbers alone: no word, idf or vector is learnt.
What is kept out gives the figures that it prints; `--write` then fits on all and writes data/events.toml. Needs scikit-
learn, which nothing else here does.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from unittest.mock import patch

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1] / "bench"))

import corpora
import grouping
import scores
from broadsheet.desk import decision, events, near, regroup
from broadsheet.desk.events import State
from broadsheet.desk.logarithm import UNIT
from broadsheet.news import Reading
from broadsheet.settings import Settings

OUT = Path(__file__).parents[1] / "src/broadsheet/data/events.toml"
HEAD = "# What each number of desk/decision.py weighs; written by tools/fit_events.py.\n"
START = {"like": 1.2, "bar": 3.0}
# Not fitted, as the labelled sets cannot tell: they have one language, and name the places of all that a country reads
# about. Set by the specimen wire: both name places and none in common is 3.7 times as rare of one event
# (tests/press/specimen/test_truth.py).
SET = {"agree_long": 0.5, "clash_long": -1.3, "abroad_long": -0.5, "foreign": 2.5, "foreign_like": 0.0}
ROUNDS = 5
KEPT = 3  # rounds whose comparisons are fitted to
PENALTY = 0.05  # the inverse of the weights' penalty, over `A_SET` comparisons a set
A_SET = 10_000  # what all comparisons of a set weigh together
NEVER = 1 << 20
LOOKED = 4  # of a group's comparisons, those that came nearest

Set = tuple[list[Reading], list[str]]
Asked = tuple[np.ndarray, float, float]  # numbers, share of pairs that tell one event, pairs

_scan = near.scan


class Listening:
    """Keeps what the decision is asked while the fold regroups."""

    def __init__(self, state: State, event: dict[str, str]) -> None:
        self.state, self.event = state, event
        self.asked: list[Asked] = []

    def scan(self, state: State, asked: Sequence[near.Asked], keep: bool = False) -> list[near.Scan]:
        """What `near.scan` answers, the nearest of each kept."""
        found = _scan(state, asked, keep)
        for each, scan in zip(asked, found, strict=True):
            rows = near.sample(state, each.number)
            for at in sorted(range(len(scan.above)), key=lambda at: -scan.above[at])[:LOOKED]:
                same = [self._event(a) == self._event(b) for a in rows for b in near.sample(state, each.others[at])]
                self.asked.append((scan.features[at], sum(same) / len(same), float(len(same))))
        return found

    def _event(self, row: int) -> str:
        return self.event[self.state.columns.ids[row]]


def listen(told: Set) -> list[Asked]:
    """The comparisons of one run in which nothing joins before the end, and nothing leaves."""
    readings, labels = told
    state = State()
    heard = Listening(state, dict(zip([r.article.id for r in readings], labels, strict=True)))
    with (
        patch.object(regroup, "scan", heard.scan),
        patch.object(events, "ARRIVES", NEVER),
        patch.object(regroup, "_moves", lambda *_: iter(())),
    ):
        grouping.stories(readings, Settings(), state)
    return heard.asked


def judged(told: Set) -> str:
    """B-cubed and pairwise F1 of the desk as it is."""
    readings, labels = told
    _, last, _ = grouping.stories(readings, Settings())
    found = [last[r.article.id] for r in readings]
    precision, recall, both = scores.b_cubed(found, labels)
    return f"{both:.3f}/{scores.pairwise(found, labels)[2]:.3f} (P {precision:.2f} R {recall:.2f})"


def fitted(asked: Iterable[list[Asked]], keep: Sequence[int]) -> dict[str, float]:
    """Weights by name, `bar` among them."""
    from sklearn.linear_model import LogisticRegression

    lines, labels, worth = [], [], []
    for each in asked:
        part = np.array([pairs for _, _, pairs in each]) ** 0.5
        lines.append(np.array([features for features, _, _ in each], float)[:, keep] / UNIT)
        labels.append(np.array([same > 0.5 for _, same, _ in each]))
        worth.append(part / part.sum() * A_SET)
    x, y, w = np.concatenate(lines), np.concatenate(labels), np.concatenate(worth)
    middle, spread = x.mean(axis=0), x.std(axis=0) + 1e-9
    model = LogisticRegression(C=PENALTY, max_iter=3000).fit((x - middle) / spread, y, sample_weight=w)
    weights = model.coef_[0] / spread
    bar = float(model.intercept_[0] - (weights * middle).sum())
    return {"bar": round(bar, 3)} | {decision.NAMES[at]: round(float(v), 3) for at, v in zip(keep, weights, strict=True)}


def use(weights: dict[str, float]) -> None:
    """Let the desk decide by these."""
    read = decision.read(weights)
    decision.weights = lambda: read  # type: ignore[assignment]


def fit(sets: dict[str, Set], weights: dict[str, float]) -> dict[str, float]:
    """The weights after some rounds over these sets."""
    keep = [at for at, name in enumerate(decision.NAMES) if name not in SET]
    heard: dict[str, list[list[Asked]]] = {name: [] for name in sets}
    for number in range(ROUNDS):
        use(weights)
        for name, each in sets.items():
            heard[name].append(listen(each))
        weights = fitted(([a for run in runs[-KEPT:] for a in run] for runs in heard.values()), keep)
        print(f"  round {number}: {sum(len(runs[-1]) for runs in heard.values())} comparisons", flush=True)
    return weights | SET


def halves(data: Path) -> tuple[dict[str, Set], dict[str, Set]]:
    """What is fitted to, and what is kept out: other events, and in ECB+ other topics."""
    neus = corpora.neus(data)
    ecb, uci = corpora.ecbplus(data), corpora.uci(data)
    topics = sorted({_topic(t) for t in ecb})
    one = set(random.Random(3).sample(topics, len(topics) // 2))  # noqa: S311
    some = set(sorted({t.event for t in uci})[::2])
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
    asked.add_argument("--write", action="store_true", help="fit on all sets and write data/events.toml")
    chosen = asked.parse_args()
    sets, out = halves(chosen.data)
    weights = fit(sets, START)
    use(weights)
    for name, each in out.items():
        print(f"  kept out: {name} {judged(each)}", flush=True)
    if chosen.write:
        weights = fit({**sets, **out}, START)
        lines = "".join(f"{name} = {value}\n" for name, value in weights.items())
        OUT.write_text(
            f"# What each number of desk/decision.py weighs; written by tools/fit_events.py.\n[weights]\n{lines}", "utf-8"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
