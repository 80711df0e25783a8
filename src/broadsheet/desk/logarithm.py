"""Logarithms in whole numbers, so that a score that decides is the same on every machine."""

from __future__ import annotations

from functools import lru_cache
from math import log2
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

UNIT = 256  # one doubling
_EXACT = 4096
_BITS = 16
_table = (0, *(round(UNIT * log2(n)) for n in range(1, _EXACT + 1)))


def log(number: int) -> int:
    """The binary logarithm of a whole number of at least 1, in 256ths, within half of one in a thousand."""
    if number <= _EXACT:
        return _table[number] if number > 0 else 0
    shift = number.bit_length() - 12
    return _table[number >> shift] + UNIT * shift


def part(number: int, whole: int) -> int:
    """A share in ten-thousandths, 0 of nothing."""
    return 10_000 * number // whole if whole else 0


@lru_cache(maxsize=1)
def table() -> NDArray[np.int64]:
    """`log` of each number below 65,536."""
    import numpy as np

    return np.array([log(number) for number in range(1 << _BITS)], np.int64)


def logs(numbers: NDArray[np.integer[Any]]) -> NDArray[np.int64]:
    """`log` of each, of numbers below 2^53; 0 for what is less than 1."""
    import numpy as np

    known = table()
    if not numbers.size or numbers.max() < 1 << _BITS:
        return known.take(numbers, mode="clip")
    shift = np.where(numbers > _EXACT, np.frexp(numbers)[1] - 12, 0).astype(np.int64)  # frexp's exponent is the bit length
    return known.take(numbers >> shift, mode="clip") + UNIT * shift
