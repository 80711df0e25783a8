"""Which names does a run of capitalised words hold, by the words alone? Asked once for each run, however many texts have it."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from broadsheet.desk.capital_run import CAPITALS, JOINERS, LETTERS, LISTED, OF, OPENING, Line, Part
from broadsheet.desk.listed_names import NOTHING, ORGANISATION, PERSON, PLACE, Listed, forms, known
from broadsheet.desk.person_parts import ends, person

RUNS = 32_768  # runs remembered: 300 articles hold 9,300 of them in 4.6 MB; of the next 300's runs, 82 in 100 are among them
NONE: tuple[Part, ...] = ()
LONGEST_PLAIN = 6  # words of a person's name, as in person_parts.py
LONGEST_LINE = 15  # words of a run; a longer one is a line in capitals that names little
SHORTENED = re.compile(r"(?:I|We|You|He|She|It|They|Who|What|That|There|Here|Let|Don|Can|Isn|Aren|Didn|Wasn|Won|Where|How)['’]")
TEAMS = re.compile(r"[A-Z]\w{3,}s$")


@lru_cache(maxsize=RUNS)
def held(run: str, german: bool) -> tuple[tuple[Part, ...], tuple[Part, ...]]:
    """The parts of a run within a sentence, and of one that begins it; the same tuple where that makes no difference."""
    bare = "'" not in run and "’" not in run
    if " " not in run:
        return _alone(run, german) if bare and run not in forms() else _single(run, german)
    plain = _plain(run, german) if bare and "." not in run else None
    return (plain, plain) if plain is not None else _several(run, german)


def _several(run: str, german: bool) -> tuple[tuple[Part, ...], tuple[Part, ...]]:
    """A run of several words that some rule knows."""
    line = Line(run)
    if len(line.raw) > LONGEST_LINE:
        return NONE, NONE
    if len(line.raw) > 2 and run.isupper():
        return (found := tuple(_shouted(line))), found
    within, skipped = parts(line, 0, german), _skipped(line)
    if skipped:
        return within, parts(line, skipped, german)
    if within and not within[0].start and within[0].why == CAPITALS and " " not in within[0].name:
        return within, (within[0]._replace(why=OPENING), *within[1:])
    return within, within


@cache
def _marked() -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """Words that end, split or turn a person's name; given names that begin no other rule; all words that a rule asks for."""
    sure = known()
    turning = frozenset(JOINERS | OF | sure.endings | sure.things | sure.places | sure.before | sure.words | sure.title_words)
    kinds = {shape(kind) for kind in sure.kinds for shape in (str, str.capitalize, str.title)}
    leading = turning | forms().keys() | kinds | sure.starters | sure.roles | sure.courtesy
    asked = leading | sure.first | sure.last | sure.families | sure.both | sure.peoples | sure.sides | sure.beginnings
    return turning, frozenset(sure.first - leading), frozenset(asked)


def _plain(run: str, german: bool) -> tuple[Part, ...] | None:
    """A run of words that none of the rules knows, or of a given name with such behind it: what `parts` would say of it."""
    turning, given, asked = _marked()
    words = run.split(" ")
    if run.isupper() or len(words) > LONGEST_PLAIN:
        return None
    if words[0] in given and turning.isdisjoint(words) and not words[-1][0].islower():
        return (Part(0, len(run), PERSON, run, 0.7, f"first name '{words[0]}'"),)
    if asked.isdisjoint(words):
        return NONE if german else (Part(0, len(run), NOTHING, run, 0.3, CAPITALS, open=True),)
    return None


def _alone(run: str, german: bool) -> tuple[tuple[Part, ...], tuple[Part, ...]]:
    """A run of one word that no list holds as a name: letters, or a capital that may be short for a name, or nothing."""
    sure = known()
    if run in sure.starters or run in sure.words or run in sure.peoples:
        return NONE, NONE
    if run.isupper() and run.isalpha() and 2 <= len(run) <= 6:
        if run.lower() in sure.common or run in sure.endings:
            return NONE, NONE
        letters = (Part(0, len(run), ORGANISATION, run, 0.35, LETTERS, open=True),)
        return letters, letters
    if german or len(run) < 3 or run in sure.things or run in sure.roles or _everyday(run):
        return NONE, NONE
    part = Part(0, len(run), NOTHING, run, 0.3, CAPITALS, open=True)
    return (part,), (part._replace(why=OPENING),)


def _single(run: str, german: bool) -> tuple[tuple[Part, ...], tuple[Part, ...]]:
    """A run of one word: listed, letters, or a capital that may be short for a name; most begin a sentence and are none."""
    sure = known()
    if run not in forms() and (run in sure.starters or run in sure.words or run in sure.peoples or SHORTENED.match(run)):
        return NONE, NONE
    within = parts(Line(run), 0, german)
    if len(within) == 1 and within[0].why == CAPITALS:
        return within, (within[0]._replace(why=OPENING),)
    return within, within


