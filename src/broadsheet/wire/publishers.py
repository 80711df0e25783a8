"""Which publishers a new newsroom polls: the catalogue that ships, from data/publishers.toml."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from importlib.resources import files
from typing import Any

from broadsheet.news import Feed, Publisher


@lru_cache(maxsize=1)
def starter() -> tuple[tuple[Publisher, tuple[Feed, ...]], ...]:
    """The starter publishers with their feeds, in the catalogue's order."""
    listed = tomllib.loads(files("broadsheet.data").joinpath("publishers.toml").read_text(encoding="utf-8"))
    return tuple((_publisher(row), _feeds(row)) for row in listed["publisher"])


def _publisher(row: dict[str, Any]) -> Publisher:
    return Publisher(**{name: value for name, value in row.items() if name != "feeds"})


def _feeds(row: dict[str, Any]) -> tuple[Feed, ...]:
    return tuple(
        Feed(url=each["url"], publisher=row["slug"], section=each["section"], language=row["language"]) for each in row["feeds"]
    )
