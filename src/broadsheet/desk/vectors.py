"""What an article's words weigh: the heaviest of its terms in a row of numbers, by the archive's counts of now.

A vector has two parts, the text's and the title's, each of length `WHOLE`, so that the product of two, divided by its square,
is a cosine. A term is packed into 32 bits: its slot, whether the title has it, whether it is two words of a name, its count.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from broadsheet.desk.columns import SIZE, WIDTH
from broadsheet.desk.counts import BITS, slot
from broadsheet.desk.logarithm import logs
from broadsheet.desk.terms import TITLE
from broadsheet.desk.whereabouts import level

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from broadsheet.desk.columns import Columns
    from broadsheet.desk.counts import Counts

WHOLE = 255  # of a part of a vector: a weight is a byte
SHIFT, IN_TITLE, NAME, COUNT = 10, 1 << 9, 1 << 8, 255  # how a term is packed
PLACE, FIGURE = "@", "#"
KNOWN = 400_000  # slots of terms remembered a process, about 50 MB

_PLAIN, _TITLED, _NAMED, _PLACED, _FIGURED, _ABROAD = 0, 1, 2, 4, 8, 16  # kinds of a term, above its slot in a code

Terms = tuple[tuple[str, int], ...]


class _Codes(dict[str, int]):
    """Slot and kind of terms, worked out once a process."""

    def __missing__(self, term: str) -> int:
        if len(self) >= KNOWN:
            self.clear()
        first = term[:1]
        if first == TITLE:
            code = _TITLED << BITS | slot(term[1:])
        elif first == PLACE:
            code = (_ABROAD if level(term) == "country" else _PLACED) << BITS | slot(term)
        elif first == FIGURE:
            code = _FIGURED << BITS | slot(term)
        else:
            code = (_NAMED if " " in term else _PLAIN) << BITS | slot(term)
        self[term] = code
        return code


_codes = _Codes()


def write(columns: Columns, counts: Counts, row: int, terms: Terms, keys: int, learn: bool = True) -> dict[int, str]:
    """Keep the heaviest of an article's terms in its row, the `keys` heaviest first; answers its terms by slot.

    `learn` counts them too: once an article, and never a reprint's, else a text often printed would weigh nothing.
    """
    import numpy as np

    names, often = zip(*terms, strict=True) if terms else ((), ())
    codes, numbers = np.array([*map(_codes.__getitem__, names)], np.int64), np.array(often, np.int64)
    kinds, slots = codes >> BITS, codes & (1 << BITS) - 1
    _keep(columns.places[row], slots[kinds == _PLACED] + 1)
    _keep(columns.countries[row], slots[kinds == _ABROAD] + 1)
    _keep(columns.figures[row], slots[kinds == _FIGURED] + 1)
    words = kinds < _PLACED
    columns.facts[row, SIZE] = np.count_nonzero(words)
    found, kind, many = _joined(slots[words], kinds[words], numbers[words])
    if learn:
        counts.learn(found)
    idf = counts.idf(found)
    weights = idf * (256 + logs(many)) >> 8
    order = np.argsort((-weights << BITS) + found)  # of equal ones the same in every article
    if len(found) > WIDTH:
        rest = order[keys:]
        order = np.concatenate((order[:keys], rest[np.argsort(~(kind[rest] & _TITLED > 0), kind="stable")]))[:WIDTH]
    in_title = kind & _TITLED
    bits = in_title * IN_TITLE + (kind >> 1) * NAME
    _keep(columns.terms[row], (found << SHIFT | bits | many)[order])
    both = _scaled(np.stack((weights.take(order), (idf * in_title).take(order))))
    _keep(columns.text[row], both[0])
    _keep(columns.title[row], both[1])
    columns.sums[row] = both.sum(axis=1)
    columns.weighed[row] = counts.articles
    return dict(zip(slots.tolist(), names, strict=True))


def _joined(
    slots: NDArray[np.int64], kinds: NDArray[np.int64], numbers: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Each slot once, with its kinds together and how often the text has it; a title's own terms are not of the text."""
    import numpy as np

    if not len(slots):
        return slots, kinds, numbers
    order = np.argsort(slots, kind="stable")
    slots, kinds, numbers = slots[order], kinds[order], np.where(kinds[order] == _TITLED, 0, numbers[order])
    starts = np.concatenate(([0], np.flatnonzero(slots[1:] != slots[:-1]) + 1))
    many = np.minimum(np.add.reduceat(numbers, starts), COUNT)
    return slots[starts], np.bitwise_or.reduceat(kinds, starts), many


def _keep(column: NDArray[np.integer[Any]], values: NDArray[np.int64]) -> None:
    """The first of some values in a row, nothing behind them."""
    column[: len(values)] = values[: len(column)]
    column[len(values) :] = 0


def weigh(columns: Columns, counts: Counts, rows: NDArray[np.int64]) -> None:
    """Weigh the kept terms of these rows by the counts of now."""
    import numpy as np

    packed = columns.terms[rows].astype(np.int64)
    often = packed & COUNT
    idf = counts.idf(packed >> SHIFT)
    text = np.where(often > 0, idf * (256 + logs(often)) >> 8, 0)  # padding has no count
    columns.text[rows] = text = _scaled(text)
    columns.title[rows] = title = _scaled(np.where(packed & IN_TITLE > 0, idf, 0))
    columns.sums[rows] = np.stack((text.sum(axis=1), title.sum(axis=1)), axis=1)
    columns.weighed[rows] = counts.articles


def _scaled(weights: NDArray[np.int64]) -> NDArray[np.int64]:
    """Rows in the same direction, of length `WHOLE`; a square root is rounded alike on every machine (IEEE 754)."""
    import numpy as np

    long = np.maximum(np.sqrt((weights * weights).sum(axis=1, keepdims=True)).astype(np.int64), 1)
    scaled: NDArray[np.int64] = np.minimum((weights * (2 * WHOLE) // long + 1) >> 1, WHOLE)
    return scaled
