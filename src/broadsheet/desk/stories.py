"""The stories of the window as the fold holds them: which articles stand in each, and which names it answers to.

A story of one article is nothing but that article's row, and its number is `~row`, below zero; it has that article's id.
A story of more is a `Bundle` with a number of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from broadsheet.desk.columns import ALONE, DATED, LIVE, LOCKED, LOOSE, NOWHERE, PUBLISHER, RIDES, SPEAKS, WHEN
from broadsheet.desk.loops import gather
from broadsheet.desk.pairs import means
from broadsheet.desk.signals import LIKE

if TYPE_CHECKING:
    from broadsheet.desk.window import State

FIRST = 64  # stories of several articles for which there is room at first
SAMPLE = 6  # of a story's articles at either end that speak for it; 12 moves ECB+ by .010 and UCI by .029


class Link(NamedTuple):
    """What an article reprints: it goes where `rides`, the first of its chain, goes; `of` is the one it reprints itself."""

    rides: str
    of: str
    origin: str


class Gone(NamedTuple):
    """An article that has left the window."""

    id: str
    rides: str
    of: str
    origin: str


@dataclass(slots=True)
class Bundle:
    """One story: the rows of its articles in order of their coming, those with a voice, and the names it answers to."""

    id: str
    rows: list[int] = field(default_factory=list)
    voices: list[int] = field(default_factory=list)
    names: list[str] = field(default_factory=list)

    def sample(self) -> list[int]:
        """The articles that speak for the story: its first and its latest."""
        voices = self.voices
        return voices if len(voices) <= 2 * SAMPLE else voices[:SAMPLE] + voices[-SAMPLE:]


class Piece:
    """One article of the window, as its row says; `dated` says that `when` is its publisher's, with a zone.

    `loose` (live blogs, videos) joins a story without a voice in it; one that is `alone` too (listings) joins none.
    `locked` was placed by an editor.
    """

    __slots__ = ("_sketch", "id", "row", "state")

    def __init__(self, state: State, row: int, name: str, sketch: tuple[int, ...] | None = None) -> None:
        self.state, self.row, self.id, self._sketch = state, row, name, sketch

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Piece) and other.row == self.row

    def __hash__(self) -> int:
        return hash(self.row)

    @property
    def number(self) -> int:
        """The how manieth arrival it was."""
        return int(self.state.columns.number[self.row])

    @property
    def publisher(self) -> int:
        """Its publisher's number."""
        return int(self.state.columns.facts[self.row, PUBLISHER])

    @property
    def when(self) -> int:
        """Minutes since 1970, -1 when unknown."""
        return int(self.state.columns.facts[self.row, WHEN])

    @property
    def entered(self) -> int:
        """The minute in which it came into the window."""
        return int(self.state.columns.entered[self.row])

    @property
    def story(self) -> int:
        """The number of its story."""
        return int(self.state.columns.story[self.row])

    @property
    def sketch(self) -> tuple[int, ...]:
        """Its sketch."""
        return self.state.index.sketch(self.row) if self._sketch is None else self._sketch

    @property
    def voice(self) -> bool:
        """Whether its words count for its story."""
        return bool(self.state.columns.flags[self.row] & SPEAKS == LIVE)

    @property
    def loose(self) -> bool:
        """Whether it is a live blog, a listing or another that tells many events."""
        return bool(self.state.columns.flags[self.row] & LOOSE)

    @property
    def alone(self) -> bool:
        """Whether it tells several stories side by side, and so stands in none of them."""
        return bool(self.state.columns.flags[self.row] & ALONE)

    @property
    def dated(self) -> bool:
        """Whether its publisher gave its time, with a zone."""
        return bool(self.state.columns.flags[self.row] & DATED)

    @property
    def locked(self) -> bool:
        """Whether an editor placed it."""
        return bool(self.state.columns.flags[self.row] & LOCKED)

    @locked.setter
    def locked(self, value: bool) -> None:
        self.flag(LOCKED, value)

    @property
    def rides(self) -> str:
        """The first article of the chain that it reprints; empty when it reprints none."""
        return self._link().rides

    @rides.setter
    def rides(self, value: str) -> None:
        self.state.links[self.row] = self._link()._replace(rides=value)
        self.flag(RIDES, bool(value))

    @property
    def of(self) -> str:
        """The article that it reprints itself."""
        return self._link().of

    @of.setter
    def of(self, value: str) -> None:
        self.state.links[self.row] = self._link()._replace(of=value)

    @property
    def origin(self) -> str:
        """Whose prose it is: its own id when it reprints none."""
        return self._link().origin

    @origin.setter
    def origin(self, value: str) -> None:
        self.state.links[self.row] = self._link()._replace(origin=value)

    def _link(self) -> Link:
        return self.state.links.get(self.row) or Link("", "", self.id)

    def flag(self, bit: int, value: bool) -> None:
        """Set or clear one of its flags."""
        flags = self.state.columns.flags
        kept = int(flags[self.row])
        flags[self.row] = kept | bit if value else kept & ~bit


