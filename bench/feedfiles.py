"""What is kept of a folder of feed files, whole and broken, beside feedparser in the same run.

A title counts when it stands among the file's other reading's titles as plain text, a link as a whole address without counting
parameters, a date to the minute. Dates before the web and after the clock are left out: ours refuses them by design.
"""

from __future__ import annotations

import io
import resource
import time
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from broadsheet.news import Feed, Page
from broadsheet.wire import dates
from broadsheet.wire.feeds import NotAFeed, parse
from broadsheet.wire.links import whole
from broadsheet.wire.plain import line

ADDRESS = "https://paper.example/feed.xml"
KINDS = ("entries", "titles", "links", "dates")
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


@dataclass
class Told:
    """What one reader told of one file: the entries counted, the others as they are compared."""

    entries: int = 0
    titles: Counter[str] = field(default_factory=Counter)
    links: Counter[str] = field(default_factory=Counter)
    dates: Counter[str] = field(default_factory=Counter)
    error: str = ""

    def many(self, kind: str) -> int:
        """How many of a kind."""
        return self.entries if kind == "entries" else sum(getattr(self, kind).values())

    def kept_of(self, other: Told, kind: str) -> int:
        """How many of the other's stand here too."""
        if kind == "entries":
            return min(self.entries, other.entries)
        mine, theirs = getattr(self, kind), getattr(other, kind)
        return int((mine & theirs).total())


def ours(body: bytes) -> Told:
    """By the wire's own reader."""
    page = Page(ADDRESS, ADDRESS, 200, "", body, NOW)
    try:
        parsed = parse(page, Feed(ADDRESS, "paper"), NOW)
    except NotAFeed as wrong:
        return Told(error=wrong.reason)
    return Told(
        len(parsed.entries),
        Counter(e.title for e in parsed.entries if e.title),
        Counter(e.url for e in parsed.entries if e.url),
        Counter(f"{e.published:%Y-%m-%dT%H:%M}" for e in parsed.entries if e.published),
    )


def theirs(body: bytes) -> Told:
    """By feedparser."""
    import feedparser

    parsed = feedparser.parse(io.BytesIO(body), response_headers={"content-location": ADDRESS})
    told = Told(len(parsed.entries))
    for entry in parsed.entries:
        if title := line(entry.get("title") or "")[:500]:
            told.titles[title] += 1
        if link := whole(entry.get("link") or "", ADDRESS):
            told.links[link] += 1
        if written := _date(entry):
            told.dates[written] += 1
    return told


def _date(entry: Any) -> str:
    parsed = entry.get("published_parsed") or entry.get("updated_parsed")
    if not parsed or not dates.EARLIEST.year <= parsed[0] <= NOW.year:
        return ""
    return f"{parsed[0]:04}-{parsed[1]:02}-{parsed[2]:02}T{parsed[3]:02}:{parsed[4]:02}"


def cpu() -> float:
    """CPU seconds so far, those of ended children included."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


def files(data: Path) -> list[Path]:
    """The files, in one order."""
    return sorted(path for path in (data / "feeds").rglob("*") if path.suffix in {".xml", ".json", ".html", ".txt"})


def run(paths: Iterable[Path], verbose: bool = False) -> list[dict[str, object]]:
    """A row a kind of thing, then one of failures and time; `verbose` prints each file in which something was lost."""
    kept, gold, mine = Counter[str](), Counter[str](), Counter[str]()
    raised, refused, slowest, many = 0, 0, (0.0, ""), 0
    for path in paths:
        body, many = path.read_bytes(), many + 1
        before = cpu()
        try:
            told = ours(body)
        except Exception as error:  # noqa: BLE001 -- counted: that is what is measured
            raised += 1
            told = Told(error=f"RAISED {error!r}")
        slowest = max(slowest, (cpu() - before, path.name))
        reference = theirs(body)
        refused += bool(told.error)
        for kind in KINDS:
            mine[kind] += told.many(kind)
            gold[kind] += reference.many(kind)
            kept[kind] += told.kept_of(reference, kind)
        lost = {
            k: f"{told.kept_of(reference, k)}/{reference.many(k)}"
            for k in KINDS
            if told.kept_of(reference, k) < reference.many(k)
        }
        if verbose and (lost or told.error.startswith("RAISED")):
            print(path, lost, told.error[:150])
    rows: list[dict[str, object]] = [
        {"what": kind, "ours": mine[kind], "feedparser": gold[kind], "kept of feedparser's": kept[kind] / (gold[kind] or 1)}
        for kind in KINDS
    ]
    return [
        *rows,
        {"what": "files", "ours": many, "refused in words": refused, "exceptions": raised},
        {"what": f"slowest file ({slowest[1]}), CPU s", "ours": slowest[0]},
    ]
