"""How alike two groups of articles are, and whether that is enough for one story: a decision that knows how much text it saw.

The measure is average link: the mean likeness over all pairs of articles that speak for the two. Headlines alone share one word
of seven, so their mean is divided by a part of each group's own cohesion, and the bar is lower. All in 256ths of a doubling, so
that a product of roots is a sum.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from broadsheet.desk.columns import WIDTH
from broadsheet.desk.counts import BITS
from broadsheet.desk.logarithm import UNIT, log
from broadsheet.desk.vectors import SHIFT, WHOLE

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from broadsheet.desk.columns import Columns

LENGTH = 10_000  # of a likeness: a text beside itself
IN_TITLE = 2_000  # the title's part of it: best mean over all event sets of 2,000, 2,500, 3,000, 4,000
HEADLINE = 16  # terms; an article with no more is a headline alone (four of five UCI headlines)
TOLD = 28  # terms; an article with as many has a lead (nine of ten NeuS leads)
COHESION = 128  # of 256: how much of a headline group's own cohesion counts: UCI .75 at 64, .80 at 96, .81 at 128, .76 at 160
BAR_TEXT = log(1_520)  # ten-thousandths of mean likeness that make one story of texts; 1,200-1,900 swept over all event sets
BAR_HEADLINE = log(1_200)  # the same for headlines alone; 900-1,400 swept, 1,000-1,250 within .003
CLOSEST = 5  # the nearest other stories, whose likeness says how crowded it is; of 3, 5, 8 the best mean over all event sets
CROWDED = 216  # of 256: how much of that counts against it: 192 gives NeuS .679 of pairwise F1 in 1,800, 232 .695
FOREIGN = 256  # a doubling lower is the bar between two languages: they share names and figures only, and nothing by chance
DOUBT = 40  # below the bar by as much as 10 parts of 100: a near miss that an editor should see
FRESH_HOURS = 36  # two tellings so far apart are of one news day; 12 to 72 change neither BASIL nor UCI, the sets with dates
FADE = 20  # of 256 a further day: a story of last week needs a quarter more in common; 0 to 60 change neither of them
TOO_LATE = 7 * 24  # hours after which nothing joins by likeness alone


@dataclass(slots=True)
class Group:
    """What a decision knows of the articles that speak for a story, besides how alike they are to others.

    `rivals` is a mean, `inside` the articles' mean likeness to one another and themselves; `publisher` is -1 for several.
    `brevity` is how much they are headlines alone: 256 wholly, 0 when they have a lead.
    """

    first: int = -1
    last: int = -1
    rivals: int = 0
    language: int = 0
    publisher: int = -1
    brevity: int = 0
    inside: int = LENGTH


class Met(NamedTuple):
    """The terms that one article shares with others: which of the others, the place in the one, the place in the other."""

    which: NDArray[np.int64]
    mine: NDArray[np.int64]
    theirs: NDArray[np.int64]


def meet(columns: Columns, row: int, rows: NDArray[np.int64]) -> Met:
    """The terms that an article shares with each of others."""
    import numpy as np

    own = columns.terms[row] >> SHIFT
    scratch, places = _scratch()
    scratch[own[::-1]] = places  # of two terms of one slot, as padding has, the first counts
    found = scratch.take(columns.terms.take(rows, axis=0).ravel() >> SHIFT)
    scratch[own] = 0
    hits = np.flatnonzero(found)
    which, theirs = np.divmod(hits, WIDTH)
    return Met(which, found.take(hits).astype(np.int64) - 1, theirs)


def alike(columns: Columns, row: int, rows: NDArray[np.int64]) -> NDArray[np.int64]:
    """How alike one article is to each of others, in ten-thousandths."""
    import numpy as np

    which, mine, theirs = meet(columns, row, rows)
    there = rows.take(which) * WIDTH + theirs
    text = columns.text[row].take(mine).astype(np.int64) * columns.text.ravel().take(there)
    title = columns.title[row].take(mine).astype(np.int64) * columns.title.ravel().take(there)
    sums = np.bincount(which, text * (LENGTH - IN_TITLE) + title * IN_TITLE, len(rows))  # exact: below 2^53
    return sums.astype(np.int64) // (WHOLE * WHOLE)


@lru_cache(maxsize=1)
def _scratch() -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
    """For every slot the place that a term has in the article compared, zero between two calls; and the places, last first."""
    import numpy as np

    return np.zeros(1 << BITS, np.uint8), np.arange(WIDTH, 0, -1, dtype=np.uint8)


def margin(mean: int, a: Group, b: Group) -> int:
    """How far above the bar (below: negative) two groups of this mean likeness are; 256 is a doubling."""
    foreign = bool(a.language and b.language and a.language != b.language)
    short_a, short_b = a.brevity, b.brevity
    if not foreign:
        mean -= (a.rivals * (256 - short_a) + b.rivals * (256 - short_b)) * CROWDED >> 17
    if mean <= 0:
        return -16 * UNIT
    cohesion = (short_a * _loose(a) + short_b * _loose(b)) * COHESION >> 16 if short_a or short_b else 0
    bar = BAR_TEXT + ((BAR_HEADLINE - BAR_TEXT) * (short_a + short_b) >> 9)
    return log(mean) + cohesion - bar - _fade(a, b) + (FOREIGN if foreign else 0)


def _loose(group: Group) -> int:
    return log(LENGTH) - log(max(1, min(LENGTH, group.inside)))


def brevity(terms: int) -> int:
    """How much articles of so many terms in the mean are headlines alone: 256 wholly, 0 when they have a lead."""
    return max(0, min(256, 256 * (TOLD - terms) // (TOLD - HEADLINE)))


def gap(a: Group, b: Group) -> int:
    """Minutes between the nearest tellings of two groups; 0 when they overlap or a time is unknown."""
    if a.first < 0 or b.first < 0:
        return 0
    return max(0, a.first - b.last, b.first - a.last)


def _fade(a: Group, b: Group) -> int:
    hours = gap(a, b) // 60
    if hours > TOO_LATE:
        return 16 * UNIT
    return max(0, hours - FRESH_HOURS) * FADE // 24


def sureness(margin: int) -> int:
    """The margin as a score: 5,000 at the bar, three quarters at a doubling, certain at two."""
    return max(0, min(10_000, 5_000 + margin * 2_500 // UNIT))
