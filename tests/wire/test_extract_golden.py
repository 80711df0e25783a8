"""Whole pages read as their authors wrote them: each folder of tests/golden is a page and what ought to be found in it."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from broadsheet.news import Article, Page
from broadsheet.wire.extract import extract

GOLDEN = Path(__file__).parents[1] / "golden"
SEEN = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)


def read(folder: Path) -> tuple[Article, dict]:
    expected = json.loads((folder / "expected.json").read_text(encoding="utf-8"))
    page = Page(expected["url"], expected["url"], 200, "text/html", (folder / "page.html").read_bytes(), SEEN)
    found = extract(page, "golden", seen=SEEN)
    assert isinstance(found, Article), found
    return found, expected


@pytest.mark.parametrize("name", sorted(each.name for each in GOLDEN.iterdir()))
def test_a_golden_page_is_read_word_for_word(name):
    found, expected = read(GOLDEN / name)
    assert found.text.split("\n\n") == expected["paragraphs"]
    assert found.title == expected["title"]
    assert list(found.authors) == expected["authors"]
    assert found.published == datetime.fromisoformat(expected["published"])
    said = {field: getattr(found, field) for field in ("language", "kind", "genre", "access")}
    assert said == {field: expected[field] for field in said}
