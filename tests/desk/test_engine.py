"""Which engine decides: the same files, the same name; any weight or word changed, another."""

from __future__ import annotations

import re
import shutil
from importlib.resources import files

import pytest

from broadsheet.desk import engine as module


@pytest.fixture
def copied(tmp_path, monkeypatch):
    """The engine's files in a folder of the test's own; what is known of the real ones was read before."""
    module.engine()
    for package, endings in module.PARTS:
        folder = tmp_path / package
        folder.mkdir()
        for file in files(package).iterdir():
            if file.name.endswith(endings):
                shutil.copy(str(file), folder / file.name)
    monkeypatch.setattr(module, "files", lambda package: tmp_path / package)
    return tmp_path


def test_the_same_files_are_the_same_engine(copied):
    assert module.engine.__wrapped__() == module.engine()
    assert re.fullmatch("[0-9a-f]{8}", module.engine())


@pytest.mark.parametrize("file", ["broadsheet.data/events.toml", "broadsheet.data/commonness.txt", "broadsheet.desk/near.py"])
def test_another_weight_word_or_line_is_another_engine(copied, file):
    with (copied / file).open("a") as changed:
        changed.write("\n# changed\n")
    assert module.engine.__wrapped__() != module.engine()
