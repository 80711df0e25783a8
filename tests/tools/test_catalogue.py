"""The catalogue is built from two collections, the same each time."""

import json

import pytest

import catalogue

OPML = '<opml version="1.0"><body><outline text="x"><outline title="{}" xmlUrl="{}" type="rss"/></outline></body></opml>'


@pytest.fixture
def folder(tmp_path):
    """Two made-up collections, in the form of the real ones."""
    lists = {
        "Argentina": (
            "es",
            ["http://www.diariorio.com.ar/rss/", "https://diariorio.com.ar/rss", "https://riotimes.com.ar/feed"],
        ),
        "Pizza": ("en", ["https://pizzafans.example/feed"]),
        "Economy": ("en", ["https://news.google.com/rss/search?q=x", "https://ledger.example/business/rss"]),
    }
    kite = {
        name: {"category_type": "topic", "source_language": tongue, "display_names": {}, "feeds": feeds}
        for name, (tongue, feeds) in lists.items()
    }
    outlet = {
        "country": "Argentina", "organization": "The Ledger", "domains": ["ledger.example"],
        "description": "The Ledger is a weekly newspaper.", "owner": "Ouse Media Ltd", "typology": "Private Media",
    }  # fmt: skip
    written = {
        "kite/kite_feeds.json": json.dumps(kite),
        "kite/media_data.json": json.dumps([outlet]),
        "awesome-rss-feeds/countries/with_category/Argentina.opml": OPML.format(
            "Diario Rio - Portada", "https://www.diariorio.com.ar/rss"
        ),
    }
    for name, text in written.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path


def test_lists_become_publishers_with_facts(folder):
    rows = {row["domain"]: row for row in catalogue.catalogue(folder) if not row.get("starter")}
    assert set(rows) == {"diariorio.com.ar", "riotimes.com.ar", "ledger.example"}
    river = rows["diariorio.com.ar"]
    assert (river["name"], river["country"], river["languages"]) == ("Diario Rio", "AR", ["es"])
    assert [(feed["url"], feed["listed"]) for feed in river["feeds"]] == [
        ("https://diariorio.com.ar/rss", ["awesome-rss-feeds", "kite"])
    ]
    ledger = rows["ledger.example"]
    assert (ledger["kind"], ledger["owner"], ledger["feeds"][0]["section"]) == ("newspaper", "Ouse Media", "Business")


def test_a_paper_that_may_be_in_another_language_is_given_none(folder):
    rows = {row["domain"]: row for row in catalogue.catalogue(folder)}
    assert "languages" not in rows["riotimes.com.ar"]


def test_the_starters_stand_in_it_whatever_the_lists_say(folder):
    assert sum(1 for row in catalogue.catalogue(folder) if row.get("starter")) == len(catalogue.STARTERS)
