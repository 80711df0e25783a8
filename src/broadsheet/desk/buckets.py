"""Which articles may be near one? A table of buckets: each holds the latest articles that have one of its keys.

The keys of an article are the heaviest of its terms and, where it has a meaning, bits of that by their signs (random
hyperplanes, Charikar 2002, along the axes). A key shared by many holds the latest alone, so that a look costs the same in any
window; the table doubles when the window outgrows it, and is then filled anew.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from broadsheet.desk.columns import LIVE, SPEAKS
from broadsheet.desk.vectors import SHIFT

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from broadsheet.desk.columns import Columns

KEYS = 20  # terms of an article that are keys
DEEP = 32  # articles a bucket holds: 16 give .765 of B-cubed on NeuS in 7,356, 48 give .780
BANDS = 4  # keys of a meaning
BAND_BITS = 16  # signs in each
LEAST = 1 << 12  # buckets at first
_spread = 0x9E3779B97F4A7C15  # 2^64 by the golden ratio (Knuth 6.4): neighbours in, far apart out
_batch = 1 << 12  # rows whose keys are worked out at once


class Buckets:
    """The table, and where in each bucket the next article goes."""

    __slots__ = ("rows", "turn")

    def __init__(self, many: int = LEAST) -> None:
        import numpy as np

        self.rows: NDArray[np.int32] = np.full((many, DEEP), -1, np.int32)
        self.turn: NDArray[np.uint8] = np.zeros(many, np.uint8)

    def add(self, columns: Columns, row: int) -> None:
        """File an article under its keys, in the place of the oldest there."""
        if len(columns) > len(self.turn):
            self._grow(columns)
        self._file(row, self.of(columns, row))

    def _file(self, row: int, at: NDArray[np.int64]) -> None:
        at = at[(self.rows[at] != row).all(axis=1)]  # a text that changed stands where it stood
        self.rows[at, turn := self.turn[at]] = row
        self.turn[at] = (turn + 1) % DEEP

    def of(self, columns: Columns, row: int) -> NDArray[np.int64]:
        """The buckets of an article's keys: first those of its terms, heaviest first."""
        import numpy as np

        return np.extract(*self.of_each(columns, np.array([row]))[::-1])

    def of_each(self, columns: Columns, rows: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
        """`of` each of some articles, a line each: first the terms', then the meaning's; and which of them there are."""
        import numpy as np

        packed = columns.terms.take(rows, axis=0)[:, :KEYS]
        keys = (packed >> SHIFT).astype(np.uint64)
        there: NDArray[np.bool_] = np.not_equal(packed, 0)
        if columns.meaning.shape[1]:
            bands = _banded(meaning := columns.meaning.take(rows, axis=0))
            keys = np.concatenate((keys, bands), axis=1)
            there = np.concatenate((there, np.repeat(meaning.any(axis=1, keepdims=True), bands.shape[1], axis=1)), axis=1)
        return self._place(keys), there

    def _place(self, keys: NDArray[np.uint64]) -> NDArray[np.int64]:
        import numpy as np

        shift = np.uint64(65 - len(self.turn).bit_length())
        return (keys * np.uint64(_spread) >> shift).astype(np.int64)

    def _grow(self, columns: Columns) -> None:
        """Twice as many buckets, filled with what speaks in the window in order of arrival."""
        import numpy as np

        self.__init__(len(self.turn) * 2)  # type: ignore[misc]
        rows = np.flatnonzero(columns.flags[: columns.top] & SPEAKS == LIVE)
        order = rows[np.argsort(columns.number[rows], kind="stable")]
        for start in range(0, len(order), _batch):
            some = order[start : start + _batch]
            keys, there = self.of_each(columns, some)
            for row, at, has in zip(some.tolist(), [*keys], [*there], strict=True):
                self._file(row, at[np.flatnonzero(has)])


def _banded(meanings: NDArray[np.int8]) -> NDArray[np.uint64]:
    """A key for each of the first runs of signs of each meaning."""
    import numpy as np

    many = min(BANDS, meanings.shape[1] // BAND_BITS)
    runs = meanings[:, : many * BAND_BITS].reshape(len(meanings), many, BAND_BITS)
    bits = np.packbits(runs > 0, axis=2).view("<u2")[:, :, 0]
    keys: NDArray[np.uint64] = (np.arange(1, many + 1, dtype=np.uint64) << np.uint64(40)) | bits
    return keys
