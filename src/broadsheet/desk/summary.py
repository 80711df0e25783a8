"""What are the key points, in the sources' own sentences? An article's own, and a story's from several independent outlets."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from broadsheet.desk import quotation
from broadsheet.desk.language import printable, spoken
from broadsheet.desk.phrases import Phrases
from broadsheet.desk.proof import check
from broadsheet.desk.sentences import KEPT, WORD, said, words
from broadsheet.desk.wordlists import listed, table
from broadsheet.news import Article, Reading, Sentence, Story, Telling, text_hash
from broadsheet.settings import Settings
from broadsheet.steps import Step

OWN = 3  # sentences of an article's own summary
STORY, FEWEST = 5, 2  # sentences of a story's; fewer than two are no summary
A_SOURCE = 2  # sentences one outlet may give a story: balance
SHORT, LONG = 8, 45  # words of a sentence that can stand alone
READ = 25  # sentences looked at; news says first what matters
POSITION = 0.35  # what standing one sentence later costs: weight 1 / (1 + POSITION * place)
CENTRAL, TITLED = (
    1.5,
    1.0,
)  # weights of centrality and of words shared with headlines beside position's 1: a feature's first line loses
LATEST = 0.3  # what the last telling to arrive gains on the first: figures grow
BRIEF = 5  # words added to a sentence's length, so that three words that all repeat are no better than eight
SHARED = 3  # words that a sentence of a story shares with another outlet's telling; without them it is colour
NOVELTY = (
    0.7  # what repeating all of a chosen sentence's words costs (maximal marginal relevance, Carbonell and Goldstein 1998)
)
SAME = 0.5  # share of words in common at which two sentences say the same
SILENT = frozenset({"opinion", "sponsored", "press_release", "satire", "service"})
PRINTED = frozenset({"full", "excerpt"})

HALF = re.compile("[\ud800-\udfff]")
DATELINE = re.compile(r"[A-ZÀ-Ý][A-ZÀ-Ý .,’'-]{2,40}(?:, [A-Z][a-z. ]+)?(?: \([^)]{1,30}\))? ?[—–-]+ ")
POINTING = re.compile(
    r"(?:The|A|An) (?:first|second|third|fourth|latter|former|other|others|same|pair|two|three|four|rest|move|decision)\b"
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence that could stand alone: where it is, its telling words, and what speaks for it."""

    article: Article
    place: int
    start: int
    end: int
    terms: frozenset[str]
    score: float


@dataclass(frozen=True, slots=True)
class Budget:
    """An article's: the words at its beginning that its excerpt shows, and those that sentences may add (None: any)."""

    taken: int
    left: int | None


@cache
def promotion() -> Phrases[str]:
    """What sells, steers or explains the page."""
    return Phrases((phrase, phrase) for phrase in table("words")["phrases"]["promotion"])


def own(batch: Sequence[Reading], settings: Settings) -> list[tuple[Sentence, ...]]:
    """Two or three sentences of each article's own; none of an opinion, nor of a language that the site does not print."""
    return [_own(reading) if _speaks(reading, settings) else () for reading in batch]


def story(batch: Sequence[Story], settings: Settings) -> list[tuple[Sentence, ...]]:
    """Up to five sentences of each story, from tellings of independent origin; each is proved or left out."""
    return [_story(each, settings) for each in batch]


def _speaks(reading: Reading, settings: Settings) -> bool:
    genre = reading.genre.value if reading.genre else reading.article.genre
    return (
        genre not in SILENT
        and _writable(reading.article.text)
        and reading.article.rights in PRINTED
        and printable(reading, settings)
    )


def _own(reading: Reading) -> tuple[Sentence, ...]:
    candidates = _candidates(reading, _weights([reading]), _titles([reading]))
    chosen = _choose(candidates, OWN, {})
    return tuple(_sentences(sorted(chosen, key=lambda c: c.start)))


