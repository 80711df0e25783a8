"""How like is an article to what each section holds? A small linear model over words, meaning and the evidence by keywords.

A model is a file of plain arrays (.npz, never a pickle), named for the hash of what is in it. It moves the opinion that stands
without it; where there is none, keywords and the description decide alone.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Sequence
from functools import cache, lru_cache
from importlib.resources import files
from itertools import pairwise
from math import log, sqrt
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple
from zipfile import BadZipFile
from zlib import crc32

from broadsheet.desk.language import spoken
from broadsheet.desk.meaning import LEAD_CHARACTERS, TITLE_CHARACTERS, meaning
from broadsheet.desk.remembered import Remembered
from broadsheet.desk.terms import words
from broadsheet.keys import Section
from broadsheet.news import Article, Reading

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Row = NDArray[np.float64]

WIDTH = 1 << 18  # slots of words and pairs of words: the 8,808 rows of AG News have 150,000 different ones
DIMENSIONS = 192  # of data/meaning.npy
NEAR = 5.0  # what a cosine counts beside the logarithm of evidence; 2 and 10 give the same F1 within .005
SLOPE = 2.0  # a margin's in its score: the margin of a sure example, 1, is .88
TELLING = 0.3  # what a word must weigh to be named as a reason
MODELS = 8  # whose rows are remembered
SHIPPED = "sections.npz"

_placed: dict[int, tuple[NDArray[np.int64], dict[int, int]]] = {}
_slots = Remembered(lambda word: crc32(word.encode()) % WIDTH)


class ModelError(Exception):
    """A model of sections that cannot be read, in one sentence that says what to do."""


class Model(NamedTuple):
    """What was learned. `terms` are rows by slot, in the order of `slots`; `dense` are rows by column of `columns`."""

    names: tuple[str, ...]
    slots: NDArray[np.int64]
    rarity: NDArray[np.float32]
    terms: NDArray[np.float32]
    dense: NDArray[np.float32]
    cut: float  # the margin above which a section prints
    always: bool  # whether every example had a section, so that every article gets one
    vector: float  # what the vector counts beside the words
    examples: int
    trust: float = 1.0  # what the opinion that stands without it counts
    under: str = ""  # the model whose scores it moves, by name; empty for none


def stems(article: Article) -> list[str]:
    """The words of title and lead that carry something, in order."""
    body = article.text or article.standfirst
    return words(article.title[:TITLE_CHARACTERS]) + words(body[:LEAD_CHARACTERS])


def slots(found: Sequence[str]) -> list[int]:
    """The slots of words and of two neighbouring ones, as often as they stand there."""
    singles = [_slots[word] for word in found]
    return singles + [(first * 31 + second) % WIDTH for first, second in pairwise(singles)]


def vectors(batch: Sequence[Reading]) -> Row:
    """What each article is about, of length 1, a row each; zeros where no word is known."""
    import numpy as np

    told = np.zeros((len(batch), DIMENSIONS))
    for row, reading in zip(told, batch, strict=True):
        said = meaning(reading.article, spoken(reading)) if reading.meaning is None else reading.meaning
        if said:
            row[:] = np.frombuffer(said, np.int8)
    return _normed(told)


def _normed(rows: Row) -> Row:
    import numpy as np

    normed: Row = rows / np.maximum(np.sqrt(np.square(rows).sum(axis=-1, keepdims=True)), 1e-9)
    return normed


@lru_cache(maxsize=4)
def prototypes(sections: tuple[Section, ...]) -> Row:
    """What each section is about: its name, description, keywords and examples, a row each."""
    import numpy as np

    rows = np.zeros((len(sections), DIMENSIONS))
    for row, section in zip(rows, sections, strict=True):
        sure = [word for word in section.keywords if not word.endswith("~")]
        about = [meaning(Article("", "", "", said)) for said in (*sure, section.description, section.name, *section.examples)]
        known = [np.frombuffer(each, np.int8).astype(np.float64) for each in about if each]
        if known:
            row[:] = np.array(known).sum(axis=0)
    return _normed(rows)


def nearness(about: Row, sections: tuple[Section, ...]) -> Row:
    """The cosine of each article with each section, less the mean over sections: what sets one apart."""
    cosines = about @ prototypes(sections).T
    told: Row = cosines - cosines.mean(axis=1, keepdims=True)
    return told


def columns(evidence: Row, passed: Row, near: Row, about: Row, vector: float) -> Row:
    """The dense part of what a model reads: for each section its evidence, whether it passed, how near; the vector; a one."""
    import numpy as np

    parts = (np.log1p(evidence), passed, NEAR * near, vector * about, np.ones((len(about), 1)))
    return np.concatenate(parts, axis=1)


def read(path: str) -> Model:
    """The model of a file. Raises ModelError."""
    try:
        return _decoded(Path(path).read_bytes())
    except (OSError, ValueError, KeyError, BadZipFile) as wrong:
        raise ModelError(f"{path} is no model of sections ({wrong}); run `broadsheet learn` again.") from wrong


@cache
def shipped() -> Model | None:
    """The model that ships."""
    file = files("broadsheet.data").joinpath(SHIPPED)
    return _decoded(file.read_bytes()) if file.is_file() else None


def _decoded(kept: bytes) -> Model:
    import numpy as np

    with np.load(io.BytesIO(kept), allow_pickle=False) as told:
        names = tuple(str(name) for name in told["names"])
        numbers = told["numbers"]
        if told["terms"].shape[1] != len(names) or told["dense"].shape != (3 * len(names) + DIMENSIONS + 1, len(names)):
            raise ValueError("its arrays have other sizes")
        return Model(
            names, told["slots"], told["rarity"], told["terms"], told["dense"], float(numbers[0]), bool(numbers[1]),
            float(numbers[2]), int(numbers[3]), float(numbers[4]), str(told["under"][0]),
        )  # fmt: skip


def encoded(model: Model) -> tuple[str, bytes]:
    """The name and the bytes of its file: the name is the hash of the content."""
    import numpy as np

    arrays: dict[str, Any] = {
        "names": np.array(model.names), "slots": model.slots, "rarity": model.rarity.astype(np.float32),
        "terms": model.terms.astype(np.float32), "dense": model.dense.astype(np.float32),
        "numbers": np.array([model.cut, model.always, model.vector, model.examples, model.trust], np.float64),
        "under": np.array([model.under]),
    }  # fmt: skip
    told = hashlib.sha256(b"".join(name.encode() + array.tobytes() for name, array in arrays.items()))
    written = io.BytesIO()
    np.savez_compressed(written, **arrays)
    return f"sections-{told.hexdigest()[:12]}.npz", written.getvalue()


def weighed(row: Sequence[int], place: dict[int, int], rarity: NDArray[Any]) -> tuple[list[int], list[float]]:
    """The known slots of an article in order, and what each weighs: rare and repeated words more, all together 1."""
    counts: dict[int, int] = {}
    for slot in row:
        at = place.get(slot, -1)
        if at >= 0:
            counts[at] = counts.get(at, 0) + 1
    found = sorted(counts)
    weights = [(1 + log(counts[at])) * float(rarity[at]) for at in found]
    norm = sqrt(sum(weight * weight for weight in weights)) or 1.0
    return found, [weight / norm for weight in weights]


def moved(model: Model, each: Sequence[Sequence[int]], dense: Row) -> Row:
    """How far a model moves the scores of articles, by their slots and dense columns; a row each."""
    told: Row = dense @ model.dense
    place = _places(model)
    for row, found in zip(told, each, strict=True):
        slots_known, weights = weighed(found, place, model.rarity)
        if slots_known:
            row[:] += weights @ model.terms[slots_known]
    return told


def _places(model: Model) -> dict[int, int]:
    """The row of each slot, worked out once a model: found again by its array, which is kept with it."""
    kept = _placed.get(id(model.slots))
    if kept is None or kept[0] is not model.slots:
        if len(_placed) >= MODELS:
            _placed.clear()
        kept = _placed[id(model.slots)] = (model.slots, {int(slot): at for at, slot in enumerate(model.slots)})
    return kept[1]


def speaking(model: Model, found: Sequence[str], section: int, most: int = 3) -> list[str]:
    """The words of an article that a model has learned to take for a section, the strongest first."""
    place = _places(model)
    said = {word: float(model.terms[place[_slots[word]], section]) for word in found if _slots[word] in place}
    return sorted((word for word in said if said[word] > TELLING), key=lambda word: (-said[word], word))[:most]
