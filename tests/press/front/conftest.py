import pytest
from tests.press import factories

from broadsheet.press import clock
from broadsheet.press.front import cache


@pytest.fixture(autouse=True)
def _empty_cache():
    cache.PAGES.clear()


@pytest.fixture(autouse=True)
def _still(monkeypatch):
    monkeypatch.setattr(clock, "clock", lambda: factories.NOW)
