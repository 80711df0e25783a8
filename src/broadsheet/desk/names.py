"""Who and what does a text name, where, and as what: person, organisation or place?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from broadsheet.desk.gazetteer import rows
from broadsheet.desk.phrases import Phrases
from broadsheet.desk.sentences import WORD, Offsets
from broadsheet.desk.wordlists import lines, listed, table

PERSON, ORGANISATION, PLACE, OUTLET, NOTHING = "person", "organisation", "place", "outlet", "nothing"
READ = 20_000  # characters read for names; a longer text is a live blog or a transcript
LONGEST = 10  # words of a name; a longer run of capitals is a headline within the text
GAP = 9  # characters of the longest joining word, " for the "
LISTED = "a listed name"
SPEAKING = "speaks"
OPENING = "begins a sentence"  # alone it is no name, but it may be short for one

_UPPER = "".join(re.escape(c) for c in map(chr, range(0x41, 0x52F)) if c.isupper())
# Initials, `St.`, or a capitalised word; written with its capital in front, so that a search skips all that has none.
_TOKEN = (
    rf"[{_UPPER}](?:(?<=[A-Z])\.(?:[A-Z]\.){{0,3}}"
    rf"|(?:(?<=S)te?|(?<=M)t|(?<=F)t|(?<=J)r)\.(?= )"
    rf"|\w*(?:[-’'&]\w+)*)"
)
_PARTICLE = "de|du|des|de la|del|della|di|da|dos|von|van|van der|van den|von der|zu|bin|ibn|al|el|la|le|ter|y|&|et"
RUN = re.compile(rf"{_TOKEN}(?: (?:(?:{_PARTICLE}) )?{_TOKEN})*")
POSSESSIVE = re.compile(r"(?:['’]s|['’])$")
JOINING = re.compile(r" (?:of|of the|for|for the|and) ")
JOINS = frozenset({"of", "for", "de", "du", "des"})


@dataclass(frozen=True, slots=True)
class Name:
    """A name at `text[start:end]`: what kind, its fullest form, how sure, and why."""

    start: int
    end: int
    kind: str
    name: str
    score: float
    why: str


@dataclass(frozen=True, slots=True)
class Run:
    """A run of capitalised words with the tokens' places."""

    start: int
    end: int
    tokens: tuple[tuple[int, int, str], ...]
    opens: bool  # whether a sentence begins with it, so that its first capital says nothing


@dataclass(frozen=True, slots=True)
class Known:
    """The lists that names are told by, compiled."""

    first: frozenset[str]
    titles: frozenset[tuple[str, ...]]
    lower: frozenset[str]
    courtesy: frozenset[str]
    endings: frozenset[str]
    beginnings: frozenset[str]
    kinds: frozenset[str]
    words: frozenset[str]
    phrases: Phrases[tuple[str, str, bool]]


@cache
def known() -> Known:
    """The lists of data/names.toml, first_names.txt and the gazetteer."""
    data = table("names")
    titles, organisations = data["titles"], data["organisations"]
    return Known(
        first=frozenset(name for line in lines("first_names.txt") for name in line.split()),
        titles=frozenset(tuple(title.split()) for title in titles["public"]),
        lower=frozenset(titles["lower"]),
        courtesy=frozenset(titles["courtesy"]),
        endings=frozenset(organisations["endings"]),
        beginnings=frozenset(organisations["beginnings"]),
        kinds=frozenset(organisations["kinds"]),
        words=frozenset(data["never"]["words"]),
        phrases=Phrases(_listed(data), plurals=False),
    )


def _listed(data: dict[str, Any]) -> Iterator[tuple[str, tuple[str, str, bool]]]:
    for kind, key in ((PERSON, "people"), (ORGANISATION, "known")):
        for name, others in data[key].items():
            for form in (name, *others):
                yield form, (kind, name, False)
    for outlet in data["never"]["outlets"]:
        yield outlet.removeprefix("The "), (OUTLET, outlet, False)
    for _, kind, name, other in rows():
        if kind in {"people", "seat"}:
            continue
        for form in (name, *(o for o in other.split("|") if o)):
            yield form.rstrip("~"), (PLACE, name.rstrip("~"), form.endswith("~"))


def names(text: str, language: str) -> list[Name]:
    """The names of a text in order, none inside another; in German, where nouns have capitals, only those with a sign more."""
    told = list(_known_names(text, language))
    runs = _runs(text[:READ], {name.start: name.end for name in told})
    found = [name for run in runs if (name := _classified(run, text, language))]
    return _settle(found, told, len(text))


