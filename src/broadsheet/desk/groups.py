"""What is known of the articles that speak for a story, beside how alike they are: when, by whom, how long, how near."""

from __future__ import annotations

from dataclasses import dataclass

from broadsheet.desk.decision import SURE
from broadsheet.desk.signals import LENGTH

HEADLINE = 16  # terms; an article with no more is a headline alone (four of five UCI headlines)
TOLD = 28  # terms; an article with as many has a lead (nine of ten NeuS leads)
CLOSEST = 5  # the nearest other stories, whose likeness says how crowded it is; of 3, 5, 8 the best mean over all event sets
DOUBT = 40  # below the bar by as much as 10 parts of 100: a near miss that an editor should see
FRESH_HOURS = 36  # two tellings so far apart are of one news day; 12 to 72 change neither BASIL nor UCI, the sets with dates
FADE = 20  # of 256 a further day: a story of last week needs a quarter more in common; 0 to 60 change neither of them
TOO_LATE = 7 * 24  # hours after which nothing joins by likeness alone


@dataclass(slots=True)
class Group:
    """What a decision knows of the articles that speak for a story, besides how alike they are to others.

    `size` is how many they are, `rivals` a mean, `inside` their mean likeness to one another and themselves; `publisher` is -1
    for several.
    `brevity` is how much they are headlines alone: 256 wholly, 0 when they have a lead.
    """

    first: int = -1
    last: int = -1
    rivals: int = 0
    language: int = 0
    publisher: int = -1
    brevity: int = 0
    inside: int = LENGTH
    size: int = 1


def brevity(terms: int) -> int:
    """How much articles of so many terms in the mean are headlines alone: 256 wholly, 0 when they have a lead."""
    return max(0, min(256, 256 * (TOLD - terms) // (TOLD - HEADLINE)))


def gap(a: Group, b: Group) -> int:
    """Minutes between the nearest tellings of two groups; 0 when they overlap or a time is unknown."""
    if a.first < 0 or b.first < 0:
        return 0
    return max(0, a.first - b.last, b.first - a.last)


def fade(a: Group, b: Group) -> int:
    """How much the time between two groups speaks against them; all that there is after `TOO_LATE`."""
    hours = gap(a, b) // 60
    if hours > TOO_LATE:
        return 4 * SURE
    return max(0, hours - FRESH_HOURS) * FADE // 24
