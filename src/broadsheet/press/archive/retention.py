"""What has been kept long enough: publishers' texts, pictures, editions beyond the last of a day, ticks of the journal."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Max
from django.db.models.functions import TruncDate

from broadsheet.press.archive import gallery, nearness
from broadsheet.press.archive.drafted import PRINTABLE
from broadsheet.press.archive.models import Article, Draft, Edition, Fold, Journal
from broadsheet.settings import Settings, zone

WHOLE_DAYS = 30  # days for which each edition and each tick stays
UNDER_WAY = ("wanted", "read", "judged")


@dataclass(frozen=True, slots=True)
class Purged:
    """How many texts were cleared, and how many editions and ticks deleted."""

    texts: int
    editions: int
    ticks: int


def purge(settings: Settings, now: datetime) -> Purged:
    """Clear texts first seen more than `archive.text_days` ago; of older days keep each page's last edition and no tick.

    An article that still waits for the desk keeps its text, and a tick that the fold's snapshot does not cover stays.
    Pictures that may not be shown any more go, and files that no picture has; near misses, and drafts that are not in print,
    go with the texts that they are about.
    """
    gallery.withdraw(settings.pictures, now)
    gallery.orphans(now)
    nearness.expire(now - timedelta(days=settings.archive.text_days))
    Draft.objects.exclude(state__in=PRINTABLE).filter(made__lt=now - timedelta(days=settings.archive.text_days)).delete()
    return Purged(_texts(now - timedelta(days=settings.archive.text_days)), *_rows(settings, now - timedelta(days=WHOLE_DAYS)))


def _texts(until: datetime) -> int:
    old = Article.objects.filter(when__lt=until, seen__lt=until)  # `when` is never later than `seen`, and has the index
    return old.exclude(text="").exclude(state__in=UNDER_WAY).update(text="")


def _rows(settings: Settings, until: datetime) -> tuple[int, int]:
    folded = Fold.objects.order_by("number").values_list("number", flat=True).first() or 0
    with transaction.atomic():
        old = Edition.objects.filter(at__lt=until)
        by_day = old.annotate(day=TruncDate("at", tzinfo=zone(settings))).values("page", "day")
        editions, _ = old.exclude(pk__in=by_day.annotate(last=Max("pk")).values("last")).delete()
        ticks, _ = Journal.objects.filter(kind="tick", at__lt=until, number__lte=folded).delete()
    return editions, ticks
