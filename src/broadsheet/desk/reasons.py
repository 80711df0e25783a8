"""Why two articles were put together, in words a reader understands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

from broadsheet.desk import loops

if TYPE_CHECKING:
    from broadsheet.desk.window import State
    from broadsheet.desk.words import Wording

NAMED = 3  # shared words named, the weightiest first
ASKED = 4  # articles of a story whose words are looked at
LISTED = 24  # shared terms looked at for them


def common(state: State, rows: Sequence[int], others: Sequence[int]) -> dict[int, int]:
    """The slots that two groups of articles share, by what each weighs in the product of the two, the heaviest first."""
    slots, weights = loops.common(state.columns.sheets(), np.array(rows[:ASKED], np.int64), np.array(others, np.int64))
    found: dict[int, int] = {}
    for slot, weight in zip(slots.tolist(), weights.tolist(), strict=True):
        found[slot] = found.get(slot, 0) + weight
    return dict(sorted(found.items(), key=lambda each: (-each[1], each[0]))[:LISTED])


def shared(state: State, rows: Sequence[int], others: Sequence[int], wording: Wording | None = None) -> str:
    """`shares 'harbour tunnel', 'humber', 'flood'`: the terms that weigh most in the product of the two groups.

    They are spelt as the article at hand does; without one, as they were heard elsewhere.
    """
    heard = state.words.known
    found: dict[str, int] = {}
    for slot, weight in common(state, rows, others).items():
        if word := (wording.term(slot) if wording else heard.get(slot)):
            found.setdefault(word, weight)
    chosen = chosen_of(found)
    return said([wording.written(word) for word in chosen] if wording else chosen)


def chosen_of(weights: Mapping[str, int]) -> list[str]:
    """The heaviest words; one that stands in a longer one already chosen is left out."""
    chosen: list[str] = []
    for word in sorted(weights, key=lambda w: (-weights[w], w)):
        if len(chosen) < NAMED and not any(_parts(word) & _parts(other) for other in chosen):
            chosen.append(word)
    return chosen


def _parts(word: str) -> set[str]:
    return set(word.lower().split())


def said(words: Sequence[str]) -> str:
    """Words in quotation marks."""
    return "shares " + ", ".join(f"'{word}'" for word in words) if words else "shares no weighty word"


def apart(minutes: int) -> str:
    """`3 h apart`, `2 days apart`, or that they overlap."""
    if minutes < 60:
        return "within the hour"
    return f"{minutes // 60} h apart" if minutes < 48 * 60 else f"{minutes // 1440} days apart"
