"""The columns of an index: weights that follow the counts, and growth."""

import numpy as np

from broadsheet.desk.shelf import LENGTH, Shelf
from tests.desk.newsprint import read, telling


def shelf(*readings):
    found = Shelf()
    for each in readings:
        found.put(each, "")
    found.weigh()
    return found


def test_every_article_s_weights_have_one_length():
    found = shelf(*(telling(event, "north") for event in range(4)), read("empty", "south", "", ""))
    for number in range(4):
        weights = found.text[found.span(number)].astype(int)
        assert abs(int(np.sqrt((weights * weights).sum())) - LENGTH) < LENGTH // 50
    assert found.span(4).start == found.span(4).stop


def test_a_term_that_many_have_weighs_less_in_the_title_too():
    readings = [read(f"r{n}", "north", f"tunnel harbour{n}", f"The tunnel at harbour{n}.") for n in range(60)]
    found = shelf(*readings)
    part = found.span(7)
    weight = dict(zip((found.words[slot] for slot in found.slots[part].tolist()), found.title[part].tolist(), strict=True))
    assert 0 < weight["tunnel"] < weight["harbour7"]


def test_columns_grow_and_keep_what_they_held():
    readings = [read(f"r{n}", f"p{n}", f"word{n}", f"other{n} on Monday") for n in range(1_100)]
    found = shelf(*readings)
    assert len(found) == 1_100
    assert [found.words[slot] for slot in found.slots[found.span(3)].tolist()] == ["word3", "other3"]
    assert found.calendar[:1_100, 0].all()


def test_weights_wait_until_the_shelf_has_grown_by_an_eighth():
    found = shelf(*(telling(event, "north") for event in range(16)))
    turn, before = found.turn, found.text[found.span(0)].copy()
    found.put(telling(20, "north"), "")
    found.weigh()
    assert found.turn == turn
    assert (found.text[found.span(0)] == before).all()
    assert found.text[found.span(16)].any()
    for event in range(30, 36):
        found.put(telling(event, "north"), "")
    found.weigh()
    assert found.turn == turn + 1
