"""Whether two groups of articles tell one event."""

import numpy as np
import pytest

from broadsheet.desk.decision import NAMES, SURE, Facts, features, margins, read, sureness, weights
from broadsheet.desk.signals import CLASH, FIGURE, LENGTH, LIKE, MANY, MEANS, OVER, TOLD
from broadsheet.desk.wordlists import table


def means(like: int = 0, told: int = 0, figure: int = 0, clash: int = 0) -> np.ndarray:
    line = np.zeros((1, MANY), np.int64)
    line[0, [LIKE, TOLD, OVER, MEANS, FIGURE, CLASH]] = like, told, told, like, figure, clash
    return line


def facts(rivals: int = 500, size: int = 1, inside: int = LENGTH, short: int = 0, foreign: int = 0) -> Facts:
    pair = lambda value: (np.array([value]), np.array([value]))  # noqa: E731
    return Facts(pair(short), pair(rivals), pair(inside), pair(size), np.array([foreign]))


def margin(line: np.ndarray, about: Facts) -> int:
    return int(margins(line, about)[0])


def test_what_shares_much_is_one_event_and_what_shares_little_is_not() -> None:
    assert margin(means(4_500, 6_000, 3_333), facts()) > 0
    assert margin(means(300, 500), facts()) < 0


@pytest.mark.parametrize(("more", "less"), [
    (means(2_500, 3_000), means(1_500, 3_000)),
    (means(2_000, 3_000, figure=6_667), means(2_000, 3_000)),
    (means(2_000, 3_000), means(2_000, 3_000, clash=LENGTH)),
])  # fmt: skip
def test_likeness_and_figures_speak_for_it_and_other_places_against_it(more: np.ndarray, less: np.ndarray) -> None:
    assert margin(more, facts()) > margin(less, facts())


def test_in_a_crowd_likeness_says_less() -> None:
    assert margin(means(2_000, 3_000), facts(rivals=300)) > margin(means(2_000, 3_000), facts(rivals=1_900))


def test_another_language_asks_for_less() -> None:
    assert margin(means(600, 800), facts(foreign=1)) > margin(means(600, 800), facts())


def test_no_margin_is_surer_than_sure_and_sureness_is_a_chance() -> None:
    assert margin(means(LENGTH, LENGTH, LENGTH), facts()) <= SURE
    assert margin(means(), facts(rivals=9_000)) >= -SURE
    assert sureness(0) == 5_000
    assert [sureness(at) for at in (-5_000, 5_000)] == [3, 9_997]
    assert all(sureness(at) <= sureness(at + 16) for at in range(-2_100, 2_100, 16))


def test_each_number_has_a_weight_and_each_weight_a_number() -> None:
    assert features(means(), facts()).shape == (1, len(NAMES))
    assert set(table("events")["weights"]) - {"bar"} <= set(NAMES)
    assert len(NAMES) < 50
    each, _ = weights()
    assert np.abs(each).sum() > 0


def test_a_weight_that_is_not_named_is_none() -> None:
    each, bar = read({"bar": 1.0, "like": 2.0})
    assert (each[0], np.abs(each[1:]).sum(), bar) == (512, 0, 65_536)
