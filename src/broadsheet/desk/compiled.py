"""How does a loop over numbers run as fast as in C? It is compiled at its first call, and kept on disk for later processes.

What is compiled calls only what stands in the same file, since the kept code is made anew when its own file changes and not
when another does. Whole numbers alone, so that the answer is the same on every machine.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, cast

import numba
import numpy as np

Loop = TypeVar("Loop", bound=Callable[..., object])

whole: Any = np.int64  # a number of an array as a loop counts with it: without it a byte times a byte would overflow


def compiled(loop: Loop) -> Loop:
    """The same function as machine code."""
    return cast("Loop", _made(loop))


def summing(loop: Loop) -> Loop:
    """The same of a sum of floats that hold whole numbers below 2^24, so that the order in which they are added is free."""
    return cast("Loop", _made(loop, fastmath={"reassoc", "contract"}))


def _made(loop: Callable[..., object], **options: Any) -> object:
    try:
        return numba.njit(cache=True, error_model="numpy", **options)(loop)
    except RuntimeError:  # no folder can be written to: it is compiled in each process
        return numba.njit(error_model="numpy", **options)(loop)
