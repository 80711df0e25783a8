"""Headlines of round-ups, and headlines that only sound like one."""

from __future__ import annotations

import pytest

from broadsheet.desk.round_up import round_up


@pytest.mark.parametrize(
    "title", ["Five things to know for Monday", "Morning briefing: rail strike", "The week in pictures", "News round-up"]
)
def test_a_round_up_is_known_by_its_headline(title: str) -> None:
    assert round_up(title)


@pytest.mark.parametrize("title", ["Police round up suspects in Hull", "Minister gives evidence", "Know your rights", ""])
def test_other_headlines_are_left_alone(title: str) -> None:
    assert round_up(title) == ""
