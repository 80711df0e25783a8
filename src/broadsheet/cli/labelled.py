"""Which labelled articles does a file hold? JSON Lines of `title`, `text` and `sections`."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from broadsheet.desk.lessons import Lesson
    from broadsheet.settings import Settings


class NothingToLearn(Exception):
    """Why there is nothing to learn from, in one sentence."""


def labelled(file: Path, settings: Settings) -> list[Lesson]:
    """Labelled articles, a JSON object a line with `title`, `text` and `sections`. Raises NothingToLearn."""
    from broadsheet.desk import language
    from broadsheet.desk.lessons import Lesson
    from broadsheet.news import Article, Reading, article_id

    names = {section.name for section in settings.section}
    found = []
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
        try:
            row = json.loads(line)
            title, text, sections = str(row.get("title") or ""), str(row.get("text") or ""), frozenset(row["sections"])
        except (ValueError, KeyError, TypeError, AttributeError) as wrong:
            raise NothingToLearn(f"Line {number} of {file} is no labelled article ({wrong}).") from wrong
        if unknown := sorted(sections - names):
            raise NothingToLearn(f"Line {number} of {file} names the section {unknown[0]!r}, which the settings do not have.")
        name = article_id(f"{title}\n{text}")
        found.append((Article(name, f"https://learn.invalid/{name}", "", title, text=text), sections))
    readings = [Reading(article) for article, _ in found]
    spoken = language.STEP.function(readings, settings)
    return [
        Lesson(replace(reading, language=said), sections)
        for reading, said, (_, sections) in zip(readings, spoken, found, strict=True)
    ]