def _known_names(text: str, language: str) -> Iterator[Name]:
    offsets = Offsets(text, language)
    for hit in known().phrases.find(offsets.flat.words):
        start, end = offsets.of(hit.start, hit.end)
        if end > READ:
            return
        kind, name, doubtful = hit.value
        if text[end : end + 1] == "." and text[end - 2 : end - 1] == ".":  # the last point of U.S.
            end += 1
        yield Name(start, end, kind, name, 0.4 if doubtful else 0.85, LISTED)


def _runs(text: str, covered: dict[int, int]) -> list[Run]:
    """The runs of capitals, those that "of" joins as one, without single words that a listed name covers."""
    found: list[Run] = []
    stop = listed("stop")
    for match in RUN.finditer(text):
        start, end = match.span()
        if match.group().lower() in stop:
            continue
        if found and start - found[-1].end <= GAP and _joins(text, found[-1], start):
            found[-1] = _run(text, found[-1].start, end)
        elif covered.get(start, 0) < end - 2 or " " in match.group():
            found.append(_run(text, start, end))
    return found


def _run(text: str, start: int, end: int) -> Run:
    tokens, place = [], start
    for word in text[start:end].split(" "):
        tokens.append((place, place + len(word), word))
        place += len(word) + 1
    before = text[max(0, start - 3) : start].rstrip(" \"“‘'«(")
    return Run(start, end, tuple(tokens), not before or before[-1] in ".!?:;\n—–•…")


def _joins(text: str, left: Run, right: int) -> bool:
    """Whether "of" makes one name of two runs: Department of Justice, University of Leeds; "and" only inside a long one."""
    gap = text[left.end : right]
    if not JOINING.fullmatch(gap) or POSSESSIVE.search(left.tokens[-1][2]):
        return False
    first, last = left.tokens[0][2], left.tokens[-1][2]
    if gap == " and ":
        return first in known().beginnings and len(left.tokens) > 2 and any(t[2] in {"of", "for"} for t in left.tokens)
    return last in known().beginnings or last in known().endings


def _classified(run: Run, text: str, language: str) -> Name | None:
    tokens = _trimmed(run)
    if not tokens or len(tokens) > LONGEST:
        return None
    if len(tokens) > 1:
        found = _organisation(tokens, text) or _person(tokens, text, language)
        if found:
            return found
    return _other(tokens, run, text, language)


Tokens = tuple[tuple[int, int, str], ...]


def _trimmed(run: Run) -> Tokens:
    """Without a first word that is only a sentence's beginning, and without a possessive s."""
    tokens = list(run.tokens)
    while tokens and (tokens[0][2].lower() in listed("stop") or (run.opens and len(tokens) > 1 and _starts(tokens[0][2]))):
        tokens.pop(0)
    while tokens and tokens[-1][2].lower() in listed("stop"):
        tokens.pop()
    if tokens:
        start, _, word = tokens[-1]
        bare = POSSESSIVE.sub("", word)
        tokens[-1] = (start, start + len(bare), bare)
    return tuple(tokens) if tokens and tokens[0][2] else ()


def _starts(word: str) -> bool:
    """Whether a word begins a sentence and no name: "Former", or "Chipmaker", but not "Bank"."""
    return word in listed("starters") or (word.lower() in known().kinds and word not in known().endings)


def _organisation(tokens: Tokens, text: str) -> Name | None:
    words = [t[2] for t in tokens]
    if len(words) < 2 or (
        words[0] in known().first and len(words) == 2 and words[1] not in {"University", "Group", "Foundation", "Trust"}
    ):
        return None
    last = max((i for i, word in enumerate(words) if word.rstrip(".") in known().endings), default=-1)
    joined = next((i for i, word in enumerate(words) if word in JOINS and i), len(words))
    begins = joined < len(words) and (words[0] in known().beginnings or 0 <= last == joined - 1)
    if last < 1 and not begins:
        return None
    end = _until_person(words, joined) if begins else last + 1
    if _title_at(words[:end]) == end and not begins:
        return None
    sign = words[0] if begins else words[last]
    return _name(tokens[:end], text, ORGANISATION, 0.75, f"'{sign}'")


def _until_person(words: Sequence[str], start: int) -> int:
    """Where a joined name ends: before a title or a first name, "Bank of England Governor Andrew Bailey"."""
    people = (i for i in range(start + 2, len(words)) if words[i] in known().first or (words[i].rstrip("."),) in known().titles)
    return next(people, len(words))


