"""Articles and readings for the desk's tests, from the cases beside them."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from functools import cache
from pathlib import Path

from broadsheet.news import Article, Reading, Story, Telling, article_id
from broadsheet.settings import Settings
from broadsheet.steps import resolve

SETTINGS = Settings()
CASES = Path(__file__).parent / "cases"


def article(title="A headline", text="", publisher="The Meridian Courier", **fields):
    url = fields.pop("url", f"https://paper.example/{len(title)}")
    return Article(article_id(ascii((publisher, title, text))), url, publisher, title, text=text, **fields)


def read(articles, *steps):
    readings = [Reading(each) for each in articles]
    for name in steps:
        step = resolve(name)
        values = step.function(readings, SETTINGS)
        readings = [replace(r, **{step.gives: v}) for r, v in zip(readings, values, strict=True)]
    return readings


def cases(name):
    return tomllib.loads((CASES / f"{name}.toml").read_text(encoding="utf-8"))["case"]


def of_case(case):
    kept = {key: case[key] for key in ("url", "language", "kind", "rights") if key in case}
    return article(case["title"], case["text"], hints=tuple(case.get("hints", ())), **({"language": "en"} | kept))


@cache
def judged(name, *steps):
    listed = cases(name)
    return list(zip(listed, read([of_case(case) for case in listed], *steps), strict=True))


def story(*articles, copies=()):
    readings = read(articles, "language", "genre", "sensitive", "tags")
    tellings = []
    for reading in readings:
        copied = reading.article.title in copies
        origin = readings[0].article.id if copied else reading.article.id
        tellings.append(Telling(reading, origin, origin if copied else None, 9000, ""))
    return Story("s1", tuple(tellings))


def micro_f1(pairs):
    """Of (got, expected, allowed) sets."""
    right = sum(len(got & expected) for got, expected, _ in pairs)
    wrong = sum(len(got - expected - allowed) + len(expected - got) for got, expected, allowed in pairs)
    return 2 * right / (2 * right + wrong)
