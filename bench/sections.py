"""How well are articles filed under sections? Our own held-back texts, and AG News learned from its rows, peers beside."""

from __future__ import annotations

import gzip
import hashlib
import json
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from broadsheet.desk import lessons, likeness
from broadsheet.desk.lessons import Lesson
from broadsheet.desk.sections import file
from broadsheet.keys import Section
from broadsheet.news import Article, Judgement, Reading
from broadsheet.settings import Settings

sys.path.append(str(Path(__file__).parents[1] / "tools"))
import fit_sections  # type: ignore[import-not-found]  # of tools/, which has no stubs

Row = dict[str, object]
CLASSES = (
    Section(name="World", slug="world", description="Wars, governments, elections, disasters and diplomacy in all countries."),
    Section(name="Sports", slug="sports", description="Matches, players, teams, leagues, records and the Olympic Games."),
    Section(name="Business", slug="business", description="Companies, shares, oil, jobs, prices, trade and the economy."),
    Section(name="Science", slug="science", description="Computers, software, the internet, space and research."),
)  # AG News has four classes; what belongs in them is said here in our own words
PARTS = 5  # of AG News' rows: the last is held out


def run(data: Path, limit: int | None = None) -> list[Row]:
    """Micro-F1 of our held-back texts by what decides; accuracy on a held-out fifth of AG News' rows."""
    return [*ours(), *agnews(data, limit)]


def ours() -> list[Row]:
    """The held-back third of tests/desk/cases/sections/, which nothing was fitted on."""
    settings = Settings()
    told, held = [*fit_sections.labelled(back=False), *fit_sections.first()], fit_sections.labelled(back=True)
    hard = [each for each in held if each.reading.article.id in fit_sections.hard()]
    untaught = replace(settings, line=replace(settings.line, learned="none"))
    bare = replace(untaught, section=tuple(replace(each, keywords=(), hints=()) for each in settings.section))
    by = {
        "broadsheet": lessons.f1(held, settings),
        "broadsheet, no model": lessons.f1(held, untaught),
        "broadsheet, descriptions and places alone": lessons.f1(held, bare),
        "peer: TF-IDF, linear SVM on the same texts": _peer_f1(told, held, settings),
    }
    rows: list[Row] = [
        {"set": "ours, held back", "texts": len(held), "by": name, "micro-F1": value} for name, value in by.items()
    ]
    rows.insert(
        1, {"set": "ours, the hard of them", "texts": len(hard), "by": "broadsheet", "micro-F1": lessons.f1(hard, settings)}
    )
    start = time.process_time()
    file([each.reading for each in held], settings)
    rows[0]["CPU ms a text"] = (time.process_time() - start) * 1000 / len(held)
    return rows


def _peer_f1(told: Sequence[Lesson], held: Sequence[Lesson], settings: Settings) -> float:
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.svm import LinearSVC

    words = TfidfVectorizer(sublinear_tf=True)
    known, asked = words.fit_transform(_texts(told)), words.transform(_texts(held))
    found: list[set[str]] = [set() for _ in held]
    for section in settings.section:
        truth = [section.name in each.sections for each in told]
        for names, yes in zip(found, LinearSVC(class_weight="balanced").fit(known, truth).predict(asked), strict=True):
            names.update({section.name} if yes else ())
    right = sum(len(names & each.sections) for names, each in zip(found, held, strict=True))
    wrong = sum(
        len(names - each.sections - each.may) + len(each.sections - names) for names, each in zip(found, held, strict=True)
    )
    return 2 * right / (2 * right + wrong)


def agnews(data: Path, limit: int | None = None) -> list[Row]:
    """Four fifths of the rows teach; the peer learns from the same. The official test is not here."""
    with gzip.open(data / "topics/agnews/train.jsonl.gz", "rt", encoding="utf-8") as lines:
        told = [_of_row(json.loads(line)) for line in lines][:limit]
    held = [each for each in told if _part(each) == 0]
    taught = [each for each in told if _part(each) != 0]
    settings = replace(Settings(), section=CLASSES)
    start = time.process_time()
    name, kept = likeness.encoded(lessons.taught(taught, settings))
    spent = time.process_time() - start
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(kept)
        filed = file([each.reading for each in held], replace(settings, line=replace(settings.line, learned=str(path))))
    right = sum(bool(found) and found[0].value in each.sections for found, each in zip(filed, held, strict=True))
    common: Row = {"set": "AG News, a fifth of the given rows", "texts": len(held)}
    return [
        common | {"by": "broadsheet learn", "accuracy": right / len(held), "CPU s to learn": spent},
        common | {"by": "peer: TF-IDF, linear SVM", "accuracy": _peer_accuracy(taught, held)},
    ]


def _of_row(row: dict[str, object]) -> Lesson:
    text = str(row["text"])
    name = hashlib.sha256(text.encode()).hexdigest()[:16]
    reading = Reading(Article(name, f"https://bench.example/{name}", "", "", text=text), language=Judgement("en", 1.0, ""))
    return Lesson(reading, frozenset({CLASSES[int(str(row["label"]))].name}))


def _part(lesson: Lesson) -> int:
    return int(lesson.reading.article.id[:2], 16) % PARTS


def _peer_accuracy(told: Sequence[Lesson], held: Sequence[Lesson]) -> float:
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.svm import LinearSVC

    words = TfidfVectorizer(sublinear_tf=True)
    model = LinearSVC(C=0.5).fit(words.fit_transform(_texts(told)), [min(each.sections) for each in told])
    found = model.predict(words.transform(_texts(held)))
    return sum(name in each.sections for name, each in zip(found, held, strict=True)) / len(held)


def _texts(told: Sequence[Lesson]) -> list[str]:
    return [f"{each.reading.article.title} {each.reading.article.text}" for each in told]
