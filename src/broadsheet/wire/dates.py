"""When it was published: dates read, given a zone, and kept within reason."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

EARLIEST = datetime(1995, 1, 1, tzinfo=UTC)  # the web has no news before
AHEAD = timedelta(hours=1)  # clocks and embargoes are that far off, seldom more

_ZONED = re.compile(r"(?:[zZ]|[+-]\d\d:?\d\d|\b(?:GMT|UTC?|EST|EDT|CST|CDT|MST|MDT|PST|PDT|BST|CES?T|EES?T|WES?T))\s*$")
_ZONES = {
    "EST": "-0500",
    "EDT": "-0400",
    "CST": "-0600",
    "CDT": "-0500",
    "MST": "-0700",
    "MDT": "-0600",
    "PST": "-0800",
    "PDT": "-0700",
}
_ZONES |= {
    "BST": "+0100",
    "CET": "+0100",
    "CEST": "+0200",
    "EET": "+0200",
    "EEST": "+0300",
    "WET": "+0000",
    "WEST": "+0100",
    "UT": "+0000",
}
_NAMED = re.compile(r"\b(" + "|".join(_ZONES) + r")\s*$")
_FRACTION = re.compile(r"\.(\d{6})\d+")
_OFFSET = re.compile(r"([+-]\d\d)(\d\d)$")
_NAMES = (
    *("jan ene gen", "feb fév fev", "mar mär", "apr avr abr", "may mai mag", "jun giu", "jul lug", "aug aoû ago", "sep set"),
    *("oct okt out ott", "nov", "dec déc dez dic"),
)
_MONTHS = {name: number for number, names in enumerate(_NAMES, 1) for name in names.split()}
_MONTH = (
    r"(?P<month>january|february|march|april|may|june|july|august|september|october|november|december|januar|februar|märz|mai|"
    r"juni|juli|oktober|dezember|janvier|février|mars|avril|juin|juillet|août|septembre|octobre|novembre|décembre|"
    r"enero|febrero|marzo|abril|mayo|junio|julio|agosto|sept?iembre|octubre|noviembre|diciembre|"
    r"janeiro|fevereiro|março|maio|junho|julho|setembro|outubro|novembro|dezembro|"
    r"gennaio|febbraio|aprile|maggio|giugno|luglio|settembre|ottobre|dicembre|"
    r"(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|okt|dez)\.?)"
)
_HOUR = (
    r"(?:\s*(?:,|·|\||-|–|at|à|um|on)?\s*(?P<hour>[0-2]?\d)\s?[:.h]\s?(?P<minute>[0-5]\d)"
    r"(?:\s*(?P<half>[ap])\.?m\b\.?)?(?:\s*Uhr\b)?(?:\s*(?P<zone>[A-Z]{2,4})\b)?)?"
)
_SPOKEN = (
    re.compile(
        rf"\b(?P<day>[0-3]?\d)(?:\.|er|º|°|st|nd|rd|th)?\s+(?:de\s+|di\s+)?{_MONTH},?\s+(?:de\s+|del\s+)?(?P<year>20\d\d){_HOUR}",
        re.IGNORECASE,
    ),
    re.compile(rf"\b{_MONTH}\s+(?P<day>[0-3]?\d)(?:st|nd|rd|th)?,?\s+(?P<year>20\d\d){_HOUR}", re.IGNORECASE),
)
_FIGURES = re.compile(
    rf"(?<![\d./-])(?:(?P<year>20\d\d)[-/.](?P<month>[01]?\d)[-/.](?P<day>[0-3]?\d)|"
    rf"(?P<first>[0-3]?\d)(?P<mark>[./-])\s?(?P<second>[0-3]?\d)(?P=mark)\s?(?P<last>20\d\d))(?![\d/]){_HOUR}"
)
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


def spoken(text: str, zone: str = "UTC") -> tuple[datetime | None, bool]:
    """The first date written in words in a line, English, German or French, and whether its zone stands with it."""
    found = next((match for pattern in _SPOKEN if (match := pattern.search(text))), None)
    if found is None:
        return None, False
    hour = int(found["hour"] or 0)
    if found["half"]:
        hour = hour % 12 + 12 * (found["half"].lower() == "p")
    named = (found["zone"] or "").upper()
    offset = "+0000" if named in {"GMT", "UTC"} else _ZONES.get(named, "")
    written = f"{found['year']}-{_month(found['month']):02}-{int(found['day']):02}T{hour:02}:{found['minute'] or '00'}{offset}"
    return read(written, zone)


def figured(text: str, zone: str = "UTC") -> tuple[datetime | None, bool]:
    """The first date written in figures in a line, day before month unless that cannot be; without any zone but `zone`.

    With a stroke between and both figures below 13 it is the one or the other way about, by country: that is no date.
    """
    found = _FIGURES.search(text)
    if found is None:
        return None, False
    year, month, day = found["year"] or found["last"], found["month"] or found["second"], found["day"] or found["first"]
    if found["mark"] == "/" and int(month) <= 12 and int(day) <= 12 and month.lstrip("0") != day.lstrip("0"):
        return None, False
    if int(month) > 12:
        month, day = day, month
    return read(f"{year}-{int(month):02}-{int(day):02}T{int(found['hour'] or 0):02}:{found['minute'] or '00'}", zone)


def is_spoken(text: str) -> bool:
    """Whether a line is a date in words and nothing else."""
    return any(pattern.fullmatch(text.strip(" .·|-–")) for pattern in _SPOKEN)


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


def _month(name: str) -> int:
    """The number of a month by its first letters; French spells June and July `juin` and `juillet`."""
    name = name.lower()
    return {"juin": 6, "juil": 7}.get(name[:4]) or _MONTHS[name[:3]]


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
        text = f"{text[: named.start()]}{_ZONES[named[1]]}"
    try:
        moment = parsedate_to_datetime(text)
    except (TypeError, ValueError, IndexError, OverflowError):
        return None
    return moment if zoned(text) else moment.replace(tzinfo=None)


def day_only(text: str) -> bool:
    """Whether a date as written is a day without a time."""
    return bool(_DAY_ONLY.fullmatch(text.strip()))
