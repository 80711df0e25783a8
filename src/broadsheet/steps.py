"""What a step is, how a recipe names one, and why a recipe is refused before work starts."""

from __future__ import annotations

import importlib
import importlib.util
from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from typing import Any

from broadsheet.news import Reading, Story
from broadsheet.settings import Settings

Function = Callable[[Sequence[Any], Settings], Sequence[Any]]


class RecipeError(Exception):
    """A recipe that cannot work, in one sentence that says what to change."""


@dataclass(frozen=True, slots=True)
class Step:
    """A plain function with a label: it maps a batch to one field's values, in order, and reads nothing that changes.

    `function(batch, settings)` returns one value for each of the batch; `gives` names the field it fills, `needs` the fields
    that must be there before; `of` says whether the batch is readings or stories;
    `extra` names the extra of ours that it works with, and the module which that installs.
    """

    function: Function
    gives: str
    needs: frozenset[str] = frozenset()
    of: type[Reading | Story] = Reading
    extra: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Recipe:
    """Steps in the order in which they run, checked: each field is given once and nothing is needed before it is there."""

    steps: tuple[Step, ...]


def resolve(name: str, label: str = "STEP") -> Step:
    """The step that a recipe names: `language` is ours, `pkg.mod:STEP` is anyone's. Raises RecipeError."""
    module, _, attribute = name.partition(":") if ":" in name else (f"broadsheet.desk.{name}", "", label)
    try:
        step = getattr(importlib.import_module(module), attribute)
    except ModuleNotFoundError as missing:
        raise RecipeError(
            f"There is no step {name!r} ({missing}); use a name from docs/reference/steps.md or 'package.module:STEP'."
        ) from missing
    except AttributeError as missing:
        raise RecipeError(f"{module} has no {attribute}; a step is a module's {attribute} = Step(…).") from missing
    if not isinstance(step, Step):
        raise RecipeError(f"{name} is a {type(step).__name__}, not a Step.")
    return step


def recipe(names: Sequence[str], of: type[Reading | Story] = Reading) -> Recipe:
    """The checked recipe of these names. Raises RecipeError with one sentence when it could not work."""
    label = "STEP" if of is Reading else "STORY_STEP"
    known = {f.name for f in fields(of)}
    there = {"article"} if of is Reading else {"tellings"}
    steps = []
    for name in names:
        step = resolve(name, label)
        _refuse(name, step, of, known, there)
        there.add(step.gives)
        steps.append(step)
    return Recipe(tuple(steps))


def _refuse(name: str, step: Step, of: type, known: set[str], there: set[str]) -> None:
    if step.of is not of:
        raise RecipeError(f"Step {name!r} reads {step.of.__name__}, but stands in a recipe for {of.__name__}.")
    if step.gives not in known:
        raise RecipeError(f"Step {name!r} gives {step.gives!r}, which is no field of {of.__name__}.")
    if step.gives in there:
        raise RecipeError(f"Step {name!r} gives {step.gives!r}, which an earlier step gives already; remove one of them.")
    if step.extra and not importlib.util.find_spec(step.extra[1]):
        raise RecipeError(f"Step {name!r} works with {step.extra[1]}: pip install 'broadsheet[{step.extra[0]}]'.")
    missing = sorted(step.needs - there)
    if missing:
        raise RecipeError(f"Step {name!r} needs {', '.join(missing)}, which no earlier step gives; put that step before it.")
