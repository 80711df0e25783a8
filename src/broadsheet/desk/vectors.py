"""What an article's words weigh: the heaviest of its terms in a row of numbers, by the archive's counts of now.

A vector has two parts, the text's and the title's, each of length `WHOLE`, so that the product of two, divided by its square,
is a cosine. A term is packed into 32 bits: its slot, whether the title has it, whether it is two words of a name, its count.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from broadsheet.desk.columns import FIGURES, PLACES, SIZE, WIDTH
from broadsheet.desk.counts import BITS, slot
from broadsheet.desk.logarithm import logs
from broadsheet.desk.terms import TITLE

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from broadsheet.desk.columns import Columns
    from broadsheet.desk.counts import Counts

WHOLE = 255  # of a part of a vector: a weight is a byte
SHIFT, IN_TITLE, NAME, COUNT = 10, 1 << 9, 1 << 8, 255  # how a term is packed
PLACE, FIGURE = "@", "#"
KNOWN = 400_000  # slots of terms remembered a process, about 50 MB

_TITLED, _NAMED = 1 << 30, 1 << 29  # beside a count, before it is packed

Terms = tuple[tuple[str, int], ...]


class _Slots(dict[str, int]):
    """Slots by term, hashed once a process."""

    def __missing__(self, term: str) -> int:
        if len(self) >= KNOWN:
            self.clear()
        self[term] = found = slot(term)
        return found


_slots = _Slots()


def sorted_out(terms: Terms) -> tuple[dict[int, int], dict[str, int], list[int], list[int]]:
    """An article's terms by kind: packed counts and names by slot, then places and figures."""
    kept: dict[int, int] = {}
    words: dict[str, int] = {}
    title: list[int] = []
    places: list[int] = []
    figures: list[int] = []
    slots = _slots
    for term, count in terms:
        first = term[0]
        if first == TITLE:
            title.append(slots[term[1:]])
        elif first == PLACE:
            places.append(slots[term] + 1)
        elif first == FIGURE:
            figures.append(slots[term] + 1)
        else:
            words[term] = at = slots[term]
            kept[at] = kept.get(at, 0) + count
    for at in title:
        kept[at] = kept.get(at, 0) | _TITLED
    for term, at in words.items():
        if " " in term:
            kept[at] |= _NAMED
    return kept, words, places[:PLACES], figures[:FIGURES]


def write(columns: Columns, counts: Counts, row: int, terms: Terms, keys: int) -> dict[str, int]:
    """Learn an article's terms and keep the heaviest in its row, the `keys` heaviest first; answers the slots of its words."""
    import numpy as np

    kept, words, places, figures = sorted_out(terms)
    many = len(kept)
    slots = np.fromiter(kept.keys(), np.int64, many)
    found = np.fromiter(kept.values(), np.int64, many)
    in_title, often = found & _TITLED > 0, np.minimum(found & (_NAMED - 1), COUNT)
    counts.learn(slots)
    idf = counts.idf(slots)
    weights = idf * (256 + logs(often)) >> 8
    order = np.argsort((-weights << BITS) + slots)  # of equal ones the same in every article
    if many > WIDTH:
        rest = order[keys:]
        order = np.concatenate((order[:keys], rest[np.argsort(~in_title[rest], kind="stable")]))[:WIDTH]
    kind = in_title * IN_TITLE + (found & _NAMED > 0) * NAME
    for column, values in (
        (columns.terms, slots << SHIFT | kind | often),
        (columns.text, _scaled(weights[None, order])[0]),
        (columns.title, _scaled((idf * in_title)[None, order])[0]),
    ):
        column[row] = 0
        column[row, : len(order)] = values[order] if column is columns.terms else values
    columns.weighed[row] = counts.articles
    columns.places[row], columns.figures[row] = 0, 0
    columns.places[row, : len(places)], columns.figures[row, : len(figures)] = places, figures
    columns.facts[row, SIZE] = len(terms) - len(places) - len(figures)
    return words


def weigh(columns: Columns, counts: Counts, rows: NDArray[np.int64]) -> None:
    """Weigh the kept terms of these rows by the counts of now."""
    import numpy as np

    packed = columns.terms[rows].astype(np.int64)
    often = packed & COUNT
    idf = counts.idf(packed >> SHIFT)
    text = np.where(often > 0, idf * (256 + logs(often)) >> 8, 0)  # padding has no count
    columns.text[rows] = _scaled(text)
    columns.title[rows] = _scaled(np.where(packed & IN_TITLE > 0, idf, 0))
    columns.weighed[rows] = counts.articles


def _scaled(weights: NDArray[np.int64]) -> NDArray[np.int64]:
    """Rows in the same direction, of length `WHOLE`; a square root is rounded alike on every machine (IEEE 754)."""
    import numpy as np

    long = np.maximum(np.sqrt((weights * weights).sum(axis=1, keepdims=True)).astype(np.int64), 1)
    scaled: NDArray[np.int64] = np.minimum((weights * (2 * WHOLE) // long + 1) >> 1, WHOLE)
    return scaled
