"""What a reader would open next: other tellings first, or other events without copies, each with its why."""

from __future__ import annotations

import pytest

from broadsheet.desk.related import Neighbours
from tests.desk.newsprint import read, telling


def index(*readings):
    near = Neighbours()
    for each in readings:
        near.add(each, f"story-{each.article.id.split('-')[0]}")
    return near


def test_other_tellings_come_first_and_never_itself():
    near = index(*(telling(e, o) for e in range(4) for o in ("north", "south", "east")))
    found = near.nearest("2-north", 5)
    assert {each.id for each in found[:2]} == {"2-south", "2-east"}
    assert "2-north" not in {each.id for each in found}
    assert found[0].score >= found[-1].score
    assert all(each.why.startswith("shares '") and 0 < each.score <= 1 for each in found)


def test_other_events_leave_the_same_event_and_copies_out():
    sequel = read("7-sequel", "north", "Inquiry opens", f"{telling(1, 'north').article.text} inquiry judge " * 2)
    one = telling(1, "north")
    reprint = read("8-reprint", "west", one.article.title, one.article.text)
    near = index(one, telling(1, "south"), reprint, telling(2, "north"), sequel)
    found = [each.id for each in near.nearest("1-north", 5, other_events=True)]
    assert "1-south" not in found
    assert "8-reprint" not in found


def test_one_telling_of_each_other_event():
    near = index(telling(1, "north"), *(telling(2, o) for o in ("north", "south", "east")))
    events = [each.id[0] for each in near.nearest("1-north", 9, other_events=True)]
    assert len(events) == len(set(events))


def test_an_event_may_change_and_an_unknown_article_is_refused():
    near = index(telling(1, "north"), telling(1, "south"))
    near.event("1-south", "another")
    near.event("nobody", "another")
    assert [each.id for each in near.nearest("1-north", 3, other_events=True)] in (["1-south"], [])
    with pytest.raises(KeyError):
        near.nearest("nobody", 3)


def test_an_article_without_words_has_no_neighbours():
    near = index(read("0-empty", "p", "", ""), telling(1, "north"))
    assert near.nearest("0-empty", 3) == []
    assert len(near) == 2


def test_the_same_index_gives_the_same_answer():
    readings = [telling(e, o) for e in range(5) for o in ("north", "south")]
    assert index(*readings).nearest("3-south", 10) == index(*readings).nearest("3-south", 10)


def test_reasons_show_words_as_they_are_written():
    near = index(
        read("1-one", "north", "Bridge collapses before the deadline", "A collapsed bridge."),
        read("1-two", "south", "Bridge collapses, a deadline missed", "The collapse"),
    )
    assert near.nearest("1-one", 1)[0].why == "shares 'collapse', 'deadline', 'bridge'"


def test_reasons_name_places_and_figures_as_a_reader_knows_them():
    near = index(
        read("1-one", "north", "Blast in France kills 12", "A blast killed 12 people in Ohio and in France."),
        read("1-two", "south", "France: 12 killed by blast", "In Ohio and in France, 12 people were killed."),
    )
    named = near.nearest("1-one", 1)[0].why
    assert not set("@#~^") & set(named)
    assert "FR" not in named


def test_what_is_forgotten_is_found_by_nothing_and_leaves_none_of_its_words():
    near = index(*(telling(e, o) for e in range(4) for o in ("north", "south", "east")))
    assert near.nearest("2-north", 5)[0].id.startswith("2-")
    near.forget(["2-south", "nobody"])
    assert "2-south" not in {each.id for each in near.nearest("2-north", 20)}
    with pytest.raises(KeyError):
        near.nearest("2-south", 3)
    near.add(telling(9, "north"), "")
    assert "2-south" not in {each.id for each in near.nearest("2-north", 20)}
    shelf = near._shelf
    part = shelf.span(7)
    assert part.stop > part.start
    assert not any(getattr(shelf, name)[part].any() for name in ("slots", "counts", "in_title", "text", "title"))
    assert not shelf.calendar[7].any()
    assert shelf.sketches[7] == ()


def test_weights_made_anew_give_the_forgotten_none():
    near = index(*(telling(e, "north") for e in range(8)))
    near.nearest("2-north", 1)
    near.forget(["3-north"])
    for event in range(20, 30):
        near.add(telling(event, "south"), "")
    assert len(near.nearest("2-north", 5)) == 5
    assert not near._shelf.text[near._shelf.span(3)].any()


def test_a_changed_article_is_found_by_its_new_words_alone():
    near = index(telling(1, "north"), telling(1, "south"), telling(2, "north"), telling(3, "west"))
    near.nearest("1-north", 3)
    other = telling(2, "east")
    near.forget(["1-south"])
    near.add(read("1-south", "south", other.article.title, other.article.text), "story-2")
    assert near.nearest("1-south", 1)[0].id == "2-north"
    assert near.nearest("2-north", 1)[0].id == "1-south"
    assert near.nearest("1-north", 1)[0].id != "1-south"
