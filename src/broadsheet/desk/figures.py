"""Which figures does an article give? Numbers with their unit or noun, as terms that meet across styles and languages.

`#12 dead`, `#4.5 %`, `#$3 billion`, `#300 worker`, `#3-1`, and plain `#1200` where nothing follows that is counted. Years,
dates, times and ordinals say when and which, and are left out.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from broadsheet.desk.wordlists import table

FIGURE = "#"  # no word begins with it
MOST = 8
LEAST_PLAIN = 20  # a smaller number that counts nothing is chance
NEAR = 5  # words in which a toll is looked for: `12 other people have been killed`
DIGITS = 15  # a longer number is a key, no figure

_token = re.compile(r"[^\W\d_]+[-‑]?\d\w*|\d+(?:[.,:/]\d+)*(?:[-–]\d+)?[^\W\d_]*|[^\W\d_]+|[$€£%,.–-]")
_parts = re.compile(r"(\d+(?:[.,]\d+)*)(?:[-–](\d+))?([^\W\d_]*)$")
_grouped = re.compile(r"[1-9]\d{0,2}(?:,\d{3})+$|[1-9]\d{0,2}(?:\.\d{3})+$")
_sizes = ((12, " trillion"), (9, " billion"), (6, " million"))


@dataclass(frozen=True, slots=True)
class _Lists:
    numbers: dict[str, int]
    zeros: dict[str, int]
    units: dict[str, str]
    tolls: dict[str, str]
    passing: frozenset[str]
    months: frozenset[str]
    hours: frozenset[str]


@cache
def _lists() -> _Lists:
    words = table("figures")
    return _Lists(
        numbers={word: n for each in words["numbers"].values() for n, word in enumerate(each.split(), 2)},
        zeros={word: int(zeros) for zeros, each in words["scales"].items() for word in each.split()},
        units={word: unit for unit, each in words["units"].items() for word in each.split()},
        tolls={word: toll for toll, each in words["tolls"].items() for word in each.split()},
        passing=frozenset(words["passing"]["words"].split()),
        months=frozenset(words["dates"]["months"].split()),
        hours=frozenset(words["dates"]["hours"].split()),
    )


def figures(text: str, stem: Callable[[str], str]) -> list[str]:
    """The figures of a text as terms, at most `MOST`, in order; `stem` brings a noun to the form that it is counted by."""
    lists = _lists()
    numbers = lists.numbers
    words = _token.findall(text.lower().replace("at least ", "about "))
    found: dict[str, None] = {}
    for at, word in enumerate(words):
        if word in numbers or word == "one" or word[0].isdigit():
            figure = _figure(words, at, lists, stem)
            if figure:
                found[FIGURE + figure] = None
                if len(found) >= MOST:
                    break
    return list(found)


def _figure(words: list[str], at: int, lists: _Lists, stem: Callable[[str], str]) -> str:
    word = words[at]
    if not word[0].isdigit():
        return _counted(str(lists.numbers.get(word, 1)), words, at + 1, lists, stem if word != "one" else _no_noun)
    parts = _parts.match(word)
    if not parts or len(word) > DIGITS:
        return ""
    number, other, suffix = parts.groups()
    if other or _follow(words, at, "-"):
        return "" if suffix else _score(number, other or words[at + 2]) or _sum(words, at, number, "", lists, stem)
    second = at > 1 and words[at - 1] == "-" and bool(_score(words[at - 2], number))
    if second or (suffix and suffix not in lists.zeros):
        return ""
    return _sum(words, at, number, suffix, lists, stem)


def _sum(words: list[str], at: int, number: str, scale: str, lists: _Lists, stem: Callable[[str], str]) -> str:
    """A number with its currency, or with what it counts; `scale` is what was written close to it."""
    coin = words[at - 1] if at and words[at - 1] in "$€£" else ""
    follows = at + 1
    if not scale:
        follows += _follow(words, at, "-")
        word = words[follows] if follows < len(words) else ""
        if word in lists.zeros and (coin or len(word) > 1):
            scale = word
            follows += 1 + _follow(words, follows, ".")
    if not coin and not scale and _when(number, words, at, lists):
        return ""
    value = _value(number, lists.zeros.get(scale, 0))
    if coin or not value:
        return coin + value if value else ""
    plain = scale or "." in value or int(value) >= LEAST_PLAIN
    return _counted(value, words, follows, lists, stem) or (value if plain else "")


def _follow(words: list[str], at: int, mark: str) -> bool:
    return at + 2 < len(words) and words[at + 1] == mark


def _score(number: str, other: str) -> str:
    """`3-1` of two short numbers."""
    return f"{number}-{other}" if number.isdigit() and other.isdigit() and max(len(number), len(other)) < 4 else ""


def _counted(value: str, words: list[str], at: int, lists: _Lists, stem: Callable[[str], str]) -> str:
    """The number with what it counts, empty when nothing does; `at` is the place behind it."""
    follows = words[at] if at < len(words) else ""
    if follows == "-" and at + 1 < len(words):
        follows = words[at + 1]
    if follows == "%" or (follows == "per" and words[at + 1 : at + 2] == ["cent"]):
        return f"{value} %"
    unit = lists.units.get(follows, "")
    if unit:
        return unit + value if unit in "$€£" else f"{value} {unit}"
    toll = _toll(words[at : at + NEAR], lists) or _toll(words[max(0, at - 1 - NEAR) : at - 1][::-1], lists)
    if toll:
        return f"{value} {toll}"
    noun = stem(follows) if follows.isalpha() and follows not in lists.numbers else ""
    return f"{value} {noun}" if noun else ""


def _toll(words: list[str], lists: _Lists) -> str:
    for word in words:
        if word in lists.tolls:
            return lists.tolls[word]
        if word not in lists.passing:
            return ""
    return ""


def _no_noun(_word: str) -> str:
    return ""


def _when(number: str, words: list[str], at: int, lists: _Lists) -> bool:
    """Whether a bare number is a year, a day of the month or an hour."""
    follows, after = (*words[at + 1 : at + 3], "", "")[:2]
    before = words[at - 1] if at else ""
    if before == "." and at > 1:
        before = words[at - 2]
    if follows in lists.hours or (follows in ("a", "p") and after == "."):
        return True
    if len(number) <= 2 and (before in lists.months or follows in lists.months or (follows == "." and after in lists.months)):
        return True
    return len(number) == 4 and number[:2] in ("18", "19", "20") and number.isdigit() and follows not in lists.tolls


def _value(number: str, zeros: int) -> str:
    """A number as written, multiplied out: `1,200` is 1200, `3,5` million 3.5 million, `1500` million 1.5 billion."""
    last = max(number.rfind("."), number.rfind(","))
    if last < 0 or _grouped.match(number):
        whole, part = number.replace(",", "").replace(".", ""), ""
    else:
        whole, part = number[:last], number[last + 1 :]
        if not whole.isdigit():
            if not _grouped.match(whole) or number[last] in whole:
                return ""
            whole = whole.replace(",", "").replace(".", "")
    for size, name in _sizes:
        if zeros + len(whole.lstrip("0")) > size:
            return _shifted(whole, part, zeros - size) + name
    return _shifted(whole, part, zeros)


def _shifted(whole: str, part: str, zeros: int) -> str:
    """`whole.part` times ten to the power of `zeros`, without needless noughts."""
    digits, point = whole + part, len(whole) + zeros
    digits = digits.ljust(point, "0") if point > 0 else digits.rjust(len(digits) - point + 1, "0")
    point = max(point, 1)
    left, right = digits[:point].lstrip("0") or "0", digits[point:].rstrip("0")
    return f"{left}.{right}" if right else left
