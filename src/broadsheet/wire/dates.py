"""When it was published: dates read, given a zone, and kept within reason."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

EARLIEST = datetime(1995, 1, 1, tzinfo=UTC)  # the web has no news before
AHEAD = timedelta(hours=1)  # clocks and embargoes are that far off, seldom more

_ZONED = re.compile(r"(?:[zZ]|[+-]\d\d:?\d\d|\b(?:GMT|UTC?|EST|EDT|CST|CDT|MST|MDT|PST|PDT|BST|CES?T|EES?T|WES?T))\s*$")
ZONES = {"EST": "-0500", "EDT": "-0400", "CST": "-0600", "CDT": "-0500", "MST": "-0700", "MDT": "-0600", "PST": "-0800"}
ZONES |= {"PDT": "-0700", "BST": "+0100", "CET": "+0100", "CEST": "+0200", "EET": "+0200", "EEST": "+0300", "WET": "+0000"}
ZONES |= {"WEST": "+0100", "UT": "+0000"}
_NAMED = re.compile(r"\b(" + "|".join(ZONES) + r")\s*$")
_FRACTION = re.compile(r"\.(\d{6})\d+")
_DAY_ONLY = re.compile(r"\d{4}-\d\d-\d\d$")


def read(text: str, zone: str = "UTC") -> tuple[datetime | None, bool]:
    """A date in the zone it was written in, and whether that was given; without one it takes `zone` (IANA).

    Reads ISO 8601 and RFC 9557 as pages write them, and RFC 5322. (None, False) when it is no date of this age.
    """
    text = " ".join(text.split())[:60]
    moment = _iso(text) or _mail(text) if len(text) >= 8 else None
    if moment is None or not 1900 < moment.year < 2200:
        return None, False
    if moment.tzinfo is not None:
        return moment, True
    return moment.replace(tzinfo=_zone(zone)), False


def in_reason(moment: datetime | None, dated: bool, now: datetime) -> tuple[datetime | None, bool]:
    """The moment when it can be true; one in the future becomes `now`, undated; one before the web becomes None."""
    if moment is None or moment < EARLIEST:
        return None, False
    if moment > now + AHEAD:
        return now, False
    return moment, dated


def utc(moment: datetime | None) -> datetime | None:
    """The same moment in UTC."""
    return moment.astimezone(UTC) if moment else None


def zoned(text: str) -> bool:
    """Whether a date as written names its zone."""
    return bool(_ZONED.search(text.strip()))


def moved(moment: datetime, zone: str) -> datetime:
    """A moment that was read as UTC for want of a zone, as its publisher meant it."""
    return moment.replace(tzinfo=_zone(zone))


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name or "UTC")
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return ZoneInfo("UTC")


def _iso(text: str) -> datetime | None:
    if not text[:4].isdigit():
        return None
    text = _FRACTION.sub(r".\1", text.partition("[")[0].replace(" UTC", "Z").replace(" GMT", "Z"))
    text = re.sub(r"(\d) ([+-]\d\d:?\d\d)$", r"\1\2", text)
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def _mail(text: str) -> datetime | None:
    named = _NAMED.search(text)
    if named:
        text = f"{text[: named.start()]}{ZONES[named[1]]}"
    try:
        moment = parsedate_to_datetime(text)
    except (TypeError, ValueError, IndexError, OverflowError):
        return None
    return moment if zoned(text) else moment.replace(tzinfo=None)


def day_only(text: str) -> bool:
    """Whether a date as written is a day without a time."""
    return bool(_DAY_ONLY.fullmatch(text.strip()))
