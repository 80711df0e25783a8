"""What does a newsroom hear of the specimen, in which order? The journal of it without servers, for benches and tests."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from broadsheet import line
from broadsheet.journal import Arrival, JournalLine, Revision, Tick
from broadsheet.news import Article, Reading, article_id
from broadsheet.press.specimen.edition import Edition, Printed
from broadsheet.press.specimen.events import LATEST, moment, text_at
from broadsheet.runners.here import Here
from broadsheet.settings import Settings
from broadsheet.steps import Recipe, recipe, resolve

READ = frozenset({"language", "sketch", "terms", "meaning", "form", "genre"})  # the fields that the events fold reads
POLLED = timedelta(minutes=1)  # after the opening, as long as a newsroom takes to ask every feed


@dataclass(frozen=True, slots=True)
class Heard:
    """A text as a newsroom came to know it: when, and whether it knew an earlier one of that address."""

    at: datetime
    article: Article
    changed: bool = False


def as_it_happens(edition: Edition) -> list[Heard]:
    """Every text of the edition as it was published, changed ones again: what a newsroom hears that was always there."""
    ends = moment(edition.anchor, LATEST)
    out = [printed for slug in edition.publishers for printed in edition.out(slug, ends)]
    found = [heard for printed in out for heard in _versions(printed, edition.anchor)]
    return sorted(found, key=lambda each: (each.at, each.article.id))


def as_polled(edition: Edition) -> list[Heard]:
    """What is out when the demo opens, one publisher after another, newest first: how a newsroom meets it on its first day."""
    at = edition.anchor + POLLED
    return [Heard(at, _article(printed, at)) for slug in edition.publishers for printed in edition.out(slug, at)]


def journal(heard: Sequence[Heard], settings: Settings) -> list[JournalLine]:
    """The journal of it: each text read by the steps that the events fold needs, and a Tick after each."""
    readings = list(line.run(_recipe(settings), [each.article for each in heard], Here(), settings))
    lines: list[JournalLine] = []
    for each, reading in zip(heard, readings, strict=True):
        lines.append(_line(len(lines), each, reading))
        lines.append(Tick(len(lines), each.at))
    return lines


def _line(number: int, heard: Heard, reading: Reading) -> JournalLine:
    return Revision(number, reading) if heard.changed else Arrival(number, reading)


def _recipe(settings: Settings) -> Recipe:
    return recipe([name for name in settings.line.steps if resolve(name).gives in READ])


def _versions(printed: Printed, anchor: datetime) -> Iterator[Heard]:
    telling = printed.telling
    for stage, hours in enumerate([telling.hours, *(each.hours for each in telling.revisions)]):
        at = moment(anchor, hours)
        if version := text_at(telling, anchor, at):
            yield Heard(at, _article(replace(printed, version=version), at, stage + 1), stage > 0)


def _article(printed: Printed, seen: datetime, version: int = 1) -> Article:
    """The article as a faultless reader of its page would have it."""
    text, house = printed.text, printed.telling.publisher
    article = Article(
        id=article_id(printed.address),
        url=printed.address,
        publisher=house.slug,
        title=text.headline,
        text="\n\n".join(text.served),
        standfirst=text.standfirst,
        authors=text.byline,
        published=printed.version.published,
        dated=True,
        modified=printed.version.modified,
        seen=seen,
        language=house.language,
    )
    return replace(article, version=version, kind=text.kind, genre=text.genre, access=text.access)
