"""Document counts: what is heavy on a first day, what grows light and heavy again, and that bytes and digits repeat."""

from __future__ import annotations

import pytest

from broadsheet.desk import counts
from broadsheet.desk.counts import ARTICLE, PRIOR, SLOTS, Counts, slots
from broadsheet.desk.logarithm import log


def weight(told, term):
    return int(told.idf(slots([term]))[0])


def test_a_slot_is_a_terms_checksum():
    assert slots(["tunnel", "東京", "tunnel"]).tolist() == [4019520, 2507503, 4019520]
    assert 0 <= slots(["\ud800"])[0] < SLOTS
    assert slots([]).tolist() == []


def test_a_new_name_is_heavier_than_any_listed_word_on_day_one():
    told = Counts()
    assert weight(told, "zelensky pickford") == log(PRIOR * ARTICLE) - log(ARTICLE)
    assert weight(told, "president") < weight(told, "harbour") < weight(told, "zelensky pickford")
    assert weight(told, "sagt") < weight(told, "zelensky pickford")


def test_a_name_that_many_articles_have_grows_light():
    told = Counts()
    name, other = slots(["newname"]), slots(["other"])
    for _ in range(1_000):
        told.learn(name)
    assert weight(told, "newname") == log((PRIOR + 1_000) * ARTICLE) - log(1_001 * ARTICLE)
    assert told.seen(name).tolist() == [1_000]
    assert told.seen(other).tolist() == [0]
    assert told.articles == PRIOR + 1_000


def test_a_term_twice_in_an_article_is_one_article():
    told = Counts()
    told.learn(slots(["ferry", "ferry"]))
    assert told.seen(slots(["qqferry"])).tolist() == [0]
    before = Counts().seen(slots(["ferry"]))[0]
    assert told.seen(slots(["ferry"]))[0] == before + 1


def test_counts_halve_so_that_old_news_is_news_again(monkeypatch):
    monkeypatch.setattr(counts, "HALVING", 100)
    told = Counts()
    for _ in range(100):
        told.learn(slots(["oldname"]))
    assert told.seen(slots(["oldname"])).tolist() == [50]
    assert told.articles == (PRIOR + 100) // 2
    light = weight(told, "oldname")
    for _ in range(1_000):
        told.learn(slots(["another"]))
    assert told.seen(slots(["oldname"])).tolist() == [0]
    assert weight(told, "oldname") > light


@pytest.mark.parametrize("articles", [0, 1, 37])
def test_bytes_and_back(articles):
    told = Counts()
    for n in range(articles):
        told.learn(slots([f"term{n}", "flood", f"term{n % 5}"]))
    data = told.dump()
    again = Counts.load(data)
    assert again.dump() == data
    again.learn(slots(["flood"]))
    told.learn(slots(["flood"]))
    assert again.dump() == told.dump()
    assert len(data) < 60_000


def test_no_two_archives_share_their_counts():
    one, other = Counts(), Counts()
    one.learn(slots(["qqflood"]))
    assert other.seen(slots(["qqflood"])).tolist() == [0]


def test_weights_are_whole_and_never_negative():
    told = Counts()
    for _ in range(50):
        told.learn(slots(["everywhere"]))
    found = told.idf(slots(["everywhere", "the", "", "@FR", "#12 dead"]))
    assert found.dtype.kind == "i"
    assert (found >= 0).all()
