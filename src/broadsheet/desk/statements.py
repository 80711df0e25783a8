"""What does a sentence put a value to? Its numbers, days, places and names, each with what it is of.

A number that counts part of another, or speaks of another time, is left out: `three of the dead`, `another two`, `in 2015`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from math import inf

from broadsheet.desk.sentences import KEPT, said
from broadsheet.desk.wordlists import listed, table

READ = 15  # sentences looked at; news says first what there is to differ on, and each costs 40 microseconds
STEM = 5  # characters of a word that are compared
NEAR = 5  # words between a number and what happened to so many
HUNDRED = 100  # from here on a number that ends in two noughts is read as rounded

TOKEN = re.compile(r"[$€£]|\d+(?:[.,:]\d+)*%?|[^\W\d_]+(?:['’-][^\W\d_]+)*")
TIME = re.compile(r"\b(\d{1,2})(?:[.:](\d\d))?\s?([ap])\.?m\b|\b([01]?\d|2[0-3]):([0-5]\d)\b", re.IGNORECASE)
DAY = re.compile(r"\b(Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b")
PLACE = re.compile(r"\b(in|near|at|from|to|outside|off) ((?:[A-Z][\w’'-]+)(?: [A-Z][\w’'-]+){0,2})")
BEARER = re.compile(r",? ((?:[A-Z][\w’'-]+)(?: [A-Z][\w’'-]+){0,2})")
GROUPED = re.compile(r"[1-9]\d{0,2}(?:[.,]\d{3})+$")
PARTS = re.compile(r"\band (?:one|two|three|four|five|six|seven|eight|nine|ten|\d+) (?:in|at|near)\b")
SPOKEN = re.compile(r"\b(?:said|says|told|announced|added|wrote|reported|confirmed|erklärte|sagte)(?: \w+)?(?: on| am)? $")
YEAR = re.compile(r"\b(?:in|of|since|from) (?:18|19|20)\d\d\b|^since\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Statement:
    """A value as one sentence has it: `of` is what it is a value of, `low` to `high` the numbers that agree with it.

    `start` to `end` is the sentence's range in the article's text, `stems` its other telling words, `value` is for readers.
    """

    kind: str
    of: str
    value: str
    low: float
    high: float
    start: int
    end: int
    stems: frozenset[str]
    sort: str = ""

    @property
    def number(self) -> float:
        """The number itself, of `number` and `time`."""
        return self.low if self.high == inf else self.high if self.low == -inf else (self.low + self.high) / 2


@dataclass(frozen=True, slots=True)
class _Lists:
    numbers: dict[str, float]
    zeros: dict[str, int]
    units: dict[str, str]
    tolls: dict[str, str]
    passing: frozenset[str]
    months: dict[str, int]
    firm: dict[str, str]
    apart: frozenset[str]
    measures: dict[str, tuple[str, float]]
    roles: frozenset[str]
    opposites: tuple[tuple[str, str], ...]
    deny: frozenset[str]


@cache
def lists() -> _Lists:
    """The words of data/figures.toml and data/disagreements.toml, each by what it means."""
    figures, own = table("figures"), table("disagreements")
    numbers: dict[str, float] = {"one": 1, "eine": 1, "einen": 1}
    for each in figures["numbers"].values():
        numbers |= {word: n for n, word in enumerate(each.split(), 2)}
    numbers |= {word: float(n) for word, n in (pair.split("=") for pair in own["numbers"]["more"].split())}
    tolls = figures["tolls"] | own["tolls"]
    return _Lists(
        numbers=numbers,
        zeros={word: int(zeros) for zeros, each in figures["scales"].items() for word in each.split()},
        units={word: unit for unit, each in figures["units"].items() for word in each.split()},
        tolls={word: toll for toll, each in tolls.items() for word in each.split()},
        passing=frozenset(f"{figures['passing']['words']} {own['passing']['words']}".split()) - {"other", "others", "more"},
        months={word: n % 12 for n, word in enumerate(figures["dates"]["months"].split()[:12])},
        firm={word: firm for firm, each in own["firmness"].items() for word in each.split()},
        apart=frozenset(own["apart"]["words"].split()),
        measures={word: (unit, factor) for unit, each in own["measures"].items() for word, factor in each.items()},
        roles=frozenset(own["roles"]["words"].split()),
        opposites=tuple(tuple(pair.split()) for pair in own["opposites"]["pairs"]),
        deny=frozenset(own["opposites"]["deny"].split()),
    )


@lru_cache(maxsize=KEPT)
def statements(text: str, language: str) -> tuple[Statement, ...]:
    """What the first sentences of a text put a value to, in order."""
    found: list[Statement] = []
    for span in said(text, language)[:READ]:
        sentence = text[span.start : span.end]
        if not sentence.endswith("?"):
            found += _Sentence(sentence, span.start, span.end).all()
    return tuple(found)


class _Sentence:
    """A sentence's tokens, and what it puts a value to."""

    __slots__ = ("end", "low", "run", "spans", "start", "stems", "text")

    def __init__(self, text: str, start: int, end: int) -> None:
        self.text, self.start, self.end = text, start, end
        matches = list(TOKEN.finditer(text))
        self.run = [m.group() for m in matches]
        self.spans = [m.span() for m in matches]
        self.low = [word.lower().replace("’", "'") for word in self.run]
        stop = listed("stop")
        self.stems = frozenset(
            w.removesuffix("'s")[:STEM]
            for w in self.low
            if len(w) > 2 and w[0].isalpha() and w not in stop and w not in lists().numbers
        )

    def all(self) -> list[Statement]:
        """Its numbers, days, times, places, names and stances."""
        return [*self._numbers(), *self._days(), *self._places(), *self._names(), *self._stances()]

    def _make(
        self, kind: str, of: str, value: str, *, low: float = 0, high: float = 0, less: str = "", sort: str = ""
    ) -> Statement:
        gone = {w.lower()[:STEM] for w in less.split()}
        return Statement(kind, of, value, low, high, self.start, self.end, self.stems - gone, sort)

    def _numbers(self) -> list[Statement]:
        if YEAR.search(self.text) or PARTS.search(self.text):
            return []
        found = []
        for at, word in enumerate(self.low):
            number = self._number(at, word)
            if number is None or self._apart(at):
                continue
            value, step, after = number
            of, factor, shown = self._of(at, after)
            if of:
                low, high = self._between(at, value, step)
                sort = "toll" if of in lists().tolls.values() else "sum"
                coin = of if of in "$€£" else ""
                written = f"{coin}{self.text[self.spans[at][0] : self.spans[after - 1][1]]} {shown}".strip()
                found.append(self._make("number", of, written, low=low * factor, high=high * factor, sort=sort))
        return found

    def _number(self, at: int, word: str) -> tuple[float, float, int] | None:
        """The value, how exact it is written, and the token behind it; None where there is no number."""
        known = lists()
        if word in known.numbers:
            value, step = known.numbers[word], 1.0
            if at and self.low[at - 1] in known.numbers:
                return None
        elif word[0].isdigit() and ":" not in word:
            plain = word.rstrip("%")
            if GROUPED.match(plain):
                plain = plain.replace(",", "").replace(".", "")
            plain = plain.replace(",", ".")
            try:
                value = float(plain)
            except ValueError:
                return None
            if len(plain) == 4 and 1800 <= value < 2100 and "," not in word:
                return None
            digits = len(plain.partition(".")[2])
            step = 10.0**-digits if digits else 1.0
            while not digits and value >= HUNDRED and step * 10 <= value and value % (step * 10) == 0:
                step *= 10
        else:
            return None
        after = at + 1
        close = after < len(self.low) and self.spans[after][0] == self.spans[at][1]
        if after < len(self.low) and self.low[after] in known.zeros and (close or len(self.low[after]) > 1):
            scale = 10.0 ** known.zeros[self.low[after]]
            value, step, after = value * scale, step * scale, after + 1
        return value, step, after

    def _apart(self, at: int) -> bool:
        """Whether a number counts part of another, or belongs to a date or a name."""
        around = self.low[max(0, at - 2) : at] + self.low[at + 1 : at + 3]
        months = lists().months
        beside = {*self.low[max(0, at - 1) : at], *self.low[at + 1 : at + 2]}
        if beside & months.keys() or self.low[at + 1 : at + 2] == ["of"] or TIME.match(self.text, self.spans[at][0]):
            return True
        least = [
            w
            for w in around
            if w in lists().apart and not (w == "more" and self.low[max(0, at - 2) : at][-2:] == ["more", "than"])
        ]
        return bool(least)

    def _between(self, at: int, value: float, step: float) -> tuple[float, float]:
        """The numbers that do not contradict it."""
        firm = next((lists().firm[w] for w in reversed(self.low[max(0, at - 3) : at]) if w in lists().firm), "")
        loose = max(step / 2 if step > 1 and value >= HUNDRED else 0.0, step / 2 if step < 1 or step >= 1000 else 0.0)
        if firm == "about":
            loose = max(loose, value * 0.1)
        if firm == "least":
            return value - loose, inf
        return (-inf, value + loose) if firm == "most" else (value - loose, value + loose)

    def _of(self, at: int, after: int) -> tuple[str, float, str]:
        """What a number counts, what brings it to one measure, and the word for readers."""
        low = self.low
        if at and self.run[at - 1] in "$€£":
            return self.run[at - 1], 1.0, ""
        if self.run[at].endswith("%") or low[after : after + 2] == ["per", "cent"]:
            return "%", 1.0, ""
        toll = self._toll(at, after) if "." not in self.run[at] and "," not in self.run[at] else ""
        if toll:
            return toll, 1.0, {"hurt": "injured", "held": "arrested"}.get(toll, toll)
        return self._noun(after)

    def _noun(self, after: int) -> tuple[str, float, str]:
        known, low = lists(), self.low
        first = low[after] if after < len(low) else ""
        if first in known.measures or first in known.units:
            unit, factor = known.measures.get(first) or (known.units[first], 1.0)
            return unit, factor, self.run[after]
        if not first or (first in listed("stop") and first != "people") or first[0].isdigit() or first in known.numbers:
            return ("people", 1.0, "") if first in ("were", "had") and {"aboard", "board"} & {*low} else ("", 1.0, "")
        return first[:STEM].rstrip("s"), 1.0, self.run[after]

    def _toll(self, at: int, after: int) -> str:
        known = lists()
        for place in range(after, min(after + NEAR, len(self.low))):
            if self.low[place] in known.tolls:
                return known.tolls[self.low[place]]
            noun = place == after and self.low[place] not in listed("stop") and self.low[place][0].isalpha()
            if self.low[place] not in known.passing and not noun:
                break
        for place in range(at - 1, max(-1, at - 1 - NEAR), -1):
            if self.low[place] in known.tolls:
                return known.tolls[self.low[place]]
            if self.low[place] not in known.passing and self.low[place] not in ("toll", "to", "rose", "risen", "killing"):
                break
        return ""

    def _days(self) -> list[Statement]:
        days = [m for m in DAY.finditer(self.text) if not SPOKEN.search(self.text, 0, m.start())]
        found = [self._make("date", "day", days[0].group())] if len(days) == 1 and not self.text.startswith("Since ") else []
        months = lists().months
        for at, word in enumerate(self.low):
            if (word in months and word != "may") or (word == "may" and self.run[at] == "May"):
                beside = [
                    w for w in (*self.low[max(0, at - 1) : at], *self.low[at + 1 : at + 2]) if w.isdigit() and int(w) < 32
                ]
                if beside:
                    found.append(self._make("date", "date", f"{beside[0]} {self.run[at]}", less=self.run[at]))
                    break
        for m in TIME.finditer(self.text):
            hour = int(m[1] or m[4]) % (12 if m[3] else 24) + (12 if (m[3] or "").lower() == "p" else 0)
            minutes = float(hour * 60 + int(m[2] or m[5] or 0))
            found.append(self._make("date", "time", m.group(), low=minutes, high=minutes))
            break
        return found

    def _places(self) -> list[Statement]:
        found = []
        for m in PLACE.finditer(self.text):
            word = m[2].split()[0].lower()
            if word not in lists().months and not DAY.match(m[2]):
                found.append(self._make("place", m[1], m[2].removesuffix("'s").removesuffix("’s"), less=m[2]))
        return found

    def _names(self) -> list[Statement]:
        found = []
        for at, word in enumerate(self.low):
            if word in lists().roles:
                match = BEARER.match(self.text, self.spans[at][1])
                if match and not match[1].startswith(("The", "Police")):
                    found.append(self._make("name", word, match[1].removesuffix("'s").removesuffix("’s"), less=match[1]))
        return found

    def _stances(self) -> list[Statement]:
        known, low = lists(), {*self.low}
        found = []
        for one, other in known.opposites:
            if (one in low) != (other in low):
                word = one if one in low else other
                found.append(self._make("claim", f"{one}/{other}", word, less=f"{one} {other}"))
        denies = bool(low & known.deny) or "n't" in self.text or "n’t" in self.text
        found.append(self._make("claim", "said", "denied" if denies else "said"))
        return found
