"""How is a term written? A reason shows `collapsed`, as an article has it, not the stem `collaps` that it was counted by."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Iterable, Mapping

from broadsheet.desk.terms import TEXT_CHARACTERS, TITLE_CHARACTERS, spelt
from broadsheet.news import Article

MOST = 50_000  # stems remembered, about 8 MB; what is forgotten is learnt again when it comes up again
READ = 1_200  # characters of a text learnt from: its weightiest words stand in the lead
UNHEARD = "x" * 1_000


class Spelling:
    """The shortest spelling heard of each stem, its plain form as a rule; the longest known are forgotten first."""

    __slots__ = ("known",)

    def __init__(self, known: Iterable[tuple[str, str]] = ()) -> None:
        self.known = dict(known)

    def learn(self, article: Article) -> None:
        """Hear an article's words."""
        known = self.known
        for stem, word in spelt(f"{article.title[:TITLE_CHARACTERS]} {(article.text or article.standfirst)[:READ]}"):
            if len(word) < len(known.get(stem, UNHEARD)):
                known[stem] = word
        while len(known) > MOST:
            del known[next(iter(known))]

    def of(self, article: Article | None) -> Mapping[str, str]:
        """Spellings by stem: the article's own before those heard elsewhere."""
        if article is None:
            return self.known
        own: dict[str, str] = {}
        for stem, word in spelt(f"{article.title[:TITLE_CHARACTERS]} {article.text[:TEXT_CHARACTERS]}"):
            own.setdefault(stem, word)
        return ChainMap(own, self.known)
