"""What the events fold remembers: the window's articles and stories, the archive's word counts, and the clock it was told."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from statistics import median_low
from typing import TYPE_CHECKING

from broadsheet.desk.buckets import KEYS, Buckets
from broadsheet.desk.columns import LIVE, NOWHERE, Columns
from broadsheet.desk.counts import Counts
from broadsheet.desk.origins import Index
from broadsheet.desk.stories import Bundle, Gone, Link, Piece, Stories
from broadsheet.desk.vectors import Terms, weigh, write
from broadsheet.desk.words import Words

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

DAYS = 5  # the window: an article leaves it so long after it came
MOST = 2_000_000  # articles in the window, whatever their dates: a clock that stands still must not fill the memory
RECENT = 15  # dates whose median moves the clock, so that one article of 2090 empties no window
VOTES = 3  # of them, at most, are one publisher's, so that one feed of 2090 empties none either
REWEIGH = 5  # parts of four: a vector is weighed anew when the archive has grown by a quarter since


class Pieces(Mapping[str, Piece]):
    """The articles of the window by id."""

    __slots__ = ("_state",)

    def __init__(self, state: State) -> None:
        self._state = state

    def __getitem__(self, name: str) -> Piece:
        return Piece(self._state, self._state.columns.rows[name], name)

    def __contains__(self, name: object) -> bool:
        return name in self._state.columns.rows

    def __iter__(self) -> Iterator[str]:
        return iter(self._state.columns.rows)

    def __len__(self) -> int:
        return len(self._state.columns.rows)


class State:
    """Everything that decides; `desk/snapshot.py` writes it as bytes and reads it back."""

    def __init__(self) -> None:
        self.counts = Counts()
        self.words = Words()
        self.columns = Columns()
        self.buckets = Buckets()
        self.stories = Stories(self)
        self.index = Index()
        self.pieces = Pieces(self)
        self.publishers: dict[str, int] = {}
        self.languages: dict[str, int] = {"": 0}
        self.links: dict[int, Link] = {}
        self.riders: dict[str, list[str]] = {}
        self.fresh: dict[int, None] = {}
        self.recent: list[list[int]] = []
        self.clock = 0
        self.arrived = 0

    def dump(self) -> bytes:
        """The state as bytes: the same state gives the same bytes."""
        from broadsheet.desk.snapshot import dump

        return dump(self)

    @staticmethod
    def load(data: bytes) -> State:
        """The state that `dump` wrote. Raises OldSnapshot."""
        from broadsheet.desk.snapshot import load

        return load(data)

    @property
    def names(self) -> list[str]:
        """The id of each article by the number that the index of sketches knows it by: its row."""
        return self.columns.ids

    @property
    def touched(self) -> dict[int, None]:
        """The stories that changed since the last Tick."""
        return self.stories.touched

    def bundle(self, piece: Piece) -> Bundle:
        """The story that an article stands in."""
        return self.stories[piece.story]

    def at(self, row: int) -> Piece:
        """The article in a row."""
        return Piece(self, row, self.columns.ids[row])

    def read(self, row: int, terms: Terms, meaning: bytes | None, learn: bool = True) -> dict[int, str]:
        """Keep what an article says in its row, weighed by the counts of now; answers its terms by slot."""
        words = write(self.columns, self.counts, row, terms, KEYS, learn)
        self.columns.mean(row, meaning)
        return words

    def enter(self, piece: Piece) -> None:
        """Take an article into the window, before it has a story."""
        self.columns.rows[piece.id] = piece.row
        self.columns.ids[piece.row] = piece.id
        self.fresh[piece.row] = None
        self.index.add(piece.row, piece.sketch)

    def reenter(self, piece: Piece, sketch: tuple[int, ...]) -> None:
        """Take a changed text into the window as if it came now."""
        self.index.remove(piece.row)
        self.index.add(piece.row, sketch)
        self.columns.entered[piece.row] = self.clock
        self.fresh[piece.row] = None

    def file(self, row: int) -> None:
        """Let an article be found by others near it."""
        self.buckets.add(self.columns, row)

    def tell(self, when: int, publisher: int) -> None:
        """Hear the time of an arrival: the clock moves to the median of the last few, each publisher's last of them."""
        if when < 0:
            return
        own = [at for at, (of, _) in enumerate(self.recent) if of == publisher]
        if len(own) >= VOTES:
            del self.recent[own[0]]
        self.recent = [*self.recent, [publisher, when]][-RECENT:]
        self.clock = max(self.clock, median_low([each for _, each in self.recent]))

    def stand(self, piece: Piece) -> None:
        """Seat an article in a story of its own that has its id."""
        number = ~piece.row
        self.columns.story[piece.row] = number
        if piece.voice:
            self.stories.give(number, piece)
        self.touched[number] = None

    def new_name(self, piece: Piece) -> str:
        """The id of a story that an article opens: its own, or with a number behind it when that is some story's already."""
        opened, taken = self.columns.opened, self.stories.names
        opened[piece.row] = many = min(int(opened[piece.row]) + 1, 255)
        name = piece.id if many == 1 else f"{piece.id}-{many}"
        while name in taken:
            many += 1
            name = f"{piece.id}-{many}"
        return name

    def seat(self, piece: Piece, number: int) -> None:
        """Put an article into a story, with its words if it has a voice."""
        number = self.stories.own(number)
        self.columns.story[piece.row] = number
        self.stories.bundles[number].rows.append(piece.row)
        if piece.voice:
            self.stories.give(number, piece)
        self.touched[number] = None

    def unseat(self, piece: Piece) -> None:
        """Take an article out of its story; a story that is left empty is forgotten."""
        number = piece.story
        if piece.voice:
            self.stories.take(number, piece)
        self.columns.story[piece.row] = NOWHERE
        if number >= 0:
            rows = self.stories.bundles[number].rows
            rows.remove(piece.row)
            self.touched[number] = None
            if rows:
                return
        self.stories.forget(number)

    def forget(self, piece: Piece) -> Gone:
        """Take an article out of its story and the window."""
        gone = Gone(piece.id, piece.rides, piece.of, piece.origin)
        self.unseat(piece)
        self.index.remove(piece.row)
        self.fresh.pop(piece.row, None)
        self.links.pop(piece.row, None)
        self.riders.pop(piece.id, None)
        if piece.id in self.riders.get(gone.rides, ()):
            self.riders[gone.rides].remove(piece.id)
        del self.columns.rows[piece.id]
        self.columns.give_back(piece.row)
        return gone

    def prune(self, now: int) -> None:
        """Forget what is older than the window, the eldest first."""
        import numpy as np

        self.clock = max(self.clock, now)
        columns = self.columns
        entered = columns.entered[: columns.top]
        live = columns.flags[: columns.top] & LIVE > 0
        entered[live & (entered == 0)] = self.clock  # what came before any time was known came now
        self._forget(np.flatnonzero(live & (entered < self.clock - DAYS * 24 * 60)))
        if len(columns) > MOST:
            rows = np.flatnonzero(columns.flags[: columns.top] & LIVE)
            self._forget(self._by_age(rows)[: len(columns) - MOST])

    def _forget(self, rows: NDArray[np.int64]) -> None:
        for row in self._by_age(rows).tolist():
            self.forget(self.at(row))

    def _by_age(self, rows: NDArray[np.int64]) -> NDArray[np.int64]:
        import numpy as np

        return rows[np.lexsort((self.columns.number[rows], self.columns.entered[rows]))]

    def weigh(self, piece: Piece) -> None:
        """Weigh an article by the counts of now and let others find it: it speaks from now on."""
        import numpy as np

        weigh(self.columns, self.counts, np.array([piece.row]))
        self.file(piece.row)
        self.fresh[piece.row] = None

    def reweigh(self, rows: Iterable[int]) -> None:
        """Weigh articles by the counts of now, where the archive has grown enough to matter."""
        import numpy as np

        some = np.array(sorted(set(rows)), np.int64)
        old = some[self.columns.weighed[some].astype(np.int64) * REWEIGH < self.counts.articles * 4]
        for at in range(0, len(old), 1_000):
            weigh(self.columns, self.counts, old[at : at + 1_000])

    def apart(self, one: int, other: int) -> bool:
        """Whether an editor said that these two stories are not one."""
        return self.stories.apart(one, other)


def minutes(when: datetime | None) -> int:
    """Minutes since 1970, -1 when unknown; what lies before 1970 counts as its first minute."""
    return -1 if when is None else max(0, int(when.timestamp()) // 60)
