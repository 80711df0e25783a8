"""The loops of the desk are compiled before a test starts a clock."""

from __future__ import annotations

import pytest

from broadsheet.desk.events import State, fold
from broadsheet.journal import Tick
from broadsheet.settings import Settings
from tests.desk.newsprint import START, arrivals, wire


@pytest.fixture(autouse=True, scope="session")
def compiled() -> None:
    """One small wire runs through all of them."""
    fold(State(), [*arrivals(wire(events=3)), Tick(99, START)], Settings())
