"""How is a term written? A reason shows `collapsed`, as an article has it, not the stem `collaps` that it was counted by."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Iterable, Mapping

from broadsheet.desk.terms import TEXT_CHARACTERS, TITLE_CHARACTERS, spelt
from broadsheet.news import Article

MOST = 20_000  # stems remembered, about 4 MB; a tenth of a word list of English, and what is forgotten is learnt again
READ = 1_200  # characters of a text learnt from: its weightiest words stand in the lead


class Spelling:
    """The first spelling heard of each stem that is no word itself; the longest known are forgotten first."""

    __slots__ = ("known",)

    def __init__(self, known: Iterable[tuple[str, str]] = ()) -> None:
        self.known = dict(known)

    def learn(self, article: Article) -> None:
        """Hear an article's words."""
        known = self.known
        for stem, word in spelt(f"{article.title[:TITLE_CHARACTERS]} {(article.text or article.standfirst)[:READ]}"):
            if stem != word and stem not in known:
                known[stem] = word
        while len(known) > MOST:
            del known[next(iter(known))]

    def of(self, article: Article | None) -> Mapping[str, str]:
        """Spellings by stem: the article's own before those first heard."""
        if article is None:
            return self.known
        own: dict[str, str] = {}
        for stem, word in spelt(f"{article.title[:TITLE_CHARACTERS]} {article.text[:TEXT_CHARACTERS]}"):
            own.setdefault(stem, word)
        return ChainMap(own, self.known)
