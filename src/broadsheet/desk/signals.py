"""In what are two articles alike? A handful of whole numbers a pair, in ten-thousandths, from which `decision` decides."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from broadsheet.desk.columns import WIDTH
from broadsheet.desk.counts import BITS
from broadsheet.desk.vectors import NAME, SHIFT, WHOLE

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from broadsheet.desk.columns import Columns

LENGTH = 10_000  # of a likeness: a text beside itself
IN_TITLE = 2_000  # the title's part of it: best mean over all event sets of 2,000, 2,500, 3,000, 4,000

LIKE = 0  # cosine of their weighted terms, the title's a part of it
TOLD = 1  # how much of each one's headline the other tells, by weight, mean of both
OVER = 2  # how much of the shorter one's terms the other has, by weight
MEANS = 3  # cosine of their meanings
FIGURE = 4  # a third for each figure in common, up to three
NAMED = 5  # a third for each two words of a name in common, up to three
AGREE = 6  # they name a town or region in common
CLASH = 7  # both name towns or regions, and none in common
ABROAD = 8  # both name countries, and none in common
MANY = 9


class Met(NamedTuple):
    """The terms that one article shares with others: which of the others, the place in the one, the place in the other."""

    which: NDArray[np.int64]
    mine: NDArray[np.int64]
    theirs: NDArray[np.int64]


def meet(columns: Columns, row: int, rows: NDArray[np.int64]) -> Met:
    """The terms that an article shares with each of others."""
    import numpy as np

    own = columns.terms[row] >> SHIFT
    scratch, places = _scratch()
    scratch[own[::-1]] = places  # of two terms of one slot, as padding has, the first counts
    found = scratch.take(columns.terms.take(rows, axis=0).ravel() >> SHIFT)
    scratch[own] = 0
    hits = np.flatnonzero(found)
    which, theirs = np.divmod(hits, WIDTH)
    return Met(which, found.take(hits).astype(np.int64) - 1, theirs)


def signals(columns: Columns, row: int, rows: NDArray[np.int64]) -> NDArray[np.int64]:
    """In what an article is like each of others: a line of `MANY` numbers for each."""
    import numpy as np

    which, mine, theirs = meet(columns, row, rows)
    many = len(rows)
    found = np.zeros((many, MANY), np.int64)
    there = rows.take(which) * WIDTH + theirs
    my_text = columns.text[row].take(mine).astype(np.int64)
    my_title = columns.title[row].take(mine).astype(np.int64)
    its_text = columns.text.ravel().take(there).astype(np.int64)
    its_title = columns.title.ravel().take(there).astype(np.int64)
    product = my_text * its_text * (LENGTH - IN_TITLE) + my_title * its_title * IN_TITLE
    found[:, LIKE] = _summed(which, product, many) // (WHOLE * WHOLE)
    titles = np.maximum(columns.title.take(rows, axis=0).sum(axis=1, dtype=np.int64), 1)
    own_title = max(1, int(columns.title[row].sum(dtype=np.int64)))
    both = _summed(which, my_title, many) * LENGTH // own_title + _summed(which, its_title, many) * LENGTH // titles
    found[:, TOLD] = both >> 1
    texts = columns.text.take(rows, axis=0).sum(axis=1, dtype=np.int64)
    own_text = int(columns.text[row].sum(dtype=np.int64))
    least = np.where(texts <= own_text, _summed(which, its_text, many), _summed(which, my_text, many))
    found[:, OVER] = least * LENGTH // np.maximum(np.minimum(texts, own_text), 1)
    if columns.meaning.shape[1]:
        own = columns.meaning[row].astype(np.int32)
        found[:, MEANS] = (columns.meaning.take(rows, axis=0) @ own).astype(np.int64) * LENGTH >> 16
    found[:, FIGURE] = np.minimum(_common(columns.figures, row, rows), 3) * LENGTH // 3
    named = np.bincount(which[columns.terms[row].take(mine) & NAME > 0], minlength=many)
    found[:, NAMED] = np.minimum(named, 3) * LENGTH // 3
    places, countries = columns.places, columns.countries
    if places[row].any():
        common = _common(places, row, rows) > 0
        found[:, AGREE] = common * LENGTH
        found[:, CLASH] = (~common & places.take(rows, axis=0).any(axis=1)) * LENGTH
    if countries[row].any():
        apart = _common(countries, row, rows) == 0
        found[:, ABROAD] = (apart & countries.take(rows, axis=0).any(axis=1)) * LENGTH
    return found


def alike(columns: Columns, row: int, rows: NDArray[np.int64]) -> NDArray[np.int64]:
    """How alike one article is to each of others, in ten-thousandths: `LIKE` alone."""
    which, mine, theirs = meet(columns, row, rows)
    there = rows.take(which) * WIDTH + theirs
    text = columns.text[row].take(mine).astype("i8") * columns.text.ravel().take(there)
    title = columns.title[row].take(mine).astype("i8") * columns.title.ravel().take(there)
    return _summed(which, text * (LENGTH - IN_TITLE) + title * IN_TITLE, len(rows)) // (WHOLE * WHOLE)


def _summed(which: NDArray[np.int64], values: NDArray[np.int64], many: int) -> NDArray[np.int64]:
    import numpy as np

    return np.bincount(which, values, many).astype(np.int64)  # exact: below 2^53


def _common(kept: NDArray[np.uint32], row: int, rows: NDArray[np.int64]) -> NDArray[np.int64]:
    """How many of an article's few slots each of others has."""
    import numpy as np

    own = kept[row][kept[row] > 0]
    if not len(own):
        return np.zeros(len(rows), np.int64)
    equal = kept.take(rows, axis=0)[:, :, None] == own
    found: NDArray[np.int64] = equal.any(axis=1).sum(axis=1, dtype=np.int64)
    return found


@lru_cache(maxsize=1)
def _scratch() -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
    """For every slot the place that a term has in the article compared, zero between two calls; and the places, last first."""
    import numpy as np

    return np.zeros(1 << BITS, np.uint8), np.arange(WIDTH, 0, -1, dtype=np.uint8)
