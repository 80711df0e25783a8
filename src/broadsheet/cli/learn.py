"""`broadsheet learn`: sections learned from what editors corrected, compared with what is in force, live only when approved."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from broadsheet.cli.labelled import NothingToLearn, labelled

if TYPE_CHECKING:
    from broadsheet.desk.lessons import Lesson
    from broadsheet.desk.likeness import Model
    from broadsheet.settings import Settings

FEWEST = 8  # lessons that teach, and that judge: two, of fewer, would say nothing


def learn(chosen: argparse.Namespace) -> int:
    """Learn, compare side by side, and put in force if approved; 1 when there is nothing to learn or it got worse."""
    from broadsheet.desk.likeness import ModelError
    from broadsheet.settings import SettingsError

    try:
        return _alone(chosen) if chosen.out else _newsroom(chosen)
    except (NothingToLearn, ModelError, SettingsError, OSError) as wrong:
        print(f"broadsheet: {wrong}", file=sys.stderr)
        return 1


def _alone(chosen: argparse.Namespace) -> int:
    """From a file, without a newsroom."""
    from broadsheet.settings import load

    if not chosen.examples:
        raise NothingToLearn("--out needs --from, a file of labelled articles.")
    settings = load(chosen.config)
    _, kept = _taught(labelled(chosen.examples, settings), settings)
    chosen.out.write_bytes(kept)
    print(f'{chosen.out}: put `learned = "{chosen.out}"` under [line] of the settings to use it.')
    return 0


def _newsroom(chosen: argparse.Namespace) -> int:
    from broadsheet.cli.newsroom import opened

    home = opened(chosen.home)
    if home is None:
        return 1
    from broadsheet.press.archive.corrections import corrections
    from broadsheet.press.archive.overrule import change_setting
    from broadsheet.press.clock import clock
    from broadsheet.press.current import current

    settings = current(home)
    lessons = corrections() + (labelled(chosen.examples, settings) if chosen.examples else [])
    better, kept = _taught(lessons, settings)
    name = _named(kept)
    folder = home.folder / "learned"
    folder.mkdir(exist_ok=True)
    (folder / name).write_bytes(kept)
    if not chosen.approve:
        print(f"Kept as {folder / name}. `broadsheet learn --approve` puts it in force.")
        return 0
    if not better:
        print("It is no better than what is in force, which stays.", file=sys.stderr)
        return 1
    change_setting("line.learned", str(folder / name), "learn", clock())
    print(f"In force from the next article on: {folder / name}.")
    return 0


def _taught(lessons: Sequence[Lesson], settings: Settings) -> tuple[bool, bytes]:
    """Whether what three quarters teach files the others no worse than what is in force; then what all of them teach."""
    from broadsheet.desk import lessons as school
    from broadsheet.desk import likeness

    held = [each for each in lessons if school.held_back(each)]
    told = [each for each in lessons if not school.held_back(each)]
    if len(told) < FEWEST or len(held) < 2:
        raise NothingToLearn(
            f"There are {len(lessons)} articles that editors filed, too few to learn from and compare; "
            f"file stories at the desk, or give labelled articles with --from."
        )
    under = likeness.shipped()
    if under is not None and under.names != tuple(section.name for section in settings.section):
        under = None
    base = likeness.SHIPPED if under is not None else ""
    tried = school.taught(told, settings, under, base)
    before, after = school.f1(held, settings), school.f1(held, _with(tried, settings))
    print(f"{len(told)} articles teach, {len(held)} held back judge:")
    print(f"  {'in force':12} micro-F1 {before:.3f}  {settings.line.learned or 'the model that ships'}")
    print(f"  {'learned':12} micro-F1 {after:.3f}")
    return after >= before, likeness.encoded(school.taught(lessons, settings, under, base))[1]


def _with(model: Model, settings: Settings) -> Settings:
    """The settings with this model in force, in a file that lasts as long as the process."""
    import atexit
    import shutil
    import tempfile

    from broadsheet.desk import likeness

    folder = Path(tempfile.mkdtemp())
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    name, kept = likeness.encoded(model)
    (folder / name).write_bytes(kept)
    return replace(settings, line=replace(settings.line, learned=str(folder / name)))


def _named(kept: bytes) -> str:
    import hashlib

    return f"sections-{hashlib.sha256(kept).hexdigest()[:12]}.npz"
