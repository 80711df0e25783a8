"""The near-copies bench: reprints made from real texts, and articles that only tell of the same things."""

from __future__ import annotations

import random
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import corpora
from broadsheet.desk import fingerprint, terms
from broadsheet.desk.events import State, fold
from broadsheet.journal import Arrival, Copy
from broadsheet.news import Article, Reading
from broadsheet.settings import Settings

ORIGINALS = 400
AGENCIES = ("(AP) —", "(Reuters) -", "(AFP) —", "PA Media")
PROMOTION = (
    "Download our app to read this story wherever you are and to hear of the next one first.\n\n"
    "Sign up to our newsletter for the day's most important stories, chosen by our editors."
)


@dataclass(frozen=True, slots=True)
class Case:
    """An article of the stream: of whose prose it is (itself when its own), and how it was made."""

    article: Article
    origin: str
    made: str


def edited(text: str, part: float, chance: random.Random) -> str:
    """The text with this part of its words replaced by others of its own, dropped or doubled."""
    words = text.split(" ")
    for at in chance.sample(range(len(words)), int(len(words) * part)):
        words[at] = chance.choice((chance.choice(words), "", f"{words[at]} {chance.choice(words)}"))
    return " ".join(words)


def cut(text: str, chance: random.Random) -> str:
    """The text without its end: 40 to 80 parts of 100 are left."""
    return text[: int(len(text) * chance.uniform(0.4, 0.8))]


def reprints(original: Article, chance: random.Random) -> list[Case]:
    """One reprint of each kind."""
    text, part = original.text, chance.uniform(0.01, 0.15)
    made = {
        "edited": edited(text, part, chance),
        "cut": cut(text, chance),
        "headline": text,
        "agency": f"LONDON {chance.choice(AGENCIES)} {edited(text, part / 3, chance)}",
        "promotion": f"{text[:600]}\n\n{PROMOTION}\n\n{edited(text[600:], part / 3, chance)}",
    }
    return [
        Case(
            replace(original, id=f"{original.id}-{kind}", title=edited(original.title, 0.6, chance), text=body, publisher=kind),
            original.id,
            kind,
        )
        for kind, body in made.items()
    ]


def stream(data: Path, limit: int) -> list[Case]:
    """Originals with their reprints after them, and others of the same topic and month as hard negatives, mixed."""
    chance = random.Random(11)  # noqa: S311  (a test's chance, not a secret)
    pool = [a for a in corpora.articles(data, limit * 8) if 800 < len(a.text) < 12_000]
    plain = distinct(pool)
    chosen, others = plain[:limit], plain[limit : limit * 4]
    waiting = [Case(a, a.id, "original") for a in chosen] + [Case(a, a.id, "other") for a in others]
    chance.shuffle(waiting)
    made = [case for a in chosen for case in reprints(a, chance)]
    chance.shuffle(made)
    return [*waiting, *made]


def distinct(articles: Sequence[Article]) -> list[Article]:
    """Articles without those that share eight words in a row with an earlier one in more than a fifth of their text.

    The set itself holds reprints; the labels must not.
    """
    seen: dict[str, None] = {}
    kept = []
    for article in articles:
        words = article.text.lower().split()
        runs = [" ".join(words[at : at + 8]) for at in range(max(1, len(words) - 7))]
        if sum(run in seen for run in runs) * 50 < len(runs):
            kept.append(article)
        seen.update(dict.fromkeys(runs))
    return kept


def run(data: Path, limit: int | None = None) -> dict[str, float]:
    """Precision and recall of `copy_of`, the share of right origins, and recall by kind."""
    cases = stream(data, limit or ORIGINALS)
    start = time.process_time()
    readings = [Reading(c.article, sketch=fingerprint.sketch(c.article.text), terms=terms.terms(c.article)) for c in cases]
    _, decisions = fold(State(), [Arrival(n, r) for n, r in enumerate(readings)], Settings())
    spent = time.process_time() - start
    found = {d.article: d.origin for d in decisions if isinstance(d, Copy)}
    return _measured(cases, found) | {"CPU ms an article, fold and steps": spent * 1000 / len(cases)}


def _measured(cases: Sequence[Case], found: dict[str, str]) -> dict[str, float]:
    true = [c for c in cases if c.origin != c.article.id]
    hit = [c for c in true if c.article.id in found]
    measured = {
        "articles": len(cases),
        "precision": len(hit) / (len(found) or 1),
        "recall": len(hit) / len(true),
        "right origin": sum(found[c.article.id] == c.origin for c in hit) / (len(hit) or 1),
    }
    for kind in dict.fromkeys(c.made for c in true):
        of_kind = [c for c in true if c.made == kind]
        measured[f"recall: {kind}"] = sum(c.article.id in found for c in of_kind) / len(of_kind)
    return measured


def plain_peer(data: Path, limit: int | None = None) -> dict[str, float]:
    """MinHash alone: rensa's estimate of Jaccard, 128 rows, a copy from .7 on."""
    from rensa import RMinHash

    cases = stream(data, limit or ORIGINALS)
    kept: list[tuple[str, RMinHash]] = []
    found: dict[str, str] = {}
    for case in cases:
        mine = RMinHash(num_perm=128, seed=1)
        mine.update(fingerprint.shingles(case.article.text) or [b""])
        first = next((name for name, other in kept if mine.jaccard(other) >= 0.7), "")
        if first:
            found[case.article.id] = first
        else:
            kept.append((case.article.id, mine))
    return _measured(cases, found)
