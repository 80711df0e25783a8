"""What a reader of an article would open next: the nearest articles by weighted terms, each with its why.

Other tellings of the same event come first unless they are left out, as the site's lists do; copies of what was read, or of
what is listed already, are left out there too. Diversity is a story's: of the other events, one telling each.
"""

from __future__ import annotations

from array import array
from dataclasses import dataclass
from operator import itemgetter

from broadsheet.desk.origins import compare, is_copy
from broadsheet.desk.reasons import named
from broadsheet.desk.spelling import Spelling
from broadsheet.desk.terms import Counts
from broadsheet.desk.weighing import LENGTH, Vector, Weights
from broadsheet.news import Reading

READ = 3_000  # entries of posting lists read a search, rarest terms first; 20,000 find the same tellings
LEAST = 150  # of ten thousand: a fainter likeness is chance; two articles of NeuS have 130 in the mean


@dataclass(frozen=True, slots=True)
class Related:
    """An article to open next: how near (0 to 1), and why in words."""

    id: str
    score: float
    why: str


@dataclass(slots=True)
class _Known:
    id: str
    event: str
    counts: array[int]
    sketch: tuple[int, ...]
    vector: Vector | None = None


class Neighbours:
    """The index of a window of articles; vectors are weighed when first asked for, by the counts of then."""

    def __init__(self) -> None:
        self._weights = Weights()
        self._spelling = Spelling()
        self._known: dict[str, _Known] = {}
        self._order: list[str] = []
        self._postings: dict[int, array[int]] = {}
        self._weighed = 0

    def __len__(self) -> int:
        return len(self._known)

    def add(self, reading: Reading, event: str = "") -> None:
        """Take an article in; one that is known already only changes its event."""
        article = reading.article.id
        if article in self._known:
            self._known[article].event = event
            return
        terms: Counts = reading.terms or ()
        known = _Known(article, event, self._weights.count(terms), reading.sketch or ())
        self._spelling.learn(reading.article)
        number = len(self._order)
        self._order.append(article)
        self._known[article] = known
        for key in known.counts[::2]:
            self._postings.setdefault(key, array("i")).append(number)

    def event(self, article: str, event: str) -> None:
        """Say that an article stands in another event now; unknown articles are passed over."""
        if article in self._known:
            self._known[article].event = event

    def nearest(self, article: str, limit: int, other_events: bool = False) -> list[Related]:
        """The nearest articles, best first, never itself; with `other_events` one telling of each other event, no copies.

        Raises KeyError when the article is unknown.
        """
        this = self._known[article]
        mine = dict(self._vector(this).pairs())
        found: list[Related] = []
        events = {this.event: None} if this.event else {}
        for number in self._candidates(mine, limit * 6 if other_events else limit * 2):
            other = self._known[self._order[number]]
            if other is this or (other_events and (other.event in events or self._copies(this, other))):
                continue
            product = {key: mine[key] * weight for key, weight in self._vector(other).pairs() if key in mine}
            score = sum(product.values()) // LENGTH
            if score >= LEAST:
                found.append(Related(other.id, score / 10_000, self._why(product)))
        found.sort(key=lambda each: (-each.score, each.id))
        return self._diverse(found, limit) if other_events else found[:limit]

    def _diverse(self, found: list[Related], limit: int) -> list[Related]:
        events: dict[str, None] = {}
        kept = []
        for each in found:
            event = self._known[each.id].event or each.id
            if event not in events:
                events[event] = None
                kept.append(each)
        return kept[:limit]

    @staticmethod
    def _copies(one: _Known, other: _Known) -> bool:
        return is_copy(compare(one.sketch, other.sketch)) or is_copy(compare(other.sketch, one.sketch))

    def _vector(self, known: _Known) -> Vector:
        if self._weights.articles * 4 > self._weighed * 5:
            self._weighed = self._weights.articles
            for each in self._known.values():
                each.vector = None
        if known.vector is None:
            known.vector = self._weights.vector(known.counts)
        return known.vector

    def _candidates(self, mine: dict[int, int], many: int) -> list[int]:
        lists = [(len(posting), key, posting) for key in mine if (posting := self._postings.get(key))]
        lists.sort(key=itemgetter(0, 1))
        near: dict[int, int] = {}
        read = 0
        for length, key, posting in lists:
            read += length
            if read > READ and near:
                break
            gain = mine[key] * mine[key]
            for number in posting:
                near[number] = near.get(number, 0) + gain
        return sorted(near, key=lambda number: (-near[number], number))[: many + 20]

    def _why(self, product: dict[int, int]) -> str:
        words: dict[str, int] = {}
        for key, common in product.items():
            word = self._weights.word(key)
            words[word] = words.get(word, 0) + common
        return named(words, self._spelling.known)
