"""Work done in this process, one batch after another."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeVar

Work = TypeVar("Work")
Done = TypeVar("Done")


class Here:
    """The runner that needs nothing: lazily, in order, in the caller's own process."""

    def map(self, function: Callable[..., Done], shared: tuple[Any, ...], batches: Iterable[Work]) -> Iterator[Done]:
        """`function(*shared, batch)` for each batch, in order, each asked for only when wanted."""
        for batch in batches:
            yield function(*shared, batch)

    def close(self) -> None:
        """Nothing to give back."""
