"""How many articles of the archive had a word: one number a slot, words sharing a slot where their hashes do.

Seeded with the general list of `commonness`, so that day one works.
"""

from __future__ import annotations

import zlib
from functools import lru_cache
from typing import TYPE_CHECKING

from broadsheet.desk.commonness import EVERYDAY, EVERYDAY_IN_PRIOR, PRIOR, RARE_IN_PRIOR
from broadsheet.desk.logarithm import log, logs
from broadsheet.desk.terms import stem

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

BITS = 22  # four million slots: the words and names of a million articles share one in a few


def slot(term: str) -> int:
    """The slot of a term, the same on every machine."""
    return zlib.crc32(term.encode("utf-8", "surrogatepass")) & ((1 << BITS) - 1)


class Counts:
    """The archive's document counts."""

    __slots__ = ("articles", "seen")

    def __init__(self) -> None:
        import numpy as np

        self.articles = 0
        self.seen: NDArray[np.int32] = np.zeros(1 << BITS, np.int32)
        self.seen[list(_everyday())] = EVERYDAY_IN_PRIOR - RARE_IN_PRIOR

    def learn(self, slots: NDArray[np.int64]) -> None:
        """Count one article that has each of these slots, which differ."""
        self.articles += 1
        self.seen[slots] += 1

    def idf(self, slots: NDArray[np.int64]) -> NDArray[np.int64]:
        """What each slot is worth, in 256ths of a doubling; 0 when half of the articles have it."""
        import numpy as np

        return np.maximum(log(self.articles + PRIOR) - logs(self.seen[slots] + RARE_IN_PRIOR), 0)

    def dump(self) -> bytes:
        """The counts as bytes."""
        import numpy as np

        used = np.flatnonzero(self.seen).astype("<u4")
        return b"".join((self.articles.to_bytes(8, "little"), used.tobytes(), self.seen[used].astype("<i4").tobytes()))

    @staticmethod
    def load(data: bytes) -> Counts:
        """What `dump` wrote."""
        import numpy as np

        found = Counts()
        found.articles = int.from_bytes(data[:8], "little")
        used, seen = np.frombuffer(data[8:], "<u4").reshape(2, -1)
        found.seen[:] = 0
        found.seen[used] = seen.view("<i4")
        return found


@lru_cache(maxsize=1)
def _everyday() -> tuple[int, ...]:
    return tuple(sorted({slot(stem(word)) for word in EVERYDAY}))
