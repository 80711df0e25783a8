"""How is a word written? A reason shows `collapsed`, as an article has it, not the stem `collaps` that it was counted by.

A reason given on arrival finds its words in the article at hand; one given later, in the table of those heard lately.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from broadsheet.desk.terms import TITLE, TITLE_CHARACTERS
from broadsheet.desk.terms import _stems as stems
from broadsheet.news import Article

MOST = 50_000  # words remembered, about 8 MB: those that weighed most in the articles heard last
LEARNT = 6  # words learnt an article, the heaviest
TRIED = 4  # places of a stem looked at for its word
READ = 600  # characters of a text in which a spelling is looked for: its weightiest words stand in the lead


class Wording:
    """The words of the article at hand: its terms by slot, and how it spells them where it begins."""

    __slots__ = ("_article", "_read", "_terms")

    def __init__(self, terms: Mapping[int, str], article: Article) -> None:
        self._terms, self._article = terms, article
        self._read = ""

    def term(self, slot: int) -> str:
        """The term of a slot; empty when the article has none."""
        return self._terms.get(slot, "").removeprefix(TITLE)

    def written(self, term: str) -> str:
        """A term's words as the article spells them."""
        if not self._read:
            body = self._article.text or self._article.standfirst
            self._read = f"{self._article.title[:TITLE_CHARACTERS]} {body[:READ]} ".lower()
        return " ".join(map(self._spelt, term.split(" ")))

    def _spelt(self, part: str) -> str:
        """The first word that begins with the stem and has it; a stem that ends otherwise than its words stands for itself."""
        start = 0
        for _ in range(TRIED):
            start = self._read.find(part, start)
            if start < 0:
                return part
            end = start + len(part)
            if not self._read[start - 1 : start].isalnum():
                while self._read[end].isalnum():
                    end += 1
                if stems[self._read[start:end]] == part:
                    return self._read[start:end]
            start = end
        return part


class Words:
    """The spelling of slots."""

    __slots__ = ("known",)

    def __init__(self, known: Iterable[tuple[int, str]] = ()) -> None:
        self.known = dict(known)

    def learn(self, wording: Wording, heaviest: Iterable[int]) -> None:
        """Hear an article's heaviest words; what is known keeps its spelling, and its place until it is forgotten."""
        known = self.known
        for slot in heaviest:
            if slot not in known and (term := wording.term(slot)):
                known[slot] = wording.written(term)
        while len(known) > MOST:
            del known[next(iter(known))]
