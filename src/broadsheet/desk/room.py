"""Room for large columns: memory that is there when it is written, in large pages where the system has them.

A look reads some hundred rows far apart. In pages of four kilobytes the processor asks the page table for nearly each of them;
in pages of two megabytes it knows them all: an article in a window of 100,000 costs the fold a seventh less.
"""

from __future__ import annotations

import mmap
from math import prod
from typing import Any

import numpy as np
from numpy.typing import NDArray

LARGE = 1 << 22  # bytes from which a column has pages of its own


def zeros(shape: tuple[int, ...], kind: Any) -> NDArray[Any]:
    """A column of zeros, as `numpy.zeros` makes it."""
    kind = np.dtype(kind)
    size = prod(shape) * kind.itemsize
    if size < LARGE or not hasattr(mmap, "MADV_HUGEPAGE"):
        return np.zeros(shape, kind)
    pages = mmap.mmap(-1, size, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS)
    pages.madvise(mmap.MADV_HUGEPAGE)
    return np.frombuffer(pages, kind).reshape(shape)
