"""Fictional articles for the tests of the folds: an event is its own words, a telling a mixture of them."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta

from broadsheet.desk.fingerprint import sketch
from broadsheet.desk.terms import terms
from broadsheet.journal import Arrival, Join, Leave, Merge, Open, Split
from broadsheet.news import Article, Reading

START = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
EVERYDAY = [f"everyday{n}" for n in range(300)]


def read(name, publisher, title, text="", *, hours=0.0, start=START, **fields):
    when = fields.pop("published", start + timedelta(hours=hours))
    article = Article(name, f"https://{publisher}.example/{name}", publisher, title, text=text, published=when, **fields)
    return Reading(article, sketch=sketch(text), terms=terms(article))


def telling(event, outlet, *, hours=None, **fields):
    """An outlet's own telling of a made-up event: other words in another order, the event's own among them."""
    chance = random.Random(f"{event}/{outlet}")  # noqa: S311  (a seed, not a secret)
    own = [f"{part}{event}" for part in ("harbour", "tunnel", "osei", "ferry", "lund", "quay", "storm", "pump")]
    body = chance.choices(own, k=30) + chance.choices(EVERYDAY, k=40) + [f"{outlet}{n}" for n in range(20)]
    chance.shuffle(body)
    title = " ".join((*chance.sample(own, 3), chance.choice(EVERYDAY)))
    hours = event + chance.random() * 3 if hours is None else hours
    return read(f"{event}-{outlet}", outlet, title, " ".join(body), hours=hours, **fields)


def wire(events=12, outlets=("north", "south", "east", "west")):
    """All tellings of some events, in order of publication."""
    readings = [telling(event, outlet) for event in range(events) for outlet in outlets]
    return sorted(readings, key=lambda r: (r.article.published, r.article.id))


def arrivals(readings, first=0):
    return [Arrival(number, reading) for number, reading in enumerate(readings, first)]


def carried_out(decisions, again=False):
    """The story of each article after the decisions; `again` lets an article come back that the window forgot."""
    story = {}
    for decision in decisions:
        match decision:
            case Open() | Join():
                assert again or decision.article not in story, f"{decision} while it stands in {story[decision.article]}"
                story[decision.article] = decision.story
            case Leave():
                assert story.pop(decision.article) == decision.story
            case Merge():
                story.update({a: decision.into for a, its in story.items() if its == decision.story})
            case Split():
                assert all(story[a] == decision.story for a in decision.articles)
                story.update(dict.fromkeys(decision.articles, decision.new))
    return story
