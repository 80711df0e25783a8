"""What a reader of an article would open next: the nearest articles, each with its why.

Other tellings of the same event come first unless they are left out, as the site's lists do; copies of what was read, or of
what is listed already, are left out there too. Diversity is a story's: of the other events, one telling each.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from broadsheet.desk.nearness import Nearness
from broadsheet.desk.origins import compare, is_copy
from broadsheet.desk.reasons import chosen_of, said
from broadsheet.desk.shelf import Shelf
from broadsheet.desk.spelling import Spelling, shown
from broadsheet.news import Reading

MIDDLE = 5_000  # the score of two articles that are as near as their nearest are in the mean
UNLIKE = 1_500  # ten-thousandths: what is less near shares no prose worth comparing; a copy has most of its words in common
CROWDS = 16  # further than asked, the nearest whose crowds are looked at: what they can change in the order


@dataclass(frozen=True, slots=True)
class Related:
    """An article to open next: how near (0 to 1), and why in words."""

    id: str
    score: float
    why: str


class Neighbours:
    """The index of a window of articles; weights follow what it has counted so far."""

    def __init__(self) -> None:
        self._shelf = Shelf()
        self._near = Nearness(self._shelf)
        self._spelling = Spelling()

    def __len__(self) -> int:
        return len(self._shelf)

    def add(self, reading: Reading, event: str = "") -> None:
        """Take an article in; one that is known already only changes its event."""
        article = reading.article
        if article.id in self._shelf.number:
            self.event(article.id, event)
            return
        self._shelf.put(reading, event)
        self._spelling.learn(article)

    def forget(self, articles: Iterable[str]) -> None:
        """Let articles go, such as have changed or may not be used any more; unknown ones are passed over."""
        known = dict.fromkeys(each for each in articles if each in self._shelf.number)
        if known:
            self._near.forget([self._shelf.forget(each) for each in known])

    def event(self, article: str, event: str) -> None:
        """Say that an article stands in another event now; unknown articles are passed over."""
        if article in self._shelf.number:
            self._shelf.events[self._shelf.number[article]] = event

    def nearest(self, article: str, limit: int, other_events: bool = False) -> list[Related]:
        """The nearest articles, best first, never itself; with `other_events` one telling of each other event, no copies.

        The score is how far two stand above their neighbourhoods, .5 in the middle of them; of other events, where a story that
        many tell is crowded by itself, it is how near they are. Raises KeyError when the article is unknown.
        """
        number = self._shelf.number[article]
        found = self._near.fresh(number)
        pairs = list(zip(found.near, found.numbers, strict=True))
        scored = self._others(number, pairs, limit) if other_events else self._above(found.crowd, pairs[: limit + CROWDS])
        scored.sort(key=lambda each: (-each[0], self._shelf.ids[each[1]]))
        scored = scored[:limit]
        terms = self._near.shared(number, [other for _, other in scored])
        return [
            Related(self._shelf.ids[other], score / 10_000, self._why(shared))
            for (score, other), shared in zip(scored, terms, strict=True)
        ]

    def _above(self, crowd: int, pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
        found = []
        for near, other in pairs:
            above = near - (crowd + self._near.found(other).crowd) // 2
            found.append((max(1, min(10_000, MIDDLE + above)), other))
        return found

    def _others(self, number: int, pairs: list[tuple[int, int]], limit: int) -> list[tuple[int, int]]:
        """The nearest telling of each other event that is no copy."""
        shelf, mine = self._shelf, self._shelf.events[number]
        seen = {mine: None} if mine else {}
        kept: list[tuple[int, int]] = []
        for near, other in pairs:
            if len(kept) == limit:
                break
            event = shelf.events[other] or shelf.ids[other]
            if near > 0 and event not in seen and not (near >= UNLIKE and self._copies(number, other)):
                seen[event] = None
                kept.append((near, other))
        return kept

    def _copies(self, one: int, other: int) -> bool:
        first, second = self._shelf.sketches[one], self._shelf.sketches[other]
        return is_copy(compare(first, second)) or is_copy(compare(second, first))

    def _why(self, shared: dict[int, int]) -> str:
        found: dict[str, int] = {}
        for slot, worth in shared.items():
            if term := self._shelf.words.get(slot):
                found.setdefault(shown(term, self._spelling.known), worth)
        return said(chosen_of(found))
