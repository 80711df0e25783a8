"""Which topics of the curated list is an article about?"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from broadsheet.desk.phrases import Phrases
from broadsheet.desk.sentences import Offsets, words
from broadsheet.desk.wordlists import table
from broadsheet.news import Article, Tag

MOST = 4  # of an article
EARLY = 3  # sentences in which a topic counts as what the text is about
Hits = list[tuple[int, int]]


@cache
def _vocabulary() -> Phrases[str]:
    return Phrases((keyword, topic["name"]) for topic in table("topics")["topic"] for keyword in topic["keywords"])


@cache
def ids() -> dict[str, str]:
    """Each topic's id by its name."""
    return {topic["name"]: topic["id"] for topic in table("topics")["topic"]}


@cache
def codes() -> dict[str, str]:
    """Each topic's IPTC Media Topics code by its id."""
    return {topic["id"]: topic["code"] for topic in table("topics")["topic"]}


def topics(article: Article, language: str) -> Iterator[Tag]:
    """The topics whose words stand in the headline, or twice in the text, best first."""
    find = _vocabulary().find
    titled = {hit.value for hit in find(words(article.title))}
    offsets = Offsets(article.text, language)
    told: dict[str, Hits] = {}
    for hit in find(offsets.flat.words):
        told.setdefault(hit.value, []).append((hit.start, hit.end))
    found = []
    for name in told.keys() | titled:
        hits = told.get(name, [])
        if name in titled or len(hits) >= 2:
            early = bool(hits) and offsets.flat.sentence[hits[0][0]] < EARLY
            score = 0.15 + 0.35 * (name in titled) + 0.2 * early + 0.3 * min(1.0, len(hits) / 5)
            found.append((-round(score, 4), name, hits))
    for score, name, hits in sorted(found)[:MOST]:
        yield _topic(name, -score, [offsets.of(*hit) for hit in hits], name in titled, article.text)


def _topic(name: str, score: float, where: Hits, titled: bool, text: str) -> Tag:
    said = list(dict.fromkeys(" ".join(text[a:b].split()).lower() for a, b in where))[:3]
    return Tag(name, "topic", score, ", ".join(["in the headline", *said] if titled else said), tuple(where))
