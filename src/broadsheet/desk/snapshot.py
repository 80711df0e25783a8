"""The events fold's state as bytes and back: the same state, the same bytes, the same decisions afterwards."""

from __future__ import annotations

import base64
import json
import zlib
from array import array
from typing import Any

from broadsheet.desk.origins import Index
from broadsheet.desk.spelling import Spelling
from broadsheet.desk.stories import Bundle, Piece
from broadsheet.desk.weighing import Vector
from broadsheet.desk.window import State

FORMAT = 4  # raised when what is written changes; an older snapshot is refused and the journal replayed


class OldSnapshot(Exception):
    """A snapshot of another format: replay the journal instead."""


def dump(state: State) -> bytes:
    """The state as compressed JSON of plain lists."""
    table = {
        "format": FORMAT,
        "articles": state.weights.articles,
        "words": state.weights.words,
        "seen": state.weights.seen.tolist(),
        "spelling": list(state.spelling.known.items()),
        "pieces": [_piece(piece) for piece in state.pieces.values()],
        "stories": [_bundle(number, bundle) for number, bundle in state.stories.by_number.items()],
        "story_numbers": list(state.story_numbers.items()),
        "riders": list(state.riders.items()),
        "barred": list(state.barred),
        "index": base64.b85encode(zlib.compress(state.index.dump(), 1)).decode("ascii"),
        "touched": sorted(state.touched),
        "recent": state.recent,
        "clock": state.clock,
        "arrived": state.arrived,
        "opened": state.opened,
    }
    return zlib.compress(json.dumps(table, separators=(",", ":"), ensure_ascii=False).encode("utf-8", "surrogatepass"), 6)


def load(data: bytes) -> State:
    """The state that `dump` wrote. Raises OldSnapshot."""
    table = json.loads(zlib.decompress(data).decode("utf-8", "surrogatepass"))
    if table["format"] != FORMAT:
        raise OldSnapshot(f"The snapshot has format {table['format']}, this is {FORMAT}; replay the journal.")
    state = State()
    weights = state.weights
    weights.articles, weights.words, weights.seen = table["articles"], table["words"], array("i", table["seen"])
    weights.numbers = {word: number for number, word in enumerate(weights.words)}
    state.spelling = Spelling(table["spelling"])
    for row in table["pieces"]:
        state.enter(_unpiece(row))
    state.index = Index.load(zlib.decompress(base64.b85decode(table["index"])))
    for number, identity, pieces, names, *span in table["stories"]:
        bundle = state.stories.by_number[number] = Bundle(identity, pieces, names=names)
        for name in pieces:
            if state.pieces[name].voice:
                state.stories.give(number, state.pieces[name])
        group = bundle.group
        group.first, group.last, group.rivals, group.language = span
    state.story_numbers = dict(table["story_numbers"])
    state.riders = dict(table["riders"])
    state.barred = dict.fromkeys(map(tuple, table["barred"]))
    state.touched = dict.fromkeys(table["touched"])
    state.recent, state.clock = table["recent"], table["clock"]
    state.arrived, state.opened = table["arrived"], table["opened"]
    return state


def _bundle(number: int, bundle: Bundle) -> list[Any]:
    group = bundle.group
    return [number, bundle.id, bundle.pieces, bundle.names, group.first, group.last, group.rivals, group.language]


def _piece(piece: Piece) -> list[Any]:
    vector = piece.vector
    return [
        piece.id,
        piece.number,
        piece.publisher,
        piece.when,
        piece.entered,
        piece.counts.tolist(),
        piece.story,
        [vector.keys.tolist(), vector.weights.tolist()],
        piece.weighed,
        piece.rides,
        piece.origin,
        list(piece.sketch),
        int(piece.loose),
        int(piece.locked),
        piece.opened,
        piece.language,
        piece.of,
        int(piece.dated),
    ]


def _unpiece(row: list[Any]) -> Piece:
    row[5], row[7], row[11] = array("i", row[5]), Vector(*row[7]), tuple(row[11])
    row[12], row[13], row[17] = bool(row[12]), bool(row[13]), bool(row[17])
    return Piece(*row)
