"""Which figures does an article give? Numbers with their unit or noun, as terms that meet across styles and languages.

`#12 dead`, `#4.5 %`, `#$3 billion`, `#300 worker`, `#3-1`, and plain `#1200` where nothing follows that is counted. Years,
dates, times and ordinals say when and which, and are left out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache

from broadsheet.desk.spacing import Spaced
from broadsheet.desk.wordlists import table

FIGURE = "#"  # no word begins with it
MOST = 8
LEAST_PLAIN = 20  # a smaller number that counts nothing is chance
NEAR = 5  # words in which a toll is looked for: `12 other people have been killed`
DIGITS = 15  # a longer number is a key, no figure
POINTS = (",", ".")
DASHES = ("-", "–")
GLUE = ("-", "‑", "/", ":")  # before a number they make it part of a name, a date or a time: `COVID-19`

_parts = re.compile(r"(\d+)([^\W\d_]*)$")
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
    numbers = {"one": 1} | {word: n for each in words["numbers"].values() for n, word in enumerate(each.split(), 2)}
    return _Lists(
        numbers=numbers
        | {word.capitalize(): n for word, n in numbers.items()}
        | {word.upper(): n for word, n in numbers.items()},
        zeros={word: int(zeros) for zeros, each in words["scales"].items() for word in each.split()},
        units={word: unit for unit, each in words["units"].items() for word in each.split()},
        tolls={word: toll for toll, each in words["tolls"].items() for word in each.split()},
        passing=frozenset(words["passing"]["words"].split()),
        months=frozenset(words["dates"]["months"].split()),
        hours=frozenset(words["dates"]["hours"].split()),
    )


def figures(texts: Iterable[Spaced], stem: Callable[[str], str]) -> list[str]:
    """The figures of texts as terms, at most `MOST`, in order; `stem` brings a noun to the form that it is counted by."""
    numbers = _lists().numbers
    found: dict[str, None] = {}
    for text in texts:
        after = 0
        for at in [at for at, word in enumerate(text.words) if "0" <= word < ":" or word in numbers]:
            if at >= after:
                figure, after = _figure(text, at, stem)
                if figure:
                    found[FIGURE + figure] = None
                    if len(found) >= MOST:
                        return list(found)
    return list(found)


def _figure(text: Spaced, at: int, stem: Callable[[str], str]) -> tuple[str, int]:
    """The figure that begins at a word, empty if it is none, and the first word that is no more part of the number."""
    words, gaps, lists = text.words, text.gaps, _lists()
    if words[at] in lists.numbers:
        spelt = lists.numbers[words[at]]
        return _counted(str(spelt), text, at + 1, stem if spelt > 1 else _no_noun), at + 1
    end = at + 1
    while gaps[end - 1] in POINTS and words[end][:1].isdigit():
        end += 1
    parts = _parts.match(words[end - 1])
    joined = gaps[at - 1] if at else ""
    if not parts or end - at > 5 or joined in GLUE or gaps[end - 1] in ("/", ":"):
        return "", end
    number = "".join(word + gap for word, gap in zip(words[at : end - 1], gaps[at : end - 1], strict=True)) + parts[1]
    scale = parts[2].lower()
    if len(number) > DIGITS or (scale and scale not in lists.zeros):
        return "", end
    if gaps[end - 1].strip() in DASHES and words[end][:1].isdigit():
        score = _score(number, words[end]) if not scale else ""
        return score, end + 1
    return _sum(text, at, end, number, scale, stem), end


def _sum(text: Spaced, at: int, end: int, number: str, scale: str, stem: Callable[[str], str]) -> str:
    """A number with its currency, or with what it counts; `scale` is what was written close to it."""
    words, gaps, zeros = text.words, text.gaps, _lists().zeros
    coin = gaps[at - 1].strip()[-1:] if at else ""
    coin = coin if coin and coin in "$€£" else ""
    follows = end
    if not scale and end < len(words) and gaps[end - 1] in (" ", "-"):
        word = words[end].lower()
        if word in zeros and (coin or len(word) > 1):
            scale, follows = word, end + 1
    if not coin and not scale and _when(text, at, end, number):
        return ""
    value = _value(number, zeros.get(scale, 0))
    if coin or not value:
        return coin + value if value else ""
    plain = scale or "." in value or int(value) >= LEAST_PLAIN
    return _counted(value, text, follows, stem) or (value if plain else "")


def _score(number: str, other: str) -> str:
    """`3-1` of two short numbers."""
    return f"{number}-{other}" if number.isdigit() and other.isdigit() and max(len(number), len(other)) < 4 else ""


def _counted(value: str, text: Spaced, at: int, stem: Callable[[str], str]) -> str:
    """The number with what it counts, empty when nothing does; `at` is the word behind it."""
    lists = _lists()
    gap = text.gaps[at - 1].strip()
    if gap[:1] == "%":
        return f"{value} %"
    if gap[:1] in ("€", "£"):
        return gap[0] + value
    near = gap in ("", "-") or (gap == "." and text.words[at - 1].lower() in lists.zeros)
    follows = text.words[at].lower() if near and at < len(text.words) else ""
    if follows == "per" and text.after(at + 1).lower() == "cent":
        return f"{value} %"
    unit = lists.units.get(follows, "")
    if unit:
        return unit + value if unit in "$€£" else f"{value} {unit}"
    toll = (_toll(text, at) if near else "") or _toll_before(text, at - 1)
    if toll:
        return f"{value} {toll}"
    noun = stem(follows) if follows.isalpha() and follows not in lists.numbers else ""
    return f"{value} {noun}" if noun else ""


def _toll(text: Spaced, at: int) -> str:
    """What happened to so many, behind the number: `12 other people were killed`."""
    lists = _lists()
    for place in range(at, min(at + NEAR, len(text.words))):
        word = text.words[place].lower()
        if word in lists.tolls:
            return lists.tolls[word]
        if word not in lists.passing or text.gaps[place] != " ":
            return ""
    return ""


def _toll_before(text: Spaced, at: int) -> str:
    """The same before it: `killing at least 12`. A number of words has no more than one `at`, that of `at least`."""
    lists = _lists()
    while at > 0 and text.gaps[at - 1] in POINTS:
        at -= 1
    for place in range(at - 1, max(-1, at - 1 - NEAR), -1):
        if text.gaps[place] != " ":
            return ""
        word = text.words[place].lower()
        if word in lists.tolls:
            return lists.tolls[word]
        if word not in lists.passing and not (word == "at" and text.words[place + 1] == "least"):
            return ""
    return ""


def _no_noun(_word: str) -> str:
    return ""


def _when(text: Spaced, at: int, end: int, number: str) -> bool:
    """Whether a bare number is a year, a day of the month or an hour."""
    lists = _lists()
    follows = text.words[end].lower() if end < len(text.words) else ""
    before = text.words[at - 1].lower() if at and text.gaps[at - 1] in (" ", ". ") else ""
    if follows in lists.hours or (follows in ("a", "p") and text.gaps[end][:1] == "."):
        return True
    if len(number) <= 2 and (before in lists.months or (follows in lists.months and text.gaps[end - 1] in (" ", ". "))):
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
