"""Dates that a page prints and declares nowhere."""

from datetime import UTC, datetime

import pytest

from broadsheet.news import Article, Page
from broadsheet.wire.extract import extract
from broadsheet.wire.spoken import figured, spoken

NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
PROSE = "".join(f"<p>The bridge over the Wend opened to traffic for the {n}th time that morning.</p>" for n in range(4, 14))


def published(body: str, url: str = "https://paper.example/bridge", head: str = "", after: str = "") -> datetime | None:
    main = f"<article><h1>Bridge over the Wend opens</h1>{body}{PROSE}</article>"
    page = f"<html><head>{head}</head><body>{main}{after}</body></html>"
    found = extract(Page(url, url, 200, "text/html", page.encode(), NOW), "paper", seen=NOW)
    assert isinstance(found, Article)
    return found.published


def day(month: int, number: int, hour: int = 0) -> datetime:
    return datetime(2026, month, number, hour, tzinfo=UTC)


def test_the_day_in_the_address():
    assert published("<p>2 January 2026</p>", "https://paper.example/2026/02/28/bridge") == day(2, 28)


def test_the_date_by_the_headline_takes_its_hour_from_a_time_element_of_that_day():
    assert published('<p>1 March 2026</p><time datetime="2026-03-01T08:00:00Z"></time>') == day(3, 1, 8)
    assert published('<p>1 March 2026</p><time datetime="2026-01-01T08:00:00Z"></time>') == day(3, 1)


@pytest.mark.parametrize(
    "line", ["01.03.2026", "1.3.2026, 00:00 Uhr", "2026-03-01", "Publié le 1er mars 2026", "1 de março de 2026"]
)
def test_dates_in_figures_and_other_languages(line):
    assert published(f"<p>{line}</p>") == day(3, 1)


def test_a_change_counts_only_where_nothing_else_is_dated():
    assert published("<p>Updated 2 March 2026</p>", after="<p>Posted on 1 March 2026</p>") == day(3, 1)
    assert published("<p>Updated 2 March 2026</p>") == day(3, 2)


def test_a_date_in_the_scripts():
    assert published("", head='<script>window.x = {"publishedAt":"2026-03-01T07:00:00Z"}</script>') == day(3, 1, 7)


def test_a_date_to_come_is_none():
    assert published("<p>The bridge opens on 1 May 2026</p>") is None


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("17 de mayo de 2026", "2026-05-17"),
        ("17 maggio 2026", "2026-05-17"),
        ("17 de setembro de 2026, 14h30", "2026-09-17"),
        ("3 dicembre 2026", "2026-12-03"),
        ("DECEMBER 22, 2026", "2026-12-22"),
        ("1º de agosto de 2026", "2026-08-01"),
    ],
)
def test_months_in_six_languages(text, iso):
    moment, _ = spoken(text)
    assert moment is not None
    assert moment.date().isoformat() == iso


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("17.05.2026", "2026-05-17"),
        ("5/17/2026", "2026-05-17"),
        ("17/5/2026 um 14:30", "2026-05-17"),
        ("05/05/2026", "2026-05-05"),
        ("2026/05/17", "2026-05-17"),
        ("3/4/2026", None),
        ("Version 1.2.2026.4", None),
        ("45.45.2026", None),
        ("192.168.2026", None),
    ],
)
def test_dates_in_figures_where_they_can_be_but_one(text, iso):
    moment, zoned = figured(text)
    assert (moment.date().isoformat() if moment else None, zoned) == (iso, False)
