import pytest

from broadsheet.press import clock
from broadsheet.press.front import cache
from tests.press import factories


@pytest.fixture(autouse=True)
def _empty_cache():
    cache.PAGES.clear()


@pytest.fixture(autouse=True)
def _still(monkeypatch):
    monkeypatch.setattr(clock, "clock", lambda: factories.NOW)
