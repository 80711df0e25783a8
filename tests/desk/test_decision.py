"""Whether two groups of articles tell one event."""

import numpy as np
import pytest

from broadsheet.desk.decision import FRESH_HOURS, NAMES, OWN_SERIES, SURE, TOO_LATE, crowding, read, sureness, weighed, weights
from broadsheet.desk.groups import CROWD, FIRST, LAST, PUBLISHER
from broadsheet.desk.signals import CLASH, FIGURE, LENGTH, LIKE, MANY, MEANS, OVER, TOLD
from broadsheet.desk.wordlists import table


def means(like: int = 0, told: int = 0, figure: int = 0, clash: int = 0) -> np.ndarray:
    line = np.zeros((1, MANY), np.int64)
    line[0, [LIKE, TOLD, OVER, MEANS, FIGURE, CLASH]] = like, told, told, like, figure, clash
    return line


def facts(rivals: int = 500, size: int = 1, inside: int = LENGTH, short: int = 0, tongues: tuple[int, int] = (0, 0)) -> list:
    return [np.array([[0, 0, rivals, tongue, -1, short, inside, size]]) for tongue in tongues]


def judged(line: np.ndarray, about: list) -> tuple[np.ndarray, np.ndarray]:
    return weighed(line, np.concatenate(about), np.array([0, 1]), about[0][:, CROWD])


def margin(line: np.ndarray, about: list) -> int:
    return int(judged(line, about)[0][0])


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
    assert margin(means(600, 800), facts(tongues=(1, 2))) > margin(means(600, 800), facts())


def test_no_margin_is_surer_than_sure_and_sureness_is_a_chance() -> None:
    assert margin(means(LENGTH, LENGTH, LENGTH), facts()) <= SURE
    assert margin(means(), facts(rivals=9_000)) >= -SURE
    assert sureness(0) == 5_000
    assert [sureness(at) for at in (-5_000, 5_000)] == [3, 9_997]
    assert all(sureness(at) <= sureness(at + 16) for at in range(-2_100, 2_100, 16))


def test_each_number_has_a_weight_and_each_weight_a_number() -> None:
    assert judged(means(), facts())[1].shape == (1, len(NAMES))
    assert set(table("events")["weights"]) - {"bar"} <= set(NAMES)
    assert len(NAMES) < 50
    each, _ = weights()
    assert np.abs(each).sum() > 0


def test_a_weight_that_is_not_named_is_none() -> None:
    each, bar = read({"bar": 1.0, "like": 2.0})
    assert (each[0], np.abs(each[1:]).sum(), bar) == (512, 0, 65_536)


def test_a_publishers_own_articles_and_what_comes_days_later_are_less_alike() -> None:
    line = means(2_000, 3_000)
    one, two = facts()
    before = margin(line, [one, two])
    one[:, PUBLISHER] = two[:, PUBLISHER] = 3
    assert margin(line, [one, two]) == before - OWN_SERIES
    two[:, PUBLISHER] = 4
    two[:, [FIRST, LAST]] = (FRESH_HOURS + 24) * 60
    assert margin(line, [one, two]) < before
    two[:, [FIRST, LAST]] = (TOO_LATE + 1) * 60
    assert margin(line, [one, two]) == -SURE
    two[:, [FIRST, LAST]] = -1
    assert margin(line, [one, two]) == before


def test_the_crowd_is_the_nearest_five_and_without_one_of_them_the_next() -> None:
    likes, first = np.array([900, 800, 700, 600, 500, 400, 300, 90]), np.array([0, 7, 8, 8])
    crowds, without = crowding(likes, first)
    assert crowds.tolist() == [700, 18, 0]
    assert without.tolist() == [600, 620, 640, 660, 680, 700, 700, 0]
