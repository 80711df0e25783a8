"""What an article's words weigh: the heaviest of its terms in a row of numbers, by the archive's counts of now.

A vector has two parts, the text's and the title's, each of length `WHOLE`, so that the product of two, divided by its square,
is a cosine. A term is packed into 32 bits: its slot, whether the title has it, whether it is two words of a name, its count.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from broadsheet.desk.columns import SIZE
from broadsheet.desk.compiled import compiled, whole
from broadsheet.desk.counts import BITS, UNSEEN, slot
from broadsheet.desk.logarithm import UNIT, table
from broadsheet.desk.terms import TITLE
from broadsheet.desk.whereabouts import level

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from broadsheet.desk.columns import Columns
    from broadsheet.desk.counts import Counts

WHOLE = 255  # of a part of a vector: a weight is a byte
SHIFT, IN_TITLE, NAME, COUNT = 10, 1 << 9, 1 << 8, 255  # how a term is packed
PLACE, FIGURE = "@", "#"
KNOWN = 400_000  # slots of terms remembered a process, about 50 MB

_PLAIN, _TITLED, _NAMED, _PLACED, _FIGURED, _ABROAD = 0, 1, 2, 4, 8, 16  # kinds of a term, above its slot in a code

Terms = tuple[tuple[str, int], ...]


class _Codes(dict[str, int]):
    """Slot and kind of terms, worked out once a process."""

    def __missing__(self, term: str) -> int:
        if len(self) >= KNOWN:
            self.clear()
        first = term[:1]
        if first == TITLE:
            code = _TITLED << BITS | slot(term[1:])
        elif first == PLACE:
            code = (_ABROAD if level(term) == "country" else _PLACED) << BITS | slot(term)
        elif first == FIGURE:
            code = _FIGURED << BITS | slot(term)
        else:
            code = (_NAMED if " " in term else _PLAIN) << BITS | slot(term)
        self[term] = code
        return code


_codes = _Codes()


def write(columns: Columns, counts: Counts, row: int, terms: Terms, keys: int, learn: bool = True) -> dict[int, str]:
    """Keep the heaviest of an article's terms in its row, the `keys` heaviest first; answers its terms by slot.

    `learn` counts them too: once an article, and never a reprint's, else a text often printed would weigh nothing.
    """
    names, often = zip(*terms, strict=True) if terms else ((), ())
    codes = np.fromiter(map(_codes.__getitem__, names), np.int64, len(names))
    apart = columns.places[row], columns.countries[row], columns.figures[row]
    packed, columns.facts[row, SIZE] = _sorted(codes, np.array(often, np.int64), *apart)
    if learn:
        counts.learn(packed >> SHIFT)
    columns.weighed[row] = counts.articles
    text, title, sums = columns.text[row], columns.title[row], columns.sums[row]
    _seat(packed, keys, columns.terms[row], text, title, sums, counts.table, counts.read, table())
    return dict(zip((codes & (1 << BITS) - 1).tolist(), names, strict=True))


def weigh(columns: Columns, counts: Counts, rows: NDArray[np.int64]) -> None:
    """Weigh the kept terms of these rows by the counts of now."""
    _weigh(rows, columns.terms, columns.text, columns.title, columns.sums, counts.table, counts.read, table())
    columns.weighed[rows] = counts.articles


@compiled
def _sorted(codes: Any, often: Any, places: Any, countries: Any, figures: Any) -> tuple[Any, int]:
    """Towns, countries and figures to themselves, and the words as `_joined` gives them."""
    _keep(codes, _PLACED, places)
    _keep(codes, _ABROAD, countries)
    _keep(codes, _FIGURED, figures)
    return _joined(codes, often)


@compiled
def _keep(codes: Any, kind: int, column: Any) -> None:
    """The first of the slots of a kind, one more than each."""
    column[:] = 0
    at = 0
    for code in codes:
        if code >> BITS == kind and at < len(column):
            column[at], at = (code & (1 << BITS) - 1) + 1, at + 1


@compiled
def _joined(codes: Any, often: Any) -> tuple[Any, int]:
    """Each slot of a word once, in order, packed with its kinds and its count in the text; and how many words there were.

    A title's own terms are not of the text.
    """
    at = np.flatnonzero(codes >> BITS < _PLACED)
    order = at[np.argsort(codes[at] & (1 << BITS) - 1)]
    found, many, last = np.zeros(len(order), np.int64), 0, -1
    for place in order:
        slot, kind = codes[place] & (1 << BITS) - 1, codes[place] >> BITS
        if slot != last:
            many, last = many + 1, slot
        count = found[many - 1] & COUNT
        if kind != _TITLED:
            count = min(COUNT, count + often[place])
        bits = (IN_TITLE if kind & _TITLED else 0) | (NAME if kind & _NAMED else 0)
        found[many - 1] = slot << SHIFT | (found[many - 1] & (IN_TITLE | NAME)) | bits | count
    return found[:many], len(order)


@compiled
def _log(logs: Any, number: int) -> Any:
    shift = 0
    while number >= len(logs):
        number, shift = number >> 1, shift + 1
    return logs[max(number, 0)] + UNIT * shift


@compiled
def _idf(slot: int, seen: Any, read: int, logs: Any) -> Any:
    return max(_log(logs, read) - _log(logs, whole(seen[slot]) + UNSEEN), 0)


@compiled
def _seat(packed: Any, keys: int, terms: Any, text: Any, title: Any, sums: Any, seen: Any, read: int, logs: Any) -> None:
    """The heaviest terms in a row, weighed: the first by weight, and of the rest those of the title before the others."""
    ranks = np.zeros(len(packed), np.int64)
    for at in range(len(packed)):
        slot = packed[at] >> SHIFT
        weight = _idf(slot, seen, read, logs) * (UNIT + _log(logs, packed[at] & COUNT)) >> 8
        ranks[at] = (((1 << 30) - weight) << 31) | at  # of equal ones by slot, the same in every article
    ranks.sort()
    terms[:] = 0
    at = 0
    for turn in range(3):  # the keys, the title's, the others
        for place in range(len(ranks)):
            each = packed[ranks[place] & ((1 << 31) - 1)]
            if (turn == 0) == (place < keys) and (turn == 0 or (each & IN_TITLE != 0) == (turn == 1)) and at < len(terms):
                terms[at], at = each, at + 1
    _balance(terms, text, title, sums, seen, read, logs)


@compiled
def _balance(terms: Any, text: Any, title: Any, sums: Any, seen: Any, read: int, logs: Any) -> None:
    """Weigh a row of terms: two vectors of length `WHOLE`; a square root is rounded alike on every machine (IEEE 754)."""
    weights, titled = np.zeros(len(terms), np.int64), np.zeros(len(terms), np.int64)
    for at in range(len(terms)):
        packed = whole(terms[at])
        if packed != 0:
            idf = _idf(packed >> SHIFT, seen, read, logs)
            weights[at] = idf * (UNIT + _log(logs, packed & COUNT)) >> 8
            titled[at] = idf if packed & IN_TITLE else 0
    long = max(1, whole(np.sqrt(np.float64((weights * weights).sum()))))
    length = max(1, whole(np.sqrt(np.float64((titled * titled).sum()))))
    sums[:] = 0
    for at in range(len(terms)):
        text[at] = min((weights[at] * (2 * WHOLE) // long + 1) >> 1, WHOLE)
        title[at] = min((titled[at] * (2 * WHOLE) // length + 1) >> 1, WHOLE)
        sums[0], sums[1] = sums[0] + text[at], sums[1] + title[at]


@compiled
def _weigh(rows: Any, terms: Any, text: Any, title: Any, sums: Any, seen: Any, read: int, logs: Any) -> None:
    for row in rows:
        _balance(terms[row], text[row], title[row], sums[row], seen, read, logs)
