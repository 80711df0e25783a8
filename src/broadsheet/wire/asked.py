"""How often a feed asks to be polled: ttl, skipHours and skipDays (RSS 2.0), sy:updatePeriod, Cache-Control (RFC 9111)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

_MINUTES = {"hourly": 60.0, "daily": 1440.0, "weekly": 10080.0, "monthly": 43200.0, "yearly": 525600.0}
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_AGE = re.compile(r"(?<![\w-])(s-maxage|max-age)\s*=\s*\"?(\d{1,9})", re.IGNORECASE)
_CLOSED = re.compile(r"(?<![\w-])(?:no-store|no-cache)\b", re.IGNORECASE)
_MOST_HOURS = 20  # a feed that skips more hours a day is mistaken, or would be a daily one that is late


@dataclass(frozen=True, slots=True)
class Asked:
    """What a feed asks: minutes between polls, and the hours (UTC, 0 to 23) and days (0 is Monday) that it leaves out."""

    minutes: float | None = None
    skip_hours: tuple[int, ...] = ()
    skip_days: tuple[int, ...] = ()


def asked(feed: dict[str, Any]) -> Asked:
    """What the feed's own elements ask, as the readers give them."""
    hours = tuple(sorted({int(each) % 24 for each in feed.get("skip_hours") or () if _small(each) and int(each) <= 24}))
    named = {str(each).strip().lower() for each in feed.get("skip_days") or ()}
    days = tuple(at for at, name in enumerate(_DAYS) if name in named)
    return Asked(_minutes(feed), hours if len(hours) <= _MOST_HOURS else (), days if len(days) < len(_DAYS) else ())


def max_age(header: str) -> float | None:
    """The minutes for which a Cache-Control calls its answer fresh; None when it says nothing, or to ask each time."""
    said = {match[1].lower(): int(match[2]) / 60 for match in _AGE.finditer(header)}
    return None if _CLOSED.search(header) else said.get("max-age", said.get("s-maxage")) or None


def _minutes(feed: dict[str, Any]) -> float | None:
    ttl = feed.get("ttl")
    if _small(ttl) and int(str(ttl)):
        return float(str(ttl))
    minutes = _MINUTES.get(str(feed.get("sy:updateperiod") or "").strip().lower())
    times = feed.get("sy:updatefrequency")
    return minutes / max(1, int(str(times)) if _small(times) else 1) if minutes else None


def _small(value: Any) -> bool:
    text = str(value).strip()
    return text.isascii() and text.isdigit() and len(text) <= 6