def parts(line: Line, at: int, german: bool) -> tuple[Part, ...]:
    """The names of a run in order, from its word `at` on."""
    found: list[Part] = []
    loose = at
    while at < len(line.raw):
        told = _told(line, at, german)
        if told is None and _breaks(line, at):
            told = at + 1, None
        if told is None:
            at += 1
            continue
        _leave(found, line, loose, at, german)
        if told[1]:
            found.append(told[1])
        loose = at = told[0]
    _leave(found, line, loose, at, german)
    return tuple(found)


def _skipped(line: Line) -> int:
    """How many words at a sentence's beginning are no part of a name."""
    at = 0
    while (
        at < len(line.raw) - 1
        and line.bare[at] not in line.known.courtesy
        and (line.raw[at] in line.known.starters or line.raw[at].lower() in line.known.kinds)
        and not (line.listed(at) or (0, None))[0] > at + 1
    ):
        at += 1
    return at


def _breaks(line: Line, at: int) -> bool:
    word = line.bare[at]
    return line.raw[at] in JOINERS or word in line.known.words or word in line.known.peoples or word in line.known.starters


def _told(line: Line, at: int, german: bool) -> tuple[int, Part | None] | None:
    """What begins here, and where it ends; None in place of a part is a name of neither kind."""
    if line.raw[at] in JOINERS:
        return None
    listed = line.listed(at)
    if listed and (length := line.titles[at]) and at + length < len(line.raw):
        behind = line.listed(at + length)
        listed = None if behind and behind[0] > listed[0] else listed
    after = listed[0] if listed else at
    stop = line.stop(at)
    end = _organisation(line, at, stop) if line.has_end else at
    if end > after and not (listed and after < end and (line.listed(after) or (0, None))[0] == end):
        return end, line.part(at, end, ORGANISATION, 0.75, f"'{_sign(line, at, end)}'")
    if line.has_thing and not german and (end := _thing(line, at, stop)) > after:
        return end, None
    if line.has_place and not german and (end := _place(line, at, stop)) > after:
        return end, line.part(
            at, end, PLACE, 0.6, f"'{line.bare[end - 1] if line.bare[end - 1] in line.known.places else line.bare[at]}'"
        )
    if listed and (found := _of_list(line, at, listed, stop)):
        return found
    return person(line, at, stop, german)


def _of_list(line: Line, at: int, listed: tuple[int, Listed], stop: int) -> tuple[int, Part | None] | None:
    end, what = listed
    after = line.bare[end] if end < stop and not line.owns[end - 1] else ""
    single = end == at + 1
    if what.kind == PERSON and after and single and line.raw[end] not in JOINERS and not line.titles[end]:
        return None
    team = single and after in {"City", "Town"} and what.group == "city"
    if (
        what.kind == PLACE
        and after
        and end + 1 == stop
        and (team or (TEAMS.match(after) and after.lower() not in line.known.common))
        and what.group in {"city", "capital", "region"}
    ):
        return end + 1, line.part(at, end + 1, ORGANISATION, 0.6, f"a team of {what.name}")
    if (
        what.kind == PLACE
        and single
        and line.bare[at] in line.known.both
        and line.raw[end : end + 1]
        and _unknown(line, end, stop)
    ):
        last = ends(line, at, stop)
        return last, line.part(at, last, PERSON, 0.55, f"first name '{line.bare[at]}'")
    return end, line.part(at, end, what.kind, 0.4 if what.doubtful else 0.85, LISTED, what.name, doubtful=what.doubtful)


def _unknown(line: Line, at: int, stop: int) -> bool:
    """Whether a word is a name that no list has: neither everyday, nor a role, nor what places and organisations end in."""
    word, sure = line.bare[at], line.known
    common = word.lower() in sure.common and word not in sure.last
    return at < stop and not (
        common or line.raw[at] in JOINERS or word in sure.endings or word in sure.roles or line.titles[at] or word.isupper()
    )


