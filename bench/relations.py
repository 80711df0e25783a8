"""The relations bench: is what is listed beside a story related to it? Precision and recall by the bar, and by a common tag.

Labels: in ECB+ the other event of a topic is related, another topic is not; in the specimen what goes on with a storyline is,
and what `SUBJECTS` puts together by hand.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import corpora
from broadsheet import line
from broadsheet.desk.related import Neighbours
from broadsheet.news import Article, article_id
from broadsheet.press.specimen.events import Event, load, text_at
from broadsheet.runners.here import Here
from broadsheet.settings import Settings
from broadsheet.steps import recipe

LISTED = 8
KINDS = ("person", "organisation", "place")
BARS = range(300, 3_001, 100)  # ten-thousandths
NOON = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)

# Specimen events of which a reader of one would open the other, by hand: the same affair, or the same kind of misfortune.
SUBJECTS = (
    ("calder-valley-flood", "derwent-flood-matlock"),
    ("norrcloud-dublin-outage", "stratahaven-frankfurt-outage"),
    ("columbus-scioto-st-aldric-merger", "portland-willamette-st-brannock-merger"),
    ("spokane-grocery-lot-trial", "tulsa-grocery-lot-trial"),
    ("opaline-exchange-theft", "tessarine-vilnius-theft"),
    ("bitcoin-slide-gransden-coins", "pennant-ridge-ether-trust-closes"),
    ("house-stopgap-funding-47-days", "senate-grid-and-rivers-act"),
    ("hamburg-hochbahn-warning-strike", "lyon-metro-drivers-strike"),
    ("gothenburg-dock-strike-called", "genoa-dock-strike-called"),
    ("dayton-mayor-trial-opens", "murcia-mayor-trial-opens"),
)


@dataclass(frozen=True, slots=True)
class Listed:
    """One place of one article's list: how near, whether the two share a tag, and whether they are related by the labels."""

    near: int
    tagged: bool
    right: bool


def run(data: Path) -> list[dict[str, object]]:
    """For both sets, with and without a common tag, each bar's precision, recall (of what stands in some list) and F1."""
    rows: list[dict[str, object]] = []
    for name, listed in (("ECB+", _ecbplus(data)), ("specimen", _specimen())):
        for tagged in (True, False):
            of = [each for each in listed if each.tagged == tagged]
            rows += [{"set": name, "common tag": tagged, **_measured(of, bar)} for bar in BARS]
    return rows


def _measured(listed: Sequence[Listed], bar: int) -> dict[str, object]:
    kept = [each for each in listed if each.near >= bar]
    right, all_right = sum(each.right for each in kept), sum(each.right for each in listed)
    precision, recall = right / (len(kept) or 1), right / (all_right or 1)
    f1 = 2 * precision * recall / (precision + recall) if right else 0.0
    return {"bar": bar / 10_000, "listed": len(kept), "precision": precision, "recall": recall, "F1": f1}


def _ecbplus(data: Path) -> list[Listed]:
    told = corpora.ecbplus(data)
    return _lists([t.article for t in told], {t.article.id: t.event for t in told}, _topic)


def _specimen() -> list[Listed]:
    _, events = load()
    affair = {event.id: _affair(event, events) for event in events}
    articles, event_of = [], {}
    for event in events:
        for telling in event.tellings:
            version = text_at(telling, NOON, NOON)
            if version is None or not event.sections:
                continue
            url = f"https://{telling.publisher.slug}.example/{telling.slug}"
            article = Article(article_id(url), url, telling.publisher.slug, version.text.headline, text=version.text.body)
            articles.append(article)
            event_of[article.id] = event.id
    return _lists(articles, event_of, affair.__getitem__)


def _affair(event: Event, events: Sequence[Event]) -> str:
    """What a storyline or a subject is called: its first event's id."""
    by_id = {each.id: each for each in events}
    while follows := getattr(event, "follows", ""):
        event = by_id[follows]
    return next((subject[0] for subject in SUBJECTS if event.id in subject), event.id)


def _topic(event: str) -> str:
    return event.removesuffix("plus").removesuffix("ecb")


def _lists(articles: Sequence[Article], event_of: dict[str, str], affair: Callable[[str], str]) -> list[Listed]:
    settings = Settings()
    readings = list(line.run(recipe(settings.line.steps), articles, Here(), settings))
    near = Neighbours()
    tags: dict[str, set[str]] = defaultdict(set)
    for reading in readings:
        near.add(reading, event_of[reading.article.id])
        tags[event_of[reading.article.id]] |= {tag.name for tag in reading.tags or () if tag.kind in KINDS}
    found = []
    for reading in readings:
        mine = event_of[reading.article.id]
        for each in near.nearest(reading.article.id, LISTED, other_events=True):
            other = event_of[each.id]
            right = affair(mine) == affair(other)
            found.append(Listed(round(each.score * 10_000), bool(tags[mine] & tags[other]), right))
    return found
