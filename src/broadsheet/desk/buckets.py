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
_batch = 1 << 15  # rows filed at once


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
        at = self.of(columns, row)
        turn = self.turn[at]
        self.rows[at, turn] = row
        self.turn[at] = (turn + 1) % DEEP

    def of(self, columns: Columns, row: int) -> NDArray[np.int64]:
        """The buckets of an article's keys: first those of its terms, heaviest first."""
        import numpy as np

        packed = columns.terms[row, :KEYS]
        keys = (packed[packed > 0] >> SHIFT).astype(np.uint64)
        if columns.meaning.shape[1] and (bands := _bands(columns.meaning[row])) is not None:
            keys = np.concatenate((keys, bands))
        return self._place(keys)

    def _place(self, keys: NDArray[np.uint64]) -> NDArray[np.int64]:
        import numpy as np

        shift = np.uint64(65 - len(self.turn).bit_length())
        return (keys * np.uint64(_spread) >> shift).astype(np.int64)

    def _grow(self, columns: Columns) -> None:
        """Twice as many buckets, filled with what speaks in the window in order of arrival."""
        import numpy as np

        self.__init__(len(self.turn) * 2)  # type: ignore[misc]
        rows = np.flatnonzero(columns.flags[: columns.top] & SPEAKS == LIVE)
        for row in rows[np.argsort(columns.number[rows], kind="stable")].tolist():
            at = self.of(columns, row)
            turn = self.turn[at]
            self.rows[at, turn] = row
            self.turn[at] = (turn + 1) % DEEP


def _bands(meaning: NDArray[np.int8]) -> NDArray[np.uint64] | None:
    """A key for each of the first runs of signs; None for an article without a meaning."""
    import numpy as np

    if not meaning.any():
        return None
    many = min(BANDS, len(meaning) // BAND_BITS)
    bits = np.packbits(meaning[: many * BAND_BITS].reshape(many, BAND_BITS) > 0, axis=1).view("<u2")[:, 0]
    keys: NDArray[np.uint64] = (np.arange(1, many + 1, dtype=np.uint64) << np.uint64(40)) | bits
    return keys
