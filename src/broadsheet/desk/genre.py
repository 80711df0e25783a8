"""What kind of text is it: news, analysis, opinion, review, interview, obituary, satire, sponsored, a release, a service?"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from broadsheet.desk.language import spoken
from broadsheet.desk.phrases import Phrases
from broadsheet.desk.sentences import flat, said, standfirst, words
from broadsheet.desk.wordlists import table
from broadsheet.news import GENRES, Article, Judgement, Reading
from broadsheet.settings import Settings
from broadsheet.steps import Step

SERVICE = "service"
DECLARED, LABEL, ADDRESS, HEADLINE = 3.0, 2.5, 2.0, 2.5  # what one sign weighs; the text's own words stand in WORDS
WORDS = {
    "sponsored": 1.3,
    "press_release": 1.0,
    "opinion": 0.7,
    "review": 1.0,
    "interview": 2.0,
    "obituary": 1.0,
    "satire": 3.0,
}
ENOUGH = 2.0  # one label, or three of an opinion's words; 1.4 to 2 are best on tests/desk/cases/genre.toml, swept 1-3
CERTAIN = 5.0  # two labels: the score is 1
QUOTED = re.compile(r"[\"“”„«»]")
PARTED = re.compile(r"\s*[:|]\s*|\s[–—-]\s")
BARGAIN = re.compile(
    r"\b\d{1,2}(?: ?%| percent| per cent| Prozent) (?:off|Rabatt|de réduction)(?! (?:its|their|his|her|the|a|from)\b)"
    r"|\bstarting at [$£€]\d"
    r"|\bfor (?:just|only) [$£€]\d"
    r"|\b(?:save|Save|SAVE) (?:up to )?[$£€]\d|\bunder [$£€]\d+\b.*\b(?:buy|deals?|gifts?)\b|\b(?:best|top) .{0,40}\bdeals\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Signs:
    """The lists of data/genre.toml, compiled."""

    labels: dict[str, str]
    titles: dict[str, str]
    phrases: Phrases[tuple[str, str]]
    never: Phrases[tuple[str, str]]


def classify(batch: Sequence[Reading], settings: Settings) -> list[Judgement[str]]:
    """The genre of each article, one of `news.GENRES`, with the signs that say so."""
    return [_judge(reading) for reading in batch]


def service_of(article: Article) -> tuple[str, str] | None:
    """Which service an article is, and the words that say so: deals, a horoscope, a forecast, fixtures, listings, puzzles."""
    for hit in signs().never.find(words(article.title)):
        return hit.value
    bargain = BARGAIN.search(article.title)
    if bargain:
        return "deals and shopping", bargain.group()
    headed = next((part for part in _parts(article.title) if signs().titles.get(_plain(part)) == SERVICE), None)
    if headed:
        return headed.lower(), f"'{headed}' in its headline"
    filed = next((label for label in _labels(article) if signs().labels.get(label) == SERVICE), None)
    return (filed, f"filed under '{filed}'") if filed else None


@cache
def signs() -> Signs:
    """The signs, compiled once."""
    data = table("genre")
    return Signs(
        labels={_plain(label): genre for genre, listed in data["labels"].items() for label in listed},
        titles={_plain(label): genre for genre, listed in data["titles"].items() for label in listed},
        phrases=Phrases((phrase, (genre, phrase)) for genre, listed in data["phrases"].items() for phrase in listed),
        never=Phrases((phrase, (kind, phrase)) for kind, listed in data["never"].items() for phrase in listed),
    )


def _plain(label: str) -> str:
    return " ".join(words(label.lower()))


def _judge(reading: Reading) -> Judgement[str]:
    weights: dict[str, float] = {}
    reasons: dict[str, list[str]] = {}
    for genre, weight, reason in _signs_of(reading):
        if reason not in reasons.setdefault(genre, []):
            reasons[genre].append(reason)
            weights[genre] = weights.get(genre, 0.0) + weight
    best = max(weights, key=lambda genre: (weights[genre], -GENRES.index(genre)), default="news")
    if weights.get(best, 0.0) < ENOUGH:
        doubt = weights.get(best, 0.0) / ENOUGH
        return Judgement(
            "news",
            round(1 - doubt / 2, 2),
            f"only {', '.join(reasons[best][:2])} speaks for {best}" if doubt else "no sign of another",
        )
    return Judgement(best, round(min(1.0, weights[best] / CERTAIN), 2), "; ".join(reasons[best][:3]))


def _signs_of(reading: Reading) -> Iterator[tuple[str, float, str]]:
    article = reading.article
    if article.genre in GENRES and article.genre != "news":
        yield article.genre, DECLARED, f"its page says {article.genre.replace('_', ' ')}"
    known = signs()
    for label in _labels(article):
        if label in known.labels:
            yield known.labels[label], LABEL, f"filed under '{label}'"
    for label in _address(article):
        if label in known.labels:
            yield known.labels[label], ADDRESS, f"'{label}' in its address"
    for part in _parts(article.title):
        genre = known.titles.get(_plain(part), SERVICE)
        if genre != SERVICE:
            yield genre, HEADLINE, f"'{part}' in its headline"
    service = service_of(article)
    if service:
        yield SERVICE, HEADLINE, f"{service[0]}: {service[1]}"
    yield from _wording(reading)


def _parts(title: str) -> tuple[str, ...]:
    """What stands before the first colon, bar or dash of a headline, and after the last."""
    parts = PARTED.split(title[:500])
    return (parts[0], parts[-1]) if len(parts) > 1 else ()


def _labels(article: Article) -> Iterable[str]:
    return [_plain(hint) for hint in article.hints]


def _address(article: Article) -> list[str]:
    path = article.url.split("://", 1)[-1].split("?", 1)[0].split("/")[1:-1]
    return [_plain(segment) for segment in path[:4] if segment]


def _wording(reading: Reading) -> Iterator[tuple[str, float, str]]:
    """Signs in the text itself; what stands in quotation marks is someone else's opinion."""
    article = reading.article
    find = signs().phrases.find
    for hit in find(words(standfirst(article))):
        yield hit.value[0], WORDS[hit.value[0]], f"it says '{hit.value[1]}'"
    language = spoken(reading)
    run = flat(article.text, language)
    for hit in find(run.words):
        genre, phrase = hit.value
        sentence = said(article.text, language)[run.sentence[hit.start]]
        if genre != "opinion" or not QUOTED.search(article.text, sentence.start, sentence.end):
            yield genre, WORDS[genre], f"it says '{phrase}'"


STEP = Step(classify, gives="genre", needs=frozenset({"language"}))
