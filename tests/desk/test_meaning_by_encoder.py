from __future__ import annotations

import importlib.util
from dataclasses import replace

import pytest

from broadsheet.desk import meaning_by_encoder
from broadsheet.desk.meaning import LENGTH
from broadsheet.news import Article
from broadsheet.steps import RecipeError, recipe

installed = all(map(importlib.util.find_spec, (meaning_by_encoder.PACKAGE, "onnxruntime", "tokenizers")))
needs_model = pytest.mark.skipif(not installed, reason="the extra `onnx` is not installed")


def vector(title: str) -> bytes:
    return meaning_by_encoder.meaning(Article("1", "", "A", title))


def test_a_recipe_without_the_extra_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    missing = replace(meaning_by_encoder.STEP, extra=("onnx", "no_such_module"))
    monkeypatch.setattr(meaning_by_encoder, "STEP", missing)
    with pytest.raises(RecipeError, match=r"pip install 'broadsheet\[onnx\]'"):
        recipe(["meaning_by_encoder"])


def test_what_says_nothing_is_empty() -> None:
    assert vector(" 42 % …") == b""


@needs_model
def test_tellings_in_other_words_are_nearer_than_other_news() -> None:
    import numpy as np

    titles = ("Train drivers walk out in Lyon", "Rail workers in France begin strike", "Floods hit coastal villages")
    one, same, other = (np.frombuffer(vector(title), np.int8).astype(int) for title in titles)
    assert one @ one == pytest.approx(LENGTH**2, rel=0.02)
    assert one @ same > one @ other + LENGTH**2 // 4


@needs_model
def test_the_order_of_words_counts() -> None:
    assert vector("Police sue protesters") != vector("Protesters sue police")


@needs_model
def test_a_text_without_end_is_cut() -> None:
    assert vector("storm " * 400) == vector("storm " * 100_000)


@needs_model
def test_another_model_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(meaning_by_encoder, "MODEL_SHA256", "0" * 64)
    meaning_by_encoder._model.cache_clear()
    with pytest.raises(meaning_by_encoder.WrongModel, match="not the model that was measured"):
        vector("Fire")
    meaning_by_encoder._model.cache_clear()
