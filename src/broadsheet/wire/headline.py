"""What stands around a headline: labels, names and dates that the page prints there and declares nowhere."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from broadsheet.wire import authors, shown, spoken
from broadsheet.wire.house import is_house, key

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser

PROSE = 140  # characters from which a line is prose or a standfirst; the second one ends the head
SURE = 15  # letters and digits of a title that no other heading has by chance
BEFORE, AFTER = 8, 30  # lines kept on each side; labels and dates stand nearer

_HEADINGS = frozenset({"h2", "h3", "strong", "b", "span", "div", "p"})
_MARKED = frozenset({"small", "i", "em", "address", "cite", "span", "strong", "b"})
_PERSON = re.compile(r"(?:[A-ZÀ-Þ][\w.'’-]+\s+)(?:(?:de|du|von|van|der|den|la|le|di|bin|al)\s+)*(?:[A-ZÀ-Þ][\w.'’-]*\s*){1,3}")
_JOINED = re.compile(r"\s*(?:,|&|/|\band\b|\bund\b|\bet\b)\s*")
_BETWEEN = re.compile(r"\s+[/|·•]\s+")
_SLOT = re.compile(r"anzeigen?|werbung|advertisements?|ad|promoted|publicit[ée]", re.IGNORECASE)  # over a banner as often
CHANGED = re.compile(r"update|modifi|aktualisiert|ge[äa]ndert|mise? [àa] jour|a[c]?tuali[sz]ad|aggiornat", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Line(shown.Line):
    """A line of the head, and whether it stands after the headline."""

    after: bool = False


def head(tree: LexborHTMLParser, page: shown.Shown, title: str) -> tuple[Line, ...]:
    """The lines around the heading that says the title, else around the first h1; the frame's left out."""
    first = tree.css_first("h1")
    return _around(page, key(title)) or (_around(page, key(first.text())) if first else ())


def _around(page: shown.Shown, named: str) -> tuple[Line, ...]:
    lines: list[Line] = []
    prose = found = 0
    for each in page:
        line = Line(each.text, each.tag, each.linked, each.named, after=bool(found))
        if _says(each, named):
            lines, found, prose = lines[-BEFORE:], len(lines[-BEFORE:]) + 1, 0
            lines += [replace(line, after=True)] if each.named else []
        elif not found:
            lines = [*lines[-BEFORE:], line]
        else:
            lines.append(line)
            prose += len(each.text) >= PROSE
            if prose > 1 or len(lines) > found + AFTER:
                break
    return tuple(lines) if found else ()


def _says(line: shown.Line, named: str) -> bool:
    """Whether a line is the headline: an h1 that has the title or is in it, or another heading that is the title."""
    if line.tag == "h1":
        return bool(named) and (key(line.text) in named or named in key(line.text))
    if line.tag not in _HEADINGS or line.linked or not SURE < len(named) <= len(line.text):
        return False
    return key(line.text) == named


def standfirst(lines: tuple[Line, ...], described: str) -> bool:
    """Whether the page shows, below its headline, what it describes itself with."""
    said = key(described)
    return len(said) > 20 and any(line.after and key(line.text) == said for line in lines)


def labels(lines: tuple[Line, ...]) -> tuple[str, ...]:
    """The short texts that stand by the headline and lead nowhere, and the one right above it even where it leads."""
    above = [line for line in lines if not line.after][-3:]
    found = [line for line in above if not line.linked] + [line for line in above[-1:] if line.linked]
    found += [line for line in lines if line.after and not line.linked][:12]
    parts = (part.strip() for line in found if len(line.text) < 160 for part in _BETWEEN.split(line.text))
    return tuple(dict.fromkeys(part for part in parts if 2 < len(part) < 30 and not _SLOT.fullmatch(part)))


def names(lines: tuple[Line, ...], labels: tuple[str, ...], house: frozenset[str]) -> tuple[str, ...]:
    """The authors of a byline that says nothing but names; none when more than one line could be that."""
    taken = {key(label) for label in labels}
    found = [line.text for line in lines if line.after and not line.linked and line.tag in _MARKED and len(line.text) < 80]
    people = [text for text in found if all(_person(part, taken, house) for part in _JOINED.split(text))]
    return authors.names(people) if len(set(people)) == 1 else ()


def stamp(lines: tuple[Line, ...], zone: str) -> tuple[datetime | None, bool]:
    """The first date printed there, in words before in figures, not as one of a change; and whether its zone stands with it."""
    short = [line.text for line in lines if len(line.text) < 100 and not CHANGED.search(line.text)]
    for reads in (spoken.spoken, spoken.figured):
        for text in short:
            moment, dated = reads(text, zone)
            if moment:
                return moment, dated
    return None, False


def _person(text: str, labels: set[str], house: frozenset[str]) -> bool:
    return bool(_PERSON.fullmatch(text.strip())) and key(text) not in labels and not is_house(text, house)
