"""A publisher's memory and template as JSON and back: what is stored, and what a row can name.

`VERSION` counts this writing; a memory written otherwise is not read but learned anew.
"""

from __future__ import annotations

from typing import Any

from broadsheet.wire.paths import Leaf
from broadsheet.wire.recurring import Marks
from broadsheet.wire.templates import Design, Memory

VERSION = 1

Written = dict[str, Any]


def written(memory: Memory) -> Written:
    """The memory in plain values."""
    return {
        "format": VERSION,
        "publisher": memory.publisher,
        "version": memory.version,
        "pages": memory.pages,
        "whole": memory.whole,
        "told": memory.told,
        "designs": [_written(each) for each in memory.designs],
        "recent": [[each.article, *each.marks] for each in memory.recent],
    }


def _written(design: Design) -> Written:
    return {
        "name": design.name,
        "leaves": [[each.path, each.kept, each.cut] for each in design.leaves],
        "pages": design.pages,
        "read": design.read,
        "credit": design.credit,
        "held": design.held,
        "failed": design.failed,
        "lengths": list(design.lengths),
        "last": design.last,
    }


def memory(publisher: str, found: Written, version: int = 0) -> Memory:
    """The memory as it was written; an empty one, of that version, where it was written in another way."""
    if found.get("format") != VERSION:
        return Memory(publisher, version)
    recent = tuple(Marks(article, tuple(marks)) for article, *marks in found["recent"])
    designs = tuple(_design(each) for each in found["designs"])
    return Memory(publisher, found["version"], found["pages"], designs, recent, found["whole"], found["told"])


def _design(found: Written) -> Design:
    leaves = tuple(Leaf(*each) for each in found["leaves"])
    return Design(**{**found, "leaves": leaves, "lengths": tuple(found["lengths"])})
