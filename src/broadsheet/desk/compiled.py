"""How does a loop over numbers run as fast as in C? It is compiled at its first call, and kept on disk for later processes.

What is compiled calls only what stands in the same file, since the kept code is made anew when its own file changes and not
when another does. Whole numbers alone, so that the answer is the same on every machine.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar, cast

import numba

Loop = TypeVar("Loop", bound=Callable[..., object])


def compiled(loop: Loop) -> Loop:
    """The same function as machine code; where no folder can be written to keep it in, it is compiled in each process."""
    try:
        return cast("Loop", numba.njit(cache=True)(loop))
    except RuntimeError:  # no place for the cache
        return cast("Loop", numba.njit(loop))
