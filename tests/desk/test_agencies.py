"""Whose text an outlet prints by its own account, the strongest evidence first."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest

from broadsheet.desk.agencies import RELEASE, agency, is_release, origin
from broadsheet.desk.wordlists import table
from broadsheet.news import Article, Judgement, Reading

LONG = "The tunnel is shut. " * 30


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("LONDON (Reuters) — The tunnel", "Reuters"),
        ("LONDON, Nov 3 (Reuters) - The tunnel", "Reuters"),
        ("HULL (AP) - The tunnel", "AP"),
        ("Berlin (dpa) - Der Tunnel", "dpa"),
        ("PARIS (AFP) –\nThe tunnel", "AFP"),
        ("NEW YORK--(BUSINESS WIRE)--Acme", "Business Wire"),
        ("HULL, England, /PRNewswire/ -- Acme", "PR Newswire"),
        ("By PA Media staff\n\nThe tunnel", "PA Media"),
        ("Associated Press\n\nThe tunnel", "AP"),
        (f"{LONG}\n\nCopyright 2024 The Associated Press. All rights reserved.", "AP"),
        (f"{LONG}\n\n© Agence France-Presse", "AFP"),
        (f"{LONG}\n\nQuelle: dpa", "dpa"),
        (f"{LONG}\n\nThe Associated Press contributed to this report.", ""),
        (f"{LONG}\n\nShe told Reuters so.", ""),
        ("She told Reuters that the tunnel is shut.", ""),
        ("The Associated Press is moving to Hull.", ""),
        ("The PA system (AP) failed.", ""),
        ("The tunnel is shut.", ""),
        ("", ""),
    ],
)
def test_agencies_sign_at_either_end(text, expected):
    assert agency(text) == expected


def reading(genre="", **fields):
    article = Article("a", "https://www.echo.example.co.uk/a", "echo", "The tunnel", **fields)
    return Reading(article, genre=Judgement(genre, 0.9, "section 'press releases'") if genre else None)


@pytest.mark.parametrize(
    ("read", "value", "why"),
    [
        (reading(text="HULL (AP) - Shut.", authors=("Reuters",)), "AP", "dateline (AP)"),
        (reading(authors=("By Associated Press",)), "AP", "byline By Associated Press"),
        (reading(authors=("Ann Bell, Associated Press",)), "AP", "byline Ann Bell, Associated Press"),
        (reading(authors=("Reuters Staff",)), "Reuters", "byline Reuters Staff"),
        (reading(canonical="https://apnews.com/article/1"), "AP", "its canonical address is at apnews.com"),
        (reading(canonical="https://news.other.example/1"), "other.example", "its canonical address is at other.example"),
        (reading(source="The Associated Press"), "AP", "its feed names The Associated Press as its source"),
        (
            reading(source="Top news", source_url="https://feeds.reuters.com/top"),
            "Reuters",
            "its feed names Top news as its source",
        ),
        (reading(source_url="https://news.other.example/rss"), "other.example", "its feed names other.example as its source"),
        (
            reading(source="Reuters", canonical="https://apnews.com/article/1"),
            "Reuters",
            "its feed names Reuters as its source",
        ),
        (reading(authors=("Associated Press",), source="Reuters"), "AP", "byline Associated Press"),
        (reading("press_release"), RELEASE, "a press release: section 'press releases'"),
        (reading("press_release", text="HULL, /PRNewswire/ -- Acme"), "PR Newswire", "dateline (PRNewswire)"),
    ],
)
def test_the_strongest_evidence_names_the_origin(read, value, why):
    found = origin(read)
    assert found is not None
    assert (found.value, found.why) == (value, why)


@pytest.mark.parametrize(
    "read",
    [
        reading(),
        reading(authors=("Ann Reuters", "Ap Smith")),
        reading(canonical="https://m.example.co.uk/a"),
        reading(source="Echo Online"),
        reading(source="Echo sport", source_url="https://feeds.example.co.uk/sport"),
        reading(source="Echo", source_url="http://[broken"),
        reading(canonical="http://[broken"),
        reading("news", text=LONG),
    ],
)
def test_without_evidence_it_is_the_outlets_own(read):
    assert origin(read) is None


def test_a_release_is_nobodys_reporting():
    assert is_release(RELEASE)
    assert is_release("PR Newswire")
    assert not is_release("AP")


def test_the_list_is_whole():
    rows = [*table("agencies")["agency"], *table("agencies")["release"]]
    assert len({row["name"] for row in rows}) == len(rows)
    for field in ("marks", "signs", "hosts"):
        every = [value.casefold() for row in rows for value in dict.fromkeys(map(str.casefold, row[field]))]
        assert len(set(every)) == len(every), field
    assert all(urlsplit(row["home"]).scheme == "https" and row["marks"] and row["signs"] for row in rows)
