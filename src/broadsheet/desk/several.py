"""Does a text tell several stories? By its build: paragraphs without a name or a rare word in common are of different ones.

Each paragraph that names someone is tied to every other that shares a name or a rare word with it; what hangs together is one
story. A report, however long, hangs together by its actors and its place; a briefing falls apart.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from broadsheet.desk.commonness import EVERYDAY
from broadsheet.desk.terms import stem, words
from broadsheet.news import Judgement

READ = 4_000  # characters
# Numbered: so many items, and so many of ten that have nothing in common with any other.
ITEMS, ITEMS_APART = 4, 8
# With "also:" or "in other news": so many stories, the largest of no more than so many of ten of the paragraphs.
CUED_STORIES, CUED_LARGEST = 3, 6
# By its build alone: so many paragraphs of so many words, in so many stories, the largest of no more than so many of ten.
PLAIN, PLAIN_WORDS, PLAIN_STORIES, PLAIN_LARGEST = 8, 25, 6, 2
NEWS = Judgement(False, 0.8, "its paragraphs hang together")
SHORT = Judgement(False, 0.5, "too short to tell by its build")

_upper = f"[{''.join(c for c in map(chr, range(0x41, 0x52F)) if c.isupper())}]"
_name = re.compile(rf"(?<=[\w,;)’'] ){_upper}[\w’'-]+|{_upper}[\w’'-]+(?: {_upper}[\w’'-]+)+|{_upper}[\w’'-]+(?=,)")
_numbered = re.compile(r"\s*(?:\d{1,2}[.)]|[•●▪*])\s")
_cue = re.compile(
    r"\s*(?:(?:also|also today|elsewhere|in brief|plus|außerdem|und sonst|kurz notiert|en bref|además|in breve|e ancora)\s*:"
    r"|(?:in other news|and finally|elsewhere today|dans le reste de l['’]actualité|en otras noticias|in altre notizie)"
    r"\s*[:,–—-])",
    re.IGNORECASE,
)
_everyday = frozenset(map(stem, sorted(EVERYDAY)))


def several(title: str, text: str) -> Judgement[bool]:
    """Whether a text tells several stories, how sure, and why."""
    paragraphs = [part for part in text[:READ].split("\n\n") if part.strip()]
    if len(paragraphs) < ITEMS:
        return SHORT
    return (
        _as_a_list(paragraphs, title)
        or _as_it_says(paragraphs, title)
        or _by_its_build([part for part in paragraphs if part.count(" ") >= PLAIN_WORDS - 1], title)
        or NEWS
    )


def _as_a_list(paragraphs: Sequence[str], title: str) -> Judgement[bool] | None:
    items = [part for part in paragraphs if _numbered.match(part)]
    if len(items) < ITEMS or len(items) * 2 < len(paragraphs):
        return None
    sizes = _stories(items, title)
    if sum(sizes) < ITEMS or sizes.count(1) * 10 < sum(sizes) * ITEMS_APART:
        return None
    return Judgement(True, 0.8, f"a list of {len(items)}, and {sizes.count(1)} have nothing in common with another")


def _as_it_says(paragraphs: Sequence[str], title: str) -> Judgement[bool] | None:
    cue = next((found for part in paragraphs[1:] if (found := _cue.match(part))), None)
    if cue is None:
        return None
    sizes = _stories(paragraphs, title)
    if len(sizes) < CUED_STORIES or max(sizes) * 10 > sum(sizes) * CUED_LARGEST:
        return None
    return Judgement(True, 0.8, f"it turns to another story with '{cue[0].strip()}'")


def _by_its_build(paragraphs: Sequence[str], title: str) -> Judgement[bool] | None:
    if len(paragraphs) < PLAIN or not _apart_by_name(paragraphs):
        return None
    sizes = _stories(paragraphs, title)
    if sum(sizes) < PLAIN or len(sizes) < PLAIN_STORIES or max(sizes) * 10 > sum(sizes) * PLAIN_LARGEST:
        return None
    return Judgement(True, 0.6, f"{sum(sizes)} paragraphs tell {len(sizes)} stories with no name in common")


def _apart_by_name(paragraphs: Sequence[str]) -> bool:
    """Whether the names alone leave it in as many pieces: a look that is cheap, and enough for nearly every text.

    It ends with the first piece that is too large: pieces only grow.
    """
    group, sizes = list(range(len(paragraphs))), [1] * len(paragraphs)
    first: dict[str, int] = {}
    for number, part in enumerate(paragraphs):
        for word in sorted({*" ".join(_name.findall(part)).split()}):
            one, other = _root(group, first.setdefault(word, number)), _root(group, number)
            if one != other:
                group[other], sizes[one] = one, sizes[one] + sizes[other]
                if sizes[one] * 10 > len(paragraphs) * PLAIN_LARGEST:
                    return False
    return sum(group[number] == number for number in range(len(paragraphs))) >= PLAIN_STORIES


def _stories(paragraphs: Sequence[str], title: str) -> list[int]:
    """How many of the paragraphs that name someone each story has."""
    return _hanging_together([*(found for part in paragraphs if (found := _carried(part))), frozenset(words(title))]) or [0]


def _carried(paragraph: str) -> frozenset[str]:
    """The names and the other rare words of a paragraph; nothing of one that names nobody."""
    named = [term for name in _name.findall(paragraph) for term in words(name) if term not in _everyday]
    if not named:
        return frozenset()
    return frozenset(term for term in (*named, *words(paragraph)) if term not in _everyday)


def _hanging_together(carried: Sequence[frozenset[str]]) -> list[int]:
    """How many paragraphs each story has; the last of those given is the headline, which ties and does not count."""
    group = list(range(len(carried)))
    first: dict[str, int] = {}
    for number, terms in enumerate(carried):
        for term in sorted(terms):
            _tie(group, first.setdefault(term, number), number)
    sizes = Counter(_root(group, number) for number in range(len(carried) - 1))
    return list(sizes.values())


def _tie(group: list[int], one: int, other: int) -> None:
    one, other = _root(group, one), _root(group, other)
    group[max(one, other)] = min(one, other)


def _root(group: list[int], number: int) -> int:
    while group[number] != number:
        number = group[number]
    return number
