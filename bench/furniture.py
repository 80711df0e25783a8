"""How fast a publisher's pages are learned: `python bench/furniture.py [--data PATH] [--limit N] [--json FILE]`.

No set has ten real pages of one publisher. So twenty texts are set into each Fundus page's own body, its furniture kept
(`typeset.py`), and the twenty are read in order, each with the template that the earlier ones taught. Told: word F1 of the
text on the first five pages and from the sixth on, and what a page that its template alone read costs in CPU, facts included,
beside trafilatura's default on the same pages. Learning is timed apart: it is not reading, but it is paid for each page.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from statistics import fmean
from typing import Any

import corpora
import extraction
import machine
import typeset
from broadsheet.news import Article, Page
from broadsheet.wire import templates
from broadsheet.wire.extract import report

DATA = Path(__file__).parents[2] / "shared/data"
PAGES = 20  # texts set into one page
TAUGHT = 5  # pages before the ones that count
PEERS = (3, 11)  # the pages that trafilatura reads too


@dataclass(slots=True)
class Row:
    """One page's twenty: F1 of the first and of the later pages, how many a template read alone, milliseconds of CPU."""

    page: str
    first: float = 0.0
    later: float = 0.0
    alone: int = 0
    known_ms: list[float] = field(default_factory=list)
    learned_ms: list[float] = field(default_factory=list)
    peer_ms: float = 0.0


def texts(data: Path) -> list[typeset.Text]:
    """The bulk texts that have a headline and paragraphs."""
    found = []
    for article in corpora.articles(data, 4000):
        paragraphs = tuple(part.strip() for part in article.text.split("\n") if part.strip())
        if article.title and len(paragraphs) >= 6 and 1_500 < len(article.text) < 12_000:
            found.append(typeset.Text(article.title, paragraphs))
    return found


def rows(data: Path, limit: int | None) -> Iterator[Row]:
    """A row a page of Fundus that can be set."""
    bulk = texts(data)
    pages = list(extraction.fundus_gold(data))
    chosen = pages[:: max(1, len(pages) // limit)][:limit] if limit else pages
    for number, (page, body, gold) in enumerate(chosen):
        start, name = number * PAGES % (len(bulk) - PAGES), page.name.removesuffix(".html.gz")
        chosen_texts = bulk[start : start + PAGES]
        made = list(typeset.pages(body, own(gold), chosen_texts))
        if made:
            yield read(name, made, chosen_texts)
        else:
            print(f"{name} could not be set: its own text is not in elements of its own", file=sys.stderr)


def own(gold: dict[str, Any]) -> typeset.Gold:
    """What Fundus' gold calls a page's own."""
    sections = gold["body"]["sections"]
    parts = [
        *gold["body"].get("summary", ()),
        *(part for each in sections for part in (*each["headline"], *each["paragraphs"])),
    ]
    return typeset.Gold(
        gold.get("title") or "", tuple(parts), frozenset(head for each in sections for head in each["headline"])
    )


def read(name: str, made: list[bytes], set_in: list[typeset.Text]) -> Row:
    """The pages of one made publisher, read in order."""
    row, memory, scores = Row(name), templates.Memory(name), list[float]()
    for number, (body, text) in enumerate(zip(made, set_in, strict=True)):
        url = f"https://{name.lower()}.example/{number}/a-page"
        known = templates.template(memory)
        start = time.process_time()
        said = report(Page(url, url, 200, "text/html", body, extraction.SEEN), name, seen=extraction.SEEN, template=known)
        ended = time.process_time()
        memory = templates.learn(memory, said.sighting) if said.sighting else memory
        templates.template(memory)
        if said.sighting is not None and not said.sighting.leaves:
            row.alone += 1
            row.known_ms.append((ended - start) * 1000)
            row.learned_ms.append((time.process_time() - ended) * 1000)
        found = said.article.text if isinstance(said.article, Article) else ""
        scores.append(extraction.word_f1(found, "\n".join(text.paragraphs)))
    row.first, row.later = fmean(scores[:TAUGHT]), fmean(scores[TAUGHT:])
    start = time.process_time()
    for number in PEERS:
        extraction.trafilatura(extraction.Sample("set", name, name, "", made[number], ()))
    row.peer_ms = (time.process_time() - start) * 1000 / len(PEERS)
    return row


def told(found: list[Row]) -> dict[str, float]:
    """The numbers of all rows."""
    known = [ms for row in found for ms in row.known_ms]
    peer = fmean(row.peer_ms for row in found for _ in row.known_ms) if known else 0.0
    return {
        "pages": len(found),
        "F1, first five": fmean(row.first for row in found),
        "F1, from the sixth": fmean(row.later for row in found),
        "below .99 from the sixth": sum(row.later < 0.99 for row in found),
        "share read by template, from the sixth": fmean(row.alone / (PAGES - TAUGHT) for row in found),
        "CPU ms, known template": fmean(known) if known else 0.0,
        "CPU ms, learning": fmean(ms for row in found for ms in row.learned_ms) if known else 0.0,
        "CPU ms, trafilatura": peer,
        "ratio": fmean(known) / peer if known else 0.0,
    }


def main() -> int:
    """Measure and print."""
    asked = argparse.ArgumentParser(description="How fast a publisher's pages are learned.")
    asked.add_argument("--data", type=Path, default=DATA, help="the folder of the labelled sets")
    asked.add_argument("--limit", type=int, default=None, help="so many pages, spread over the set")
    asked.add_argument("--json", default="", metavar="FILE", help="write the numbers there; - for stdout")
    chosen = asked.parse_args()
    if not chosen.data.is_dir():
        asked.error(f"there is no folder {chosen.data}; name the labelled sets with --data")
    found = sorted(rows(chosen.data, chosen.limit), key=lambda row: row.later)
    for row in islice(found, 20):
        print(f"{row.later:.4f} {row.first:.4f} {row.alone:3d} by template  {row.page}")
    every = told(found)
    print(" ".join(f"{name} {value}" for name, value in machine.described().items()))
    print(machine.table([dict(every)]))
    if chosen.json:
        written = json.dumps({"machine": machine.described(), "furniture": every}, indent=1)
        print(written) if chosen.json == "-" else Path(chosen.json).write_text(written, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
