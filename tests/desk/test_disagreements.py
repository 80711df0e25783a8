"""Where outlets differ on the same thing, and where they only seem to."""

import tomllib
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from broadsheet.desk.disagreements import differ
from tests.desk.wire_copy import SETTINGS, article, story

BEGAN = datetime(2026, 3, 2, 8, tzinfo=UTC)
CASES = Path(__file__).parent / "cases/disagreements"
TEMPTING = ("rounding", "units", "update", "at least", "currencies")
TEXT = "{} people died when a gas main exploded under a bakery in Norham, the fire service said."


def pairs(name):
    return tomllib.loads((CASES / f"{name}.toml").read_text(encoding="utf-8"))["pair"]


def of(*texts, hours=0.0, **fields):
    told = [article(f"Blast {n}", text, publisher=f"Outlet {n}", **fields) for n, text in enumerate(texts)]
    told = [replace(each, published=BEGAN + timedelta(hours=hours * n)) for n, each in enumerate(told)]
    return differ([story(*told)], SETTINGS)[0]


def test_the_set_is_whole():
    differing, tempting = pairs("differ"), pairs("tempting")
    assert len(differing) == len(tempting) == 50
    assert len({pair["id"] for pair in (*differing, *tempting)}) == 100
    assert {pair["kind"] for pair in differing} == {"number", "date", "place", "name", "claim"}


@pytest.mark.parametrize(
    "pair", [p for p in pairs("tempting") if p["why"] in TEMPTING and "language_a" not in p], ids=lambda p: p["id"]
)
def test_no_alarm(pair):
    assert [each for each in of(pair["a"], pair["b"], hours=pair.get("hours", 0.0)) if each.state == "open"] == []


def test_each_side_is_its_outlets_own_words():
    (found,) = of(TEXT.format("Four"), TEXT.format("Three"))
    assert (found.kind, found.of, found.state) == ("number", "dead", "open")
    assert [(side.publisher, side.value, side.start, side.end) for side in found.sides] == [
        ("Outlet 0", "Four dead", 0, len(TEXT.format("Four"))),
        ("Outlet 1", "Three dead", 0, len(TEXT.format("Three"))),
    ]


def test_a_toll_that_grows_is_an_update():
    (found,) = of(TEXT.format("Three"), TEXT.format("Five"), hours=3)
    assert (found.state, found.why) == ("update", "rose from Three dead to Five dead")


def test_a_lower_toll_later_is_none():
    (found,) = of(TEXT.format("Five"), TEXT.format("Three"), hours=3)
    assert found.state == "open"


def test_agreed_when_each_outlet_says_the_same_at_last():
    first, second = TEXT.format("Five"), TEXT.format("Three")
    told = [article("Blast", first, publisher="A"), article("Gas", second, publisher="B")]
    last = article("Blast: the toll", second, publisher="A")
    later = replace(last, published=BEGAN + timedelta(hours=2))
    (found,) = differ([story(*told, later)], SETTINGS)[0]
    assert found.state == "agreed"


def test_nothing_is_quoted_beyond_the_rights():
    assert all(not side.text for each in of(TEXT.format("Four"), TEXT.format("Three"), rights="link") for side in each.sides)


def test_one_outlet_contradicts_nobody():
    alone = [article("Blast", TEXT.format(n), publisher="A") for n in ("Four", "Five")]
    assert differ([story(*alone)], SETTINGS) == [()]
