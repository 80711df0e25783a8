"""Why two articles were put together, in words a reader understands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from broadsheet.desk.vectors import SHIFT

if TYPE_CHECKING:
    from broadsheet.desk.window import State

NAMED = 3  # shared words named, the weightiest first
LISTED = 24  # shared terms looked at for them


def common(state: State, rows: Sequence[int], others: Sequence[int]) -> dict[int, int]:
    """The slots that two groups of articles share, by what each weighs in the product of the two, the heaviest first."""
    import numpy as np

    one, other = (_weights(state, each) for each in (rows, others))
    slots, mine, theirs = np.intersect1d(one[0], other[0], assume_unique=True, return_indices=True)
    product = one[1][mine] * other[1][theirs]
    order = np.argsort(-product, kind="stable")[:LISTED]
    return {slot: weight for slot, weight in zip(slots[order].tolist(), product[order].tolist(), strict=True) if weight}


def _weights(state: State, rows: Sequence[int]) -> tuple[object, object]:
    import numpy as np

    some = np.array(rows)
    slots, places = np.unique(state.columns.terms[some].ravel() >> SHIFT, return_inverse=True)
    return slots, np.bincount(places, state.columns.text[some].ravel()).astype(np.int64)


def shared(state: State, rows: Sequence[int], others: Sequence[int], words: Mapping[int, str] | None = None) -> str:
    """`shares 'harbour tunnel', 'humber', 'flood'`: the terms that weigh most in the product of the two groups.

    `words` are those of the article at hand, which come before the ones heard elsewhere.
    """
    found: dict[str, int] = {}
    for slot, weight in common(state, rows, others).items():
        word = (words or {}).get(slot) or state.words.known.get(slot)
        if word:
            found.setdefault(word, weight)
    return named(found, {})


def named(weights: dict[str, int], spelling: Mapping[str, str]) -> str:
    """The heaviest words in quotation marks; a word that stands in a longer one already named is left out."""
    chosen: list[str] = []
    for word in sorted(weights, key=lambda w: (-weights[w], w)):
        if len(chosen) < NAMED and not any(set(word.split()) & set(other.split()) for other in chosen):
            chosen.append(word)
    said = [" ".join(spelling.get(part, part) for part in word.split()) for word in chosen]
    return "shares " + ", ".join(f"'{word}'" for word in said) if said else "shares no weighty word"


def apart(minutes: int) -> str:
    """`3 h apart`, `2 days apart`, or that they overlap."""
    if minutes < 60:
        return "within the hour"
    return f"{minutes // 60} h apart" if minutes < 48 * 60 else f"{minutes // 1440} days apart"
