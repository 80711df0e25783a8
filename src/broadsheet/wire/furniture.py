"""What in a text is the page's furniture: promotion, players, teasers, bylines, labels, captions; the prose stays."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from broadsheet.wire import authors, kinds, spoken
from broadsheet.wire.house import key

LONGEST = 320  # characters of a line that may be furniture; promotion is short, and a long line with its words is prose
SENTENCE = 80  # characters from which a line is taken for prose when the text's edges are looked for
FIRST = 6  # lines in which the headline may come again and a bare `Analysis` is a label; further down it is a subhead
CREDIT = 80  # characters that a credit may add to a caption

_WORD = re.compile(r"\w")
_WORDS = re.compile(r"\w+|©")
_PARTED = re.compile(r"\s*[/|,·•›>:]\s*")


@dataclass(frozen=True, slots=True)
class _Kind:
    """A kind of furniture: its name, words one of which stands in each of its lines, and what matches the whole line."""

    name: str
    words: frozenset[str]
    line: re.Pattern[str]


@lru_cache(maxsize=1)
def _kinds() -> tuple[_Kind, ...]:
    """What furniture.toml lists."""
    listed = tomllib.loads(files("broadsheet.wire").joinpath("furniture.toml").read_text(encoding="utf-8"))
    return tuple(
        _Kind(
            name,
            frozenset(of["words"].casefold().split()),
            re.compile(rf"[\W_]{{0,4}}(?:{'|'.join(of['lines'])})[\W_]{{0,4}}", re.IGNORECASE),
        )
        for name, of in listed.items()
    )


@lru_cache(maxsize=1)
def _words() -> frozenset[str]:
    """The words of all kinds."""
    return frozenset().union(*(each.words for each in _kinds()))


@dataclass(frozen=True, slots=True)
class Cut:
    """A line that was taken out, and as what."""

    line: str
    why: str


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of the page already and need not stand in its text: headline, names, labels, captions (as keys).

    No labels (None) leaves what looks like one in the text: in a shop or a listing it may be all that there is.
    """

    title: str = ""
    standfirst: str = ""
    authors: tuple[str, ...] = ()
    labels: tuple[str, ...] | None = ()
    captions: frozenset[str] = frozenset()


def cleaned(paragraphs: list[str], known: Known) -> tuple[list[str], list[Cut]]:
    """The paragraphs that are prose, and what was cut with why: furniture, and what is known and only repeats itself."""
    kept: list[str] = []
    cut: list[Cut] = []
    first, last = _edges(paragraphs)
    names = frozenset(name.casefold() for name in known.authors)
    labels = frozenset(key(label) for label in known.labels or ())
    seen = _captions(paragraphs, known)
    headline = key(known.title)
    for number, line in enumerate(paragraphs):
        why = judged(line) or _byline(line, names)
        if not why and number < FIRST and key(line) == headline:
            why = "headline"
        if not why and number in seen:
            why = "caption"
        if not why and known.labels is not None and not first <= number <= last:
            why = _edge(line, labels)
        if not why and number < FIRST and known.labels is not None and kinds.labelled(line):
            why = "label"
        if why:
            cut.append(Cut(line, why))
        else:
            kept.append(line)
    return kept, cut


def judged(line: str) -> str:
    """What furniture a line is; empty for prose."""
    if not _WORD.search(line):
        return "nothing"
    if len(line) > LONGEST:
        return ""
    said = frozenset(_WORDS.findall(line.casefold()))
    if said.isdisjoint(_words()):
        return ""
    return next((each.name for each in _kinds() if not each.words.isdisjoint(said) and each.line.fullmatch(line)), "")


def _captions(paragraphs: list[str], known: Known) -> frozenset[int]:
    """The numbers of the lines that say what is seen on a picture; none where they are most of the page's text."""
    if not known.captions:
        return frozenset()
    standfirst = key(known.standfirst)
    short = ((number, key(line)) for number, line in enumerate(paragraphs) if len(line) <= LONGEST)
    found = [number for number, said in short if said != standfirst and _shown(said, known.captions)]
    few = 5 * sum(len(paragraphs[number]) for number in found) < sum(map(len, paragraphs))
    return frozenset(found) if few else frozenset()


def _shown(said: str, captions: frozenset[str]) -> bool:
    return any(said.startswith(each) and len(said) - len(each) < CREDIT for each in captions)


def _byline(line: str, names: frozenset[str]) -> str:
    """Whether a line says nothing but the authors' names, with `by` and the like."""
    if not names or len(line) > 120 or line[-1:] in '.?!”"':
        return ""
    said = {name.casefold() for name in authors.names([line])}
    return "byline" if said and said <= names and 4 * sum(map(len, said)) > len(line) else ""


def _edges(paragraphs: list[str]) -> tuple[int, int]:
    """The numbers of the first and the last line that is long enough for prose; what lies outside may be a label."""
    prose = [number for number, line in enumerate(paragraphs) if len(line) >= SENTENCE and line[-1:] not in ":/|"]
    return (prose[0], prose[-1]) if prose else (0, len(paragraphs))


def _edge(line: str, labels: frozenset[str]) -> str:
    if spoken.is_spoken(line):
        return "date"
    if len(line) > 160:
        return ""
    parts = [part for part in _PARTED.split(line) if part]
    whole = key(line) in labels or all(_label(part, labels) for part in parts)
    return "label" if whole or _label(" ".join(parts), labels) else ""


def _label(text: str, labels: frozenset[str], depth: int = 0) -> bool:
    """Whether a text is one of the page's labels or a genre's or kind's name, or several behind each other."""
    if key(text) in labels or kinds.labelled(text):
        return True
    words = text.split()
    starts = range(1, len(words)) if depth < 3 and len(words) < 8 else ()
    return any(
        (key(" ".join(words[:at])) in labels or kinds.labelled(" ".join(words[:at])))
        and _label(" ".join(words[at:]), labels, depth + 1)
        for at in starts
    )
