"""A sketch that near-copies share: a sample of pairs of neighbouring long words, denser in the lead, in the text's order.

The sample is the smallest hashes of the pairs (bottom-k: Cohen and Kaplan 2007): any two texts' samples tell how much of one
stands in the other, and whether in the same order, whatever their lengths. Short words (the, of, der, les) are passed over, so
that an edit to one breaks nothing. The lead is sampled twice: a brief is an article's lead and nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from broadsheet.news import Reading
from broadsheet.settings import Settings
from broadsheet.steps import Step

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

FORMAT = 3  # of a sketch, its first number; a sketch of another format is nobody's copy
WHOLE = 60  # pairs kept of the whole; with 44 and 24, .934 of mixtures got the right origin, with these .963 (hard, seeds 7, 8)
LEAD = 128  # pairs: the lead, about 210 words of English
LEADING = 40  # pairs kept of the lead; of briefs, 24 of 96 found .937 where these find .952 (hard set, seeds 7 and 8)
SHORT = 3  # letters of a word that is passed over
LEAST = 10  # pairs; a shorter text has no prose to copy
WORDS = 1_500  # of a text; what follows is not looked at
BYTES = 40_000  # of them, with the spaces between
UNITS = WHOLE + LEADING  # at most, of a sketch
TOP = (1 << 32) - 1  # the depth of a sample that holds every pair
COARSE = 8  # last bits of a hash that are not compared: the index keeps them of its keys alone
_PLACES = (1 << 11) - 1  # a place has 11 bits, above a hash's 32
_FOLLOWS = 43  # bits below those of what follows the pair

_unspaced = re.compile("([\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff])")
_dropped = b"!\"#$%&'()*+,./:;<=>?@[\\]^_`{|}~"
_capitals = bytes(range(ord("A"), ord("Z") + 1))
_blank = bytes.maketrans(b"-/\t\n\r\x0b\f" + _capitals, b" " * 7 + _capitals.lower())
_spaced = bytes(each for each in range(256) if each != 0xE0 and not 0xE3 <= each <= 0xE9)  # in no letter of `_unspaced`
_GENERAL = 0x80  # the second byte of what begins "General Punctuation"


def _marks(dropped: str, blank: str) -> bytes:
    """By the last byte of a mark in UTF-8, what stands instead: a mark that is dropped later, or a space."""
    instead = {mark.encode()[-1]: b for marks, b in ((dropped, "!"), (blank, " ")) for mark in marks}
    return "".join(instead.get(each, "\0") for each in range(256)).encode()


_typographic = ((0xE2, 3, _marks("‘’“”„…", "–—")), (0xC2, 2, _marks("«»", "\u00a0")))  # first byte, bytes, by their last

Sketch = tuple[int, ...]


class Sample(NamedTuple):
    """A sketch taken apart: pairs in the text, depths of the whole's and the lead's sample, hashes in order, their places.

    Depths and hashes without their last bits (`COARSE`).
    """

    length: int
    whole: int
    lead: int
    hashes: Sequence[int]
    places: Sequence[int]


NOTHING = Sample(0, TOP >> COARSE, TOP >> COARSE, (), ())


def letters(text: str) -> bytes:
    """A text in lower case without punctuation, spaces around each word; of scripts without spaces, around each letter."""
    text = text[: WORDS * 12]
    plain = _typewritten(text).translate(_blank, _dropped)
    if not plain.isascii():
        text = plain.decode("utf-8", "replace").lower()
        plain = text.encode("utf-8", "replace")
        if plain.translate(None, _spaced):
            plain = _unspaced.sub(r" \1 ", text).encode("utf-8", "replace")
    return b"".join((b" ", plain[:BYTES], b" "))


def _typewritten(text: str) -> bytes | bytearray:
    """A text in UTF-8 with a typewriter's marks for the printer's; `str.replace` for each takes three times as long."""
    import numpy as np

    if text.isascii():
        return text.encode()
    plain = bytearray(text.encode("utf-8", "replace") + b"  ")
    byte = np.frombuffer(plain, np.uint8)
    for first, size, marks in _typographic:
        at = np.flatnonzero(byte == first)
        if size > 2:
            at = at[byte[at + 1] == _GENERAL]
        instead = np.frombuffer(marks, np.uint8)[byte[at + size - 1]]
        at, instead = at[instead > 0], instead[instead > 0]
        for each in range(size):
            byte[at + each] = instead
    return plain


def sketch(text: str) -> Sketch:
    """`FORMAT`, the number of pairs, two depths, then units in the text's order; empty for a text too short to copy.

    A unit has 53 bits: from the low ones up, 32 of the pair's hash, 11 of its place, 10 of the two words that follow it, by
    which a sentence that returns is told from a name that does.
    """
    import numpy as np

    word = _words(letters(text))
    length = len(word) - 1
    if length < LEAST:
        return ()
    pair = word[:-1] * np.uint64(0x9E3779B97F4A7C15)
    pair += word[1:] * np.uint64(0xC2B2AE3D27D4EB4F)
    pair ^= pair >> np.uint64(29)
    pair *= np.uint64(0xBF58476D1CE4E5B9)
    pair >>= np.uint64(32)
    places = np.arange(length, dtype=np.uint64)
    ranked = pair << np.uint64(11)
    ranked |= places
    ranked.sort()
    order = (ranked & np.uint64(_PLACES)).astype(np.int64)
    ranked >>= np.uint64(11)
    fresh = np.empty(length, np.bool_)
    fresh[0] = True
    np.not_equal(ranked[1:], ranked[:-1], out=fresh[1:])
    order = order.compress(fresh)
    leading = order[order < LEAD]
    whole = int(pair[order[WHOLE - 1]]) if len(order) > WHOLE else TOP
    lead = max(whole, int(pair[leading[LEADING - 1]])) if len(leading) > LEADING else TOP
    kept = np.zeros(length, np.bool_)
    kept[order[:WHOLE]] = True
    kept[leading[:LEADING]] = True
    at = np.flatnonzero(kept)
    word *= np.uint64(0xD6E8FEB86659FD93)
    follows = np.zeros(length, np.uint64)
    follows[:-2] = word[2:-1] + (word[3:] >> np.uint64(1))
    units = follows.take(at) >> np.uint64(54) << np.uint64(_FOLLOWS)
    units |= places.take(at) << np.uint64(32)
    units |= pair.take(at)
    return (FORMAT, length, whole, lead, *units.tolist())


def _words(plain: bytes) -> NDArray[np.uint64]:
    """A hash of each long word in order: its bytes as the digits of a number in an odd base, modulo 2^64."""
    import numpy as np

    byte = np.frombuffer(plain, np.uint8)
    space = byte == ord(" ")
    edges = np.flatnonzero(space[1:] != space[:-1])[: 2 * WORDS]
    before, last = edges[::2], edges[1::2]
    long = last - before > SHORT
    if not plain.isascii():
        long |= byte.take(before + 1) >= ord(b"\x80")
    which = np.flatnonzero(long)
    before, last = before.take(which), last.take(which)
    up, down = _powers()
    sums = (byte * up[: len(byte)]).cumsum()
    found: NDArray[np.uint64] = sums.take(last)
    found -= sums.take(before)
    found *= down.take(before)
    found ^= found >> np.uint64(32)
    found *= np.uint64(0xD1342543DE82EF95)
    return found


@cache
def _powers() -> tuple[NDArray[np.uint64], NDArray[np.uint64]]:
    """The powers of an odd base, and of the number that takes one back to the power before."""
    import numpy as np

    base = 0x5851F42D4C957F2D
    up, down = (np.full(BYTES + 2, number, np.uint64).cumprod() for number in (base, pow(base, -1, 1 << 64)))
    return up, down


@lru_cache(maxsize=16)
def sample(sketch: Sketch) -> Sample:
    """What a sketch holds; nothing of an empty one and of one in another format."""
    if len(sketch) < 5 or sketch[0] != FORMAT:
        return NOTHING
    _, length, whole, lead, *units = sketch
    hashes = [(unit & TOP) >> COARSE for unit in units]
    return Sample(length, whole >> COARSE, lead >> COARSE, hashes, [unit >> 32 & _PLACES for unit in units])


def step(batch: Sequence[Reading], _settings: Settings) -> list[Sketch]:
    """`sketch` for each reading's text."""
    return [sketch(reading.article.text) for reading in batch]


STEP = Step(step, gives="sketch")
