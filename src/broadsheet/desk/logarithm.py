"""Logarithms in whole numbers, so that a score that decides is the same on every machine."""

from __future__ import annotations

from math import isqrt, log2

UNIT = 256  # one doubling
_EXACT = 4096
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


def scaled(weights: list[int], length: int) -> list[int]:
    """A vector of this length in the same direction."""
    norm = isqrt(sum(w * w for w in weights))
    return [w * length // norm for w in weights] if norm else weights
