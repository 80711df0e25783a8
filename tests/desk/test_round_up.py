"""Headlines that head several stories, headlines that only sound like it, and texts that are built of several."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from broadsheet.desk.round_up import glues, live, round_up
from broadsheet.news import Article, Reading

CASES = tomllib.loads((Path(__file__).parent / "cases" / "round_up.toml").read_text(encoding="utf-8"))
HEADLINES = [(title, kind) for kind, titles in CASES["headlines"].items() for title in titles]


def reading(title: str, text: str = "", kind: str = "article") -> Reading:
    return Reading(Article("a", "https://paper.example/a", "paper", title, text=text, kind=kind))


def test_the_cases_are_many_and_a_third_are_traps() -> None:
    assert len(HEADLINES) >= 70
    assert sum(kind == "neither" for _, kind in HEADLINES) * 3 >= len(HEADLINES)


@pytest.mark.parametrize(("kind", "asked"), [("round_up", round_up), ("live", live)])
def test_headlines_are_told_apart(kind: str, asked) -> None:
    found = {title for title, _ in HEADLINES if asked(title)}
    true = {title for title, is_ in HEADLINES if is_ == kind}
    assert sorted(found - true) == [], "precision 1"
    assert len(found & true) / len(true) == 1, f"missed {sorted(true - found)}"


@pytest.mark.parametrize("case", CASES["text"], ids=lambda case: case["title"])
def test_a_text_of_several_stories_is_known_by_its_build(case: dict[str, str]) -> None:
    judged = glues(reading(case["title"], case["text"].strip()))
    assert judged.value is case["several"], judged.why


def test_what_a_page_declares_is_believed() -> None:
    assert glues(reading("The mill", kind="live")).why == "its page is a live blog"
    assert glues(reading("The mill", kind="listing")).value
    assert not glues(reading("The mill", kind="video")).value


def test_why_quotes_the_headline() -> None:
    assert glues(reading("Monday briefing: the mill")).why == "'Monday briefing' in its headline"
    assert glues(reading("Mill fire live: two missing")).why == "'live' in its headline"


def test_a_headline_of_a_hundred_kilobytes_is_cut() -> None:
    assert round_up("mill " * 20_000 + "- Morning briefing") == ""
    assert live("mill " * 20_000 + "- live") == ""
