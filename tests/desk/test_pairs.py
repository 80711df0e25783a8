"""In what two articles are alike."""

from datetime import UTC, datetime

import numpy as np
import pytest
from numpy.typing import NDArray

from broadsheet.desk import meaning, terms
from broadsheet.desk.pairs import means
from broadsheet.desk.signals import ABROAD, AGREE, CLASH, FIGURE, LENGTH, LIKE, MEANS, NAMED, OVER, THEME, TOLD
from broadsheet.desk.window import State
from broadsheet.news import Article, Reading

TULSA = (
    "Jury convicts Tulsa banker of fraud",
    "TULSA, Okla. — A jury in Tulsa convicted the banker Harold Quillfeather on 14 counts of fraud on Friday.",
)
AGAIN = (
    "Tulsa banker guilty of fraud",
    "Harold Quillfeather, a banker in Tulsa, was found guilty on 14 counts of fraud by a jury in Tulsa on Friday.",
)
SPOKANE = (
    "Jury acquits Spokane banker of fraud",
    "SPOKANE, Wash. — A jury in Spokane acquitted the banker Lucille Farnsbarn on 9 counts of fraud on Friday.",
)
ELSEWHERE = ("Rain stops play in Nairobi", "Cricketers in Nairobi, Kenya, waited for six hours while it rained without end.")


@pytest.fixture(scope="module")
def state() -> State:
    told = State()
    for number, (title, text) in enumerate([TULSA, AGAIN, SPOKANE, ELSEWHERE]):
        when = datetime(2026, 1, 1, tzinfo=UTC)
        article = Article(f"a{number}", "", "Example", title, text=text, language="en", published=when)
        row = told.columns.take()
        reading = Reading(article, terms=terms.terms(article), meaning=meaning.meaning(article, "en"))
        told.read(row, reading.terms or (), reading.meaning)
    return told


def signals(state: State, row: int, *others: int) -> NDArray[np.int64]:
    """In what an article is like each of others: a line for each."""
    starts, sheets = np.arange(len(others) + 2), state.columns.sheets()
    found: NDArray[np.int64] = means(sheets, np.array([row, *others]), starts, starts[[0, -2]])
    return found


def test_two_tellings_share_more_of_everything_than_two_events_of_a_kind(state: State) -> None:
    same, other, far = signals(state, 0, 1, 2, 3)
    for each in (LIKE, TOLD, OVER, MEANS):
        assert same[each] > other[each] > far[each], each
    assert same[FIGURE] > 0 == other[FIGURE]
    assert same[NAMED] > 0 == other[NAMED]


def test_places_agree_or_clash(state: State) -> None:
    same, other, far = signals(state, 0, 1, 2, 3)
    assert (same[AGREE], same[CLASH]) == (LENGTH, 0)
    assert (other[AGREE], other[CLASH], other[ABROAD]) == (0, LENGTH, 0)
    assert (far[CLASH], far[ABROAD]) == (LENGTH, LENGTH)


def test_an_article_is_wholly_like_itself(state: State) -> None:
    (itself,) = signals(state, 0, 0)
    assert itself[LIKE] > 0.98 * LENGTH  # weights are bytes, and rounded
    assert (itself[TOLD], itself[OVER], itself[CLASH]) == (LENGTH, LENGTH, 0)


def test_signals_are_the_same_from_both_sides(state: State) -> None:
    for one in range(4):
        for other in range(4):
            there = signals(state, one, other)[0]
            back = signals(state, other, one)[0]
            assert np.abs(there - back).max() <= 2


def test_an_article_without_words_is_like_nothing(state: State) -> None:
    row = state.columns.take()
    state.read(row, (), None)
    assert not signals(state, row, 0, 1).any()
    state.columns.give_back(row)


def test_groups_are_as_alike_as_their_pairs_in_the_mean(state: State) -> None:
    rows, starts = np.array([0, 1, 2, 3]), np.array([0, 2, 4])
    (together,) = means(state.columns.sheets(), rows, starts, np.array([0, 1]))
    pairs = np.array([signals(state, one, 2, 3) for one in (0, 1)])
    assert (together[:THEME] == (pairs.sum(axis=(0, 1)) // 4)[:THEME]).all()


def test_a_theme_is_a_word_of_many_headlines_of_both(state: State) -> None:
    def theme(*groups: tuple[int, ...]) -> int:
        starts = np.cumsum([0, *map(len, groups)])
        rows = np.array([row for each in groups for row in each])
        return int(means(state.columns.sheets(), rows, starts, np.array([0, 1]))[0, THEME])

    assert theme((0, 1), (2, 2)) > theme((0, 1), (2, 3)) > theme((0, 1), (3, 3)) == 0  # `banker`, of all, of half, of none
    assert theme((0, 1), (2, 3)) == theme((2, 3), (0, 1))
