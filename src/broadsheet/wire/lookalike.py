"""Is this the same picture as that one? A fingerprint of 64 bits that survives another size and another compression.

DCT hash as in C. Zauner, "Implementation and Benchmarking of Perceptual Image Hash Functions" (2010).
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from numpy import float64
    from numpy.typing import NDArray

SIDE = 32  # pixels a side of what is looked at
KEPT = 8  # frequencies kept in each direction: 64 bits
SAME = 8  # bits: a picture smaller, brighter, cropped or badly saved is at most 6 away, another at least 12 (bench/pictures.py)


def fingerprint(grey: NDArray[float64]) -> int:
    """64 bits of a picture, given as 32 by 32 grey values: which of its 64 slowest waves lie above their median."""
    import numpy as np

    waves = _waves()
    slow = (waves @ grey @ waves.T)[:KEPT, :KEPT].ravel()
    bits = slow > np.median(slow[1:])  # the first is the mean brightness, which says nothing
    return int("".join("1" if bit else "0" for bit in bits), 2)


def distance(one: int, other: int) -> int:
    """In how many of 64 bits two fingerprints differ."""
    return (one ^ other).bit_count()


def same(one: int, other: int) -> bool:
    """Whether two fingerprints are of one picture."""
    return distance(one, other) <= SAME


@lru_cache(maxsize=1)
def _waves() -> NDArray[float64]:
    """The DCT-II matrix, unscaled."""
    import numpy as np

    places = np.arange(SIDE)
    return np.cos(np.pi * np.outer(places, places + 0.5) / SIDE)
