"""Recipes are checked before work starts, and refused in one sentence."""

from __future__ import annotations

import pickle

import pytest

from broadsheet.news import Reading, Story
from broadsheet.settings import Settings
from broadsheet.steps import RecipeError, Step, recipe, resolve


def nothing(batch, _settings):
    return [None for _ in batch]


FIRST = Step(nothing, gives="language")
SECOND = Step(nothing, gives="sections", needs=frozenset({"language"}))
STRANGE = Step(nothing, gives="colour")
OF_STORIES = Step(nothing, gives="headline", of=Story)
NO_STEP = "a text"


def named(name):
    return f"{__name__}:{name}"


def test_ours_and_anyones():
    assert resolve("terms").gives == "terms"
    assert resolve(named("FIRST")) is FIRST


def test_a_recipe_in_order_is_accepted():
    assert recipe([named("FIRST"), named("SECOND")]).steps == (FIRST, SECOND)
    assert recipe([]).steps == ()


@pytest.mark.parametrize(
    ("names", "said"),
    [
        (["SECOND"], "needs language"),
        (["SECOND", "FIRST"], "needs language"),
        (["FIRST", "FIRST"], "an earlier step gives already"),
        (["STRANGE"], "no field of Reading"),
        (["OF_STORIES"], "stands in a recipe for Reading"),
        (["NO_STEP"], "not a Step"),
        (["MISSING"], "has no MISSING"),
    ],
)
def test_a_recipe_that_cannot_work_is_refused(names, said):
    with pytest.raises(RecipeError, match=said):
        recipe([named(name) for name in names])


def test_an_unknown_step_is_named():
    with pytest.raises(RecipeError, match="There is no step 'astrology'"):
        recipe(["astrology"])


def test_a_story_recipe_is_named_by_its_own_label():
    with pytest.raises(RecipeError, match="has no STORY_STEP"):
        recipe(["terms"], of=Story)


def test_every_step_of_the_default_recipe_pickles_and_fits():
    made = recipe(Settings().line.steps)
    assert pickle.loads(pickle.dumps(made)) == made  # noqa: S301
    assert {step.gives for step in made.steps} <= set(Reading.__dataclass_fields__)
