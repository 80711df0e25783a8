"""What is a language model asked, and what did it answer? Prompts with ids in, sentences that name their sources out."""

from __future__ import annotations

import hashlib
import json
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from broadsheet.news import Article

IN_USE = {"headlines": "headline-1", "key_points": "key-points-1", "translation": "translation-1"}
MOST_SENTENCES = 8  # of an answer that are looked at; four were asked for
MOST_CHARACTERS = 600  # of a sentence that is looked at


class Garbled(Exception):
    """An answer that is not what was asked for, in a clause that quotes nothing of it."""


@dataclass(frozen=True, slots=True)
class Prompt:
    """A prompt of data/prompts: its id, what it drafts, the tokens an answer may take, the rules, and the answer's schema."""

    id: str
    kind: str
    most_tokens: int
    system: str
    schema: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Source:
    """An article as a prompt shows it: under which label, and how much of its text."""

    label: str
    article: Article
    text: str


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence of an answer, and the labels that it gives as its sources."""

    text: str
    labels: tuple[str, ...]


@cache
def prompt(kind: str) -> Prompt:
    """The prompt in use for one of `model.use`."""
    file = files("broadsheet.data").joinpath("prompts", f"{IN_USE[kind]}.toml")
    table = tomllib.loads(file.read_text(encoding="utf-8"))
    return Prompt(**(table | {"system": table["system"].strip(), "schema": json.loads(table["schema"])}))


def messages(asked: Prompt, sources: Sequence[Source], language: str) -> list[dict[str, str]]:
    """The rules, and beneath them the sources as data: JSON, so that no text of theirs can end where it stands."""
    shown = [{"id": s.label, "publisher": s.article.publisher, "headline": s.article.title, "text": s.text} for s in sources]
    return [
        {"role": "system", "content": asked.system.replace("{language}", language)},
        {"role": "user", "content": json.dumps({"sources": shown}, ensure_ascii=False)},
    ]


def content_hash(asked: Prompt, said: Sequence[Mapping[str, str]], model: str) -> str:
    """The SHA-256 of a question: its prompt's id, its words with the texts, and the model. The same question is asked once."""
    whole = json.dumps([asked.id, model, [dict(each) for each in said]], ensure_ascii=True, sort_keys=True)
    return hashlib.sha256(whole.encode()).hexdigest()


def read(asked: Prompt, content: str) -> tuple[Said, ...]:
    """The sentences of an answer, in order. Raises Garbled."""
    table = _object(content)
    rows = table.get("points") if asked.kind == "key_points" else [table]
    if not isinstance(rows, list):
        raise Garbled("it has no list of points")
    found = [_said(row, "text" if asked.kind == "key_points" else "headline") for row in rows[:MOST_SENTENCES]]
    kept = tuple(each for each in found if each is not None)
    if not kept:
        raise Garbled("it has no sentence in the form that was asked for")
    return kept


def _object(content: str) -> dict[str, Any]:
    """The JSON object of an answer; endpoints that know no schema wrap it in words or a fence."""
    start, end = content.find("{"), content.rfind("}")
    try:
        found = json.loads(content[start : end + 1]) if 0 <= start < end else None
    except (ValueError, RecursionError) as broken:
        raise Garbled("it is no JSON") from broken
    if not isinstance(found, dict):
        raise Garbled("it is no JSON object")
    return found


def _said(row: Any, name: str) -> Said | None:
    if not isinstance(row, dict) or not isinstance(row.get(name), str) or not isinstance(row.get("sources"), list):
        return None
    text = " ".join(row[name].split())
    labels = tuple(dict.fromkeys(each for each in row["sources"] if isinstance(each, str)))
    return Said(text, labels) if 0 < len(text) <= MOST_CHARACTERS else None
