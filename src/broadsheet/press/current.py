"""The settings in force: the file and the environment, with what the desk changed laid over them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from broadsheet.press.home import Home
from broadsheet.settings import Settings, load


def current(home: Home, given: Mapping[str, Any] | None = None) -> Settings:
    """Read them anew: the file, the environment, the desk, then the command line (`given`)."""
    from broadsheet.press.archive.overrule import desk_settings

    path = home.settings_file if home.settings_file.exists() else None
    return load(path, desk=desk_settings(), given=given)