class Stories:
    """All stories of the window by number; those of one article are made when asked for.

    Beside each Bundle its line of some columns: `samples` are the rows that speak for it, -1 behind them; `sizes` how many of
    its articles have a voice; `inside` how alike those were to one another when they were as many as `heard`.
    """

    def __init__(self, state: State) -> None:
        self.state = state
        self.bundles: dict[int, Bundle] = {}
        self.names: dict[str, int] = {}
        self.touched: dict[int, None] = {}
        self.barred: dict[tuple[int, int], None] = {}
        self.free: list[int] = []
        self.freed: list[int] = []
        self.samples = np.full((FIRST, 2 * SAMPLE), -1, np.int32)
        self.sizes = np.zeros(FIRST, np.int32)
        self.inside = np.zeros(FIRST, np.int32)
        self.heard = np.zeros(FIRST, np.int32)
        self.unheard: list[int] = []

    def __getitem__(self, number: int) -> Bundle:
        if number >= 0:
            return self.bundles[number]
        row, columns = ~number, self.state.columns
        name = columns.ids[row]
        return Bundle(name, [row], [row] if columns.flags[row] & SPEAKS == LIVE else [], [name])

    def __contains__(self, number: int) -> bool:
        return number in self.bundles if number >= 0 else self._alone(~number)

    def _alone(self, row: int) -> bool:
        columns = self.state.columns
        return row < columns.top and bool(columns.flags[row]) and int(columns.story[row]) == ~row

    def __iter__(self) -> Iterator[int]:
        columns = self.state.columns
        yield from self.bundles
        yield from (~row for row in columns.rows.values() if columns.story[row] == ~row)

    def find(self, name: str) -> int:
        """The number of the story that answers to a name; `NOWHERE` when none does."""
        if name in self.names:
            return self.names[name]
        row = self.state.columns.rows.get(name, -1)
        return ~row if row >= 0 and self._alone(row) else NOWHERE

    def open(self, identity: str) -> int:
        """A new, empty story with a number of its own."""
        number = self.free.pop() if self.free else len(self.bundles) + len(self.freed)
        self.put(number, Bundle(identity, names=[identity]))
        return number

    def put(self, number: int, bundle: Bundle, heard: int = 0, inside: int = 0) -> None:
        """Keep a story under a number that is free."""
        while number >= len(self.sizes):
            self._grow()
        self.bundles[number] = bundle
        self.heard[number], self.inside[number] = heard, inside
        self.names.update(dict.fromkeys(bundle.names, number))
        self._voiced(number)

    def take_over(self, number: int, names: list[str], first: Sequence[int] = ()) -> None:
        """Let a story answer to these names, the first its own, and let these of its articles stand before the others."""
        bundle = self.bundles[number]
        for each in bundle.names:
            self.names.pop(each, None)
        bundle.id, bundle.names = names[0], names
        self.names.update(dict.fromkeys(names, number))
        before = dict.fromkeys(first)
        for rows in (bundle.rows, bundle.voices):
            if rows[: len(before)] != list(before):
                rows[:] = [*(row for row in before if row in rows), *(row for row in rows if row not in before)]
        self._voiced(number)

    def settle(self) -> None:
        """Let the numbers of closed stories be given anew."""
        self.free.extend(self.freed)
        self.freed.clear()

    def hear(self) -> None:
        """Work out anew how alike the articles of a story are to one another, where it has grown or shrunk by a quarter."""
        if not self.unheard:
            return
        some = np.array([number for number in dict.fromkeys(self.unheard) if self.sizes[number] > 1], np.int64)
        self.unheard.clear()
        columns, both = self.state.columns, np.concatenate([some, some])
        none = np.full(len(both), -1, np.int64)
        rows, starts, _ = gather(columns.facts, columns.flags, self.samples, self.sizes, self.inside, both, none)
        self.inside[some] = means(columns.sheets(), rows, starts, np.arange(len(some) + 1))[:, LIKE]
        self.heard[some] = self.sizes[some]

    def _voiced(self, number: int) -> None:
        """Set down who speaks for a story."""
        bundle = self.bundles[number]
        chosen, many, heard = bundle.sample(), len(bundle.voices), int(self.heard[number])
        self.samples[number, : len(chosen)] = chosen
        self.samples[number, len(chosen) :] = -1
        self.sizes[number] = many
        if many > 1 and not 4 * heard <= 5 * many <= 6 * heard:
            self.unheard.append(number)

    def _grow(self) -> None:
        for name in ("samples", "sizes", "inside", "heard"):
            old = getattr(self, name)
            new = np.full((2 * len(old), *old.shape[1:]), -1 if name == "samples" else 0, np.int32)
            new[: len(old)] = old
            setattr(self, name, new)

    def own(self, number: int) -> int:
        """The number of the same story, made a Bundle if it was none."""
        if number >= 0:
            return number
        row = ~number
        bundle = self[number]
        made = self.open(bundle.id)
        self.put(made, bundle)
        self.state.columns.story[row] = made
        if self.touched.pop(number, 0) is None:
            self.touched[made] = None
        return made

    def give(self, number: int, piece: Piece) -> None:
        """Let an article speak for its story."""
        if number >= 0:
            self.bundles[number].voices.append(piece.row)
            self._voiced(number)

    def take(self, number: int, piece: Piece) -> None:
        """Let an article speak no more for its story."""
        if number >= 0:
            self.bundles[number].voices.remove(piece.row)
            self._voiced(number)

    def stir(self, number: int) -> None:
        """An article of a story says something else now."""
        self.touched[number] = None
        if number >= 0 and len(self.bundles[number].voices) > 1:
            self.unheard.append(number)

    def forget(self, number: int) -> None:
        """Close a story: nothing joins it any more."""
        self.touched.pop(number, None)
        if number < 0:
            return
        for name in self.bundles.pop(number).names:
            if self.names.get(name) == number:
                del self.names[name]
        self.samples[number], self.sizes[number], self.inside[number], self.heard[number] = -1, 0, 0, 0
        self.freed.append(number)
        for pair in [each for each in self.barred if number in each]:
            del self.barred[pair]

    def bar(self, one: int, other: int) -> None:
        """An editor said that these two are not one."""
        one, other = self.own(one), self.own(other)
        self.barred[min(one, other), max(one, other)] = None

    def apart(self, one: int, other: int) -> bool:
        """Whether an editor said that these two stories are not one."""
        return bool(self.barred) and (min(one, other), max(one, other)) in self.barred
