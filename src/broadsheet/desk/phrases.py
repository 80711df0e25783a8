"""Which of many phrases does a run of words hold? A trie over words, compiled once; the longest phrase at a place wins."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Generic, NamedTuple, TypeVar

from broadsheet.desk.sentences import WORD

T = TypeVar("T")
ALONE = ""  # stands for the second word of a phrase that has none; no text has an empty word


class Found(NamedTuple, Generic[T]):
    """A phrase at `words[start:end]`, and what it stands for."""

    start: int
    end: int
    value: T


class Phrases(Generic[T]):
    """Phrases with what each stands for.

    A phrase in small letters matches any capitals and a plural s; a capital in it must be there: `Apple` never matches `apple`,
    `US` never `us`. Two values of one phrase are both found. `plurals=False` takes phrases as they stand.
    """

    __slots__ = ("_first", "starts")

    def __init__(self, pairs: Iterable[tuple[str, T]], plurals: bool = True) -> None:
        table: dict[tuple[str, ...], list[T]] = {}
        for phrase, value in pairs:
            for form in forms(phrase, plurals):
                values = table.setdefault(form, [])
                if value not in values:
                    values.append(value)
        self._first: dict[str, dict[str, list[tuple[tuple[str, ...], tuple[T, ...]]]]] = {}
        for form in sorted(table, key=lambda form: (-len(form), form)):
            second = form[1] if len(form) > 1 else ALONE
            self._first.setdefault(form[0], {}).setdefault(second, []).append((form[1:], tuple(table[form])))
        self.starts = frozenset(self._first)

    def find(self, words: Sequence[str], places: Iterable[int] | None = None) -> Iterator[Found[T]]:
        """Every phrase in the words, from the left, none inside another; `places` names the words it may begin with."""
        first, last = self._first, len(words) - 1
        after = 0
        for place in [i for i, word in enumerate(words) if word in first] if places is None else places:
            if place < after or words[place] not in first:
                continue
            rests = first[words[place]]
            longer = rests.get(words[place + 1], ()) if place < last else ()
            for rest, values in (*longer, *rests.get(ALONE, ())):
                if not rest or tuple(words[place + 1 : place + 1 + len(rest)]) == rest:
                    after = place + 1 + len(rest)
                    for value in values:
                        yield Found(place, after, value)
                    break

    def any(self, words: Sequence[str]) -> bool:
        """Whether there is one at all."""
        return next(self.find(words), None) is not None


def forms(phrase: str, plurals: bool = True) -> list[tuple[str, ...]]:
    """The word runs that a phrase matches, in order and without repeats."""
    if phrase != phrase.lower():
        found = [phrase, phrase.upper(), _titled(phrase)]
    else:
        found = [
            shape(each)
            for each in (phrase, *(_plurals(phrase) if plurals else ()))
            for shape in (str, str.capitalize, _titled, str.upper)
        ]
    runs = (tuple(WORD.findall(each)) for each in found)
    return [run for run in dict.fromkeys(runs) if run]


def _titled(phrase: str) -> str:
    return " ".join(word[:1].upper() + word[1:] for word in phrase.split())


def _plurals(phrase: str) -> tuple[str, ...]:
    if len(phrase) < 4 or not phrase[-1].isalpha() or phrase[-1] == "s":
        return ()
    if phrase.endswith(("ch", "sh", "x", "z")):
        return (phrase + "es",)
    if phrase[-1] == "y" and phrase[-2] not in "aeiou":
        return (phrase[:-1] + "ies",)
    return (phrase + "s",)
