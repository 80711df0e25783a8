"""No article's words beyond what a quotation allows, counted over every page, feed and search of the specimen's newsroom."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterator
from html import unescape

import pytest

from broadsheet.settings import Settings
from tests.cli.running import Running

RUN = 8  # words in a row from which on they are an article's own; fewer are anyone's
WORD = re.compile(r"\w+")
TAG = re.compile(r"<script\b.*?</script>|<[^>]*>", re.DOTALL | re.IGNORECASE)
MARK = re.compile(r"</?mark>")
OLDER = re.compile(r'href="([^"?]*\?before=[^"]+)"')
PATHS = """
    SELECT '/story/' || id || '/' || slug || '/' FROM archive_story WHERE state = 'printed'
    UNION ALL SELECT '/article/' || article_id || '/' FROM archive_telling
    UNION ALL SELECT '/publisher/' || slug || '/' FROM archive_publisher
    UNION ALL SELECT '/publisher/' || slug || '/feed.xml' FROM archive_publisher
    UNION ALL SELECT '/section/' || slug || '/' FROM archive_section
    UNION ALL SELECT '/section/' || slug || '/feed.xml' FROM archive_section
    UNION ALL SELECT '/tag/' || tag_id || '/feed.xml' FROM archive_tagging WHERE printed GROUP BY tag_id
    UNION ALL SELECT '/search/?q=' || slug FROM archive_tag
"""
Place = tuple[str, int]


def words(text: str) -> list[str]:
    return [word for each in text.lower().split() if (word := "".join(WORD.findall(each)))]


@pytest.fixture(scope="module")
def shown(newsroom: Running) -> dict[str, set[int]]:
    """The places of each article's words that stand on some page, in runs of eight or more; its headline aside.

    Words that several outlets have, such as what somebody said, count for those of them whose excerpt or key points show them.
    """
    rows = newsroom.rows(
        "SELECT id, title, text, rights FROM archive_article WHERE state IN ('published', 'copied') AND text != ''"
    )
    where: dict[tuple[str, ...], list[Place]] = defaultdict(list)
    for row in rows:
        run = words(row["text"])
        first: dict[tuple[str, ...], int] = {}  # what a text says twice and a page once counts once
        for at in range(len(run) - RUN + 1):
            first.setdefault(tuple(run[at : at + RUN]), at)
        for some, at in first.items():
            where[some].append((row["id"], at))
    titles = re.compile("|".join(sorted({re.escape(row["title"]) for row in rows if row["title"]}, key=len, reverse=True)))
    found: dict[str, set[int]] = {row["id"]: set() for row in rows if row["rights"] == "excerpt"}
    quoted = _quoted(newsroom)
    for text in _pages(newsroom):
        run = words(titles.sub(" ¶ ", text).replace("¶", " xxtitlexx "))
        for at in range(len(run) - RUN + 1):
            places = where.get(tuple(run[at : at + RUN]), [])
            for article, place in places:
                if article in found and (len(places) == 1 or tuple(run[at : at + RUN]) in quoted[article]):
                    found[article].update(range(place, place + RUN))
    return found


def _quoted(newsroom: Running) -> dict[str, set[tuple[str, ...]]]:
    """The runs of eight words of what is meant to be shown of each article: its excerpt and its sentences."""
    shown = [(row["id"], row["excerpt"]) for row in newsroom.rows("SELECT id, excerpt FROM archive_article")]
    for row in newsroom.rows("SELECT summary FROM archive_story WHERE state = 'printed'"):
        shown += [(said["source"], said["text"]) for said in json.loads(row["summary"])]
    found: dict[str, set[tuple[str, ...]]] = defaultdict(set)
    for article, text in shown:
        run = words(text)
        found[article].update(tuple(run[at : at + RUN]) for at in range(len(run) - RUN + 1))
    return found


def _pages(newsroom: Running) -> Iterator[str]:
    """The words of every page, entities resolved, tags and scripts left out; lists to their last page."""
    waiting = ["/", "/latest/", "/feed.xml", *(row[0] for row in newsroom.rows(PATHS))]
    seen = set(waiting)
    while waiting:
        path = waiting.pop()
        answer = newsroom.get(path)
        if answer.status != 200:
            continue
        fresh = {unescape(link) for link in OLDER.findall(answer.text)} - seen
        seen |= fresh
        waiting += sorted(fresh)
        markup = MARK.sub("", unescape(answer.text) if path.endswith(".xml") else answer.text)
        yield unescape(TAG.sub(" ¶ ", markup))  # what stands in another element is not the text going on


def test_no_article_is_quoted_beyond_its_words(shown: dict[str, set[int]]) -> None:
    most = Settings().publish.verbatim_words
    assert len(shown) > 100
    assert sum(bool(places) for places in shown.values()) > 100, "the count found nothing"
    over = {article: len(places) for article, places in shown.items() if len(places) > most}
    assert over == {}, over
