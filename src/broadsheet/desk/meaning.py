"""What an article is about, as a vector that other tellings of its event share: our own static word vectors, summed.

A vector is int8 and `LENGTH` long, so that a product of two is a cosine in 65,536ths. Its dimensions are rotated at random, so
that each sign is as good a bucket as any other. Sums of whole numbers are exact in any order: every machine answers the same
bytes. The vectors are `data/meaning.npy`, one row a word of `data/meaning.tsv`, which has its weight too; data/meaning.card.md
tells how they were made. A word that has no row is taken in pieces, as its model's tokeniser would.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, partial
from importlib.resources import as_file, files
from itertools import accumulate, chain, pairwise
from math import isqrt

from broadsheet.desk.language import spoken
from broadsheet.desk.remembered import Remembered
from broadsheet.desk.terms import GAPS, dateline, fold, tokens
from broadsheet.desk.translated import LANGUAGES, english
from broadsheet.news import Article, Reading
from broadsheet.settings import Settings
from broadsheet.steps import Step

LENGTH = 256  # of a vector: six deviations of a component are under 127, and rounding moves a cosine by .001
TITLE_CHARACTERS = 400  # a headline's; a longer one is cut, so that a 100 kB title costs what others cost
LEAD_CHARACTERS = 600  # about three paragraphs: AP of ECB+ .758 at 300, .760 at 600, .753 at 1,200; of NeuS .473, .496, .496
TITLE = 2  # a word of the title counts as two of the lead: AP of NeuS .458 at 1, .496 at 2, .498 at 3; P@1 .756, .773, .769
PIECE = "##"  # before a row that stands for the rest of a word
LONGEST = 40  # letters of a word that is taken in pieces
TOGETHER = 32  # articles summed at once: what is gathered for them, about 3 MB, stays in a processor's cache
EXACT = 1 << 24  # whole numbers up to it are exact in a float of 32 bits

_marks = ("\u2018", "\u201c", "\u201d", "\u2014", "\u2013", "\u2026", "\u00a0")  # that part words
_joined = re.compile(r"[.,][0-9]|''")

Rows = tuple[int, ...]


def meaning(article: Article, language: str = "") -> bytes:
    """The vector of title and lead, one signed byte a dimension; empty when no word of them is known.

    `language` is an ISO 639-1 code; words of the languages of data/translated.tsv count as their English ones.
    """
    return _model().sums([_rows(article, language)])[0]


def _rows(article: Article, language: str) -> list[int]:
    """The rows of the words of title and lead, each as often as it counts."""
    known = _model().known(language)
    split = tokens if language in LANGUAGES else _tokens
    body = article.text or article.standfirst
    start, _ = dateline(body[:LEAD_CHARACTERS])
    title = list(chain.from_iterable(map(known.__getitem__, split(article.title[:TITLE_CHARACTERS]))))
    return title * TITLE + list(chain.from_iterable(map(known.__getitem__, split(body[start : start + LEAD_CHARACTERS]))))


def _tokens(text: str) -> list[str]:
    """Words that fold to those of `tokens`: a third of the time for a text that only its typography keeps from being ASCII."""
    if text.isascii():
        return tokens(text)
    plain = text.replace("’", "'")
    for mark in _marks:
        plain = plain.replace(mark, " ")
    return plain.translate(GAPS).split() if plain.isascii() and not _joined.search(plain) else tokens(text)


class _Model:
    """The word vectors: the rows as they lie on the disk, and which rows a word has."""

    def __init__(self) -> None:
        import numpy as np

        data = files("broadsheet.data")
        with as_file(data / "meaning.npy") as path:
            self._vectors = np.asarray(np.load(path, mmap_mode="r"))
        listed = (data / "meaning.tsv").read_text(encoding="utf-8").split()
        self._row = {word: row for row, word in enumerate(listed[::2])}
        self._weights = np.array(list(map(int, listed[1::2])), np.float32)
        self._most = 128 * int(self._weights.max())  # no component of a row is more
        self._known: dict[str, Remembered[Rows]] = {}

    def known(self, language: str) -> Remembered[Rows]:
        """The rows of this language's words."""
        key = language if language in LANGUAGES else ""
        if key not in self._known:
            self._known[key] = Remembered(partial(self._of, language=key))
        return self._known[key]

    def _of(self, word: str, language: str) -> Rows:
        if meant := english(word, language):
            return tuple(self._row[each] for each in meant.split() if each in self._row)
        plain = fold(word)
        row = self._row.get(plain)
        if language in LANGUAGES:  # a word that is written as an English one is that only where it is a name
            return () if row is None or not word[0].isupper() else (row,)
        return tuple(self._pieces(plain)) if row is None else (row,)

    def _pieces(self, word: str) -> list[int]:
        """The longest rows that make up a word, from its start; none when a part of it has no row."""
        found: list[int] = []
        start = 0
        while start < len(word) <= LONGEST:
            before = PIECE if start else ""
            end = next((end for end in range(len(word), start, -1) if before + word[start:end] in self._row), 0)
            if not end:
                return []
            found.append(self._row[before + word[start:end]])
            start = end
        return found

    def sums(self, each: Sequence[Sequence[int]]) -> list[bytes]:
        """The weighted sum of each run of rows, `LENGTH` long, one signed byte a dimension; empty of an empty run."""
        import numpy as np

        ends = [0, *accumulate(map(len, each))]
        rows = np.fromiter(chain.from_iterable(each), np.intp, ends[-1])
        # whole numbers are exact in these floats, so the order of the sum does not matter
        kind = np.dtype("float32" if max(map(len, each)) * self._most < EXACT else "float64")
        weights, vectors = self._weights[rows].astype(kind), self._vectors[rows].astype(kind)
        totals = np.array([weights[start:end] @ vectors[start:end] for start, end in pairwise(ends)]).astype(np.int64)
        norms = [isqrt(square) for square in np.einsum("ij,ij->i", totals, totals).tolist()]
        halves = np.array(norms, np.int64)[:, np.newaxis]
        found = (2 * LENGTH * totals + halves) // np.maximum(2 * halves, 1)
        found = found.clip(-127, 127).astype(np.int8)
        return [vector.tobytes() if norm else b"" for vector, norm in zip(found, norms, strict=True)]


@cache
def _model() -> _Model:
    return _Model()


def step(batch: Sequence[Reading], _settings: Settings) -> list[bytes]:
    """`meaning` for each reading."""
    found: list[bytes] = []
    for start in range(0, len(batch), TOGETHER):
        found += _model().sums([_rows(reading.article, spoken(reading)) for reading in batch[start : start + TOGETHER]])
    return found


STEP = Step(step, gives="meaning", needs=frozenset({"language"}))
