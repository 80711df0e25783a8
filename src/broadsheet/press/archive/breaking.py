"""Which stories are breaking news now, and which were lately? What breaks a story is desk/front_page.py's to say."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import QuerySet

from broadsheet.press.archive import queries
from broadsheet.press.archive.models import Story
from broadsheet.press.archive.queries import Card

LATELY = timedelta(hours=24)  # how long the page still names what broke


def is_breaking(now: datetime) -> bool:
    """Whether readers see any story that is breaking."""
    return _until(now).exists()


def breaking(now: datetime, limit: int) -> tuple[Card, ...]:
    """The stories that are breaking, the last to break first."""
    return _cards(_until(now), limit)


def broke_lately(now: datetime, limit: int) -> tuple[Card, ...]:
    """The stories whose breaking ended within a day, the last first."""
    return _cards(queries.printed().filter(breaking_until__lte=now, breaking_until__gt=now - LATELY), limit)


def broke(limit: int) -> tuple[Card, ...]:
    """The stories that ever broke, the last first: what a feed holds, so that nobody who asks twice a day misses one."""
    return _cards(queries.printed().filter(breaking_until__isnull=False), limit)


def _until(now: datetime) -> QuerySet[Story]:
    return queries.printed().filter(breaking_until__gt=now)


def _cards(rows: QuerySet[Story], limit: int) -> tuple[Card, ...]:
    ids = rows.order_by("-breaking_until", "-id").values_list("id", flat=True)[:limit]
    return tuple(queries.cards(ids).values())
