"""Which days of the week and which months does a text name? Two tellings of an event name the same, others as often not."""

from __future__ import annotations

import re

_WEEK = (
    ("monday", "montag", "lundi", "lunes"),
    ("tuesday", "dienstag", "mardi", "martes"),
    ("wednesday", "mittwoch", "mercredi", "miercoles"),
    ("thursday", "donnerstag", "jeudi", "jueves"),
    ("friday", "freitag", "vendredi", "viernes"),
    ("saturday", "samstag", "samedi", "sabado"),
    ("sunday", "sonntag", "dimanche", "domingo"),
)
_YEAR = (
    ("january", "januar", "janvier", "enero"),
    ("february", "februar", "fevrier", "febrero"),
    ("march", "marz", "mars", "marzo"),
    ("april", "avril", "abril"),
    ("may", "mai", "mayo"),
    ("june", "juni", "juin", "junio"),
    ("july", "juli", "juillet", "julio"),
    ("august", "aout", "agosto"),
    ("september", "septembre", "septiembre"),
    ("october", "oktober", "octobre", "octubre"),
    ("november", "novembre", "noviembre"),
    ("december", "dezember", "decembre", "diciembre"),
)
ALL = _WEEK + _YEAR
_numbers = {word: number for number, words in enumerate(ALL) for word in words}
_accents = str.maketrans("áàâäéèêëíóúû", "aaaaeeeeiouu")
_any = re.compile(r"\b(?:" + "|".join(sorted(_numbers)) + r")\b")


def named(text: str) -> list[int]:
    """The numbers of the days (0 is Monday) and months (7 is January) that a text names, each once, in order."""
    text = text.lower()
    if not text.isascii():
        text = text.translate(_accents)
    return list(dict.fromkeys(_numbers[word] for word in _any.findall(text)))
