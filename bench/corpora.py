"""The labelled sets of the events bench: which files, which fields, and nothing else."""

from __future__ import annotations

import gzip
import json
import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from broadsheet.news import Article


@dataclass(frozen=True, slots=True)
class Told:
    """An article and the event that the annotators say it tells."""

    article: Article
    event: str


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def _day(text: str | None) -> datetime | None:
    try:
        return datetime.fromisoformat((text or "")[:10]).replace(tzinfo=UTC)
    except ValueError:
        return None


def neus(data: Path, events: int | None = None) -> list[Told]:
    """Three outlets' title and lead on an event, in an order mixed with a fixed seed."""
    told = []
    lines = (data / "events/neus/train.source").read_text(encoding="utf-8").splitlines()
    for number, line in enumerate(lines[:events]):
        for place, part in enumerate(line.split("[SEP]")):
            found = re.match(r"\s*TITLE=>\s*(.*?)\s*ARTICLE=>\s*(.*?)\s*$", part, re.DOTALL)
            title, text = found.groups() if found else ("", part.strip())
            key = f"n{number}-{place}"
            told.append(Told(Article(key, f"https://{place}.example/{key}", f"outlet{place}", title, text=text), f"n{number}"))
    return _mixed(told)


def ecbplus(data: Path) -> list[Told]:
    """Texts of ECB+, two confusable events a topic, in an order mixed with a fixed seed."""
    rows = _rows(data / "events/ecbplus/docs.jsonl.gz")
    return _mixed([Told(_article(row, f"ecb{n}"), row["event"]) for n, row in enumerate(rows)])


def uci(data: Path) -> list[Told]:
    """Headlines of Google News stories, in order of time."""
    told = []
    for row in _rows(data / "events/uci/headlines.jsonl.gz"):
        when = datetime.fromtimestamp(row["time"] / 1000, UTC)
        told.append(
            Told(Article(row["id"], row["url"], row["publisher"], row["title"], published=when, dated=True), row["event"])
        )
    return sorted(told, key=lambda t: (str(t.article.published), t.article.id))


def basil(data: Path) -> list[Told]:
    """Full texts, three outlets an event, in order of date."""
    rows = list(_rows(data / "events/basil/docs.jsonl.gz"))
    told = [Told(_article(row, row["source"], _day(row["date"])), row["event"]) for row in rows]
    return sorted(told, key=lambda t: (str(t.article.published), t.article.id))


def articles(data: Path, limit: int | None = None) -> list[Article]:
    """Full texts of about 390 outlets, `hints` holding the set's topic."""
    found = []
    for number, row in enumerate(_rows(data / "articles/allsides.jsonl.gz")):
        if limit is not None and number >= limit:
            break
        when = _day(row["date"]) if row.get("date") else None
        key = f"a{number}"
        found.append(
            Article(
                key,
                row["url"],
                row["source"],
                row["title"] or "",
                text=row["content_original"] or "",
                published=when,
                hints=(row["topic"],),
            )
        )
    return found


def _article(row: dict[str, Any], publisher: str, when: datetime | None = None) -> Article:
    return Article(
        row["id"], f"https://bench.example/{row['id']}", publisher, row["title"], text=row["text"], published=when, dated=True
    )


def _mixed(told: list[Told]) -> list[Told]:
    random.Random(7).shuffle(told)  # noqa: S311  (an order, not a secret)
    return told


SETS: dict[str, Callable[[Path], list[Told]]] = {
    "NeuS 600": lambda data: neus(data, 600),
    "NeuS all": neus,
    "ECB+": ecbplus,
    "UCI": uci,
    "BASIL": basil,
}