def _organisation(line: Line, at: int, stop: int) -> int:
    """Where an organisation's name that begins here ends; `at` when there is none."""
    words, sure = line.bare, line.known
    joined = next((i for i in range(at + 1, stop - 1) if line.raw[i] in OF), stop)
    named = joined == at + 2 < stop and words[at + 1] in sure.endings  # Muslim Council of Britain
    nothing = words[at] in sure.words and words[at] not in sure.beginnings and not named
    if stop - at < 2 or nothing or line.titles[at] == stop - at:
        return at
    if line.raw[at + 1] == "&" and at + 2 < stop and not (_everyday(words[at]) or _everyday(words[at + 2]) or line.listed(at)):
        return at + 3 + (at + 3 < stop and words[at + 3] in sure.endings)
    last = max((i for i in range(at, joined) if words[i].rstrip(".") in sure.endings), default=-1)
    if (joined < stop and (last == joined - 1 or words[at] in sure.beginnings) and last != -1) or (
        joined < stop and words[at] in sure.beginnings
    ):
        return last + 1 if _another(line, last, joined, at, stop) else _untilperson(line, joined + 1, stop)
    if last <= at or (
        words[at] in sure.first
        and last == at + 1
        and words[last] not in {"University", "Group", "Foundation", "Trust", "Institute", "Hospital"}
    ):
        return at
    return last + 1


def _another(line: Line, last: int, joined: int, at: int, stop: int) -> bool:
    """Whether an organisation of its own follows behind "for": the Federal Trade Commission for Columbia University."""
    behind = line.bare[joined + 2 : stop]
    return line.raw[joined] == "for" and last == joined - 1 >= at + 2 and not line.known.endings.isdisjoint(behind)


def _untilperson(line: Line, start: int, stop: int) -> int:
    """Where a joined name ends: before a first name, "Bank of England Andrew Bailey"."""
    return next(
        (i for i in range(start + 1, stop) if line.bare[i] in line.known.first and line.raw[i - 1] not in JOINERS), stop
    )


def _sign(line: Line, at: int, end: int) -> str:
    return next((word for word in reversed(line.bare[at:end]) if word.rstrip(".") in line.known.endings), line.bare[at])


def _thing(line: Line, at: int, stop: int) -> int:
    """Where the name of a law, an event or a street ends."""
    if line.titles[at] or line.bare[at] in line.known.courtesy:
        return at
    for end in range(min(stop, at + 5) - 1, at, -1):
        if line.bare[end] in line.known.things and (
            end + 1 == len(line.raw) or line.raw[end + 1] in JOINERS or end + 1 == stop
        ):
            human = line.bare[at] in line.known.first and end == at + 1
            return at if human or JOINERS & set(line.raw[at:end]) else end + 1
    return at


def _place(line: Line, at: int, stop: int) -> int:
    """Where a place's name ends that says it is one: Lake Victoria, Orange County, Upper Slaughter."""
    words, sure = line.bare, line.known
    for end in range(min(stop, at + 4) - 1, at, -1):
        if words[end] in sure.places and not JOINERS & set(line.raw[at:end]) and words[at] not in sure.peoples:
            return end + 1
    if words[at].startswith("St") and at + 2 < len(words) and line.owns[at + 1] and words[at + 2] in sure.places:
        return at + 3
    if words[at] in sure.before and at + 1 < stop and line.raw[at + 1] not in JOINERS and words[at + 1] not in sure.words:
        return at + 2
    return at


def _leave(found: list[Part], line: Line, first: int, last: int, german: bool) -> None:
    """What no rule has named: letters, or capitals that the words around may explain."""
    while first < last:
        end = next((i + 1 for i in range(first, last) if line.owns[i]), last)
        words = line.bare[first:end]
        if len(words) == 1 and words[0].isupper() and words[0].isalpha() and 2 <= len(words[0]) <= 6:
            if words[0].lower() in line.known.common or words[0] in line.known.endings:
                first = end
                continue
            found.append(line.part(first, end, ORGANISATION, 0.35, LETTERS, open=True))
        elif not german and (len(words) > 1 or (len(words[0]) > 2 and not _everyday(words[0]))) and not _labels(line, words):
            found.append(line.part(first, end, NOTHING, 0.3, CAPITALS, open=True))
        first = end


def _labels(line: Line, words: list[str]) -> bool:
    return all(word in line.known.things or word in line.known.roles for word in words)


def _everyday(word: str) -> bool:
    """Whether a capital alone is an everyday word, and nobody's name."""
    sure = known()
    return word.lower() in sure.common and not (word in sure.last or word in sure.first or word in sure.families)


def _shouted(line: Line) -> list[Part]:
    """The listed names of a line in capitals, whatever their letters."""
    small = Line(" ".join(word if len(word) < 3 else word.title() for word in line.raw))
    found, at = [], 0
    while at < len(line.raw):
        listed = small.listed(at) or line.listed(at)
        if (
            listed
            and (not listed[1].doubtful or listed[0] > at + 1)
            and (len(line.raw[at]) > 2 or line.raw[at] in {"UK", "US", "EU", "UN"})
        ):
            found.append(line.part(at, listed[0], listed[1].kind, 0.6, LISTED, listed[1].name))
            at = listed[0]
        else:
            at += 1
    return found
