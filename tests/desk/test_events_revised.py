"""What a revision changes of an article besides its words."""

from __future__ import annotations

from broadsheet.desk.columns import LANGUAGE
from broadsheet.desk.events import State, fold
from broadsheet.journal import Revision
from broadsheet.settings import Settings
from tests.desk.newsprint import arrivals, telling

SETTINGS = Settings()


def test_a_revision_brings_its_form_date_and_language():
    state, _ = fold(State(), arrivals([telling(1, each) for each in ("north", "south", "east")]), SETTINGS)
    story = state.pieces["1-south"].story
    before = state.pieces["1-south"]
    assert (before.voice, before.dated, len(state.stories[story].voices)) == (True, False, 3)
    shown = telling(1, "south", kind="gallery", dated=True, language="de")
    state, _ = fold(state, [Revision(3, shown)], SETTINGS)
    now = state.pieces["1-south"]
    assert (now.voice, now.loose, now.dated) == (False, True, True)
    assert state.languages["de"] == state.columns.facts[now.row, LANGUAGE]
    assert now.row not in state.stories[story].voices
    state, _ = fold(state, [Revision(4, telling(1, "south"))], SETTINGS)
    back = state.pieces["1-south"]
    assert (back.voice, back.loose, back.dated) == (True, False, False)
    assert state.stories[story].voices.count(back.row) == 1
