"""The events fold's state as bytes and back: the same state, the same bytes, the same decisions afterwards."""

from __future__ import annotations

import json
import zlib
from typing import TYPE_CHECKING, Any

from broadsheet.desk.counts import Counts
from broadsheet.desk.origins import Index
from broadsheet.desk.stories import Bundle, Link
from broadsheet.desk.window import State
from broadsheet.desk.words import Words

if TYPE_CHECKING:
    from numpy.typing import NDArray

FORMAT = 8  # raised when what is written changes; an older snapshot is refused and the journal replayed
MARK = b"BSE\x00"  # what a snapshot of numbers begins with; older ones do not
LEVEL = 1  # zlib's; 6 takes four times as long and saves a tenth


class OldSnapshot(Exception):
    """A snapshot of another format: replay the journal instead."""


def dump(state: State) -> bytes:
    """The state: a table in JSON, then the numbers of each column, all compressed."""
    arrays = {**state.columns.each(), "buckets": state.buckets.rows, "turn": state.buckets.turn}
    counts, index, stories = state.counts.dump(), state.index.dump(), state.stories
    table = {
        "arrays": [[name, array.dtype.str, array.shape] for name, array in arrays.items()],
        "counts": len(counts),
        "index": len(index),
        "ids": state.columns.ids,
        "free": state.columns.free,
        "words": list(state.words.known.items()),
        "stories": [
            [number, int(stories.heard[number]), int(stories.inside[number]), b.id, b.rows, b.voices, b.names]
            for number, b in stories.bundles.items()
        ],
        "unheard": stories.unheard,
        "names": list(stories.names.items()),
        "numbers": [stories.free, stories.freed],
        "touched": list(state.stories.touched),
        "barred": list(state.stories.barred),
        "fresh": list(state.fresh),
        "publishers": list(state.publishers),
        "languages": list(state.languages),
        "links": list(state.links.items()),
        "riders": list(state.riders.items()),
        "recent": state.recent,
        "clock": state.clock,
        "arrived": state.arrived,
    }
    head = json.dumps(table, separators=(",", ":"), ensure_ascii=False).encode("utf-8", "surrogatepass")
    packed = zlib.compressobj(LEVEL)
    parts = [packed.compress(part) for part in (len(head).to_bytes(8, "little"), head, counts, index)]
    parts += [packed.compress(array.tobytes()) for array in arrays.values()]
    return MARK + FORMAT.to_bytes(4, "little") + b"".join(parts) + packed.flush()


def load(data: bytes) -> State:
    """The state that `dump` wrote. Raises OldSnapshot."""
    if data[:4] != MARK or int.from_bytes(data[4:8], "little") != FORMAT:
        raise OldSnapshot(f"The snapshot is not of format {FORMAT}; replay the journal.")
    plain = memoryview(zlib.decompress(data[8:]))
    start = 8 + int.from_bytes(plain[:8], "little")
    table = json.loads(bytes(plain[8:start]).decode("utf-8", "surrogatepass"))
    state = State()
    middle = start + table["counts"]
    end = middle + table["index"]
    state.counts, state.index = Counts.load(bytes(plain[start:middle])), Index.load(bytes(plain[middle:end]))
    arrays = _arrays(plain[end:], table["arrays"])
    state.buckets.rows, state.buckets.turn = arrays.pop("buckets"), arrays.pop("turn")
    state.columns.fill(arrays, table["ids"], table["free"])
    state.words = Words(map(tuple, table["words"]))
    stories = state.stories
    for number, heard, inside, *bundle in table["stories"]:
        stories.put(number, Bundle(*bundle), heard, inside)
    stories.unheard = table["unheard"]
    stories.names = dict(table["names"])
    stories.free, stories.freed = table["numbers"]
    stories.touched = dict.fromkeys(table["touched"])
    stories.barred = dict.fromkeys(map(tuple, table["barred"]))
    state.fresh = dict.fromkeys(table["fresh"])
    state.publishers = {name: at for at, name in enumerate(table["publishers"])}
    state.languages = {name: at for at, name in enumerate(table["languages"])}
    state.links = {row: Link(*link) for row, link in table["links"]}
    state.riders = dict(table["riders"])
    state.recent, state.clock, state.arrived = table["recent"], table["clock"], table["arrived"]
    return state


def _arrays(data: memoryview, kinds: list[Any]) -> dict[str, NDArray[Any]]:
    import numpy as np

    from broadsheet.desk.room import zeros

    found, at = {}, 0
    for name, kind, shape in kinds:
        size = int(np.prod(shape)) * np.dtype(kind).itemsize
        found[name] = zeros(tuple(shape), kind)
        found[name][...] = np.frombuffer(data[at : at + size], kind).reshape(shape)
        at += size
    return found
