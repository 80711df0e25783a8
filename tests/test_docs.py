"""The docs keep up: a setting, step or command without a heading fails here, and so does a link that leads nowhere."""

from __future__ import annotations

import importlib.util
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import fields
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from broadsheet.settings import Section, Settings, documented

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
REFERENCE = DOCS / "reference"
PAGES = sorted([*DOCS.rglob("*.md"), *ROOT.glob("*.md")])
WRITTEN = ("settings", "commands", "steps", "news", "rights")
QUARTERS = ("tutorial", "how-to", "reference", "explanation", "decisions")
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
CODE = re.compile(r"^```.*?^```|`[^`\n]+`", re.MULTILINE | re.DOTALL)
HEADING = re.compile(r"^#{1,6} (.+)$", re.MULTILINE)


@cache
def writer() -> Any:
    """tools/reference.py as a module."""
    spec = importlib.util.spec_from_file_location("reference", ROOT / "tools" / "reference.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def headings(path: Path) -> list[str]:
    """The headings of a page, without code marks."""
    text = re.sub(r"^```.*?^```", "", path.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
    return [found.strip().replace("`", "") for found in HEADING.findall(text)]


def anchors(path: Path) -> set[str]:
    """The anchors that a forge gives the headings."""
    found = [re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings(path)]
    return set(found) | {f"{name}-{number}" for name in found for number in range(1, found.count(name))}


def links(path: Path) -> Iterator[str]:
    yield from LINK.findall(CODE.sub("", path.read_text(encoding="utf-8")))


def missing(page: str, wanted: set[str]) -> set[str]:
    return wanted - set(headings(REFERENCE / page))


def test_every_setting_has_a_heading() -> None:
    wanted = {name for name, _ in documented()} | {f"section.{each.name}" for each in fields(Section)}
    assert missing("settings.md", wanted) == set()


def test_every_step_has_a_heading() -> None:
    line = Settings().line
    shipped = {name for label in ("STEP", "STORY_STEP") for name, _ in writer().labelled(label)}
    assert missing("steps.md", {*line.steps, *line.story_steps, *shipped}) == set()


def test_every_command_has_a_heading() -> None:
    from broadsheet.cli.main import parser

    verbs = {f"broadsheet {name}" for name, _, _ in writer().verbs(parser())}
    assert {"broadsheet start", "broadsheet judge"} <= verbs
    assert missing("commands.md", verbs) == set()


@pytest.mark.parametrize("name", WRITTEN)
def test_the_reference_is_what_the_code_says(name: str) -> None:
    fresh = writer().page(name)
    assert (REFERENCE / f"{name}.md").read_text(encoding="utf-8") == fresh, "out of date; run: make reference"


def test_the_writer_knows_its_pages() -> None:
    done = subprocess.run(
        [sys.executable, ROOT / "tools" / "reference.py", "stpes"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert "There is no page stpes" in done.stderr


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_lead_somewhere(path: Path) -> None:
    dead = []
    for link in links(path):
        if re.match(r"[a-z]+:", link):
            continue
        name, _, anchor = link.partition("#")
        target = (path.parent / name).resolve() if name else path
        if not target.exists() or (anchor and anchor not in anchors(target)):
            dead.append(link)
    assert dead == []


def test_every_page_can_be_reached_from_the_index() -> None:
    reached, waiting = {DOCS / "index.md"}, [DOCS / "index.md"]
    while waiting:
        page = waiting.pop()
        for link in links(page):
            target = (page.parent / link.partition("#")[0]).resolve()
            if target.suffix == ".md" and target.is_relative_to(DOCS) and target.exists() and target not in reached:
                reached.add(target)
                waiting.append(target)
    assert set(DOCS.rglob("*.md")) - reached == set()


@pytest.mark.parametrize("quarter", QUARTERS)
def test_the_docs_have_their_quarters(quarter: str) -> None:
    assert list((DOCS / quarter).glob("*.md"))


def test_the_decisions_are_numbered_in_order() -> None:
    names = sorted(path.name for path in (DOCS / "decisions").glob("*.md"))
    assert [int(name[:4]) for name in names] == list(range(1, len(names) + 1))
    for path in (DOCS / "decisions").glob("*.md"):
        assert {"Decision", "Consequences"} <= set(headings(path)), path.name


def test_the_changelog_has_a_place_for_what_comes_next() -> None:
    assert "[Unreleased]" in headings(ROOT / "CHANGELOG.md")


def test_the_readmes_two_commands_are_there() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert "make run" in readme
    assert "make test" in readme
    for command in set(
        re.findall(r"\bmake ([a-z-]+)", " ".join(re.findall(r"`[^`]+`|^```.*?^```", readme, re.MULTILINE | re.DOTALL)))
    ):
        assert re.search(rf"^{command}:", makefile, re.MULTILINE), command


def test_what_the_docs_tell_to_type_exists() -> None:
    from broadsheet.cli.main import parser

    verbs = {name for name, _, _ in writer().verbs(parser())}
    options = {
        option for _, verb, _ in writer().verbs(parser()) for action in verb._actions for option in action.option_strings
    }
    for path in PAGES:
        text = path.read_text(encoding="utf-8")
        if "decisions" in path.parts or "CHANGELOG" in path.name:
            continue
        for verb, rest in re.findall(r"^(?:\$ )?(?:\.venv/bin/)?broadsheet ([a-z]+)(.*)$", text, re.MULTILINE):
            assert verb in verbs, f"{path.name}: broadsheet {verb}"
            unknown = set(re.findall(r"(?<!\S)--[a-z-]+", rest)) - options
            assert not unknown, f"{path.name}: {unknown}"
