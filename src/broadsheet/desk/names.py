"""Who and what does a text name, where, and as what: person, organisation or place?"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from broadsheet.desk.capital_run import CAPITALS, LETTERS, LISTED, OPENING, SPEAKING, Part
from broadsheet.desk.listed_names import NOTHING, ORGANISATION, OUTLET, PERSON, PLACE, Listed, canonical, known
from broadsheet.desk.name_parts import held

__all__ = [
    "CAPITALS", "LETTERS", "LISTED", "NOTHING", "OPENING", "ORGANISATION", "OUTLET", "PERSON", "PLACE", "SPEAKING", "Name",
    "known", "names",
]  # fmt: skip

Sign = tuple[str, float, str]  # a kind, how sure, and why
MANY = 4  # words of a name from which on it is hardly a person's
READ = 20_000  # characters read for names; a longer text is a live blog or a transcript

_UPPER = "".join(re.escape(c) for c in map(chr, range(0x41, 0x52F)) if c.isupper())
# Initials, `St.`, or a capitalised word; written with its capital in front, so that a search skips all that has none.
_TOKEN = (
    rf"[{_UPPER}](?<!\w.)(?:\w+(?:[-’'&]\w+)*(?:(?<=s)['’](?= )|(?<=St|Mt|Ft|Jr|Dr|Mr|Ms)\.(?= )"
    rf"|(?<=Sen|Rep|Gov|Gen|Mrs|Rev|Col|Sgt|Adm)\.(?= [A-Z])|(?<=Prof|Capt|Supt)\.(?= [A-Z]))?"
    rf"|(?<=[A-Z])\.(?:[A-Z]\.){{0,3}}|(?:[-’'&]\w+)*)"
)
_PARTICLE = "de|du|des|de la|del|della|di|da|dos|von|van|van der|van den|von der|zu|bin|ibn|al|el|la|le|ter|y|&|et"
_SOME = rf"{_TOKEN}(?: (?:(?:{_PARTICLE}) |al-|el-)?{_TOKEN})*"
RUN = re.compile(rf"{_SOME}(?: (?:of|for)(?: the)? {_SOME}(?: and {_SOME})?)*")
SPEAKS = re.compile(
    r",? (?:said|says|told|tells|added|wrote|argued|tweeted|testified|insisted|warned|explained|recalled|resigned|scored)\b"
    r"|, who\b|,? \(?\d{2}\)?,|, an? "
)
CORPORATE = re.compile(r"(?:['’]s)? (?:shares|stock|plc|customers|workers|staff|employees|executives|spokes\w+)\b")

ABROAD = re.compile(r", (?=[A-Z])")
PLACING = frozenset({"in", "near", "outside", "around", "across"})
TOWARDS = frozenset({"from", "to", "at", "reached", "left", "towards", "via", "of", "for"})
TOWN = re.compile(
    r"\w+(?:shire|ville|burgh?|ton|ham|ford|bury|wick|stan|field|mouth|pool|caster|chester|by|borough|stadt|land|grad|abad|pur)$"
)


class Name(NamedTuple):
    """A name at `text[start:end]`: what kind, its fullest form, how sure, and why."""

    start: int
    end: int
    kind: str
    name: str
    score: float
    why: str


def names(text: str, language: str) -> list[Name]:
    """The names of a text in order, none inside another; in German, where nouns have capitals, only those with a sign more."""
    german, taken = language == "de", 0
    found: list[Name] = []
    read, edges = text[:READ], _edges()
    for match in RUN.finditer(read):
        run = match[0]
        within, opening = held(run, german)
        if not within and not opening:
            continue
        start, end = match.span()
        if start < taken:
            continue
        if run.rpartition(" ")[2] in edges and (name := _beyond(read, start, end)):
            found.append(name)
            taken = name.end
            continue
        opens = within is not opening and _opens(text, start)
        for part in opening if opens else within:
            if part.open or part.doubtful:
                name = _looked_around(part, text, start, opens)
                if name:
                    found.append(name)
            else:
                found.append(Name(start + part.start, start + part.end, part.kind, part.name, part.score, part.why))
    return found


def _opens(text: str, start: int) -> bool:
    before = text[max(0, start - 3) : start].rstrip(" \"“‘'«(")
    return not before or before[-1] in ".!?:;\n—–•…"


def _name(part: Part, at: int, kind: str = "", score: float = 0.0, why: str = "") -> Name:
    return Name(at + part.start, at + part.end, kind or part.kind, part.name, score or part.score, why or part.why)


@cache
def _edges() -> dict[str, list[tuple[str, int, Listed]]]:
    """Listed forms with small letters before or behind their capitals, al-Qaeda, No 10, by the last word of those capitals;
    with each, how far into it that word ends."""
    edges: dict[str, list[tuple[str, int, Listed]]] = {}
    for form, what in canonical().items():
        match = RUN.search(form)
        if match and len(match[0]) < len(form):
            edges.setdefault(match[0].rpartition(" ")[2], []).append((form, match.end(), what))
    return edges


def _beyond(text: str, start: int, end: int) -> Name | None:
    for form, far, what in _edges()[text[start:end].rpartition(" ")[2]]:
        begin = end - far
        last = begin + len(form)
        if begin >= 0 and text.startswith(form, begin) and not text[last : last + 1].isalnum():
            return Name(begin, last, what.kind, what.name, 0.85, LISTED)
    return None


def _looked_around(part: Part, text: str, at: int, opens: bool) -> Name | None:
    """A part as the words around it have it."""
    start, end = at + part.start, at + part.end
    word = _word_before(text, start)
    if part.doubtful:
        return _doubtful(part, text, at, word, opens and not part.start)
    sign = (ORGANISATION, 0.65, f"beside '{word}'") if word in known().kinds else _apposed(text, end)
    many = part.name.count(" ")
    if not sign and part.why != LETTERS:
        if not many:
            sign = _one(part, text, end, word)
        elif many < MANY and known().words.isdisjoint(part.name.split(" ")):
            sign = _placed(text, end, word) or _several(part.name.split(" "), text, end, word)
    return _name(part, at, *sign) if sign else _name(part, at)


def _one(part: Part, text: str, end: int, word: str) -> Sign | None:
    """One capital is a place behind a preposition of place, or before a place; behind "to" if it ends as towns do."""
    if (word in PLACING or (word in TOWARDS and TOWN.match(part.name))) and part.name.lower() not in known().common:
        return PLACE, 0.4, f"behind '{word}'"
    return _placed(text, end, "") if part.why != OPENING else None


def _placed(text: str, end: int, word: str) -> Sign | None:
    if word in PLACING:
        return PLACE, 0.4, f"behind '{word}'"
    if (follows := ABROAD.match(text, end)) and _listed_place(text, follows.end()):
        return PLACE, 0.45, "before a place"
    return None


def _several(words: list[str], text: str, end: int, word: str) -> Sign | None:
    """Two to four capitals without a sign of their own: who speaks or has a role is a person."""
    sure = known()
    common = sum(each.lower() in sure.common for each in words)
    few = len(words) < MANY
    sign: Sign | None = None
    if word in sure.roles or word in sure.kin:
        sign = PERSON, 0.55, f"beside '{word}'"
    elif few and common < len(words) and SPEAKS.match(text, end):
        sign = PERSON, 0.5, SPEAKING
    elif CORPORATE.match(text, end):
        sign = ORGANISATION, 0.45, "its shares or staff"
    elif few and not common and not any(each.isupper() for each in words):
        sign = PERSON, 0.32, CAPITALS
    return sign


def _doubtful(part: Part, text: str, at: int, word: str, opens: bool) -> Name | None:
    """A listed word that is often another: a place behind a preposition of place, an organisation that acts."""
    end = at + part.end
    if part.kind == PLACE:
        placed = word in PLACING or word in TOWARDS or (text.startswith(", ", end) and _listed_place(text, end + 2))
        return _name(part, at) if placed else None
    if not opens or text.startswith(("'s ", "’s "), end):
        return _name(part, at)
    after = text[end + 1 : end + 14].split(" ", 1)[0].rstrip(",.")
    return _name(part, at) if after in known().verbs else None


def _word_before(text: str, start: int) -> str:
    before = text[max(0, start - 18) : start]
    return before.rstrip(" \"“‘'").rsplit(" ", 1)[-1] if before.endswith((" ", "“", "‘", '"')) else ""


def _listed_place(text: str, start: int) -> bool:
    match = RUN.match(text, start)
    if not match:
        return False
    what = canonical().get(match.group()) or canonical().get(match.group().split(" ", 1)[0])
    return what is not None and what.kind == PLACE


WORDS = re.compile(r"[\w-]+")


def _apposed(text: str, end: int) -> Sign | None:
    """What an apposition behind a name says: ", a shipbuilder," is an organisation's, ", a captain," a person's."""
    if text[end : end + 2] != ", ":
        return None
    comma = text[end + 2 : end + 72]
    said = WORDS.findall(re.split(r"[,.;:]| (?:of|in|for|at|with) ", comma, maxsplit=1)[0])
    if not said or said[0] not in {"a", "an", "the"}:
        return None
    for each in reversed(said):
        low = each.lower()
        if low in known().kinds:
            return ORGANISATION, 0.65, f"beside '{low}'"
        if low in known().roles or low in known().kin:
            return PERSON, 0.6, f"beside '{low}'"
    return None
