"""The specimen's storylines, its stories as they truly are: every chapter follows the right one, and no other story any."""

from __future__ import annotations

from collections import defaultdict
from datetime import UTC, datetime, timedelta

from broadsheet import line
from broadsheet.desk.chapters import facts
from broadsheet.desk.storylines import State, fold
from broadsheet.news import Telling, article_id
from broadsheet.press.specimen.arrivals import as_it_happens
from broadsheet.press.specimen.edition import open_edition
from broadsheet.press.specimen.gold import gold
from broadsheet.runners.here import Here
from broadsheet.settings import Settings
from broadsheet.steps import recipe

OPENED = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)  # a Monday


def test_chapters_follow_as_the_specimen_has_it() -> None:
    edition = open_edition(OPENED, 8910)
    truth = {article_id(address): each for address, each in gold(edition, OPENED + timedelta(days=10)).items()}
    articles = [heard.article for heard in as_it_happens(edition) if not heard.changed]
    stories = defaultdict(list)
    for reading in line.run(recipe(["language", "terms", "genre"]), articles, Here(), Settings()):
        of = truth[reading.article.id].copy_of
        stories[truth[reading.article.id].event].append(Telling(reading, "", of or None, 0, ""))
    told = [known for event, tellings in stories.items() if (known := facts(event, tellings))]
    _, decisions = fold(State(), told, (), 0)
    assert {each.story: each.of for each in decisions} == edition.follows
    assert len(edition.follows) >= 9
