"""How a reason of the machine reads on a page: a sentence for readers, in place of the desk's terse one.

What the desk writes is kept as it is; a reason of a form that is not known here is shown in its own words.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping

from broadsheet.news import TEN_THOUSAND

BAR = TEN_THOUSAND // 2  # a likeness that joins (press/archive/told.py)
HAIR, NARROW = 0.97, 0.9  # of the bar: what a reader would call a hair's breadth, and what a narrow miss
WHOLE, NEARLY, LOOSE = 98, 90, 60  # per cent of a text: its like is a copy, nearly one, and a rearranged one below
WORDS = r"shares '(?P<words>.+?)'(?=$|[;.)])(?:; (?P<gap>within the hour|\d+ (?:h|days) apart))?"
OTHER = "(?P<other>“.*?”|another)"
COPIED = r"(?P<part>\d+)% of its prose stands in an earlier text, (?P<ordered>\d+)% of it in that order"
STARTS = frozenset(
    {"Another", "Both", "Close", "Each", "It", "Like", "Nearly", "No", "Nobody", "Nothing", "One", "Shares", "Word"}
)
JOINED, MOVED = re.compile(f"^{WORDS}"), re.compile(f"^[Nn]earer to {OTHER}: ")
Found = re.Match[str]


def _spoken(found: Found) -> str:
    listed = _listed(f"“{word}”" for word in found["words"].split("', '"))
    return f"both speak of {listed}{_gap(found['gap'])}"


def _like_the_rest(found: Found) -> str:
    listed = _listed(f"“{word}”" for word in found["words"].split("', '"))
    return f"Like the rest of the story, it speaks of {listed}{_gap(found['gap'])}"


def _gap(apart: str | None) -> str:
    if not apart:
        return ""
    if apart == "within the hour":
        return ", within the same hour"
    count, unit = apart.split()[:2]
    noun = {"h": "hour", "days": "day"}[unit]
    return f", {count} {noun}{'' if count == '1' else 's'} apart"


def _copied(found: Found) -> str:
    part, ordered = int(found["part"]), int(found["ordered"])
    if part >= WHOLE:
        said = "word for word"
    elif part >= NEARLY:
        said = "nearly word for word"
    else:
        said = f"{part}% of its text stands in the earlier one"
    return said if ordered >= LOOSE else f"{said}, rearranged"


def _only(found: Found) -> str:
    many, does = int(found["many"]), found["does"].rstrip("s")
    return f"one outlet only {does}s {found['what']}" if many == 1 else f"{many} outlets only {does} {found['what']}"


def _names(found: Found) -> str:
    return f"both name {_listed(found['names'].strip(chr(39)).split(chr(39) + ', ' + chr(39)))}"


FORMS: tuple[tuple[re.Pattern[str], str | Callable[[Found], str]], ...] = tuple(
    (re.compile(form), said)
    for form, said in (
        (rf"\blike {OTHER}, and the next look at all stories decides: ", r"close to \g<other>, and left apart at first: "),
        (rf"\b[Nn]ear {OTHER}, yet not near enough \(\d+ of \d+\): ", r"close to \g<other>, but not close enough: "),
        (rf"\bnearer to {OTHER}: ", r"closer to \g<other>: "),
        (WORDS, _spoken),
        (r"shares no weighty word", "no telling word is common to both"),
        (r"shares too little with the rest of the story", "it had too little in common with the rest"),
        (r"the nearest story shares too little", "no story before it was enough like it"),
        (r"nothing in the window is near", "nothing like it had been told"),
        (r"its time in the window has passed, so it stands alone", "it is older than the news that we compare"),
        (rf": {COPIED}", lambda f: f", {_copied(f)}"),
        (COPIED, _copied),
        (r"^reprints (?=“|another)", "It reprints "),
        (r"(?P<many>\d+) only (?P<does>reprints?|comments?) (?P<what>another's article|on it)", _only),
        (r"each in its own words, no two of one owner", "each tells it in its own words, and no two belong to one owner"),
        (r"^both name (?P<names>'.*')$", _names),
        (r"^(?P<place>next|first) on the page$", r"\g<place> on the front page"),
    )
)  # fmt: skip


def worded(why: str) -> str:
    """A reason as a sentence without its full stop; ids must have been replaced (press/archive/together.py: `plain`)."""
    said = why
    for form, words in FORMS:
        said = form.sub(words, said)
    return said[:1].upper() + said[1:]


def placed(why: str) -> str:
    """Why an article stands in its story, as a sentence without its full stop."""
    return worded(MOVED.sub("A second look found that it belongs here: ", JOINED.sub(_like_the_rest, why)))


def lowered(said: str) -> str:
    """A sentence as it goes on after a colon: its first letter small, unless the word is a name."""
    first = said.partition(" ")[0]
    return said[:1].lower() + said[1:] if first in STARTS else said


def headline_of(why: str, publishers: Mapping[str, str]) -> str:
    """Why a headline was chosen, with its publisher's name where the desk gives the slug."""
    slug, mark, signs = why.partition("'s: ")
    return f"{publishers[slug]}’s: {signs}" if mark and slug in publishers else worded(why)


def missed_by(score: int) -> str:
    """How nearly a near miss missed, in a word or two."""
    part = score / BAR
    return "missed it by a hair" if part >= HAIR else "narrowly missed it" if part >= NARROW else "came near to it"


def _listed(names: Iterable[str]) -> str:
    every = list(names)
    return every[0] if len(every) == 1 else f"{', '.join(every[:-1])} and {every[-1]}"
