"""Why two articles were put together, in words a reader understands."""

from __future__ import annotations

from collections.abc import Mapping

from broadsheet.desk.stories import Bundle, Piece
from broadsheet.desk.window import State
from broadsheet.news import Article

NAMED = 3  # shared words named, the weightiest first


def shared(state: State, piece: Piece, bundle: Bundle, article: Article | None = None) -> str:
    """`shares 'harbour tunnel', 'humber', 'flood'`: the terms that weigh most in the product of the two."""
    weights: dict[str, int] = {}
    for key, weight in piece.vector.pairs():
        if common := weight * bundle.sums.get(key, 0):
            word = state.weights.word(key)
            weights[word] = weights.get(word, 0) + common
    return named(weights, state.spelling.of(article))


def between(state: State, one: Bundle, other: Bundle) -> str:
    """The same for two stories."""
    weights: dict[str, int] = {}
    for key, weight in one.sums.items():
        if common := weight * other.sums.get(key, 0):
            word = state.weights.word(key)
            weights[word] = weights.get(word, 0) + common
    return named(weights, state.spelling.known)


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
