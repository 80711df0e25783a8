"""What the events fold remembers: the window's articles and stories, the archive's word counts, and the clock it was told."""

from __future__ import annotations

from datetime import datetime
from statistics import median_low

from broadsheet.desk.origins import Index
from broadsheet.desk.spelling import Spelling
from broadsheet.desk.stories import Bundle, Piece, Stories
from broadsheet.desk.weighing import Weights

DAYS = 5  # the window: an article leaves it so long after it came
MOST = 1_000_000  # articles in the window, whatever their dates: a clock that stands still must not fill the memory
RECENT = 15  # dates whose median moves the clock, so that one article of 2090 empties no window
REWEIGH = 5  # parts of four: a vector is weighed anew when the archive has grown by a quarter since

Pair = tuple[int, int]


class State:
    """Everything that decides; `desk/snapshot.py` writes it as bytes and reads it back."""

    def __init__(self) -> None:
        self.weights = Weights()
        self.spelling = Spelling()
        self.stories = Stories()
        self.index = Index()
        self.pieces: dict[str, Piece] = {}
        self.names: dict[int, str] = {}
        self.story_numbers: dict[str, int] = {}
        self.riders: dict[str, list[str]] = {}
        self.barred: dict[Pair, None] = {}
        self.touched: dict[int, None] = {}
        self.recent: list[int] = []
        self.clock = 0
        self.arrived = 0
        self.opened = 0

    def dump(self) -> bytes:
        """The state as bytes: the same state gives the same bytes."""
        from broadsheet.desk.snapshot import dump

        return dump(self)

    @staticmethod
    def load(data: bytes) -> State:
        """The state that `dump` wrote."""
        from broadsheet.desk.snapshot import load

        return load(data)

    def bundle(self, piece: Piece) -> Bundle:
        """The story that an article stands in."""
        return self.stories.by_number[piece.story]

    def enter(self, piece: Piece) -> None:
        """Take an article into the window, before it has a story."""
        self.pieces[piece.id] = piece
        self.names[piece.number] = piece.id
        self.index.add(piece.number, piece.sketch)

    def reenter(self, piece: Piece, sketch: tuple[int, ...]) -> None:
        """Take a changed text into the window as if it came now."""
        self.index.remove(piece.number)
        del self.pieces[piece.id], self.names[piece.number]
        piece.sketch, piece.entered = sketch, self.clock
        self.enter(piece)

    def tell(self, when: int) -> None:
        """Hear the time of an arrival: the clock moves to the median of the last few."""
        if when >= 0:
            self.recent = [*self.recent, when][-RECENT:]
            self.clock = max(self.clock, median_low(self.recent))

    def open(self, identity: str) -> int:
        """A new, empty story; its number."""
        number = self.opened
        self.opened += 1
        self.stories.by_number[number] = Bundle(identity, names=[identity])
        self.story_numbers[identity] = number
        return number

    def seat(self, piece: Piece, number: int) -> None:
        """Put an article into a story, with its words if it has a voice."""
        piece.story = number
        self.stories.by_number[number].pieces.append(piece.id)
        if piece.voice:
            self.stories.give(number, piece)
        self.touched[number] = None

    def unseat(self, piece: Piece) -> None:
        """Take an article out of its story; a story that is left empty is forgotten."""
        number, bundle = piece.story, self.bundle(piece)
        bundle.pieces.remove(piece.id)
        if piece.voice:
            self.stories.take(number, piece)
        piece.story = -1
        self.touched[number] = None
        if not bundle.pieces:
            self.forget_story(number)

    def forget_story(self, number: int) -> None:
        """Close a story: nothing joins it any more."""
        self.stories.hide(number)
        bundle = self.stories.by_number.pop(number)
        self.touched.pop(number, None)
        for identity in bundle.names:
            if self.story_numbers.get(identity) == number:
                del self.story_numbers[identity]
        for pair in [each for each in self.barred if number in each]:
            del self.barred[pair]

    def forget(self, piece: Piece) -> None:
        """Take an article out of its story and the window."""
        self.unseat(piece)
        self.index.remove(piece.number)
        del self.pieces[piece.id], self.names[piece.number]
        self.riders.pop(piece.id, None)
        if piece.id in self.riders.get(piece.rides, ()):
            self.riders[piece.rides].remove(piece.id)

    def prune(self, now: int) -> None:
        """Forget what is older than the window; the articles stand in order of entering."""
        self.clock = max(self.clock, now)
        old = self.clock - DAYS * 24 * 60
        while self.pieces:
            eldest = next(iter(self.pieces.values()))
            if not eldest.entered:
                self._date(self.clock)
            if eldest.entered >= old and len(self.pieces) <= MOST:
                return
            self.forget(eldest)

    def _date(self, now: int) -> None:
        """Articles that came before any time was known came now."""
        for piece in self.pieces.values():
            if piece.entered:
                return
            piece.entered = now

    def weigh(self, piece: Piece) -> None:
        """Weigh an article's vector by the counts of now; its story must not have heard it."""
        piece.vector = self.weights.vector(piece.counts)
        piece.weighed = self.weights.articles

    def reweigh(self, piece: Piece) -> None:
        """Weigh an article's vector by the counts of now, if the archive has grown enough to matter."""
        if self.weights.articles * 4 <= piece.weighed * REWEIGH:
            return
        heard = piece.voice and piece.story >= 0
        if heard:
            self.stories.take(piece.story, piece)
        self.weigh(piece)
        if heard:
            self.stories.give(piece.story, piece)

    def apart(self, one: int, other: int) -> bool:
        """Whether an editor said that these two stories are not one."""
        return bool(self.barred) and (min(one, other), max(one, other)) in self.barred


def minutes(when: datetime | None) -> int:
    """Minutes since 1970, -1 when unknown; what lies before 1970 counts as its first minute."""
    return -1 if when is None else max(0, int(when.timestamp()) // 60)
