"""What keeps a language model's sentences from an editor: how much it lets through of what is true, planted, and changed.

On the specimen's events that two outlets tell in English. Sentences are the outlets' own (headlines, and the first three of a
text). *Planted*: a sentence of another event, its names replaced by this one's, added to one of its articles. *Changed*: one
number, name or `not`. No model is asked: a model's words would differ more, so that more of what is true is refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from itertools import cycle

import specimen
from broadsheet.desk import drafts
from broadsheet.desk.borne_out import borne_out
from broadsheet.desk.prompts import Source
from broadsheet.desk.sentences import WORD, said
from broadsheet.desk.wordlists import listed
from broadsheet.news import Article, article_id
from broadsheet.press.specimen.edition import open_edition
from broadsheet.press.specimen.gold import gold

Row = dict[str, object]
Event = tuple[Source, ...]
PARTS = (0.3, 0.4, 0.5, 0.6)
LEAD = 3
NAME = re.compile(r"\b[A-ZÀ-Ý]\w+")
TWO = re.compile(r"(?<=[a-z] )([A-Z]\w+)( (?:[a-z]+ ){1,6})([A-Z]\w+)")
SPEAKER = re.compile(r",(?: [\w’']+){0,6} (?:said|says|told [\w ]+)(?=[.,])")
DOUBT = re.compile(r"\b(?:alleged|allegedly|suspected|reportedly|may|might|could) ")
GRAVE = re.compile(r"\b(?:charged|accused|arrested|questioned|suspected)\b")
KINDS = (
    "as it stands",
    "a number",
    "a name",
    "a not",
    "two names swapped",
    "its speaker dropped",
    "its doubt dropped",
    "a graver word",
)
SWAP = "Ferdinand"  # a name of nobody's in the specimen


def run() -> list[Row]:
    """A row a measure: what of it comes through."""
    events = list(_events())
    rows: list[Row] = []
    for part in PARTS:
        own = {kind: [(text, event) for event in events for text in _own(event, kind)] for kind in ("headline", "lead")}
        for kind, pairs in (*own.items(), ("planted", list(_planted(events)))):
            through = [drafts.told_twice(text, event, part) for text, event in pairs]
            rows.append({"measure": f"told twice, {part:g}", "sentences": kind, **_share(through)})
    for kind, texts in _changed(events).items():
        through = [borne_out(text, [article], "en").value for text, article in texts]
        rows.append({"measure": "borne out", "sentences": kind, **_share(through)})
    return rows


def _share(through: Sequence[bool]) -> Row:
    return {"of": len(through), "through": sum(through), "part": sum(through) / len(through) if through else 0.0}


def _events() -> Iterator[Event]:
    truth = gold(open_edition(specimen.OPENED, specimen.PORT), specimen.OPENED + timedelta(days=10))
    told: dict[str, list[Article]] = {}
    for address, each in truth.items():
        if each.language.startswith("en") and each.kind == "article" and each.genre == "news" and not each.copy_of:
            article = Article(article_id(address), address, each.publisher, each.headline, text=each.served)
            told.setdefault(each.event, []).append(article)
    for articles in told.values():
        if len({article.publisher for article in articles}) > 1:
            yield tuple(Source(f"s{n}", article, "") for n, article in enumerate(articles, 1))


def _own(event: Event, kind: str) -> Iterator[str]:
    for source in event:
        if kind == "headline":
            yield source.article.title
        else:
            yield from _lead(source.article)


def _lead(article: Article) -> list[str]:
    return [article.text[span.start : span.end] for span in said(article.text, "en")[:LEAD]]


def _planted(events: Sequence[Event]) -> Iterator[tuple[str, Event]]:
    for at, event in enumerate(events):
        names = list(dict.fromkeys(NAME.findall(event[0].article.title))) or ["Hull"]
        for source in events[(at + 7) % len(events)]:
            for text in _lead(source.article):
                swapped = _renamed(text, names)
                first = replace(event[0].article, text=f"{event[0].article.text}\n\n{swapped}")
                yield swapped, (replace(event[0], article=first), *event[1:])


def _renamed(text: str, names: Sequence[str]) -> str:
    order = cycle(names)
    return text[:1] + NAME.sub(lambda _: next(order), text[1:])


def _swapped(two: re.Match[str]) -> str:
    """Two names in each other's place; a day and a name would make nonsense, and nobody's claim."""
    days = {two[1].lower(), two[3].lower()} & listed("stop")
    return two[0] if days else f"{two[3]}{two[2]}{two[1]}"


def _changed(events: Sequence[Event]) -> dict[str, list[tuple[str, Article]]]:
    """Sentences as they stand, and with one thing changed, each with its article."""
    kinds = (
        "as it stands",
        "a number",
        "a name",
        "a not",
        "two names swapped",
        "its speaker dropped",
        "its doubt dropped",
        "a graver word",
    )
    found: dict[str, list[tuple[str, Article]]] = {name: [] for name in kinds}
    for article in (source.article for event in events for source in event):
        for text in _lead(article):
            found["as it stands"].append((text, article))
            if re.search(r"\d", text):
                found["a number"].append((re.sub(r"\d", lambda d: str((int(d[0]) + 1) % 10), text, count=1), article))
            if NAME.search(text, 1):
                found["a name"].append((text[:1] + NAME.sub(SWAP, text[1:], count=1), article))
            for kind, other in (
                ("two names swapped", TWO.sub(_swapped, text, count=1)),
                ("its speaker dropped", SPEAKER.sub("", text, count=1)),
                ("its doubt dropped", DOUBT.sub("", text, count=1)),
                ("a graver word", GRAVE.sub("convicted", text, count=1)),
            ):
                if other != text:
                    found[kind].append((other, article))
            words = WORD.findall(text)
            if "not" in words:
                found["a not"].append((re.sub(r"\bnot ", "", text, count=1), article))
            elif re.search(r"\b(?:was|is|has|will|were|are|had)\b", text):
                found["a not"].append((re.sub(r"\b(was|is|has|will|were|are|had)\b", r"\1 not", text, count=1), article))
    return found
