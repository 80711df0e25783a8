"""Is it a person that a run of capitals names from here on? By title, by given or family name, by initials."""

from __future__ import annotations

import re

from broadsheet.desk.capital_run import JOINERS, LISTED, Line, Part
from broadsheet.desk.listed_names import PERSON

SYLLABLES = 9  # letters of a given name behind a Chinese or Korean family name
LONGEST = 6  # words of a person's name, particles counted
ROYAL = frozenset({"King", "Queen", "Prince", "Princess", "Pope"})
INITIALS = re.compile(r"(?:[A-Z]\.){1,3}$")


def person(line: Line, at: int, stop: int, german: bool) -> tuple[int, Part | None] | None:
    """The person that begins here and where the name ends; None when it is none."""
    words, sure = line.bare, line.known
    titles = at
    while titles < len(line.raw) and (length := line.titles[titles]):
        titles += length
    if at < titles < len(line.raw) and not line.owns[titles - 1]:
        return _titled(line, at, titles)
    if words[at].rstrip(".") in sure.courtesy and at + 1 < len(line.raw) and line.raw[at + 1] not in JOINERS:
        end = ends(line, at + 1)
        return end, line.part(at + 1, end, PERSON, 0.6, f"'{words[at]}'")
    return _untitled(line, at, stop, german)


def _untitled(line: Line, at: int, stop: int, german: bool) -> tuple[int, Part | None] | None:
    """A person by a given or a family name, or by initials."""
    words, sure = line.bare, line.known
    first = at + 1 if words[at] in sure.roles and at + 2 < stop else at
    end = ends(line, first, stop)
    if end - first < 2 or words[first] in sure.endings or set(words[first:end]) & sure.words:
        return None
    last, why = words[end - 1], ""
    if words[first] in sure.first or INITIALS.match(words[first]):
        return end, line.part(first, end, PERSON, 0.7, f"first name '{words[first]}'")
    if german or words[first] in sure.peoples or words[first] in sure.sides:
        return None
    if words[first] in sure.families and len(words[first + 1]) <= SYLLABLES and words[first + 1].lower() not in sure.common:
        why = f"family name '{words[first]}'"
    elif (last in sure.last or _surname(line, end - 1)) and words[first].lower() not in sure.common:
        why = f"family name '{last}'"
    return (end, line.part(first, end, PERSON, 0.55, why)) if why else None


def _surname(line: Line, at: int) -> bool:
    found = line.listed(at)
    return bool(found and found[1].kind == PERSON)


def _titled(line: Line, at: int, titles: int) -> tuple[int, Part | None] | None:
    """Who stands behind a title: a person, unless what follows is listed as something else."""
    if line.raw[titles] in JOINERS or line.bare[titles] in line.known.words or line.bare[titles] in line.known.endings:
        return titles, None
    listed = line.listed(titles)
    end = ends(line, titles)
    if listed and listed[1].kind == PERSON and listed[0] >= end:
        return listed[0], line.part(titles, listed[0], PERSON, 0.9, LISTED, listed[1].name)
    if listed and listed[1].kind != PERSON and listed[0] >= end and line.bare[titles] not in line.known.last:
        return titles, None
    first = titles - 1 if (line.bare[titles - 1] in ROYAL and end - titles < 2) or line.bare[titles - 1] == "Pope" else titles
    return end, line.part(first, end, PERSON, 0.9, f"'{' '.join(line.bare[at:titles])}'")


def ends(line: Line, first: int, stop: int = 0) -> int:
    """Where a person's name that begins here ends."""
    stop = min(stop or line.stop(first), first + LONGEST)
    at = first
    while at < stop and line.raw[at] not in JOINERS and line.bare[at] not in line.known.words:
        at += 1
        if line.owns[at - 1]:
            break
    while at > first + 1 and line.raw[at - 1][0].islower() and "-" not in line.raw[at - 1]:
        at -= 1
    return at
