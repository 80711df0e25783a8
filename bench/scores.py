"""How well a clustering matches the labels: B-cubed (Bagga and Baldwin 1998) and pairwise precision, recall and F1."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence


def f1(precision: float, recall: float) -> float:
    """The harmonic mean; 0 when both are."""
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def b_cubed(found: Sequence[str], truth: Sequence[str]) -> tuple[float, float, float]:
    """B-cubed precision, recall and F1 of one label a document."""
    both, ours, theirs = Counter(zip(found, truth, strict=True)), Counter(found), Counter(truth)
    many = len(truth) or 1
    precision = sum(n * n / ours[a] for (a, _), n in sorted(both.items())) / many
    recall = sum(n * n / theirs[b] for (_, b), n in sorted(both.items())) / many
    return precision, recall, f1(precision, recall)


def pairwise(found: Sequence[str], truth: Sequence[str]) -> tuple[float, float, float]:
    """Precision, recall and F1 over pairs of documents put together."""
    together = _pairs(Counter(zip(found, truth, strict=True)))
    precision = together / (_pairs(Counter(found)) or 1)
    recall = together / (_pairs(Counter(truth)) or 1)
    return precision, recall, f1(precision, recall)


def _pairs(counts: Counter[str] | Counter[tuple[str, str]]) -> int:
    return sum(n * (n - 1) // 2 for n in counts.values())