def _story(each: Story, settings: Settings) -> tuple[Sentence, ...]:
    sources = _sources(each, settings)
    if each.origins < FEWEST or not sources:
        return ()
    weights, titles = _weights(sources), _titles([telling.reading for telling in each.tellings])
    late = {reading.article.id: LATEST * n / len(sources) for n, reading in enumerate(sources)}
    shared = _shared(sources)
    candidates = [
        replace(c, score=c.score + late[c.article.id])
        for reading in sources
        for c in _candidates(reading, weights, titles)
        if (len(sources) < FEWEST or len(c.terms & shared) >= SHARED) and _short(c, settings)
    ]
    chosen = _choose(candidates, STORY, _budgets(sources, settings))
    proved = [s for s, source in _with_source(chosen) if check(s, source).value]
    return tuple(proved) if len(proved) >= FEWEST else ()


def _budgets(sources: Sequence[Reading], settings: Settings) -> dict[str, Budget]:
    """What the excerpts already take of each article, and the words that its sentences may add."""
    articles = [reading.article for reading in sources]
    return {a.id: Budget(quotation.excerpted(a, settings), quotation.left(a, settings)) for a in articles}


def _short(candidate: Candidate, settings: Settings) -> bool:
    text = candidate.article.text[candidate.start : candidate.end]
    return quotation.fits(candidate.article, text, settings)


def _sources(each: Story, settings: Settings) -> list[Reading]:
    """The tellings that may be quoted: originals, the latest of each outlet, whole articles of news, in order of arrival."""
    latest = {telling.reading.article.publisher: telling.reading for telling in each.tellings if _quotable(telling, settings)}
    return [t.reading for t in each.tellings if latest.get(t.reading.article.publisher) is t.reading]


def _quotable(telling: Telling, settings: Settings) -> bool:
    article = telling.reading.article
    original = telling.copy_of is None and telling.origin == article.id
    return original and article.access == "free" and article.kind == "article" and _speaks(telling.reading, settings)


def _weights(readings: Sequence[Reading]) -> dict[str, float]:
    """How much the tellings speak of each word: the logarithm of its count, times the share of tellings that have it."""
    counts: Counter[str] = Counter()
    outlets: Counter[str] = Counter()
    for reading in readings:
        mine: Counter[str] = Counter()
        for terms in _said_terms(reading.article.text, spoken(reading)):
            mine.update(terms)
        counts.update(mine)
        outlets.update(mine.keys())
    return {term: math.log1p(count) * outlets[term] / len(readings) for term, count in counts.items() if count > 1}


def _terms(run: Iterable[str]) -> list[str]:
    stop = listed("stop")
    return [low for word in run if len(word) > 2 and (low := word.lower()) not in stop]


@lru_cache(maxsize=KEPT)
def _said_terms(text: str, language: str) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(_terms(sentence.words)) for sentence in said(text, language)[:READ])


def _shared(readings: Sequence[Reading]) -> frozenset[str]:
    """The words that more than one telling uses."""
    each = [{term for run in _said_terms(r.article.text, spoken(r)) for term in run} for r in readings]
    counts = Counter(term for terms in each for term in terms)
    return frozenset(term for term, count in counts.items() if count > 1)


def _titles(readings: Sequence[Reading]) -> dict[str, float]:
    """The words of the headlines, each with the share of headlines that have it."""
    counts = Counter(term for reading in readings for term in dict.fromkeys(_terms(words(reading.article.title))))
    return {term: count / len(readings) for term, count in counts.items()}


def _candidates(reading: Reading, weights: dict[str, float], titles: dict[str, float]) -> list[Candidate]:
    article = reading.article
    found = []
    terms_of = _said_terms(article.text, spoken(reading))
    for place, (sentence, run) in enumerate(zip(said(article.text, spoken(reading)), terms_of, strict=False)):
        start = _after_dateline(article.text, sentence.start, sentence.end)
        terms = frozenset(run)
        if SHORT <= len(sentence.words) <= LONG and terms and _stands(article.text[start : sentence.end], place):
            score = _score(place, terms, titles, weights)
            found.append(Candidate(article, place, start, sentence.end, terms, score))
    return found


