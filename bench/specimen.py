"""The specimen bench: what the desk makes of the specimen's own truth, without servers, in seconds."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import scores
from broadsheet.desk.events import State, fold
from broadsheet.news import article_id
from broadsheet.press.specimen.arrivals import Heard, as_it_happens, as_polled, journal
from broadsheet.press.specimen.edition import Edition, open_edition
from broadsheet.press.specimen.gold import Gold, gold
from broadsheet.press.specimen.truth import Found, Mark, carried_out, marks
from broadsheet.settings import Settings

OPENED = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)  # a Monday
PORT = 8910
ORDERS: dict[str, Callable[[Edition], list[Heard]]] = {"as it happens": as_it_happens, "as polled at opening": as_polled}


def run(listed: bool = True, settings: Settings | None = None) -> list[dict[str, object]]:
    """A row a measure and order of arrival; with `listed` what is wrong is printed under each."""
    edition, settings = open_edition(OPENED, PORT), settings or Settings()
    truth = gold(edition, OPENED + timedelta(days=10))
    rows: list[dict[str, object]] = []
    for order, heard in ORDERS.items():
        start = time.process_time()
        lines = journal(heard(edition), settings)
        _, decisions = fold(State(), lines, settings)
        found = carried_out(decisions)
        spent = time.process_time() - start
        rows.append({"order": order, "measure": "B-cubed F1", **_b_cubed(truth, found), "CPU s": spent})
        for mark in marks(truth, found, edition.follows):
            rows.append({"order": order, "measure": mark.name, **_row(mark)})
            if listed:
                print(f"\n{order}: {mark.name}: {mark.right} of {mark.of}", *mark.wrong, sep="\n  ")
    return rows


def _row(mark: Mark) -> dict[str, object]:
    return {"right": mark.right, "of": mark.of, "part": mark.right / mark.of if mark.of else 1.0}


def _b_cubed(truth: dict[str, Gold], found: Found) -> dict[str, object]:
    told = [(found.story[article_id(a)], each.event) for a, each in truth.items() if article_id(a) in found.story]
    precision, recall, both = scores.b_cubed([story for story, _ in told], [event for _, event in told])
    return {"of": len(told), "part": both, "B3 P": precision, "B3 R": recall}
