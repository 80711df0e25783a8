"""The journal as a fold reads it: rows and their readings, put together as lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from broadsheet import journal, news
from broadsheet.press.archive import models
from broadsheet.press.archive.readings import load

AT_ONCE = 200  # journal lines a transaction; how long that holds the writer's lock has not been measured


def between(after: int, last: int) -> Iterator[list[journal.JournalLine]]:
    """The lines beyond `after` and up to `last`, so many at once."""
    while after < last:
        rows = list(models.Journal.objects.filter(number__gt=after, number__lte=last).order_by("number")[:AT_ONCE])
        if not rows:
            return
        yield lines(rows)
        after = rows[-1].number


def lines(rows: Sequence[models.Journal]) -> list[journal.JournalLine]:
    """These rows as lines; one whose article has gone, or of a kind that nobody knows, is left out."""
    readings = _readings([(row.article, row.version) for row in rows if row.article])
    return [line for row in rows if (line := _line(row, readings)) is not None]


def _line(row: models.Journal, readings: dict[tuple[str, int | None], news.Reading]) -> journal.JournalLine | None:
    kept = row.payload
    reading = readings.get((row.article, row.version))
    match row.kind:
        case "arrival" if reading:
            return journal.Arrival(row.number, reading)
        case "revision" if reading:
            return journal.Revision(row.number, reading)
        case "withdrawal":
            return journal.Withdrawal(row.number, row.article, kept.get("why", ""))
        case "overrule":
            return journal.Overrule(row.number, kept["act"], tuple(kept["subjects"]), kept["into"], kept.get("why", ""))
        case "tick":
            return journal.Tick(row.number, datetime.fromisoformat(kept["now"]))
    return None


def _readings(wanted: Sequence[tuple[str, int | None]]) -> dict[tuple[str, int | None], news.Reading]:
    """Readings by article and version; version None asks for the latest."""
    ids = {name for name, _ in wanted}
    texts = dict(models.Article.objects.filter(id__in=ids).values_list("id", "text"))
    found: dict[tuple[str, int | None], news.Reading] = {}
    for row in models.Reading.objects.filter(article__in=ids).order_by("article_id", "version"):
        reading = load(row.fields, texts.get(row.article_id, ""))
        found[row.article_id, row.version] = found[row.article_id, None] = reading
    return {key: found[key] for key in wanted if key in found}
