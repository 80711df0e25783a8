"""How is a term written? A reason shows `collapsed`, as articles have it, not the stem `collaps` that it was counted by."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache

from broadsheet.desk.figures import FIGURE
from broadsheet.desk.gazetteer import rows
from broadsheet.desk.terms import TITLE, TITLE_CHARACTERS, spelt
from broadsheet.desk.whereabouts import PLACE, REGION, level
from broadsheet.news import Article

MOST = 50_000  # stems remembered, about 8 MB; what is forgotten is learnt again when it comes up again
READ = 1_200  # characters of a text learnt from: its weightiest words stand in the lead
UNHEARD = "x" * 1_000


def shown(term: str, spelling: Mapping[str, str]) -> str:
    """A term as a reason shows it, by the spellings of stems: `collapsed`, `12 dead`, `Broken Arrow`, `France`."""
    if term[:1] == FIGURE:
        number, space, noun = term[1:].rpartition(" ")
        return number + space + spelling.get(noun, noun)
    if term[:1] != PLACE:
        return " ".join(spelling.get(stem, stem) for stem in term.removeprefix(TITLE).split(" "))
    if level(term) == "country":
        return _countries().get(term[1:], term[1:])
    name = term[1:].removeprefix(REGION)
    return name.title() if name.islower() else name


@cache
def _countries() -> dict[str, str]:
    return {code: name.rstrip("~") for code, kind, name, _ in rows() if kind == "country"}


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
