"""How a reading and its article are written down as JSON and rows, and read back the same."""

from __future__ import annotations

from base64 import b64decode, b64encode
from dataclasses import fields, replace
from datetime import datetime
from typing import Any

from broadsheet import news
from broadsheet.press.archive import models

JUDGEMENT_FIELDS = ("language", "form", "genre")
JUDGEMENTS_FIELDS = ("sensitive", "hold", "sections")
TEXTLESS = tuple(f.name for f in fields(news.Article) if f.name != "text")


def dump(reading: news.Reading) -> dict[str, Any]:
    """A reading's fields and its article less the text, as JSON values."""
    kept: dict[str, Any] = {"article": {name: _plain(getattr(reading.article, name)) for name in TEXTLESS}}
    for name in JUDGEMENT_FIELDS:
        kept[name] = _judged(getattr(reading, name))
    for name in JUDGEMENTS_FIELDS:
        values = getattr(reading, name)
        kept[name] = None if values is None else [_judged(j) for j in values]
    kept["sketch"] = None if reading.sketch is None else list(reading.sketch)
    kept["terms"] = None if reading.terms is None else [list(t) for t in reading.terms]
    kept["meaning"] = None if reading.meaning is None else b64encode(reading.meaning).decode()
    kept["tags"] = (
        None if reading.tags is None else [[t.name, t.kind, t.score, t.why, t.mentions, t.also] for t in reading.tags]
    )
    kept["summary"] = None if reading.summary is None else [sentence(s) for s in reading.summary]
    return kept


def load(kept: dict[str, Any], text: str) -> news.Reading:
    """The reading that was written down, with its article's text put back."""
    reading = news.Reading(replace(_article(kept["article"]), text=text))
    values: dict[str, Any] = {name: _judgement(kept.get(name)) for name in JUDGEMENT_FIELDS}
    for name in JUDGEMENTS_FIELDS:
        rows = kept.get(name)
        values[name] = None if rows is None else tuple(news.Judgement(*row) for row in rows)
    if kept.get("sketch") is not None:
        values["sketch"] = tuple(kept["sketch"])
    if kept.get("terms") is not None:
        values["terms"] = tuple((term, count) for term, count in kept["terms"])
    if kept.get("meaning") is not None:
        values["meaning"] = b64decode(kept["meaning"])
    if kept.get("tags") is not None:
        values["tags"] = tuple(_tag(row) for row in kept["tags"])
    if kept.get("summary") is not None:
        values["summary"] = tuple(news.Sentence(**row) for row in kept["summary"])
    return replace(reading, **values)


def sentence(said: news.Sentence) -> dict[str, Any]:
    """A sentence with its proof, as JSON."""
    return {"text": said.text, "source": said.source, "start": said.start, "end": said.end, "sha256": said.sha256}


def article(row: models.Article) -> news.Article:
    """The article that a row holds."""
    apart = {"publisher", "authors", "hints"}
    fed = ("source", "source_url")  # what only the feed says stands in its entry
    values = {name: getattr(row, name) for name in TEXTLESS if name not in apart and name not in fed}
    values |= {name: row.entry.get(name) or "" for name in fed}
    return news.Article(**values, text=row.text, publisher=row.publisher_id, authors=tuple(row.authors), hints=tuple(row.hints))


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value


def _article(kept: dict[str, Any]) -> news.Article:
    values = dict(kept)
    for name in ("published", "modified", "seen"):
        values[name] = datetime.fromisoformat(values[name]) if values.get(name) else None
    for name in ("authors", "hints"):
        values[name] = tuple(values[name])
    return news.Article(**values)


def _judged(judgement: news.Judgement[Any] | None) -> list[Any] | None:
    return None if judgement is None else [judgement.value, judgement.score, judgement.why]


def _judgement(row: list[Any] | None) -> news.Judgement[Any] | None:
    return None if row is None else news.Judgement(*row)


def _tag(row: list[Any]) -> news.Tag:
    name, kind, score, why, mentions, *also = row
    return news.Tag(name, kind, score, why, tuple((start, end) for start, end in mentions), tuple(*also))
