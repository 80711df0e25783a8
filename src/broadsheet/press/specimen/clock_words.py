"""What day does a specimen text mean? Clock words and dates in English, French and German."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

WORD = re.compile(r"\{(weekday|date|month|year)([+-]\d{1,3})?\}")
BRACED = re.compile(r"\{[^{}]*\}")
SENTENCE_START = re.compile(r"(?:^|[.!?…])[\s«»“”„\"'‘’—–-]*$")

WEEKDAYS = {
    "en": ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
    "fr": ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"],
    "de": ["Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag"],
}
# fmt: off
MONTHS = {
    "en": ["January", "February", "March", "April", "May", "June",
           "July", "August", "September", "October", "November", "December"],
    "fr": ["janvier", "février", "mars", "avril", "mai", "juin",
           "juillet", "août", "septembre", "octobre", "novembre", "décembre"],
    "de": ["Januar", "Februar", "März", "April", "Mai", "Juni",
           "Juli", "August", "September", "Oktober", "November", "Dezember"],
}
# fmt: on


def unknown_words(text: str) -> list[str]:
    """The braced words in a text that are no clock words."""
    return [word for word in BRACED.findall(text) if not WORD.fullmatch(word)]


def fill(text: str, day: datetime, language: str) -> str:
    """Replace the clock words of a text, counted from `day` (in the publisher's own zone).

    A weekday or date is moved by days, a month by months, a year by years. At the start of a sentence a word gets its
    capital, which French needs.
    """

    def replace(found: re.Match[str]) -> str:
        word = _word(found[1], int(found[2] or 0), day, language)
        before = text[: found.start()].rpartition("\n")[2]
        return word[0].upper() + word[1:] if SENTENCE_START.search(before) else word

    return WORD.sub(replace, text)


def _word(name: str, offset: int, day: datetime, language: str) -> str:
    tongue = language.partition("-")[0]
    if name == "month":
        return MONTHS[tongue][(day.month - 1 + offset) % 12]
    if name == "year":
        return str(day.year + offset)
    moved = day + timedelta(days=offset)
    return WEEKDAYS[tongue][moved.weekday()] if name == "weekday" else date(moved, language)


def date(day: datetime, language: str) -> str:
    """Day and month as the language's newspapers write them: 23 November, November 23, 1er mai, 3. Mai."""
    tongue = language.partition("-")[0]
    month = MONTHS[tongue][day.month - 1]
    if language == "en-US":
        return f"{month} {day.day}"
    if tongue == "fr":
        return f"{'1er' if day.day == 1 else day.day} {month}"
    return f"{day.day}. {month}" if tongue == "de" else f"{day.day} {month}"


def stamp(when: datetime, language: str) -> str:
    """Date and time of day as a page prints them; `when` in the publisher's own zone."""
    day, tongue = date(when, language), language.partition("-")[0]
    if language == "en-US":
        half = "a.m." if when.hour < 12 else "p.m."
        return f"{day}, {when.year} at {when.hour % 12 or 12}:{when:%M} {half} {when:%Z}"
    if tongue == "fr":
        return f"{day} {when.year} à {when.hour}h{when:%M}"
    return f"{day} {when.year}, {when:%H:%M} Uhr" if tongue == "de" else f"{day} {when.year}, {when:%H:%M} {when:%Z}"
