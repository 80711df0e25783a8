"""Whose wording is a text? What is an outlet's is printed as the outlet's, never as ours."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from broadsheet.desk.sentences import WORD
from broadsheet.news import Article

RUN = 11  # words in a row that are somebody's: as many may be protected (Court of Justice, C-5/08, Infopaq)


def copied(text: str, articles: Sequence[Article]) -> str:
    """Whose words a text repeats, a headline or so many in a row: those are printed as theirs, or not at all."""
    run = tuple(WORD.findall(text.lower()))
    runs = set(_runs(run))
    for article in articles:
        title, body = (WORD.findall(each.lower()) for each in (article.title, article.text))
        if run == tuple(title) or not runs.isdisjoint(_runs(tuple(title))) or not runs.isdisjoint(_runs(tuple(body))):
            return article.publisher
    return ""


def _runs(run: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    return (run[at : at + RUN] for at in range(len(run) - RUN + 1))
