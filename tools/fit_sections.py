"""Which model of sections ships? `python tools/fit_sections.py` learns it from our own texts and writes data/sections.npz.

Only the developing part teaches: tests/desk/cases/sections.toml and two thirds of tests/desk/cases/sections/. What is held
back (`held`) is read by `bench/quality.py sections` alone.
"""

from __future__ import annotations

import hashlib
import tomllib
from pathlib import Path
from typing import Any

from broadsheet.desk import lessons, likeness
from broadsheet.desk.lessons import Lesson
from broadsheet.news import Article, Judgement, Reading
from broadsheet.settings import Settings

ROOT = Path(__file__).parents[1]
CASES = ROOT / "tests/desk/cases"
MODEL = ROOT / "src/broadsheet/data" / likeness.SHIPPED


def held(name: str) -> bool:
    """Whether the text of this id is held back: a third, by the first byte of the id's SHA-256."""
    return hashlib.sha256(name.encode()).digest()[0] % 3 == 0


def labelled(back: bool) -> list[Lesson]:
    """The texts of one part, in the order of their files."""
    return [_lesson(case, case["id"]) for case in _cases() if held(case["id"]) == back]


def hard() -> frozenset[str]:
    """The ids of the texts that words alone tend to get wrong."""
    return frozenset(case["id"] for case in _cases() if case.get("hard"))


def _cases() -> list[dict[str, Any]]:
    files = sorted((CASES / "sections").glob("*.toml"))
    return [case for file in files for case in tomllib.loads(file.read_text(encoding="utf-8"))["case"]]


def first() -> list[Lesson]:
    """The texts that the keywords were first written with; all of them teach."""
    cases = tomllib.loads((CASES / "sections.toml").read_text(encoding="utf-8"))["case"]
    return [_lesson(case, f"first-{number}") for number, case in enumerate(cases)]


def _lesson(case: dict[str, Any], name: str) -> Lesson:
    article = Article(name, f"https://paper.example/{name}", "", case["title"], text=case["text"])
    language = Judgement(case.get("language", "en"), 1.0, "as labelled")
    return Lesson(Reading(article, language=language), frozenset(case["expect"]), frozenset(case.get("may", ())))


def main() -> None:
    """Learn, and write."""
    told = [*labelled(back=False), *first()]
    model = lessons.taught(told, Settings())
    MODEL.write_bytes(likeness.encoded(model)[1])
    print(f"{len(told)} texts, cut {model.cut}, vector {model.vector}, {len(model.slots)} words, {MODEL.stat().st_size} bytes")


if __name__ == "__main__":
    main()
