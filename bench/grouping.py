"""The events bench: the desk's stories beside the labels, and beside a peer in the same run."""

from __future__ import annotations

import math
import time
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime

from broadsheet.desk import fingerprint, meaning, terms
from broadsheet.desk.events import State, fold
from broadsheet.journal import Arrival, Decision, Join, Leave, Merge, Open, Split, Tick
from broadsheet.news import Article, Reading
from broadsheet.settings import Settings


def read(articles: Sequence[Article]) -> list[Reading]:
    """What the fold needs of each article."""
    return [Reading(a, sketch=fingerprint.sketch(a.text), terms=terms.terms(a), meaning=meaning.meaning(a)) for a in articles]


def stories(
    readings: Sequence[Reading], settings: Settings, state: State | None = None
) -> tuple[dict[str, str], dict[str, str], float]:
    """Each article's story as decided on arrival and at the end, and the CPU-seconds of the fold."""
    state, start = state or State(), time.process_time()
    lines = [Arrival(number, reading) for number, reading in enumerate(readings)]
    state, first = fold(state, lines, settings)
    last = max((r.article.published for r in readings if r.article.published), default=datetime(2000, 1, 1, tzinfo=UTC))
    state, then = fold(state, [Tick(len(lines), last)], settings)
    spent = time.process_time() - start
    return carried_out(first), carried_out([*first, *then]), spent


def carried_out(decisions: Sequence[Decision]) -> dict[str, str]:
    """The story of each article after these decisions."""
    story: dict[str, str] = {}
    for decision in decisions:
        match decision:
            case Open() | Join():
                story[decision.article] = decision.story
            case Leave():
                story.pop(decision.article, None)
            case Merge():
                story.update({article: decision.into for article, its in story.items() if its == decision.story})
            case Split():
                story.update(dict.fromkeys(decision.articles, decision.new))
    return story


def peer(readings: Sequence[Reading], bar: float = 0.22) -> list[str]:
    """TF-IDF and a single pass: an article joins the nearest centroid above the bar, else stands alone."""
    seen = Counter(term for r in readings for term, _ in r.terms or ())
    centroids: list[dict[str, float]] = []
    lists: dict[str, list[int]] = {}
    found = []
    for reading in readings:
        vector = {
            t: (1 + math.log(n)) * math.log(len(readings) / seen[t]) for t, n in reading.terms or () if t[0] not in terms.MARKS
        }
        norm = math.sqrt(sum(w * w for w in vector.values())) or 1.0
        near: dict[int, float] = {}
        for term, weight in vector.items():
            for number in lists.get(term, ()):
                near[number] = near.get(number, 0.0) + weight / norm * centroids[number][term]
        lengths = {n: math.sqrt(sum(w * w for w in centroids[n].values())) or 1.0 for n in near}
        number = max(near, key=lambda n: near[n] / lengths[n], default=-1)
        if number < 0 or near[number] / lengths[number] < bar:
            number = len(centroids)
            centroids.append({})
        for term, weight in vector.items():
            if term not in centroids[number]:
                lists.setdefault(term, []).append(number)
            centroids[number][term] = centroids[number].get(term, 0.0) + weight / norm
        found.append(str(number))
    return found
