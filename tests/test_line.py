"""The production line: order kept, fields filled, seconds counted, and one poisoned text stops nobody."""

from __future__ import annotations

from dataclasses import replace

import pytest

from broadsheet import line
from broadsheet.news import Article, Judgement
from broadsheet.runners.here import Here
from broadsheet.runners.pool import Pool
from broadsheet.settings import Line, Settings
from broadsheet.steps import Recipe, Step, recipe

SETTINGS = replace(Settings(), line=Line(batch=4))


def speak(batch, _settings):
    if any(reading.article.title == "poison" for reading in batch):
        raise ValueError("it bites")
    return [Judgement(reading.article.title, 1.0, "as it says") for reading in batch]


def seen(batch, _settings):
    return [((reading.language.value, 1),) for reading in batch]


MADE = Recipe((Step(speak, gives="language"), Step(seen, gives="terms", needs=frozenset({"language"}))))


def articles(*titles):
    return [Article(str(n), "", "p", title) for n, title in enumerate(titles)]


def test_each_article_gives_one_reading_in_order():
    titles = [f"t{n}" for n in range(11)]
    readings = list(line.run(MADE, articles(*titles), Here(), SETTINGS))
    assert [r.article.title for r in readings] == titles
    assert [r.terms for r in readings] == [((title, 1),) for title in titles]


def test_the_article_that_raises_alone_is_dropped_with_its_reason():
    readings = list(line.run(MADE, articles("a", "b", "poison", "c", "d", "e"), Here(), SETTINGS))
    assert [r.dropped for r in readings] == [None, None, "a step failed: ValueError: it bites", None, None, None]
    assert readings[2].language is None
    assert readings[3].language.value == "c"


def test_nothing_in_nothing_out():
    assert list(line.run(MADE, [], Here(), SETTINGS)) == []


def test_seconds_are_counted_by_field():
    spent = {}
    list(line.run(MADE, articles("a", "poison"), Here(), SETTINGS, spent))
    assert set(spent) == {"language", "terms"}
    assert all(seconds >= 0 for seconds in spent.values())


def test_articles_are_asked_for_a_batch_at_a_time():
    asked = []

    def source():
        for article in articles(*"abcdefghij"):
            asked.append(article)
            yield article

    readings = line.run(MADE, source(), Here(), SETTINGS)
    next(readings)
    assert len(asked) == 4


def test_several_processes_give_the_same_readings():
    told = [Article(str(n), "", "p", f"Ferry {n} sinks", text="The ferry sank off the quay. " * n) for n in range(30)]
    made, pool = recipe(["fingerprint", "terms"]), Pool(2)
    try:
        assert list(line.run(made, told, pool, SETTINGS)) == list(line.run(made, told, Here(), SETTINGS))
    finally:
        pool.close()


@pytest.mark.parametrize("batch", [1, 3, 64])
def test_the_size_of_a_batch_does_not_matter(batch):
    readings = line.run(MADE, articles(*"abcdefg"), Here(), replace(SETTINGS, line=Line(batch=batch)))
    assert [r.language.value for r in readings] == list("abcdefg")
