"""Which printed stories a reader's words find: SQLite FTS5, asked with an expression that we build and they cannot."""

from __future__ import annotations

import re
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.db import OperationalError, connection

from broadsheet.press.archive.queries import Card, cards

A_PAGE = 20
LAST_PAGE = 10  # nobody reads on; deep offsets cost what they skip
MOST_WORDS = 12
LONGEST = 200
PATIENCE = 0.2  # seconds a search may take
LOOKS = 2_000  # virtual machine steps between two looks at the clock: about 20 microseconds
SNIPPET_WORDS = 24
TERM = re.compile(r'(?P<no>-)?(?:"(?P<phrase>[^"]*)"?|(?P<word>[^\s"]+))')
WORDS = re.compile(r"\w+")
INDEX = "archive_search JOIN archive_searchdocument document ON document.id = archive_search.rowid"
SORTS = {"best": "bm25(archive_search, 8.0, 1.0)", "newest": "story.last_changed DESC"}


class TooSlow(Exception):
    """A search that was stopped because it took longer than it may."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What the reader asks: their words, and what narrows them."""

    words: str
    section: str = ""
    source: str = ""
    sort: str = "best"
    page: int = 1


@dataclass(frozen=True, slots=True)
class Hit:
    """A story found; `snippet` holds the found words between the characters 2 and 3, unescaped."""

    card: Card
    snippet: str


@dataclass(frozen=True, slots=True)
class Found:
    """One page of results; `more` when there are further ones."""

    hits: tuple[Hit, ...]
    more: bool = False


def expression(words: str, *, typing: bool = False) -> str:
    """The FTS5 MATCH expression for a reader's words; empty when there is nothing to find.

    Understood are words, "phrases", beginnings* and -exclusions; while `typing`, the last word is a beginning. Every string is
    quoted, so no word is an operator.
    """
    wanted: list[str] = []
    unwanted: list[str] = []
    for term in list(TERM.finditer(words[:LONGEST]))[:MOST_WORDS]:
        text = term["phrase"] if term["phrase"] is not None else term["word"]
        inner = " ".join(WORDS.findall(text.replace("_", " ")))
        if inner:
            prefix = "*" if term["word"] and text.endswith("*") else ""
            (unwanted if term["no"] else wanted).append(f'"{inner}"{prefix}')
    if not wanted:
        return ""
    if typing and not wanted[-1].endswith("*") and not words.endswith((" ", '"')):
        wanted[-1] += "*"
    return " AND ".join(wanted) + "".join(f" NOT {each}" for each in unwanted)


def search(asked: Asked) -> Found:
    """The stories that match, best or newest first; if none, the last word is a beginning. Raises TooSlow after 200 ms."""
    rows = _rows(asked, expression(asked.words)) or _rows(asked, expression(asked.words, typing=True))
    shown = cards(story for story, _ in rows[:A_PAGE])
    hits = tuple(Hit(shown[story], snippet) for story, snippet in rows[:A_PAGE] if story in shown)
    return Found(hits, len(rows) > A_PAGE and asked.page < LAST_PAGE)


def suggest(words: str, limit: int) -> tuple[Card, ...]:
    """The stories whose headline begins to match, for search as you type. Raises TooSlow after 200 ms."""
    match = expression(words, typing=True)
    if not match:
        return ()
    with _limited(), connection.cursor() as cursor:
        cursor.execute(
            f"SELECT document.story_id FROM {INDEX} "  # noqa: S608 - our own words
            "WHERE archive_search MATCH %s ORDER BY archive_search.rowid DESC LIMIT %s",
            [f"headline : ({match})", limit],
        )
        ids = [story for (story,) in cursor.fetchall()]
    return tuple(cards(ids, pictured=False).values())


def _rows(asked: Asked, match: str) -> list[tuple[str, str]]:
    if not match:
        return []
    sql, values = _statement(asked, match)
    with _limited(), connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall()


def _statement(asked: Asked, match: str) -> tuple[str, list[Any]]:
    narrow, values = "", [match]
    if asked.section:
        narrow += " AND EXISTS (SELECT 1 FROM archive_filing WHERE story_id = story.id AND section_id = %s)"
        values.append(asked.section)
    if asked.source:
        narrow += (
            " AND EXISTS (SELECT 1 FROM archive_telling JOIN archive_article ON archive_article.id = article_id"
            " WHERE story_id = story.id AND publisher_id = %s)"
        )
        values.append(asked.source)
    sql = (
        f"SELECT story.id, snippet(archive_search, 1, char(2), char(3), '…', {SNIPPET_WORDS}) "  # noqa: S608 - our own words
        f"FROM {INDEX} JOIN archive_story story ON story.id = document.story_id "
        f"WHERE archive_search MATCH %s AND story.state = 'printed'{narrow} "
        f"ORDER BY {SORTS.get(asked.sort, SORTS['best'])} LIMIT %s OFFSET %s"
    )
    return sql, [*values, A_PAGE + 1, (asked.page - 1) * A_PAGE]


@contextmanager
def _limited() -> Iterator[None]:
    """Stop a query that takes too long: SQLite asks us every so many steps."""
    connection.ensure_connection()
    raw: Any = connection.connection
    until = time.monotonic() + PATIENCE
    raw.set_progress_handler(lambda: time.monotonic() > until, LOOKS)
    try:
        yield
    except OperationalError as stopped:
        if isinstance(stopped.__cause__, sqlite3.OperationalError) and "interrupted" in str(stopped):
            raise TooSlow from stopped
        raise
    finally:
        raw.set_progress_handler(None, 0)
