"""Which articles may be near one? A table of buckets: each holds the latest articles that have one of its keys.

The keys of an article are the heaviest of its terms and, where it has a meaning, bits of that by their signs (random
hyperplanes, Charikar 2002, along the axes). A key shared by many holds the latest alone, so that a look costs the same in any
window; the table doubles when the window outgrows it, and is then filled anew.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from broadsheet.desk.columns import LIVE, SPEAKS
from broadsheet.desk.loops import file, keys
from broadsheet.desk.room import zeros

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from broadsheet.desk.columns import Columns

KEYS = 20  # terms of an article that are keys
DEEP = 32  # articles a bucket holds: 16 give .765 of B-cubed on NeuS in 7,356, 48 give .780
LEAST = 1 << 12  # buckets at first


class Buckets:
    """The table, and where in each bucket the next article goes."""

    __slots__ = ("rows", "turn")

    def __init__(self, many: int = LEAST) -> None:
        self.rows: NDArray[np.int32] = zeros((many, DEEP), np.int32)
        self.rows[:] = -1
        self.turn: NDArray[np.uint8] = np.zeros(many, np.uint8)

    def add(self, columns: Columns, row: int) -> None:
        """File an article under its keys, in the place of the oldest there; one that is there already stays where it stands."""
        if len(columns) > len(self.turn):
            self._grow(columns)
        file(columns.sheets(), self.rows, self.turn, np.array([row]), KEYS)

    def of(self, columns: Columns, row: int) -> NDArray[np.int64]:
        """The buckets of an article's keys: first those of its terms, heaviest first."""
        found: NDArray[np.int64] = keys(columns.sheets(), row, KEYS, len(self.turn))[0]
        return found

    def _grow(self, columns: Columns) -> None:
        """Twice as many buckets, filled with what speaks in the window in order of arrival."""
        self.__init__(len(self.turn) * 2)  # type: ignore[misc]
        rows = np.flatnonzero(columns.flags[: columns.top] & SPEAKS == LIVE)
        order = rows[np.argsort(columns.number[rows], kind="stable")]
        file(columns.sheets(), self.rows, self.turn, order, KEYS)
