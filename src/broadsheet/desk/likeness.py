"""How alike two groups of articles are, and whether that is enough for one story: a decision that knows how much text it saw.

The measure is average link: the mean product over all pairs, exact, since the product of two sums is the sum of the products.
Headlines alone share one word of seven, so their mean is divided by a part of each group's own cohesion, and the bar is lower.
All in 256ths of a doubling, so that a product of roots is a sum.
"""

from __future__ import annotations

from dataclasses import dataclass

from broadsheet.desk.logarithm import UNIT, log
from broadsheet.desk.weighing import LENGTH

HEADLINE = 16  # terms; an article with no more is a headline alone (four of five UCI headlines)
TOLD = 28  # terms; an article with as many has a lead (nine of ten NeuS leads)
COHESION = 128  # of 256: how much of a headline group's own cohesion counts: UCI .75 at 64, .80 at 96, .81 at 128, .76 at 160
BAR_TEXT = log(1_480)  # ten-thousandths of mean likeness that make one story of texts; 1,200-1,900 swept over all event sets
BAR_HEADLINE = log(1_200)  # the same for headlines alone; 900-1,400 swept, 1,000-1,250 within .003
RIVALS = 5  # the nearest other stories, whose likeness says how crowded it is; of 3, 5, 8 the best mean over all event sets
CROWDED = 192  # of 256: how much of that counts against it: 0 gives NeuS .716 in 7,356, 160 .746, 192 .755, 256 .753
FOREIGN = 256  # a doubling lower is the bar between two languages: they share names and figures only, and nothing by chance
DOUBT = 40  # below the bar by as much as 10 parts of 100: a near miss that an editor should see
FRESH_HOURS = 36  # two tellings so far apart are of one news day; 12 to 72 change neither BASIL nor UCI, the sets with dates
FADE = 20  # of 256 a further day: a story of last week needs a quarter more in common; 0 to 60 change neither of them
TOO_LATE = 7 * 24  # hours after which nothing joins by likeness alone


@dataclass(slots=True)
class Group:
    """The sums that a link is worked out from: articles, their summed product with themselves, their terms, their times,
    how alike they are to the stories nearest to them, and the language of the first.
    """

    voices: int = 0
    square: int = 0
    terms: int = 0
    first: int = -1
    last: int = -1
    rivals: int = 0
    language: str = ""


def brevity(group: Group) -> int:
    """How much the group is headlines alone: 256 wholly, 0 when its articles have a lead."""
    terms = group.terms // group.voices if group.voices else 0
    return max(0, min(256, 256 * (TOLD - terms) // (TOLD - HEADLINE)))


def mean(product: int, a: Group, b: Group) -> int:
    """The mean likeness of two groups whose sums have this product, in ten-thousandths."""
    return product // (LENGTH * a.voices * b.voices) if a.voices and b.voices else 0


def margin(mean: int, a: Group, b: Group) -> int:
    """How far above the bar (below: negative) two groups of this mean likeness are; 256 is a doubling."""
    foreign = bool(a.language and b.language and a.language != b.language)
    short_a, short_b = brevity(a), brevity(b)
    if not foreign:
        mean -= (a.rivals * (256 - short_a) + b.rivals * (256 - short_b)) * CROWDED >> 17
    if mean <= 0:
        return -16 * UNIT
    cohesion = (short_a * _loose(a) + short_b * _loose(b)) * COHESION >> 16
    bar = BAR_TEXT + ((BAR_HEADLINE - BAR_TEXT) * (short_a + short_b) >> 9)
    return log(mean) + cohesion - bar - _fade(a, b) + (FOREIGN if foreign else 0)


def _loose(group: Group) -> int:
    mean = group.square // (LENGTH * group.voices * group.voices)
    return log(LENGTH) - log(max(1, mean))


def crowd(group: Group, rivals: int) -> None:
    """Count one more article's neighbourhood for a story's: the mean over its voices."""
    group.rivals = (group.rivals * group.voices + rivals) // (group.voices + 1)


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
