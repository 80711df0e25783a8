"""What is known of the articles that speak for a story: when, by whom, in how many words, how near to others."""

from __future__ import annotations

from dataclasses import dataclass

from broadsheet.desk.decision import SURE
from broadsheet.desk.signals import LENGTH

HEADLINE = 16  # terms; an article with no more is a headline alone (four of five UCI headlines)
TOLD = 28  # terms; an article with as many has a lead (nine of ten NeuS leads)
CLOSEST = 5  # the nearest other stories, whose likeness says how crowded it is; the fit of data/events.toml is to this many
DOUBT = 64  # log odds, in 256ths, on either side of the bar: 44 to 56 of 100, which an editor should see
FRESH_HOURS = 48  # two tellings so far apart may be of one event: the specimen's longest gap is 49 hours
# Log odds, in 256ths, that a further day costs: what comes later is a story of its own that follows (`storylines`). With 20,
# two of the specimen's nine chapters stay their own, with 2,048 eight, and no pair of one event is lost.
FADE = 2_048
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
