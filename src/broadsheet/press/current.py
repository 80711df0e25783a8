"""The settings in force: the file and the environment, with what the desk changed laid over them."""

from __future__ import annotations

from broadsheet.press.home import Home
from broadsheet.settings import Settings, load


def current(home: Home) -> Settings:
    """Read them anew: the file, then the environment, then the desk."""
    from broadsheet.press.archive.overrule import desk_settings

    path = home.settings_file if home.settings_file.exists() else None
    return load(path, desk=desk_settings())
