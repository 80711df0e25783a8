"""Which of the outlets' own headlines tells a story most clearly?"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from broadsheet.desk.language import printable
from broadsheet.desk.phrases import Phrases
from broadsheet.desk.sentences import WORD, words
from broadsheet.desk.wordlists import listed, table
from broadsheet.news import Judgement, Reading, Story, Telling
from broadsheet.settings import Settings
from broadsheet.steps import Step

GENRES = frozenset({"news", "analysis", "interview", "obituary", "review"})
SHORT, LONG, LONGEST = (
    30,
    95,
    160,
)  # characters: under 30 a headline hides who or what; over 95 it wraps to three lines on a phone
LATEST = 0.12  # what the last headline to arrive gains on the first: figures grow
LEAST = 0.4  # a headline below this is worse than none and falls to an editor
HEAD = re.compile(r"\s*([^:|–—]{2,20}?)\s*(?::|\||\s[–—-]\s)")
LISTED = re.compile(
    r"^\s*(?:the )?\d{1,2} (?:\w+ )?(?:best|most|\w+iest|ways|things|reasons|times|tips|signs|moments|looks)\b|\branked$",
    re.IGNORECASE,
)
FEATURE = re.compile(r"^(?:How|Why|Inside|Meet|What)\b|: (?:how|why|what|inside|meet)\b|^The \w+ (?:who|that)\b", re.IGNORECASE)
TWO = re.compile(r"[a-z0-9%]{2}\. [A-Z]")
VAGUE = frozenset({"this", "these", "he", "she", "they", "it", "his", "her", "er", "sie", "il", "elle", "ce", "cette"})


@dataclass(frozen=True, slots=True)
class Weighed:
    """A headline with its score and what spoke for it and against it."""

    telling: Telling
    score: float
    good: tuple[str, ...]


@cache
def teases() -> Phrases[str]:
    """What teases instead of telling."""
    return Phrases((phrase, phrase) for phrase in table("words")["phrases"]["tease"])


def choose(batch: Sequence[Story], settings: Settings) -> list[Judgement[str] | None]:
    """The clearest headline of each story, why naming its publisher; None when no outlet has one that qualifies."""
    return [_choose(story, settings) for story in batch]


def _choose(story: Story, settings: Settings) -> Judgement[str] | None:
    eligible = [t for t in story.tellings if _may(t.reading, settings)]
    shared = _shared(eligible)
    weighed = [
        replace(w, score=min(1.0, w.score + LATEST * n / len(eligible)) if w.score else 0.0)
        for n, w in enumerate(_weigh(t, shared, len(eligible)) for t in eligible)
    ]
    best = max(weighed, key=lambda w: (w.score, w.telling.copy_of is None), default=None)
    if best is None or best.score < LEAST:
        return None
    article = best.telling.reading.article
    return Judgement(
        article.title.strip(), round(best.score, 2), f"{article.publisher}'s: {', '.join(best.good) or 'the only one'}"
    )


def _may(reading: Reading, settings: Settings) -> bool:
    genre = reading.genre.value if reading.genre else reading.article.genre
    return (
        bool(reading.article.title.strip())
        and genre in GENRES
        and reading.article.rights != "none"
        and printable(reading, settings)
    )


def _shared(tellings: Sequence[Telling]) -> Counter[str]:
    """In how many tellings each word of a headline stands in the headline or the first 600 characters."""
    counts: Counter[str] = Counter()
    for telling in tellings:
        article = telling.reading.article
        counts.update(set(_terms(WORD.findall(f"{article.title}\n{article.standfirst[:300]}\n{article.text[:600]}"))))
    return counts


def _terms(run: Sequence[str]) -> list[str]:
    stop = listed("stop")
    return [low for word in run if len(word) > 2 and (low := word.lower()) not in stop]


def _weigh(telling: Telling, shared: Counter[str], outlets: int) -> Weighed:
    article = telling.reading.article
    signs = list(_signs(telling, shared, outlets))
    genre = telling.reading.genre.value if telling.reading.genre else article.genre
    score = sum(value for value, _ in signs) - (0.15 if genre != "news" else 0.0)
    return Weighed(telling, max(0.0, min(1.0, score)), tuple(why for value, why in signs if value > 0 and why))


def _signs(telling: Telling, shared: Counter[str], outlets: int) -> Iterator[tuple[float, str]]:
    title = telling.reading.article.title.strip()
    run = words(title)
    if _names(telling.reading, run):
        yield 0.3, "names who"
    central = _central(run, shared, outlets)
    yield 0.35 * central, "says what the others report" if outlets > 1 and central >= 0.5 else ""
    if SHORT <= len(title) <= LONG:
        yield 0.2, "of good length"
    elif len(title) > LONGEST or len(run) < 4:
        yield -0.3, ""
    if telling.copy_of is None:
        yield 0.1, "its own words"
    yield 0.05 if any(map(str.isdigit, title)) else 0.0, ""
    yield from _faults(title, run)


def _central(run: Sequence[str], shared: Counter[str], outlets: int) -> float:
    """The share of a headline's words that other tellings use too; half where there are no others."""
    terms = list(dict.fromkeys(_terms(run)))
    if outlets < 2 or not terms:
        return 0.5
    return sum((shared[term] - 1) / (outlets - 1) for term in terms if shared[term]) / len(terms)


def _names(reading: Reading, run: Sequence[str]) -> bool:
    """Whether somebody or something is named: a tag of the article, else a capitalised word after the first."""
    if reading.tags:
        low = {word.lower() for word in run}
        return any(not low.isdisjoint(words(tag.name.lower())) for tag in reading.tags if tag.kind != "topic")
    return any(word[:1].isupper() for word in run[1:])


def _faults(title: str, run: Sequence[str]) -> Iterator[tuple[float, str]]:
    if teases().any(run) or LISTED.search(title):
        yield -0.4, ""
    head = HEAD.match(title)
    if head and head.group(1).lower() in table("words")["phrases"]["heads"]:
        yield -0.25, ""
    if FEATURE.search(title) or TWO.search(title):
        yield -0.15, ""
    if "?" in title:
        yield -0.3, ""
    if "!" in title or title.endswith(("…", "...")):
        yield -0.15, ""
    if run and run[0].lower() in VAGUE:
        yield -0.15, ""
    if sum(word.isupper() and len(word) > 3 for word in run) * 2 > len(run):
        yield -0.2, ""
    if title[:1] in "\"'“‘„«":
        yield -0.1, ""


STORY_STEP = Step(choose, gives="headline", of=Story)
