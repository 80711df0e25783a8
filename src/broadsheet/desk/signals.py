"""In what are two articles alike? A handful of whole numbers a pair, in ten-thousandths, from which `decision` decides."""

from __future__ import annotations

from collections.abc import Sequence
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
    return compare(columns, [(row, rows)])


def compare(columns: Columns, asked: Sequence[tuple[int, NDArray[np.int64]]]) -> NDArray[np.int64]:
    """In what each of some articles is like the others named beside it: a line of `MANY` numbers a pair, in their order.

    Many at once cost half of as many one by one: most of a short comparison is the calls.
    """
    import numpy as np

    lengths = [len(rows) for _, rows in asked]
    ones = np.repeat([row for row, _ in asked], lengths)
    others = np.concatenate([rows for _, rows in asked]) if len(asked) > 1 else asked[0][1]
    found = np.zeros((MANY, many := len(others)), np.int64)
    if not many:
        return found.T
    which, mine, theirs = _met(columns, asked, lengths)
    here, there = ones.take(which) * WIDTH + mine, others.take(which) * WIDTH + theirs
    text, title = columns.text.ravel(), columns.title.ravel()
    my_text, its_text = text.take(here).astype(float), text.take(there).astype(float)  # exact: all sums are below 2^53
    my_title, its_title = title.take(here).astype(float), title.take(there).astype(float)
    product = my_text * its_text * (LENGTH - IN_TITLE) + my_title * its_title * IN_TITLE
    found[LIKE] = _summed(which, product, many) // (WHOLE * WHOLE)
    own, its = columns.sums.take(ones, axis=0).T.astype(np.int64), columns.sums.take(others, axis=0).T.astype(np.int64)
    told = _summed(which, my_title, many) * LENGTH // np.maximum(own[1], 1)
    found[TOLD] = told + _summed(which, its_title, many) * LENGTH // np.maximum(its[1], 1) >> 1
    least = np.where(its[0] <= own[0], _summed(which, its_text, many), _summed(which, my_text, many))
    found[OVER] = least * LENGTH // np.maximum(np.minimum(its[0], own[0]), 1)
    if columns.meaning.shape[1]:
        found[MEANS] = _meant(columns, asked) * LENGTH >> 16
    named = np.bincount(which[columns.terms.ravel().take(here) & NAME > 0], minlength=many)
    found[NAMED] = np.minimum(named, 3) * LENGTH // 3
    figures = columns.figures.take(ones, axis=0)
    if figures.any():
        found[FIGURE] = np.minimum(_common(figures, columns.figures.take(others, axis=0)), 3) * LENGTH // 3
    found[AGREE], found[CLASH] = _agreeing(columns.places, ones, others)
    found[ABROAD] = _agreeing(columns.countries, ones, others)[1]
    return found.T


def _agreeing(kept: NDArray[np.uint32], ones: NDArray[np.int64], others: NDArray[np.int64]) -> NDArray[np.int64]:
    """Two lines: whether each pair has a place in common; whether both name places, and have none in common."""
    import numpy as np

    found = np.zeros((2, len(ones)), np.int64)
    mine = kept.take(ones, axis=0)
    if mine.any():
        theirs = kept.take(others, axis=0)
        common = _common(mine, theirs) > 0
        found[0] = common * LENGTH
        found[1] = (~common & (mine[:, 0] > 0) & (theirs[:, 0] > 0)) * LENGTH
    return found


def _met(columns: Columns, asked: Sequence[tuple[int, NDArray[np.int64]]], lengths: Sequence[int]) -> Met:
    """`meet` of each, the others numbered through."""
    import numpy as np

    if len(asked) == 1:
        return meet(columns, *asked[0])
    each = [meet(columns, row, rows) for row, rows in asked]
    starts = np.cumsum([0, *lengths[:-1]]).tolist()
    which = np.concatenate([met.which + start for met, start in zip(each, starts, strict=True)])
    return Met(which, np.concatenate([met.mine for met in each]), np.concatenate([met.theirs for met in each]))


def _meant(columns: Columns, asked: Sequence[tuple[int, NDArray[np.int64]]]) -> NDArray[np.int64]:
    """The products of their meanings, exact: below 2^24 (192 numbers of 127 at most)."""
    import numpy as np

    meaning = columns.meaning
    products = [meaning.take(rows, axis=0).astype(np.float32) @ meaning[row].astype(np.float32) for row, rows in asked]
    return (np.concatenate(products) if len(products) > 1 else products[0]).astype(np.int64)


def alike(columns: Columns, row: int, rows: NDArray[np.int64]) -> NDArray[np.int64]:
    """How alike one article is to each of others, in ten-thousandths: `LIKE` alone."""
    which, mine, theirs = meet(columns, row, rows)
    there = rows.take(which) * WIDTH + theirs
    text = columns.text[row].take(mine).astype(float) * columns.text.ravel().take(there)
    title = columns.title[row].take(mine).astype(float) * columns.title.ravel().take(there)
    return _summed(which, text * (LENGTH - IN_TITLE) + title * IN_TITLE, len(rows)) // (WHOLE * WHOLE)


def _summed(which: NDArray[np.int64], values: NDArray[np.float64], many: int) -> NDArray[np.int64]:
    import numpy as np

    return np.bincount(which, values, many).astype(np.int64)


def _common(mine: NDArray[np.uint32], theirs: NDArray[np.uint32]) -> NDArray[np.int64]:
    """How many of each article's few slots the other of its line has."""
    import numpy as np

    equal = theirs[:, :, None] == mine[:, None, :]
    equal &= mine[:, None, :] > 0
    found: NDArray[np.int64] = np.count_nonzero(equal.reshape(len(mine), -1), axis=1)
    return found


@lru_cache(maxsize=1)
def _scratch() -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
    """For every slot the place that a term has in the article compared, zero between two calls; and the places, last first."""
    import numpy as np

    return np.zeros(1 << BITS, np.uint8), np.arange(WIDTH, 0, -1, dtype=np.uint8)
