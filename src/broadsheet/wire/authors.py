"""Who wrote it: bylines split into names and cleaned of what is no name."""

from __future__ import annotations

import re
from collections.abc import Iterable

from broadsheet.wire.plain import line

MOST = 12  # names of one article; more is a masthead, not a byline
_LONGEST = 80

_LEAD = re.compile(
    r"^(?:(?:written|posted|reported|reviewed|edited|authored|article|articles|story|words|text|analysis|opinion|exclusive|"
    r"report|published|more(?:\s+from)?|about|more\s+about)\s+)?(?:by|about|von|par|por|di|da|door|av|af|from|autor(?:in|en)?|auteurs?|author|byline)\b\s*:?\s*",
    re.IGNORECASE,
)
_SPLIT = re.compile(r"\s*(?:[,;|/•·\n]|\s(?:and|und|et|y|e|og|och|en|with|mit|avec|con|&)\s|\s[–—]\s|\s-\s)\s*", re.IGNORECASE)
_MAIL = re.compile(r"\(?\b[\w.+-]+@[\w-]+(?:\.[\w-]+)+\)?")
_HANDLE = re.compile(r"(?:^|\s)@\w+")
_SITE = re.compile(r"https?://|www\.|\.(?:com|org|net|co|de|fr|uk)\b", re.IGNORECASE)
_IN = re.compile(r"\s+(?:in|aus|à)\s+[A-ZÀ-Þ][\w .'’-]+$")
_SAYS = re.compile(r"\s+(?:says|writes|reports)$", re.IGNORECASE)
_TAIL = re.compile(r"\s*\((?:[^()]*)\)\s*$")
_ROLE = re.compile(
    r"\b(?:reporter|correspondent|editor|journalist|columnist|contributor|contributing|writer|producer|presenter|analyst|"
    r"redakteur(?:in)?|korrespondent(?:in)?|journaliste|rédacteur|rédactrice|redactor|political|business|senior|chief|deputy|"
    r"photographer|photography|photo|video|updated|published|\d*\s*min(?:ute)?s?\s+read|follow|share|subscribe|biography|bio|"
    r"full[- ]time|staff writer|redacción|bureau|desk|director|manager|founder|ceo|images?|login|bild|foto|getty|istock\w*)\b",
    re.IGNORECASE,
)
_NOBODY = re.compile(
    r"(?:(?:the )?author|posted|written|published|by|paid|(?:\w+ )?admin(?:istrator)?|"
    r"unknown|none|null|undefined|anonymous|editor|guest|user\d*|n/?a|test|wordpress)",
    re.IGNORECASE,
)
_LOGIN = re.compile(r"[a-z0-9._-]*[a-z][a-z0-9]*[._\d-][a-z0-9._-]*")
_DATE = re.compile(
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-zé]*\.?\s+\d|\d\s+(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)|"
    r"\d{1,2}[:.]\d\d|\b\d{4}\b|\d{1,2}\.\s?\w+\.?\s?\d{2,4}|^(?:mon|tue|wed|thu|fri|sat|sun)$",
    re.IGNORECASE,
)


def login(name: str) -> bool:
    """Whether a name is one that a machine gave: no capital and no blank in it, but a full stop, a figure or a line."""
    return bool(_LOGIN.fullmatch(name))


def names(bylines: Iterable[str]) -> tuple[str, ...]:
    """The names in these bylines, each once, in order; agencies and desks stay when they stand alone."""
    found: dict[str, str] = {}
    for byline in bylines:
        for part in _parts(byline):
            name = _name(part)
            if name:
                found.setdefault(name.casefold(), name)
    return tuple(found.values())[:MOST]


def _parts(byline: str) -> list[str]:
    text = _HANDLE.sub(" ", _MAIL.sub(" ", line(byline)))
    named = re.fullmatch(r"\s*\(([^()]+)\)\s*", text)  # RSS: `address (Name)`
    text = _LEAD.sub("", (named[1] if named else text).strip())
    return _SPLIT.split(text) if len(text) < 600 else []


def _name(part: str) -> str:
    """One part of a byline as a name; empty when it is a role, a date, an address or a sentence."""
    text = _LEAD.sub("", part.strip(" .,:;-–—*'\"|\u2022"))
    text = _IN.sub("", _SAYS.sub("", _TAIL.sub("", text))).strip(" .,:;-–—")
    if text.isupper() and len(text) > 5:
        text = text.title()
    words = text.split()
    if not 2 <= len(text) <= _LONGEST or len(words) > 6 or not any(c.isalpha() for c in text):
        return ""
    if _SITE.search(text) or _DATE.search(text) or _NOBODY.fullmatch(text):
        return ""
    return "" if _ROLE.search(text) and not _house(text) else text


def _house(text: str) -> bool:
    """Whether a name with a role's word in it is a house's own, such as `Sky News Business Desk`."""
    return bool(re.search(r"\b(?:news|staff|desk|bureau|team|editors)\b", text, re.IGNORECASE)) and text[:1].isupper()
