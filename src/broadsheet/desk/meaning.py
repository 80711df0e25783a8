"""What an article is about, as a vector that other tellings of its event share: our own static word vectors, summed.

A vector is int8 and `LENGTH` long, so that a product of two is a cosine in 65,536ths. Its dimensions are rotated at random, so
that each sign is as good a bucket as any other. Sums of whole numbers are exact in any order: every machine answers the same
bytes. The vectors are `data/meaning.npy`, one row a word of `data/meaning.tsv`, which has its weight too; data/meaning.card.md
tells how they were made. A word that has no row is taken in pieces, as its model's tokeniser would.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib.resources import as_file, files
from math import isqrt

from broadsheet.desk.language import spoken
from broadsheet.desk.terms import dateline, fold, tokens
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
KNOWN_WORDS = 200_000  # words remembered a process, about 30 MB

Rows = tuple[int, ...]


def meaning(article: Article, language: str = "") -> bytes:
    """The vector of title and lead, one signed byte a dimension; empty when no word of them is known.

    `language` is an ISO 639-1 code; words of the languages of data/translated.tsv count as their English ones.
    """
    body = article.text or article.standfirst
    start, _ = dateline(body[:LEAD_CHARACTERS])
    model = _model()
    title = model.rows(tokens(article.title[:TITLE_CHARACTERS]), language)
    lead = model.rows(tokens(body[start : start + LEAD_CHARACTERS]), language)
    return model.sum(title * TITLE + lead)


class _Model:
    """The word vectors: the rows as they lie on the disk, and which rows a word has."""

    def __init__(self) -> None:
        import numpy as np

        data = files("broadsheet.data")
        with as_file(data / "meaning.npy") as path:
            self._vectors = np.asarray(np.load(path, mmap_mode="r"))
        listed = (data / "meaning.tsv").read_text(encoding="utf-8").split()
        self._row = {word: row for row, word in enumerate(listed[::2])}
        self._weights = np.array(list(map(int, listed[1::2])), np.float64)
        self._known: dict[str, dict[str, Rows]] = {}

    def rows(self, words: Sequence[str], language: str) -> list[int]:
        """The rows of these words, as a text of this language has them, in order."""
        known = self._known.setdefault(language if language in LANGUAGES else "", {})
        if len(known) > KNOWN_WORDS:
            known.clear()
        found: list[int] = []
        for word in words:
            rows = known.get(word)
            if rows is None:
                rows = known[word] = self._of(word, language)
            found += rows
        return found

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

    def sum(self, rows: Sequence[int]) -> bytes:
        """The weighted sum of these rows, `LENGTH` long, one signed byte a dimension; empty without any."""
        import numpy as np

        if not rows:
            return b""
        # whole numbers below 2^53 are exact in a float, so the order of the sum does not matter
        total = (self._weights[rows] @ self._vectors[rows].astype(np.float64)).astype(np.int64)
        norm = isqrt(int(total @ total))
        if not norm:
            return b""
        return np.clip((2 * LENGTH * total + norm) // (2 * norm), -127, 127).astype(np.int8).tobytes()


@cache
def _model() -> _Model:
    return _Model()


def step(batch: Sequence[Reading], _settings: Settings) -> list[bytes]:
    """`meaning` for each reading."""
    return [meaning(reading.article, spoken(reading)) for reading in batch]


STEP = Step(step, gives="meaning", needs=frozenset({"language"}))
