"""A sketch that near-copies share: a sample of pairs of neighbouring long words, denser in the lead, in the text's order.

The sample is the smallest hashes of the pairs (bottom-k: Cohen and Kaplan 2007): any two texts' samples tell how much of one
stands in the other, and whether in the same order, whatever their lengths. Short words (the, of, der, les) are passed over, so
that an edit to one breaks nothing. The lead is sampled twice: a brief is an article's lead and nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple
from zlib import crc32

from broadsheet.news import Reading
from broadsheet.settings import Settings
from broadsheet.steps import Step

FORMAT = 2  # of a sketch, its first number; a sketch of another format is nobody's copy
WHOLE = 44  # pairs kept of the whole text; 60 found .98 of 30%-edited copies for .94, in a first form of the hard set
LEAD = 96  # pairs: the lead, about 160 words of English
LEADING = 24  # pairs kept of the lead; of briefs, 16 found .86 and 8 .79 where 24 found .92, in a first form of the hard set
SHORT = 3  # letters of a word that is passed over
LEAST = 10  # pairs; a shorter text has no prose to copy
WORDS = 1_500  # of a text; what follows is not looked at
UNITS = WHOLE + LEADING  # at most, of a sketch
TOP = (1 << 32) - 1  # the depth of a sample that holds every pair
COARSE = 8  # last bits of a hash that are not compared: the index keeps them of its keys alone
_PLACES = (1 << 11) - 1  # a place has 11 bits, above a hash's 32
_FOLLOWS = 43  # bits below those of what follows the pair

_unspaced = re.compile(r"([\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff])")
_dropped = b"!\"#$%&'()*+,./:;<=>?@[\\]^_`{|}~"
_blank = bytes.maketrans(b"-/", b"  ")
_typographic = (*((mark, "") for mark in "‘’“”„«»…"), *((mark, " ") for mark in "–—"))  # str.translate takes 20 times as long

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


def words(text: str) -> list[bytes]:
    """The long words of a text in order, in lower case, without punctuation; of scripts without spaces, the letters."""
    text = text[: WORDS * 12]
    if not text.isascii():
        for mark, instead in _typographic:
            text = text.replace(mark, instead)
        if not text.isascii():
            text = _unspaced.sub(r" \1 ", text)
    plain = text.lower().encode("utf-8", "replace").translate(_blank, _dropped).split()[:WORDS]
    return [word for word in plain if len(word) > SHORT or word >= b"\x80"]


def sketch(text: str) -> Sketch:
    """`FORMAT`, the number of pairs, two depths, then units in the text's order; empty for a text too short to copy.

    A unit has 53 bits: from the low ones up, 32 of the pair's hash, 11 of its place, 10 of the two words that follow it, by
    which a sentence that returns is told from a name that does.
    """
    import numpy as np

    found = words(text)
    length = len(found) - 1
    if length < LEAST:
        return ()
    word = np.fromiter(map(crc32, found), np.uint64, length + 1)
    pair = word[:-1] * np.uint64(0x9E3779B97F4A7C15) + word[1:] * np.uint64(0xC2B2AE3D27D4EB4F)
    pair ^= pair >> np.uint64(29)
    pair *= np.uint64(0xBF58476D1CE4E5B9)
    pair >>= np.uint64(32)
    word *= np.uint64(0xD6E8FEB86659FD93)
    follows = np.zeros(length, np.uint64)
    follows[:-2] = (word[2:-1] + (word[3:] >> np.uint64(1))) >> np.uint64(54)
    order = np.argsort(pair, kind="stable")
    ranked = pair[order]
    first = np.empty(length, np.bool_)
    first[0] = True
    np.not_equal(ranked[1:], ranked[:-1], out=first[1:])
    order = order[first]
    leading = order[order < LEAD]
    whole = int(pair[order[WHOLE - 1]]) if len(order) > WHOLE else TOP
    lead = max(whole, int(pair[leading[LEADING - 1]])) if len(leading) > LEADING else TOP
    kept = np.zeros(length, np.bool_)
    kept[order[:WHOLE]] = True
    kept[leading[:LEADING]] = True
    places = np.flatnonzero(kept)
    units = (follows[places] << np.uint64(_FOLLOWS)) | (places.astype(np.uint64) << np.uint64(32)) | pair[places]
    return (FORMAT, length, whole, lead, *units.tolist())


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
