"""May an article print unattended, and if not, why? Its age is judged where the clock is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from broadsheet.desk.genre import SERVICE, service_of
from broadsheet.desk.language import spoken
from broadsheet.desk.round_up import round_up
from broadsheet.desk.sensitive import held
from broadsheet.news import Judgement, Reading
from broadsheet.settings import Settings
from broadsheet.steps import Step

NEVER, REVIEW = "never", "review"

# What no editor waits for: counted, never printed. Each genre with the words for it.
UNPRINTABLE = {"sponsored": "sponsored or affiliate content", "press_release": "a press release"}


def judge(batch: Sequence[Reading], settings: Settings) -> list[tuple[Judgement[str], ...]]:
    """What holds each article: judgements whose value is `never` or `review`; empty when it may print unattended."""
    return [tuple(_holds(reading)) for reading in batch]


def _holds(reading: Reading) -> Iterator[Judgement[str]]:
    article = reading.article
    if article.rights == "none":
        yield Judgement(NEVER, 1.0, "its publisher's rights allow no use")
    if not any(map(str.isalnum, article.title)):
        yield Judgement(NEVER, 1.0, "it has no headline")
    if article.kind == "listing":
        yield Judgement(NEVER, 1.0, "a listing: its page says so")
    elif found := round_up(article.title):
        yield Judgement(NEVER, 0.8, f"a round-up of several stories: '{found}' in its headline")
    yield from _by_genre(reading)
    for flag in held(reading.sensitive):
        yield Judgement(REVIEW, flag.score, f"{flag.value}: {flag.why}")
    if spoken(reading) == "und":
        yield Judgement(REVIEW, 0.6, "its language is unknown")


def _by_genre(reading: Reading) -> Iterator[Judgement[str]]:
    genre = reading.genre
    if genre is None:
        return
    if genre.value in UNPRINTABLE:
        yield Judgement(NEVER, genre.score, f"{UNPRINTABLE[genre.value]}: {genre.why}")
    elif genre.value == SERVICE:
        service = service_of(reading.article)
        yield Judgement(NEVER, genre.score, f"{service[0]}: {service[1]}" if service else f"a service text: {genre.why}")
    elif genre.value == "satire":
        yield Judgement(REVIEW, genre.score, f"satire: {genre.why}")


STEP = Step(judge, gives="hold", needs=frozenset({"genre", "sensitive", "language"}))
