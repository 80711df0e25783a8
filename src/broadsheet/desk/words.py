"""How is a word written? A reason shows `collapsed`, as an article has it, not the stem `collaps` that it was counted by.

A reason given on arrival finds its words in the article at hand; one given later, in the table of those heard lately.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from broadsheet.desk.terms import TITLE_CHARACTERS, tokens
from broadsheet.desk.terms import _stems as stems
from broadsheet.news import Article

MOST = 50_000  # words remembered, about 8 MB: those that weighed most in the articles heard last
LEARNT = 8  # words learnt an article, the heaviest
READ = 1_200  # characters of a text in which a spelling is looked for: its weightiest words stand in the lead


class Words:
    """The spelling of slots."""

    __slots__ = ("known",)

    def __init__(self, known: Iterable[tuple[int, str]] = ()) -> None:
        self.known = dict(known)

    def learn(self, words: Mapping[str, int], heaviest: Iterable[int], article: Article) -> None:
        """Hear an article's heaviest words; what is known keeps its spelling, and its place until it is forgotten."""
        unknown = {at for at in heaviest if at not in self.known}
        if not unknown:
            return
        asked = [(word, at) for word, at in words.items() if at in unknown]
        own = spelling([word for word, _ in asked], article)
        self.known.update((at, written(word, own)) for word, at in asked)
        while len(self.known) > MOST:
            del self.known[next(iter(self.known))]


def spelling(terms: Iterable[str], article: Article) -> dict[str, str]:
    """How an article spells the stems of these terms, as far as it does so where it begins."""
    own = {part: "" for term in terms for part in term.split(" ")}
    for token in tokens(f"{article.title[:TITLE_CHARACTERS]} {(article.text or article.standfirst)[:READ]}"):
        stem = stems[token]
        if own.get(stem) == "":
            own[stem] = token.lower().replace("’", "'").removesuffix("'s")
    return own


def written(term: str, spelling: Mapping[str, str]) -> str:
    """A term's words as they are spelt."""
    return " ".join(spelling.get(part) or part for part in term.split(" "))
