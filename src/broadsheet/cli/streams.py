"""The lines of the contract's verbs: JSON in, JSON out, in input order, and what a verb cost."""

from __future__ import annotations

import argparse
import json
import math
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from broadsheet.desk.standings import moment

if TYPE_CHECKING:
    from broadsheet.line import Runner
    from broadsheet.news import Article
    from broadsheet.settings import Settings

Row = dict[str, Any]
Answer = dict[str, Any]


class BadCall(Exception):
    """A call that cannot be answered, in one sentence that says what to change."""


class Unusable(Exception):
    """A line that cannot be used, and why."""

    def __init__(self, identity: Any, why: str) -> None:
        super().__init__(why)
        self.identity = identity


def lines() -> Iterator[bytes]:
    """The lines of stdin that are not blank."""
    return (line for line in sys.stdin.buffer if line.strip())


def say(answers: Iterable[Answer]) -> int:
    """Write each answer; how many there were. Progress goes to a terminal only."""
    many, shown = 0, sys.stderr.isatty()
    for many, answer in enumerate(answers, 1):
        sys.stdout.buffer.write(json.dumps(answer, ensure_ascii=False).encode("utf-8", "replace") + b"\n")
        if shown and many % 100 == 0:
            print(f"\r{many} answered", end="", file=sys.stderr)
    sys.stdout.buffer.flush()
    if shown:
        print(f"\r{many} answered", file=sys.stderr)
    return many


def object_of(line: bytes) -> Row:
    """The object of a line; raises Unusable."""
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise Unusable(None, f"this line is not JSON: {error}") from error
    if not isinstance(row, dict):
        raise Unusable(None, "this line is no JSON object")
    given = row.get("id")
    if isinstance(given, bool) or not isinstance(given, str | int):
        raise Unusable(_shown(given), "there is no id" if given is None else "the id is neither a text nor a whole number")
    return row


def _shown(given: Any) -> Any:
    """What was given as an id, where an answer can hold it."""
    return given if isinstance(given, bool) or (isinstance(given, float) and math.isfinite(given)) else None


def printable(text: str) -> str:
    """The text as UTF-8 can write it, of the same length: a lone surrogate becomes a question mark."""
    return text.encode("utf-8", "replace").decode("utf-8")


def text_of(row: Row, name: str) -> str:
    """A field as text, empty when absent; raises Unusable when it is something else."""
    found = row.get(name)
    if found is None:
        return ""
    if not isinstance(found, str):
        raise Unusable(row["id"], f"{name} is no text")
    return printable(found)


def time_of(text: Any) -> datetime | None:
    """An ISO 8601 time in UTC; without a zone it is UTC; None when it is none, or of no time that has newspapers."""
    if not isinstance(text, str):
        return None
    try:
        return moment(text)
    except ValueError:
        return None


def identity_of(row: Row) -> str:
    """A row's id as we know it; its own type comes back in the answer."""
    return printable(str(row["id"]))


def article_of(row: Row) -> Article:
    """The article of a line of `judge` or `related`; raises Unusable."""
    from broadsheet.news import Article

    authors = row.get("authors")
    article = Article(
        id=identity_of(row),
        url=text_of(row, "url"),
        publisher=text_of(row, "publisher"),
        title=text_of(row, "title"),
        text=text_of(row, "text"),
        authors=tuple(printable(str(each)) for each in authors) if isinstance(authors, list) else (),
        published=time_of(row.get("published")),
        dated=True,
        language=text_of(row, "language"),
        kind=text_of(row, "kind") or "article",
        genre=text_of(row, "genre") or "news",
    )
    if not article.title.strip() and not article.text.strip():
        raise Unusable(row["id"], "there is neither a title nor a text")
    return article


@dataclass(slots=True)
class Stream:
    """What was read: each line's article or refusal, in input order; and our ids, each with the id as it was given."""

    answers: list[Answer | str] = field(default_factory=list)
    ids: dict[str, Any] = field(default_factory=dict)

    def articles(self) -> Iterator[Article]:
        """The usable articles as they come; each line's place is kept."""
        for line in lines():
            try:
                row = object_of(line)
                article = article_of(row)
                self._refuse_known(row["id"], article)
            except Unusable as bad:
                self.answers.append({"id": bad.identity, "dropped": str(bad)})
                continue
            self.ids[article.id] = row["id"]
            self.answers.append(article.id)
            yield article

    def given(self, article: str) -> Any:
        """The id of an article as it was given, a number where it was one."""
        return self.ids.get(article, article)

    def _refuse_known(self, identity: Any, article: Article) -> None:
        if article.id in self.ids:
            raise Unusable(identity, "this id was given before")

    def answered(self, answer: Callable[[str], Answer]) -> Iterator[Answer]:
        """Each line's answer, in input order."""
        for each in self.answers:
            yield {"id": self.given(each), **answer(each)} if isinstance(each, str) else each


def settings_of(chosen: argparse.Namespace) -> Settings:
    """What `--config` says, else the defaults."""
    from broadsheet.settings import Settings, load

    return load(chosen.config) if chosen.config else Settings()


def runner_of(workers: int) -> Runner:
    """Where the work is done: here, or in so many processes."""
    import gc

    from broadsheet.runners.here import Here
    from broadsheet.runners.pool import Pool

    # What is judged makes no cycles: looked for less often, 600 articles cost 4.2 CPU-seconds, not 4.8, in the same memory.
    gc.set_threshold(50_000, 20, 20)
    if workers < 0:
        raise BadCall("--workers is how many processes to use; 0 works in this one.")
    return Pool(workers) if workers > 1 else Here()


def _clocks() -> tuple[float, float]:
    import os
    import time

    spent = os.times()
    return time.perf_counter(), spent.user + spent.system + spent.children_user + spent.children_system


@dataclass(slots=True)
class Stats:
    """What a verb cost; printed as one JSON line on stderr."""

    articles: int = 0
    steps: dict[str, float] = field(default_factory=dict)
    start: tuple[float, float] = field(default_factory=_clocks)

    def say(self) -> None:
        """Print it."""
        import resource

        wall, cpu = (now - then for now, then in zip(_clocks(), self.start, strict=True))
        peak = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
        steps = {name: round(seconds, 3) for name, seconds in self.steps.items()}
        found = {"articles": self.articles, "seconds": round(wall, 3), "cpu_seconds": round(cpu, 3)}
        print(json.dumps(found | {"peak_rss_mb": peak // 1024, "steps": steps}), file=sys.stderr)
