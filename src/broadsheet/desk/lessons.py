"""What do labelled articles teach about the sections, and is that better than what was known before?"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING, Any

import numpy as np

from broadsheet.desk import likeness
from broadsheet.desk.learning import Sparse, learned
from broadsheet.desk.likeness import Model
from broadsheet.desk.sections import Opinion, below, compiled, opinions, standing
from broadsheet.news import Reading
from broadsheet.settings import Settings

if TYPE_CHECKING:
    from numpy.typing import NDArray

COST = 0.3  # what an example on the wrong side costs: best of .1, .3 and 1 on the developing cases (tools/fit_sections.py)
VECTORS = (0.3, 1.0, 3.0)  # what the vector may count: many examples teach words, few must go by meaning
FOLDS = 4  # parts of the examples; each is judged by what the others teach
TRUSTS = (1.0, 0.0)  # what the opinion that stands may count: thousands of examples say more than keywords do
COMMON = 2  # examples that a word must stand in
CUTS = tuple(step / 20 for step in range(-20, 11))  # margins tried


@dataclass(frozen=True, slots=True)
class Lesson:
    """An article with the sections it belongs in; `may` are those that would be no error."""

    reading: Reading
    sections: frozenset[str]
    may: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class _Read:
    """Lessons as numbers, a row each."""

    opinion: Opinion
    base: NDArray[np.float64]
    words: list[list[int]]
    parents: dict[int, int]
    truth: NDArray[np.float64]
    counts: NDArray[np.float64]

    def part(self, rows: Any) -> _Read:
        some = np.flatnonzero(rows)
        return _Read(
            self.opinion.part(some),
            self.base[some],
            [self.words[i] for i in some],
            self.parents,
            self.truth[some],
            self.counts[some],
        )


def taught(lessons: Sequence[Lesson], settings: Settings, under: Model | None = None, name: str = "") -> Model:
    """The model of these lessons, its cut chosen where each is judged by the others; it moves the scores of `under`."""
    read = _read(lessons, settings, under)
    fold = np.array([_part(lesson, FOLDS) for lesson in lessons])
    best = (-1.0, 0.0, VECTORS[0], TRUSTS[0])
    for trust, vector in product(TRUSTS if under is None else TRUSTS[:1], VECTORS):
        margins = np.zeros_like(read.truth)
        for each in range(FOLDS):
            held = fold == each
            if held.any() and not held.all():
                model = _fitted(read.part(~held), vector, trust)
                margins[held] = _margins(model, read.part(held))
        for cut in CUTS:
            best = max(best, (_f1(margins > cut, read), cut, vector, trust), key=lambda found: found[0])
    _, cut, vector, trust = best
    always = all(lesson.sections for lesson in lessons)
    names = tuple(section.name for section in settings.section)
    return _fitted(read, vector, trust)._replace(names=names, cut=cut, always=always, examples=len(lessons), under=name)


def held_back(lesson: Lesson, every: int = 4) -> bool:
    """Whether a lesson is kept from teaching, so that a model can be judged by it: every fourth, by the hash of its id."""
    return _part(lesson, every, b"held") == 0


def f1(lessons: Sequence[Lesson], settings: Settings) -> float:
    """The micro-F1 of what these settings' model files these lessons under."""
    from broadsheet.desk.sections import file

    right = wrong = 0
    for lesson, filed in zip(lessons, file([lesson.reading for lesson in lessons], settings), strict=True):
        found = {each.value for each in filed}
        right += len(found & lesson.sections)
        wrong += len(found - lesson.sections - lesson.may) + len(lesson.sections - found)
    return 2 * right / (2 * right + wrong) if right else 0.0


def _part(lesson: Lesson, parts: int, salt: bytes = b"") -> int:
    return hashlib.sha256(salt + lesson.reading.article.id.encode()).digest()[0] % parts


def _read(lessons: Sequence[Lesson], settings: Settings, under: Model | None) -> _Read:
    readings = [lesson.reading for lesson in lessons]
    names = [section.name for section in settings.section]
    taxonomy = compiled(settings.section)
    opinion = opinions(readings, taxonomy)
    truth = np.array([[1.0 if name in lesson.sections else -1.0 for name in names] for lesson in lessons])
    counts = np.array([[float(name in lesson.sections or name not in lesson.may) for name in names] for lesson in lessons])
    words = [likeness.slots(found) for found in opinion.stems]
    return _Read(opinion, standing(opinion, under), words, taxonomy.parents, truth, counts)


def _fitted(read: _Read, vector: float, trust: float) -> Model:
    in_how_many: dict[int, int] = {}
    for row in read.words:
        for slot in set(row):
            in_how_many[slot] = in_how_many.get(slot, 0) + 1
    kept = sorted(slot for slot, many in in_how_many.items() if many >= COMMON)
    rarity = np.log((1 + len(read.words)) / (1 + np.array([in_how_many[slot] for slot in kept], float))) + 1
    place = {slot: at for at, slot in enumerate(kept)}
    rows = [likeness.weighed(row, place, rarity) for row in read.words]
    starts = np.cumsum([0, *(len(row) for row, _ in rows)])
    told = Sparse(
        starts.astype(np.int64),
        np.array([slot for row, _ in rows for slot in row], np.int64),
        np.array([value for _, row in rows for value in row], np.float64),
    )
    dense = read.opinion.columns(vector)
    found = learned(told, len(kept), dense, read.truth, read.counts, trust * read.base, COST)
    return Model(
        (), np.array(kept, np.int64), rarity.astype(np.float32), found.terms.astype(np.float32),
        found.dense.astype(np.float32), 0.0, False, vector, len(read.words), trust,
    )  # fmt: skip


def _margins(model: Model, read: _Read) -> NDArray[np.float64]:
    return below(model.trust * read.base + likeness.moved(model, read.words, read.opinion.columns(model.vector)), read.parents)


def _f1(found: Any, read: _Read) -> float:
    true = read.truth > 0
    right = float((found & true).sum())
    wrong = float((found & ~true & (read.counts > 0)).sum() + (~found & true).sum())
    return 2 * right / (2 * right + wrong) if right else 0.0
