"""How well pages are read: our extraction beside trafilatura's default, on saved pages with their gold.

A library: `run(data, limit)` gives rows for `quality.py` and `speed.py`. The folder is laid out as `extraction/wcxb`,
`extraction/fundus` and `extraction/scrapinghub` below `data`.
"""

from __future__ import annotations

import gzip
import json
import re
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from statistics import fmean
from typing import Any

from broadsheet.news import Page

SEEN = datetime(2027, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Sample:
    """A saved page with what its gold says; `author` and `date` are empty where the gold has none."""

    corpus: str
    name: str
    group: str
    url: str
    body: bytes
    texts: tuple[str, ...]
    title: str = ""
    authors: tuple[str, ...] = ()
    date: str = ""


@dataclass(frozen=True, slots=True)
class Read:
    """What an extractor said of a page."""

    text: str
    title: str
    authors: tuple[str, ...]
    date: str


@dataclass(frozen=True, slots=True)
class Row:
    """One corpus as one extractor read it: means over pages; exactness over the pages whose gold has the field.

    `titles` are exact as sequences of words in lower case, `authors` as sets of names, `dates` to the day. `titles_near`
    also counts a title that is a beginning, an end or a middle of the gold's or has it so, at least half as long: a
    kicker or a subtitle more or less. `authors_near` also counts names that the gold has with degrees, posts or houses beside
    them, where its first is among ours.
    """

    corpus: str
    extractor: str
    pages: int
    f1: float
    below_80: int
    titles: float
    authors: float
    dates: float
    titles_near: float
    authors_near: float
    cpu_ms: float


Extractor = Callable[[Sample], Read]


def run(data: Path, limit: int | None = None) -> list[Row]:
    """The rows of every corpus under `data`, ours and trafilatura's; `limit` takes so many pages of each."""
    rows: list[Row] = []
    for samples in (wcxb(data), fundus(data), scrapinghub(data)):
        pages = _limited(samples, limit)
        for name, extractor in (("broadsheet", broadsheet), ("trafilatura", trafilatura)):
            rows.extend(_measure(pages, name, extractor))
    return rows


def broadsheet(sample: Sample) -> Read:
    """Ours, as `broadsheet extract` runs it."""
    from broadsheet.wire.extract import Unreadable, report

    said = report(Page(sample.url, sample.url, 200, "text/html", sample.body, SEEN), "bench", seen=SEEN)
    if isinstance(said.article, Unreadable):
        return Read("", "", (), "")
    written = said.written.isoformat() if said.written else ""
    return Read(said.article.text, said.article.title, said.article.authors, written)


def trafilatura(sample: Sample) -> Read:
    """trafilatura with its default settings and its metadata."""
    import trafilatura as library

    said: Any = library.bare_extraction(sample.body, url=sample.url or None, with_metadata=True, include_comments=False)
    if said is None:
        return Read("", "", (), "")
    names = tuple(name.strip() for name in (said.author or "").split(";") if name.strip())
    return Read(said.text or "", said.title or "", names, said.date or "")


def _measure(samples: list[Sample], name: str, extractor: Extractor) -> Iterator[Row]:
    """A row a corpus, and a row for its articles where its pages are of several kinds."""
    scored = [_scored(sample, extractor) for sample in samples]
    by_corpus: dict[str, list[dict[str, float]]] = {}
    for sample, scores in zip(samples, scored, strict=True):
        by_corpus.setdefault(sample.corpus, []).append(scores)
        if sample.corpus == "wcxb" and sample.group == "article":
            by_corpus.setdefault("wcxb articles", []).append(scores)
    for corpus, rows in by_corpus.items():
        yield Row(
            corpus,
            name,
            len(rows),
            _mean(rows, "f1"),
            sum(1 for row in rows if row["f1"] < 0.8),
            *(_mean(rows, key) for key in ("title", "authors", "date", "title_near", "authors_near", "ms")),
        )


def _scored(sample: Sample, extractor: Extractor) -> dict[str, float]:
    start = time.process_time()
    read = extractor(sample)
    scores = {"ms": (time.process_time() - start) * 1000}
    measure = shingle_f1 if sample.corpus == "scrapinghub" else word_f1
    scores["f1"] = max(measure(read.text, gold) for gold in sample.texts)
    if sample.title:
        scores["title"] = float(_words(read.title) == _words(sample.title))
        scores["title_near"] = float(_near(_words(read.title), _words(sample.title)))
    if sample.authors:
        scores["authors_near"] = float(_same_people(read.authors, sample.authors))
        scores["authors"] = float({a.casefold() for a in read.authors} == {a.casefold() for a in sample.authors})
    if sample.date:
        scores["date"] = float(read.date[:10] == sample.date[:10])
    return scores


def _near(said: list[str], gold: list[str]) -> bool:
    """Whether one title is a part of the other, in one piece and at least half of it."""
    less, more = sorted((said, gold), key=len)
    inside = f" {' '.join(less)} " in f" {' '.join(more)} "
    return bool(less) and 2 * len(less) >= len(more) and inside


def _same_people(said: tuple[str, ...], gold: tuple[str, ...]) -> bool:
    """Whether these are the gold's people: all of them among its names, its first one among them."""
    whole = " ".join(_words(" ".join(gold)))
    first = " ".join(_words(gold[0]))
    names = [" ".join(_words(name)) for name in said]
    return bool(names) and all(name in whole for name in names) and any(name in first or first in name for name in names)


def _mean(rows: list[dict[str, float]], key: str) -> float:
    return fmean(values) if (values := [row[key] for row in rows if key in row]) else 0.0


def _limited(samples: Iterator[Sample], limit: int | None) -> list[Sample]:
    """Every nth page, so that a short run sees all kinds."""
    listed = list(samples)
    return listed[:: max(1, len(listed) // limit)][:limit] if limit else listed


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


def word_f1(said: str, gold: str) -> float:
    """Word-level F1 of two texts as bags (the definition of WCXB's own evaluation)."""
    return _f1(Counter(_words(said)), Counter(_words(gold)))


def shingle_f1(said: str, gold: str) -> float:
    """F1 over 4-gram shingles (the definition of Scrapinghub's article extraction benchmark)."""
    return _f1(_shingles(said), _shingles(gold))


def _shingles(text: str) -> Counter[tuple[str, ...]]:
    tokens = re.findall(r"\w+", text)
    return Counter(tuple(tokens[i : i + 4]) for i in range(max(1, len(tokens) - 3))) if tokens else Counter()


def _f1(said: Counter[Any], gold: Counter[Any]) -> float:
    if not said or not gold:
        return float(not said and not gold)
    shared = (said & gold).total()
    return 2 * shared / (said.total() + gold.total())


def wcxb(data: Path) -> Iterator[Sample]:
    """The pages of WCXB, seven kinds of them; `group` is the kind."""
    root = data / "extraction" / "wcxb"
    for file in sorted((root / "ground-truth").glob("*.json")):
        said = json.loads(file.read_text(encoding="utf-8"))
        gold, page = said["ground_truth"], root / "html" / f"{file.stem}.html.gz"
        if page.exists() and isinstance(gold, dict):
            kind = (said.get("_internal") or {}).get("page_type") or "article"
            yield Sample(
                "wcxb",
                file.stem,
                kind.get("primary", "article") if isinstance(kind, dict) else kind,
                said.get("url", ""),
                gzip.decompress(page.read_bytes()),
                (gold.get("main_content") or "",),
                gold.get("title") or "",
                _listed(gold.get("author")),
                gold.get("publish_date") or "",
            )


def fundus(data: Path) -> Iterator[Sample]:
    """The pages of Fundus with the gold of their day; `group` is the publisher."""
    for page, body, gold in fundus_gold(data):
        yield Sample(
            "fundus",
            page.name.removesuffix(".html.gz"),
            f"{page.parent.name}/{page.name.partition('_')[0]}",
            "",
            body,
            (_fundus_text(gold["body"]),),
            gold.get("title") or "",
            tuple(gold.get("authors") or ()),
            gold.get("publishing_date") or "",
        )


def fundus_gold(data: Path) -> Iterator[tuple[Path, bytes, dict[str, Any]]]:
    """Each page of Fundus that has gold: its file, its bytes, the gold of its day."""
    for file in sorted((data / "extraction" / "fundus").glob("*/*.json")):
        versions = [v for v in json.loads(file.read_text(encoding="utf-8")).values() if isinstance(v, dict) and v.get("body")]
        for page in sorted(file.parent.glob(f"{file.stem}_*.html.gz")):
            body = gzip.decompress(page.read_bytes())
            gold = _version(versions, page.name, body)
            if gold:
                yield page, body, gold


def _version(versions: list[dict[str, Any]], name: str, body: bytes) -> dict[str, Any] | None:
    """The gold that belongs to a page: the one whose first paragraphs stand in it."""
    page = " ".join(_words(body.decode("utf-8", "replace")))

    def there(version: dict[str, Any]) -> int:
        parts = [p for section in version["body"]["sections"] for p in section["paragraphs"]][:8]
        return sum(1 for part in parts if " ".join(_words(part)[:6]) in page)

    return max(
        versions, key=lambda v: (there(v), (v.get("publishing_date") or "")[:10].replace("-", "_") in name), default=None
    )


def _fundus_text(body: dict[str, Any]) -> str:
    parts = [*body.get("summary", ())]
    for section in body["sections"]:
        parts += [*section["headline"], *section["paragraphs"]]
    return "\n\n".join(parts)


def scrapinghub(data: Path) -> Iterator[Sample]:
    """The pages of Scrapinghub's article extraction benchmark."""
    root = data / "extraction" / "scrapinghub"
    gold = root / "ground-truth.json"
    for name, said in sorted(json.loads(gold.read_text(encoding="utf-8")).items()) if gold.exists() else ():
        body = gzip.decompress((root / "html" / f"{name}.html.gz").read_bytes())
        yield Sample("scrapinghub", name, "article", said["url"], body, (said["articleBody"],))


def _listed(value: Any) -> tuple[str, ...]:
    parts = value if isinstance(value, list) else re.split(r"\s*(?:,|;|\band\b|&)\s*", value) if isinstance(value, str) else []
    return tuple(part.strip() for part in parts if isinstance(part, str) and part.strip())
