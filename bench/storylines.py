"""The storylines bench: which story goes on from which, by the desk and by the labels, stories as the labels have them.

Two sets. The specimen's storylines among all its other events: precision and recall. ECB+, whose topics have two events of a
kind each, none of which goes on from the other: every thread found there is false.
"""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import combinations
from pathlib import Path

import corpora
import specimen
from broadsheet import line, news
from broadsheet.desk import storylines
from broadsheet.desk.chapters import facts, voices
from broadsheet.news import Article, Telling, article_id
from broadsheet.press.specimen.arrivals import as_it_happens
from broadsheet.press.specimen.edition import open_edition
from broadsheet.press.specimen.gold import gold
from broadsheet.runners.here import Here
from broadsheet.settings import Settings
from broadsheet.steps import recipe

STEPS = ["language", "terms", "genre"]
GAP = timedelta(hours=12)  # between two events of ECB+, which have no dates: 66 of them in a month
Events = Mapping[str, Sequence[tuple[Article, str]]]  # an event's articles in order, each with whom it reprints


def run(data: Path) -> list[dict[str, object]]:
    """A row a set; what is wrong is printed above the table."""
    edition = open_edition(specimen.OPENED, specimen.PORT)
    truth = {article_id(a): each for a, each in gold(edition, specimen.OPENED + timedelta(days=10)).items()}
    events: dict[str, list[tuple[Article, str]]] = defaultdict(list)
    for heard in as_it_happens(edition):
        if not heard.changed:
            told = truth[heard.article.id]
            events[told.event].append((heard.article, article_id(told.copy_of) if told.copy_of else ""))
    return [_measured("specimen", events, edition.follows), _measured("ECB+", _ecbplus(data), {})]


def threaded(events: Events) -> tuple[dict[str, str], list[news.Story], float]:
    """What each event follows, as it is told telling by telling; the stories, and the CPU-seconds of all of it."""
    settings = Settings()
    read = {
        reading.article.id: reading
        for reading in line.run(recipe(STEPS), [a for told in events.values() for a, _ in told], Here(), settings)
    }
    told = [
        (
            read[article.id].article.when or specimen.OPENED,
            event,
            Telling(read[article.id], of or article.id, of or None, 0, ""),
        )
        for event, articles in events.items()
        for article, of in articles
    ]
    start, state, follows = time.process_time(), storylines.State(), dict[str, str]()
    stories: dict[str, news.Story] = {}
    for when, event, telling in sorted(told, key=lambda each: (each[0], each[2].reading.article.id)):
        before = stories.get(event, news.Story(event, ()))
        stories[event] = replace(before, tellings=(*before.tellings, telling))
        if not state.due(event, len(voices(stories[event].tellings))):
            continue
        known = facts(event, stories[event].tellings)
        _, decisions = storylines.fold(state, [known] if known else [], [], int(when.timestamp()) // 60)
        for decision in decisions:
            follows[decision.story] = decision.of
            print(f"  {decision.story} after {decision.of or 'nothing'}: {decision.score} {decision.why}")
    return {one: of for one, of in follows.items() if of}, list(stories.values()), time.process_time() - start


def _measured(name: str, events: Events, true: Mapping[str, str]) -> dict[str, object]:
    found, stories, spent = threaded(events)
    ours, theirs = _pairs(found), _pairs(true)
    right = len(ours & theirs)
    for pair in sorted(ours ^ theirs):
        print(f"  {name}: {'false' if pair in ours else 'missed'}: {' + '.join(pair)}")
    return {
        "set": name,
        "events": len(events),
        "true pairs": len(theirs),
        "found": len(ours),
        "right": right,
        "precision": right / len(ours) if ours else 1.0,
        "recall": right / len(theirs) if theirs else 1.0,
        "chapters after the right one": sum(true.get(one) == of for one, of in found.items()),
        "CPU ms a telling": spent * 1000 / sum(len(story.tellings) for story in stories),
    }


def _pairs(follows: Mapping[str, str]) -> set[tuple[str, str]]:
    """The pairs of events that stand in one line."""
    lines: dict[str, set[str]] = defaultdict(set)
    for each in {*follows, *follows.values()}:
        head = each
        while head in follows:
            head = follows[head]
        lines[head].add(each)
    return {pair for line_ in lines.values() for pair in combinations(sorted(line_), 2)}


def _ecbplus(data: Path) -> dict[str, list[tuple[Article, str]]]:
    events: dict[str, list[tuple[Article, str]]] = defaultdict(list)
    for told in sorted(corpora.ecbplus(data), key=lambda each: (each.event, each.article.id)):
        events[told.event].append((told.article, ""))
    began = datetime(2026, 1, 1, tzinfo=UTC)
    return {
        event: [(replace(article, published=began + number * GAP), of) for article, of in told]
        for number, (event, told) in enumerate(events.items())
    }