def _score(place: int, terms: frozenset[str], titles: dict[str, float], weights: dict[str, float]) -> float:
    """Early, made of words that the tellings repeat, and of words that the headlines share."""
    central = math.fsum(weights.get(term, 0.0) for term in terms) / (len(terms) + BRIEF) / max(weights.values(), default=1.0)
    titled = math.fsum(titles.get(term, 0.0) for term in terms) / (math.fsum(titles.values()) or 1.0)
    return 1 / (1 + POSITION * place) + CENTRAL * central + TITLED * titled


def _after_dateline(text: str, start: int, end: int) -> int:
    match = DATELINE.match(text, start, end)
    return match.end() if match else start


def _stands(sentence: str, place: int) -> bool:
    """Whether a sentence can be read alone: whole, no question, no pronoun of another sentence, its quotes closed."""
    first = sentence.lstrip("\"'“”‘’„«» ")[:1]
    if not (first.isupper() or first.isdigit()) or sentence[-1] not in '.!…”"’»)' or "?" in sentence or "\n" in sentence:
        return False
    opening = WORD.search(sentence)
    if POINTING.match(sentence) or opening is None or opening.group().lower() in listed("dangling"):
        return False
    return not (sentence[0] in "\"“„«‘'" and place) and _closed(sentence)


def _closed(sentence: str) -> bool:
    pairs = (("“", "”"), ("«", "»"), ("(", ")"))
    return sentence.count('"') % 2 == 0 and all(sentence.count(a) == sentence.count(b) for a, b in pairs)


def _choose(candidates: list[Candidate], most: int, allowed: dict[str, Budget]) -> list[Candidate]:
    """The best sentences that say different things, by maximal marginal relevance, within each article's budget."""
    chosen: list[Candidate] = []
    left = sorted(candidates, key=lambda c: (-c.score, c.place))
    while left and len(chosen) < most:
        best = max(left, key=lambda c: c.score - NOVELTY * _repeats(c, chosen))
        left.remove(best)
        if promotion().any(WORD.findall(best.article.text, best.start, best.end)):
            continue
        if any(_overlap(best, c) >= SAME for c in chosen) or not _affordable(best, chosen, allowed):
            continue
        chosen.append(best)
    return chosen


def _affordable(candidate: Candidate, chosen: list[Candidate], allowed: dict[str, Budget]) -> bool:
    budget = allowed.get(candidate.article.id)
    if budget is None:
        return True
    mine = [c for c in chosen if c.article.id == candidate.article.id]
    if budget.left is None:
        return len(mine) < A_SOURCE
    words = sum(quotation.beyond(c.article.text, c.start, c.end, budget.taken) for c in (*mine, candidate))
    return len(mine) < A_SOURCE and words <= budget.left


def _repeats(candidate: Candidate, chosen: list[Candidate]) -> float:
    return max((_overlap(candidate, c) for c in chosen), default=0.0)


def _overlap(a: Candidate, b: Candidate) -> float:
    return len(a.terms & b.terms) / min(len(a.terms), len(b.terms))


def _sentences(chosen: Iterable[Candidate]) -> Iterator[Sentence]:
    return (sentence for sentence, _ in _with_source(chosen))


def _with_source(chosen: Iterable[Candidate]) -> Iterator[tuple[Sentence, Article]]:
    for c in chosen:
        text = c.article.text
        yield Sentence(text[c.start : c.end], c.article.id, c.start, c.end, text_hash(text)), c.article


def _writable(text: str) -> bool:
    """Whether UTF-8 can write it: a text with half a surrogate pair has no hash, so nothing of it can be proved."""
    return text.isascii() or not HALF.search(text)


STEP = Step(own, gives="summary", needs=frozenset({"language", "genre"}))
STORY_STEP = Step(story, gives="summary", of=Story)
