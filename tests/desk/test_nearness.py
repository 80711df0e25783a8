"""How near two articles are: each signal counts, and a crowd counts against."""

from __future__ import annotations

import numpy as np

from broadsheet.desk.nearness import CROWD, Nearness
from broadsheet.desk.shelf import Shelf
from tests.desk.newsprint import read, telling


def near(*readings):
    shelf = Shelf()
    for each in readings:
        shelf.put(each, "")
    found = Nearness(shelf).fresh(0)
    return dict(zip((shelf.ids[number] for number in found.numbers), found.near, strict=True))


def with_meaning(reading, *vector):
    from dataclasses import replace

    return replace(reading, meaning=np.array(vector, np.int8).tobytes())


BODY = "Engineers pump water from the Humber tunnel at Hull"


def test_the_title_in_the_other_s_text_counts():
    this = read("this", "a", "Humber tunnel floods", "Drivers wait")
    found = near(this, read("text", "b", "Queues grow", BODY), read("neither", "c", "Queues grow", "Drivers of Humber buses"))
    assert found["text"] > found["neither"]


def test_a_day_that_both_name_counts():
    this = read("this", "a", "Tunnel floods", f"{BODY} on Monday")
    found = near(
        this, read("same", "b", "Pump fails", f"{BODY} on Monday"), read("other", "c", "Pump fails", f"{BODY} on Friday")
    )
    assert found["same"] > found["other"]


def test_one_outlet_seldom_tells_an_event_twice():
    found = near(
        read("this", "a", "Tunnel floods", BODY), read("own", "a", "Pump fails", BODY), read("b", "b", "Pump fails", BODY)
    )
    assert found["b"] > found["own"]


def test_meaning_counts_when_both_have_it():
    this = with_meaning(read("this", "a", "Tunnel floods", BODY), 127, 127, 127, 127)
    same = with_meaning(read("same", "b", "Pump fails", BODY), 127, 127, 127, 127)
    found = near(
        this,
        same,
        with_meaning(read("far", "c", "Pump fails", BODY), 127, -127, 127, -127),
        read("none", "d", "Pump fails", BODY),
    )
    assert found["same"] > found["far"] == found["none"]


def test_a_crowd_is_the_mean_of_the_nearest():
    shelf = Shelf()
    for outlet in ("north", "south", "east", "west", "coast"):
        shelf.put(telling(1, outlet), "")
    found = Nearness(shelf).fresh(0)
    assert found.crowd == sum(found.near[:CROWD]) // CROWD > 0


def test_later_articles_are_found_and_terms_shared_are_named():
    shelf = Shelf()
    nearness = Nearness(shelf)
    for event in range(20):
        shelf.put(telling(event, "north"), "")
    assert nearness.fresh(3).among == 20
    shelf.put(telling(3, "south"), "")
    found = nearness.fresh(3)
    assert found.numbers[0] == 20
    [shared] = nearness.shared(3, [20])
    assert {shelf.words[slot] for slot in shared} & {
        "harbour3",
        "tunnel3",
        "osei3",
        "ferry3",
        "lund3",
        "quay3",
        "storm3",
        "pump3",
    }
