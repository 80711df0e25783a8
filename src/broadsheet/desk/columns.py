"""Where is an article of the window kept? One row of numpy columns, integers only; a freed row is used again.

A row holds no Python object beside its id, so that a million articles fit in a gigabyte (docs/decisions/0015). Memory is
touched when it is written: a column that grows by doubling, or one that no article fills, costs nothing until then.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from broadsheet.desk.room import zeros

if TYPE_CHECKING:
    from numpy.typing import NDArray

WIDTH = 48  # terms kept an article, the title's among them
PLACES = 4  # towns and regions kept an article
COUNTRIES = 2  # countries kept an article
FIGURES = 6  # figures kept an article
FIRST = 1_024  # rows made at first
NOWHERE = -(1 << 31)  # the story of an article that stands in none

LIVE, LOOSE, RIDES, LOCKED, DATED, ALONE = 1, 2, 4, 8, 16, 32  # bits of `flags`
JOINED = 64  # and one of an article that was put into its story when it came: the next Tick looks whether it belongs there
SPEAKS = LIVE | LOOSE | RIDES  # an article with a voice has the first of these and not the others

WHEN = 0  # minutes since 1970, -1 unknown
SIZE = 1  # terms that the article had
RIVALS = 2  # how alike its nearest other stories are to it
LANGUAGE, PUBLISHER = 3, 4  # numbers of their names

LAYOUT: dict[str, tuple[str, int]] = {
    "terms": ("<u4", WIDTH),  # packed: slot, kind and count, the heaviest first (`vectors`)
    "text": ("u1", WIDTH),  # the weight of each in the text's vector
    "title": ("u1", WIDTH),  # the weight of each in the title's
    "sums": ("<u4", 2),  # of the weights in the text's vector and the title's
    "places": ("<u4", PLACES),  # a slot and one, as the next two
    "countries": ("<u4", COUNTRIES),
    "figures": ("<u4", FIGURES),
    "facts": ("<i4", 5),  # by the numbers below
    "entered": ("<i4", 0),
    "number": ("<i4", 0),  # the how manieth arrival it was
    "story": ("<i4", 0),
    "weighed": ("<i4", 0),  # articles in the archive when it was weighed
    "flags": ("u1", 0),
    "opened": ("u1", 0),  # stories that were named for it
}

# What is compared lies side by side in one line of words an article, so that a look at it is one walk through memory: where
# each column begins there, in words, and those of bytes in bytes.
SHEET = ("terms", "text", "title", "sums", "places", "countries", "figures")
TERMS, TEXT, TITLE, SUMS = 0, 4 * WIDTH, 5 * WIDTH, 6 * WIDTH // 4
PLACED = SUMS + 2
ABROAD, FIGURED, WORDS = PLACED + PLACES, PLACED + PLACES + COUNTRIES, PLACED + PLACES + COUNTRIES + FIGURES


class Columns:
    """All rows, and which article is in which."""

    terms: NDArray[np.uint32]
    text: NDArray[np.uint8]
    title: NDArray[np.uint8]
    sums: NDArray[np.uint32]
    places: NDArray[np.uint32]
    countries: NDArray[np.uint32]
    figures: NDArray[np.uint32]
    facts: NDArray[np.int32]
    entered: NDArray[np.int32]
    number: NDArray[np.int32]
    story: NDArray[np.int32]
    weighed: NDArray[np.int32]
    flags: NDArray[np.uint8]
    opened: NDArray[np.uint8]
    meaning: NDArray[np.int8]

    def __init__(self) -> None:
        self.room = FIRST
        self.top = 0
        self.free: list[int] = []
        self.rows: dict[str, int] = {}
        self.ids: list[str] = []
        self._lay()
        for name, (kind, width) in LAYOUT.items():
            if name not in SHEET:
                setattr(self, name, zeros((self.room, width) if width else (self.room,), kind))
        self.meaning = np.zeros((self.room, 0), np.int8)

    def __len__(self) -> int:
        """Articles in the window."""
        return len(self.rows)

    def sheets(self) -> tuple[NDArray[Any], ...]:
        """What the loops compare: the lines of words, the same as bytes, and the meanings."""
        return self._sheet, self._octets, self.meaning

    def _lay(self) -> None:
        """Make the lines of words, and the columns that are parts of them."""
        self._sheet = zeros((self.room, WORDS), "<u4")
        self._octets, at = self._sheet.view(np.uint8), 0
        for name in SHEET:
            kind, width = LAYOUT[name]
            size = np.dtype(kind).itemsize
            whole = self._sheet if size > 1 else self._octets
            setattr(self, name, whole[:, at // size : at // size + width])
            at += size * width

    def take(self) -> int:
        """A row that no article has, all its columns zero."""
        if self.free:
            return self.free.pop()
        if self.top == self.room:
            self._grow()
        self.top += 1
        self.ids.append("")
        return self.top - 1

    def give_back(self, row: int) -> None:
        """Free a row."""
        for name in LAYOUT:
            getattr(self, name)[row] = 0
        self.meaning[row] = 0
        self.ids[row] = ""
        self.free.append(row)

    def mean(self, row: int, meaning: bytes | None) -> None:
        """Keep an article's meaning; the first one says how many numbers each has, another length is left out."""
        if not meaning:
            self.meaning[row] = 0
            return
        if not self.meaning.shape[1]:
            self.meaning = zeros((self.room, len(meaning)), np.int8)
        if len(meaning) == self.meaning.shape[1]:
            self.meaning[row] = np.frombuffer(meaning, np.int8)

    def each(self) -> dict[str, NDArray[Any]]:
        """The used part of every column, by name."""
        return {name: getattr(self, name)[: self.top] for name in (*LAYOUT, "meaning")}

    def fill(self, columns: dict[str, NDArray[Any]], ids: list[str], free: list[int]) -> None:
        """Take over what `each` gave, with the ids by row."""
        self.top, self.ids, self.free = len(ids), ids, free
        self.rows = {name: row for row, name in enumerate(ids) if name}
        self.meaning = self.meaning[:, :0].reshape(self.room, 0)
        while self.room < self.top:
            self._grow()
        self.meaning = zeros((self.room, columns["meaning"].shape[1]), np.int8)
        for name, kept in columns.items():
            getattr(self, name)[: self.top] = kept

    def _grow(self) -> None:
        self.room *= 2
        sheet = self._sheet
        self._lay()
        self._sheet[: len(sheet)] = sheet
        for name in (*LAYOUT, "meaning"):
            if name not in SHEET:
                old = getattr(self, name)
                new = zeros((self.room, *old.shape[1:]), old.dtype)
                new[: len(old)] = old
                setattr(self, name, new)
