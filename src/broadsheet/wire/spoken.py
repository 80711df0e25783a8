"""Which date does a line print, in words or in figures?"""

from __future__ import annotations

import re
from datetime import datetime

from broadsheet.wire.dates import ZONES, read

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
    rf"(?P<first>[0-3]?\d)(?P<mark>[./-])\s?(?P<second>[0-3]?\d)(?P=mark)\s?(?P<last>20\d\d))(?!\.?\d|/){_HOUR}"
)


def spoken(text: str, zone: str = "UTC") -> tuple[datetime | None, bool]:
    """The first date written in words in a line, English, German or French, and whether its zone stands with it."""
    found = next((match for pattern in _SPOKEN if (match := pattern.search(text))), None)
    if found is None:
        return None, False
    hour = int(found["hour"] or 0)
    if found["half"]:
        hour = hour % 12 + 12 * (found["half"].lower() == "p")
    named = (found["zone"] or "").upper()
    offset = "+0000" if named in {"GMT", "UTC"} else ZONES.get(named, "")
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


def _month(name: str) -> int:
    """The number of a month by its first letters; French spells June and July `juin` and `juillet`."""
    name = name.lower()
    return {"juin": 6, "juil": 7}.get(name[:4]) or _MONTHS[name[:3]]
