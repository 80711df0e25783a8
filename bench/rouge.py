"""How near a story's key points come to a neutral summary, beside lead-3 and a centrality ranking of the same texts: ROUGE F1.

NeuS gives three outlets' leads on an event and a neutral summary that a person wrote, its headline left out here. ROUGE-1, -2
and -L are F1 of common words, of pairs of words, and of the longest common run, in small letters and unstemmed (Lin 2004). The
peer is continuous LexRank (Erkan and Radev 2004) over the sentences of all three, TF-IDF cosines, as many sentences as ours.
Events are halved by their number; nothing was fitted to either half.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from statistics import mean

import numpy as np

from broadsheet.desk import summary
from broadsheet.desk.sentences import said
from broadsheet.news import Article, Judgement, Reading, Story, Telling
from broadsheet.settings import Settings

Row = dict[str, object]
Event = tuple[tuple[Article, ...], str]
WORD = re.compile(r"\w+")
PART = re.compile(r"\s*TITLE=>\s*(.*?)\s*ARTICLE=>\s*(.*?)\s*$", re.DOTALL)
DAMPED = 0.85  # of LexRank's walk, as its authors have it
TURNS = 40  # of its power iteration


def run(data: Path, limit: int | None) -> list[Row]:
    """A row a half and a way to sum up: ROUGE over the events of which the desk makes key points, and their lengths."""
    found: dict[tuple[str, str], list[tuple[float, float, float, int]]] = defaultdict(list)
    asked: Counter[str] = Counter()
    for number, (articles, reference) in enumerate(_events(data, limit)):
        half = "odd" if number % 2 else "even"
        asked[half] += 1
        ours = _ours(articles)
        if not ours:
            continue
        ways = {
            "the desk's key points": ours,
            "lead-3 of the first article": _lead(articles[:1], 3),
            "first sentence of each": _lead(articles, 1),
            "peer: LexRank, as many": _ranked(articles, len(ours)),
        }
        for way, sentences in ways.items():
            text = " ".join(sentences)
            found[half, way].append((*_rouge(text, reference), len(WORD.findall(text))))
    return [_row(half, way, scores, asked[half]) for (half, way), scores in sorted(found.items())]


def _row(half: str, way: str, scores: Sequence[tuple[float, float, float, int]], events: int) -> Row:
    one, two, long, words = (mean(each) for each in zip(*scores, strict=True))
    row = {"half": half, "summary": way, "events": events, "summed up": len(scores)}
    return {**row, "ROUGE-1": one, "ROUGE-2": two, "ROUGE-L": long, "words": round(words)}


def _events(data: Path, limit: int | None) -> Iterator[Event]:
    folder = data / "events/neus"
    sources = (folder / "train.source").read_text(encoding="utf-8").splitlines()[:limit]
    targets = (folder / "train.target").read_text(encoding="utf-8").splitlines()[:limit]
    for number, (source, target) in enumerate(zip(sources, targets, strict=True)):
        told = [PART.match(part) for part in source.split("[SEP]")]
        reference = PART.match(target)
        if reference and all(told):
            yield tuple(_article(number, place, *each.groups()) for place, each in enumerate(told) if each), reference[2]


def _article(number: int, place: int, title: str, text: str) -> Article:
    key = f"n{number}-{place}"
    return Article(key, f"https://{place}.example/{key}", f"outlet{place}", title, text=text, rights="excerpt", language="en")


def _ours(articles: Sequence[Article]) -> list[str]:
    readings = [
        Reading(a, language=Judgement("en", 1.0, "a set in English"), genre=Judgement("news", 1.0, "news")) for a in articles
    ]
    story = Story("s", tuple(Telling(each, each.article.id, None, 0, "") for each in readings))
    (chosen,) = summary.story([story], Settings())
    return [each.text for each in chosen]


def _lead(articles: Iterable[Article], sentences: int) -> list[str]:
    return [text for article in articles for text in _sentences(article)[:sentences]]


def _sentences(article: Article) -> list[str]:
    return [article.text[span.start : span.end] for span in said(article.text, "en")]


def _ranked(articles: Sequence[Article], many: int) -> list[str]:
    sentences = [text for article in articles for text in _sentences(article)]
    counts = [Counter(_words(text)) for text in sentences]
    seen = Counter(word for each in counts for word in each)
    weights = [{word: n * math.log(1 + len(counts) / seen[word]) for word, n in each.items()} for each in counts]
    lengths = [math.sqrt(sum(w * w for w in each.values())) or 1.0 for each in weights]
    like = np.array(
        [
            [
                sum(w * other.get(word, 0.0) for word, w in one.items()) / (a * b)
                for other, b in zip(weights, lengths, strict=True)
            ]
            for one, a in zip(weights, lengths, strict=True)
        ]
    )
    walk = like / like.sum(axis=1, keepdims=True)
    rank = np.full(len(sentences), 1 / len(sentences))
    for _ in range(TURNS):
        rank = (1 - DAMPED) / len(sentences) + DAMPED * rank @ walk
    return [sentences[at] for at in sorted(np.argsort(-rank, kind="stable")[:many])]


def _rouge(text: str, reference: str) -> tuple[float, float, float]:
    ours, theirs = _words(text), _words(reference)
    grams = [_f1(Counter(_grams(ours, n)), Counter(_grams(theirs, n))) for n in (1, 2)]
    return grams[0], grams[1], _of(_longest(ours, theirs), len(ours), len(theirs))


def _words(text: str) -> list[str]:
    return WORD.findall(text.lower())


def _grams(words: Sequence[str], many: int) -> Iterator[tuple[str, ...]]:
    return (tuple(words[at : at + many]) for at in range(len(words) - many + 1))


def _f1(ours: Counter[tuple[str, ...]], theirs: Counter[tuple[str, ...]]) -> float:
    return _of((ours & theirs).total(), ours.total(), theirs.total())


def _of(common: int, ours: int, theirs: int) -> float:
    return 2 * common / (ours + theirs) if common else 0.0


def _longest(ours: Sequence[str], theirs: Sequence[str]) -> int:
    before = [0] * (len(theirs) + 1)
    for word in ours:
        line = [0]
        for at, other in enumerate(theirs):
            line.append(before[at] + 1 if word == other else max(before[at + 1], line[-1]))
        before = line
    return before[-1]
