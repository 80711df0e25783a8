"""What stands near the articles that a Tick looks at? Each is looked up once, and many in one go."""

from __future__ import annotations

from collections.abc import Iterable

from broadsheet.desk.near import Near, near_each
from broadsheet.desk.window import State


class Looks:
    """The articles near each one that was asked for: they are the same in all passes of a Tick."""

    __slots__ = ("_known", "_state")

    def __init__(self, state: State) -> None:
        self._state = state
        self._known: dict[int, Near] = {}

    def __contains__(self, row: int) -> bool:
        return row in self._known

    def __getitem__(self, row: int) -> Near:
        if row not in self._known:
            self.fetch([row])
        return self._known[row]

    def fetch(self, rows: Iterable[int]) -> None:
        """Look at several in one go."""
        new = [row for row in dict.fromkeys(rows) if row not in self._known]
        self._known.update(zip(new, near_each(self._state, new), strict=True))
