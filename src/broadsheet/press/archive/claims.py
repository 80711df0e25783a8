"""Who works on which article: claims with a lease and a fencing token, and the fenced writing back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, Q

from broadsheet import news
from broadsheet.press.archive import rulings
from broadsheet.press.archive.models import Article, Journal, Reading, Telling
from broadsheet.press.archive.readings import dump
from broadsheet.press.archive.rows import update
from broadsheet.settings import Settings

MOST_ATTEMPTS = 3  # a page that took its worker down this often is dropped with that reason

READ_COLUMNS = (
    "title", "standfirst", "text", "excerpt", "authors", "published", "dated", "modified", "when", "language", "canonical",
    "image", "kind", "genre", "access", "rights", "rights_why", "machine", "snippet", "hints", "state", "reason", "lease_until",
    "again", "template", "caption", "credit", "pictures", "stands_at",
)  # fmt: skip


def claim(
    state: str, now: datetime, settings: Settings, *, limit: int, busy: Sequence[str] = (), taken: Sequence[str] = ()
) -> list[Article]:
    """Up to `limit` articles in a state that nobody holds, leased to the caller and fenced.

    The oldest come first, for the order of the journal says who was first. `busy` publishers are passed over, and so are
    `taken` ids, which the caller holds already.
    """
    with transaction.atomic():
        free = Article.objects.select_related("publisher", "feed").filter(Q(lease_until=None) | Q(lease_until__lt=now))
        free = free.filter(Q(state=state) | Q(again=True)) if state == "wanted" else free.filter(state=state)
        if busy:
            free = free.exclude(publisher__in=busy)
        rows = [row for row in free.order_by("when", "id")[: limit + len(taken)] if row.pk not in set(taken)][:limit]
        until = now + timedelta(seconds=settings.archive.lease_seconds)
        Article.objects.filter(pk__in=[row.pk for row in rows]).update(
            lease_until=until, fence=F("fence") + 1, attempts=F("attempts") + 1
        )
    for row in rows:
        row.fence += 1
        row.attempts += 1
    return rows


def release(rows: Iterable[Article]) -> None:
    """Give claimed articles back untouched."""
    with transaction.atomic():
        for row in rows:
            Article.objects.filter(pk=row.pk, fence=row.fence).update(lease_until=None, attempts=F("attempts") - 1)


def release_all() -> int:
    """Free every lease: for a floor that has just started and is alone. Answers how many there were."""
    return Article.objects.exclude(lease_until=None).update(lease_until=None)


def write_read(rows: Sequence[Article], now: datetime) -> int:
    """Write pages that have been read; rows whose fence has moved on are left to their new holder. Answers how many."""
    with transaction.atomic():
        own = _still_ours(rows)
        for row in own:
            row.lease_until, row.again = None, False
        update(own, READ_COLUMNS, where=("fence",))
        update([row for row in own if row.rights in {"link", "none"}], ("entry",), where=("fence",))
        rulings.record(own, now)
        _withdraw([row for row in own if row.state == "dropped"], now)
    return len(own)


def _withdraw(rows: Sequence[Article], now: datetime) -> None:
    """What is told already and can be told no longer leaves its story, with the reason."""
    told = set(Telling.objects.filter(article__in=[row.pk for row in rows]).values_list("article_id", flat=True))
    Journal.objects.bulk_create(
        [Journal(kind="withdrawal", article=row.pk, payload={"why": row.reason}, at=now) for row in rows if row.pk in told]
    )


def write_judged(rows: Sequence[Article], readings: Sequence[news.Reading], now: datetime) -> int:
    """Write what the desk thinks and its line in the journal, in one transaction. Answers how many were written.

    An article that is never printed gets no line: it is held with its reasons; one that a step failed on is dropped.
    """
    with transaction.atomic():
        own = {row.pk for row in _still_ours(rows)}
        kept = [(row, reading) for row, reading in zip(rows, readings, strict=True) if row.pk in own]
        known = set(Reading.objects.filter(article__in=own).values_list("article_id", flat=True))
        in_order = sorted(kept, key=lambda each: (each[0].when, each[0].pk))  # the journal's order decides who said it first
        lines = [line for row, reading in in_order if (line := _line(row, reading, known, now))]
        Reading.objects.bulk_create(
            [Reading(article=row, version=row.version, fields=dump(reading), at=now) for row, reading in kept],
            update_conflicts=True,
            unique_fields=["article", "version"],
            update_fields=["fields", "at"],
        )
        Journal.objects.bulk_create(lines)
        update([row for row, _ in kept], ("state", "reason", "lease_until", "genre"), where=("fence",))
        _withdraw([row for row, _ in kept if row.state != "judged"], now)
    return len(kept)


def _line(row: Article, reading: news.Reading, known: set[str], now: datetime) -> Journal | None:
    row.lease_until = None
    row.genre = reading.genre.value if reading.genre else row.genre
    never = [j.why for j in reading.hold or () if j.value == "never"]
    if reading.dropped:
        row.state, row.reason = "dropped", reading.dropped[:500]
        return None
    if never:
        row.state, row.reason = "held", ("never printed: " + "; ".join(never))[:500]
        return None
    row.state, row.reason = "judged", "waits for its story"
    return Journal(kind="revision" if row.pk in known else "arrival", article=row.pk, version=row.version, at=now)


def _still_ours(rows: Sequence[Article]) -> list[Article]:
    fences = dict(Article.objects.filter(pk__in=[row.pk for row in rows]).values_list("pk", "fence"))
    return [row for row in rows if fences.get(row.pk) == row.fence]
