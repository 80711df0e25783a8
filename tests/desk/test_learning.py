"""A linear model follows its examples, leaves alone what they do not speak of, and is the same each time."""

import numpy as np

from broadsheet.desk.learning import Sparse, learned


def taught(offset=0.0, counts=1.0):
    rows = [[0], [0, 1], [2], [2, 1]]
    starts = np.cumsum([0, *map(len, rows)]).astype(np.int64)
    slots = np.array([slot for row in rows for slot in row], np.int64)
    terms = Sparse(starts, slots, np.ones(len(slots)))
    truth = np.array([[1.0], [1.0], [-1.0], [-1.0]])
    dense = np.ones((4, 1))
    return learned(terms, 4, dense, truth, np.full((4, 1), counts), np.full((4, 1), offset) * truth, 1.0)


def test_it_tells_the_classes_apart():
    weights = taught()
    assert weights.terms[0, 0] > 0.3
    assert weights.terms[2, 0] < -0.3
    assert weights.terms[3, 0] == 0.0


def test_what_is_right_already_teaches_nothing():
    assert not taught(offset=1.5).terms.any()


def test_an_example_that_does_not_count_teaches_nothing():
    assert not taught(counts=0.0).terms.any()


def test_it_is_the_same_each_time():
    assert taught().terms.tobytes() == taught().terms.tobytes()
