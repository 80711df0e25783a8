"""Which words ship as data, and what each list stands for."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def table(name: str) -> dict[str, Any]:
    """The lists of `data/<name>.toml`."""
    return tomllib.loads(files("broadsheet.data").joinpath(f"{name}.toml").read_text(encoding="utf-8"))


@cache
def lines(name: str) -> tuple[str, ...]:
    """The lines of `data/<name>`, comments and blank ones left out."""
    text = files("broadsheet.data").joinpath(name).read_text(encoding="utf-8")
    return tuple(line for line in text.splitlines() if line.strip() and not line.startswith("#"))


@cache
def listed(name: str) -> frozenset[str]:
    """A list of single words in `data/words.toml`: `stop`, `dangling` or `starters`."""
    return frozenset(table("words")["lists"][name].split())