def _person(tokens: Tokens, text: str, language: str) -> Name | None:
    words = [t[2] for t in tokens]
    after = _title_at(words)
    if after and after < len(words):
        rest = tokens[after:]
        titled = (
            rest
            if len(rest) > 1 or words[after - 1] not in ("King", "Queen", "Prince", "Princess", "Pope")
            else tokens[after - 1 :]
        )
        if not {word for _, _, word in rest} & known().words:
            return _name(titled, text, PERSON, 0.9, f"'{' '.join(words[:after])}'")
    if words[0].rstrip(".") in known().courtesy and len(words) > 1:
        return _name(tokens[1:], text, PERSON, 0.6, f"'{words[0]}'")
    first = next((i for i, word in enumerate(words[:2]) if word in known().first), -1)
    if first >= 0 and 2 <= len(words) - first <= 5 and not set(words[first:]) & known().words:
        return _name(tokens[first:], text, PERSON, 0.7, f"first name '{words[first]}'")
    if 2 <= len(words) <= 4 and _spoken(tokens, text) and not set(words) & known().words and language != "de":
        return _name(tokens, text, PERSON, 0.5, SPEAKING)
    return None


def _title_at(words: Sequence[str]) -> int:
    """How many words a title takes up, up to the last word of the last title in them; 0 when there is none."""
    bare = [word.rstrip(".") for word in words]
    best = 0
    for length in (3, 2, 1):
        for start in range(min(4, len(bare) - length + 1)):
            if tuple(bare[start : start + length]) in known().titles:
                best = max(best, start + length)
    return best


SPEAKS = re.compile(
    r",? (?:said|says|told|tells|added|wrote|argued|tweeted|announced|testified|insisted|warned|explained|recalled)\b"
    r"|, who\b|, \d{2},|, an? "
)


def _spoken(tokens: Tokens, text: str) -> bool:
    return bool(SPEAKS.match(text, tokens[-1][1]))


def _other(tokens: Tokens, run: Run, text: str, language: str) -> Name | None:
    """A name without a list or a title: an organisation where a word beside it says so, or letters that stand for one."""
    words = [t[2] for t in tokens]
    if any(word in known().words for word in words) or (language == "de" and len(words) > 1):
        return None
    kind = _beside(tokens, text)
    opens = run.opens and tokens[0][0] == run.start
    if kind and (len(words) > 1 or not opens):
        return _name(tokens, text, ORGANISATION, 0.65, f"beside '{kind}'")
    if len(words) == 1 and words[0].isupper() and 2 <= len(words[0]) <= 6 and words[0].isalpha():
        return _name(tokens, text, ORGANISATION, 0.35, "capital letters")
    if len(words) == 1 and (len(words[0]) < 3 or language == "de"):
        return None
    return _name(tokens, text, NOTHING, 0.3, OPENING if opens and len(words) == 1 else "capitals")


def _beside(tokens: Tokens, text: str) -> str:
    """The word for an organisation right before a name, or in the apposition after it."""
    start, end = tokens[0][0], tokens[-1][1]
    before = WORD.findall(text, max(0, start - 25), start)
    if before and before[-1].lower() in known().kinds and text[start - 1 : start] == " ":
        return str(before[-1]).lower()
    if text[end : end + 4] in (", a ", ", an", ", th"):
        apposition = re.split(r"[,.;]", text[end + 1 : end + 70], maxsplit=2)[1 if text[end + 1] == "," else 0]
        return next((str(word) for word in WORD.findall(apposition) if word in known().kinds), "")
    return ""


def _name(tokens: Tokens, text: str, kind: str, score: float, why: str) -> Name:
    start, end = tokens[0][0], tokens[-1][1]
    return Name(start, end, kind, " ".join(text[start:end].split()), score, why)


def _settle(found: list[Name], told: list[Name], length: int) -> list[Name]:
    """One name at a place: told ones before loose capitals, the longer before the shorter, a listed one before an equal."""
    taken: list[Name] = []
    used = bytearray(length + 1)
    for name in sorted([*told, *found], key=lambda n: (n.kind == NOTHING, n.start - n.end, n.why != LISTED, n.start)):
        if used.find(1, name.start, name.end) < 0:
            used[name.start : name.end] = b"\x01" * (name.end - name.start)
            taken.append(name)
    taken.sort(key=lambda n: n.start)
    return taken
