"""How is a word written? A reason shows `collapsed`, as an article has it, not the stem `collaps` that it was counted by.

A reason given on arrival finds its words in the article at hand; one given later, in the table of those heard lately.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from broadsheet.desk.terms import TITLE, TITLE_CHARACTERS, tokens
from broadsheet.desk.terms import _stems as stems
from broadsheet.news import Article

MOST = 50_000  # words remembered, about 8 MB: those that weighed most in the articles heard last
LEARNT = 6  # words learnt an article, the heaviest
READ = 600  # characters of a text in which a spelling is looked for: its weightiest words stand in the lead


class Wording:
    """The words of the article at hand: its terms by slot, and how it spells them where it begins."""

    __slots__ = ("_article", "_spelt", "_terms")

    def __init__(self, terms: Mapping[int, str], article: Article) -> None:
        self._terms, self._article = terms, article
        self._spelt: dict[str, str] = {}

    def term(self, slot: int) -> str:
        """The term of a slot; empty when the article has none."""
        return self._terms.get(slot, "").removeprefix(TITLE)

    def written(self, term: str) -> str:
        """A term's words as the article spells them."""
        if not self._spelt:
            body = self._article.text or self._article.standfirst
            found = tokens(f"{self._article.title[:TITLE_CHARACTERS]} {body[:READ]}")
            self._spelt = dict(zip(map(stems.__getitem__, reversed(found)), reversed(found), strict=True))
            self._spelt.setdefault("", "")
        return " ".join(_small(self._spelt.get(part, part)) for part in term.split(" "))


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


def _small(word: str) -> str:
    return word.lower().replace("’", "'").removesuffix("'s")
