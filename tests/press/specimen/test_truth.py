"""The measures, on stories made by hand; and what the desk makes of the whole specimen today, as floors."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from broadsheet.desk.events import State, fold
from broadsheet.journal import Copy, Join, Leave, Merge, Open, Split
from broadsheet.news import article_id
from broadsheet.press.specimen.arrivals import as_it_happens, as_polled, journal
from broadsheet.press.specimen.edition import Edition, open_edition
from broadsheet.press.specimen.gold import Gold, gold
from broadsheet.press.specimen.truth import Found, Mark, carried_out, marks
from broadsheet.settings import Settings

OPENED = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)  # a Monday
TOGETHER = "pairs that tell one event in one story"
PURE = "pairs in one story that tell one event"
WHOLE = "events that are one story of their own"
CHAPTERS = "chapters of a storyline told as stories of their own"
APART = "confusable pairs of events apart"
TONGUES = "tellings in another language with the rest"
LATER = "tellings of a day later with the rest"
RIGHT = "credits that are right"
CREDITED = "reprints that are credited"
# The least that must be right, in ten-thousandths, in each order of arrival; what was measured stands a little above.
FLOORS = {
    as_it_happens: {
        PURE: 9000, TOGETHER: 8800, WHOLE: 7000, APART: 3700, CHAPTERS: 8800, TONGUES: 6600, LATER: 9000, RIGHT: 9500,
        CREDITED: 10_000,
    },
    as_polled: {
        PURE: 8900, TOGETHER: 8500, WHOLE: 7000, APART: 5000, CHAPTERS: 10_000, TONGUES: 5200, LATER: 9100, RIGHT: 10_000,
        CREDITED: 10_000,
    },
}  # fmt: skip


FOLLOWS = {"rates-vote": "bridge-closed"}  # as if


@pytest.fixture
def truth(edition: Edition) -> dict[str, Gold]:
    return gold(edition, edition.anchor + timedelta(days=1))


def _true(truth: dict[str, Gold]) -> Found:
    """A newsroom without fault."""
    return Found(
        {article_id(address): each.event for address, each in truth.items()},
        {article_id(address): article_id(each.copy_of) for address, each in truth.items() if each.copy_of},
    )


def _mark(name: str, truth: dict[str, Gold], found: Found) -> Mark:
    return next(mark for mark in marks(truth, found, FOLLOWS) if mark.name == name)


def test_the_truth_itself_has_no_fault(truth: dict[str, Gold]) -> None:
    measured = marks(truth, _true(truth), FOLLOWS)
    assert [mark.name for mark in measured if mark.right != mark.of or mark.wrong] == []
    assert [mark.name for mark in measured if not mark.of] == [APART], "the small edition has no confusable pair"


def test_one_story_of_everything_puts_pairs_together_and_keeps_none_apart(truth: dict[str, Gold]) -> None:
    found = Found(dict.fromkeys(_true(truth).story, "all"))
    assert _mark(TOGETHER, truth, found).wrong == ()
    assert _mark(WHOLE, truth, found).right == 0
    assert _mark(CHAPTERS, truth, found).wrong == ("rates-vote + bridge-closed",)
    assert "bridge-closed + rates-vote" in "".join(_mark(PURE, truth, found).wrong)


def test_a_telling_that_stands_alone_is_named(edition: Edition, truth: dict[str, Gold]) -> None:
    found = _true(truth)
    found.story[article_id(edition.address_of("port-de-lyon-taxes"))] = "alone"
    assert _mark(TONGUES, truth, found).wrong == ("rates-vote: Taxes portuaires : le vote américain inquiète Lyon",)
    assert _mark(WHOLE, truth, found).wrong == ("rates-vote: 2 stories",)


def test_a_credit_to_another_is_wrong_and_the_reprint_missed(edition: Edition, truth: dict[str, Gold]) -> None:
    found = _true(truth)
    found.copy_of = {
        article_id(edition.address_of("walkers-shut-out-of-calverley-bridge")): article_id(
            edition.address_of("bridge-closure-live")
        )
    }
    assert (_mark(RIGHT, truth, found).right, len(_mark(RIGHT, truth, found).wrong)) == (0, 1)
    assert len(_mark(CREDITED, truth, found).wrong) == 1


def test_decisions_are_carried_out() -> None:
    found = carried_out(
        [
            *(Open("s", "a", ""), Join("s", "b", 9_000, ""), Open("t", "c", ""), Open("u", "d", "")),
            *(Copy("b", "a", "a", 9_000, ""), Copy("c", "a", "a", 9_000, ""), Copy("c", "", "c", 0, "")),
            *(Merge("t", "s", 9_000, ""), Split("s", "v", ("b",), ""), Leave("u", "d", "")),
        ]
    )
    assert found.story == {"a": "s", "b": "v", "c": "s"}
    assert found.copy_of == {"b": "a"}


@pytest.mark.parametrize("order", FLOORS, ids=lambda order: order.__name__)
def test_the_desk_finds_as_much_of_the_specimens_truth_as_it_did(order) -> None:
    edition, settings = open_edition(OPENED, 8910), Settings()
    _, decisions = fold(State(), journal(order(edition), settings), settings)
    truth = gold(edition, OPENED + timedelta(days=10))
    measured = {m.name: m for m in marks(truth, carried_out(decisions), edition.follows)}
    assert measured.keys() == FLOORS[order].keys()
    below = {name: (m.right, m.of, m.wrong) for name, m in measured.items() if m.right * 10_000 < FLOORS[order][name] * m.of}
    assert below == {}
