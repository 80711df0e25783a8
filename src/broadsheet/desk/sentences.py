"""Where are a text's sentences, and which words has each?

Read once an article and kept for the batch, because six steps ask; offsets are code points of the text as it is stored.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from broadsheet.news import Article

WORD = re.compile(r"\w+")
KEPT = (
    256  # articles remembered: four batches of 64, so that every step of a batch finds its sentences; about 100 kB an article
)


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence: `text[start:end]` without the space around it, and its words with their capitals."""

    start: int
    end: int
    words: tuple[str, ...]


@lru_cache(maxsize=KEPT)
def said(text: str, language: str = "en") -> tuple[Said, ...]:
    """The sentences of a text in order; headings and list items stand as sentences of their own."""
    found = []
    for start, end in _pieces(text, language):
        words = WORD.findall(text, start, end)
        if words:
            found.append(Said(start, end, tuple(words)))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Flat:
    """A text's words in one run, an empty word between sentences so that no phrase reaches over; which sentence each is of."""

    words: tuple[str, ...]
    sentence: tuple[int, ...]
    first: tuple[int, ...]


@lru_cache(maxsize=KEPT)
def flat(text: str, language: str = "en") -> Flat:
    """The words of all sentences as one run: `words[first[i]]` begins sentence i, `sentence[k]` is that of word k."""
    run: list[str] = []
    owner: list[int] = []
    first: list[int] = []
    for number, sentence in enumerate(said(text, language)):
        first.append(len(run))
        run += sentence.words
        run.append("")
        owner += [number] * (len(sentence.words) + 1)
    return Flat(tuple(run), tuple(owner), tuple(first))


class Offsets:
    """Where the words of a text begin and end, worked out for a sentence when first asked."""

    def __init__(self, text: str, language: str) -> None:
        self.text, self.said, self.flat = text, said(text, language), flat(text, language)
        self._places: dict[int, list[tuple[int, int]]] = {}

    def of(self, start: int, end: int) -> tuple[int, int]:
        """The code points that words `start` to `end` of the flat run take up."""
        number = self.flat.sentence[start]
        if number not in self._places:
            sentence = self.said[number]
            self._places[number] = [m.span() for m in WORD.finditer(self.text, sentence.start, sentence.end)]
        spans, first = self._places[number], self.flat.first[number]
        return spans[start - first][0], spans[end - 1 - first][1]


@lru_cache(maxsize=KEPT)
def words(text: str) -> tuple[str, ...]:
    """The words of a short text, a headline or a label, with their capitals."""
    return tuple(WORD.findall(text))


def standfirst(article: Article) -> str:
    """The standfirst where the text does not say it already."""
    return "" if article.standfirst and article.standfirst in article.text else article.standfirst


def _pieces(text: str, language: str) -> list[tuple[int, int]]:
    pieces, place = [], 0
    for part in _split(text, language):
        end = place + len(part)
        left, right = place, end
        while left < right and text[left].isspace():
            left += 1
        while right > left and text[right - 1].isspace():
            right -= 1
        if right > left:
            pieces.append((left, right))
        place = end
    return pieces


def _split(text: str, language: str) -> list[str]:
    """Parts that join to the text again. A lone surrogate, which no UTF-8 has, is read as a replacement mark."""
    import sentencex

    clean = text if text.isascii() else text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    parts: list[str] = sentencex.segment(language, clean)
    if len(clean) == len(text) and sum(map(len, parts)) == len(text):
        return parts
    return text.splitlines(keepends=True)
