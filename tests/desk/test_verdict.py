"""May a story print, where does it belong: what its tellings agree on."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from broadsheet.desk.filing import filed, first_headline, held, tagged
from broadsheet.desk.verdict import stands, unproven, verdict
from broadsheet.news import Article, Judgement, Reading, Story, Tag, Telling
from broadsheet.settings import Publish, Section, Settings

NOW = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)
MINOR = (Judgement("review", 0.9, "a minor: 'aged 14'"),)


def reading(name, *, hours=1.0, language="en", rights="excerpt", **fields):
    article = Article(name, f"https://{name}.example/", name, f"Title of {name}", published=NOW - timedelta(hours=hours),
                      rights=rights)  # fmt: skip
    return Reading(article, language=Judgement(language, 1.0, "it reads so"), **fields)


def story(*readings, copies=(), headline="Tunnel closed"):
    tellings = tuple(
        Telling(r, r.article.id, readings[0].article.id if r.article.id in copies else None, 9000, "near") for r in readings
    )
    return Story(readings[0].article.id, tellings, headline=Judgement(headline, 0.9, "names what") if headline else None)


def judged(what, settings=None, sections=()):
    return verdict(what, sections, settings or Settings(), NOW)


def test_what_nothing_holds_is_printed():
    assert judged(story(reading("a"), reading("b"))).value == "printed"


@pytest.mark.parametrize(
    ("what", "why"),
    [
        (story(reading("a", hours=73)), "older than 72 hours when first seen"),
        (story(reading("a", rights="none")), "its publishers' rights allow no print"),
        (story(reading("a", language="fr")), "no telling in en, so no headline that readers understand"),
        (story(reading("a", hold=MINOR)), "a minor: 'aged 14'"),
    ],
)
def test_what_holds_a_story_is_said(what, why):
    assert judged(what) == Judgement("held", 1.0, why)


def test_without_a_clear_headline_the_earliest_that_readers_understand_stands():
    what = story(reading("a", language="fr"), reading("b"), headline="")
    assert judged(what).value == "printed"
    assert first_headline(what, ("en",)).value == "Title of b"


def test_one_flagged_telling_of_many_does_not_hold_the_story():
    assert held(story(reading("a"), reading("b"), reading("c", hold=MINOR))) == ""


def test_half_of_the_tellings_flagged_or_the_first_hold_it():
    assert held(story(reading("a"), reading("b", hold=MINOR)))
    assert held(story(reading("a", hold=MINOR), reading("b"), reading("c")))


def test_a_section_under_review_holds_its_stories():
    settings = Settings(section=(Section("Courts", "courts", mode="review"), Section("World", "world")))
    assert judged(story(reading("a")), settings, (Judgement("Courts", 0.8, "a court"),)).value == "held"
    assert judged(story(reading("a")), settings, (Judgement("World", 0.8, "abroad"),)).value == "printed"


def test_age_and_a_freeze_take_nothing_back_but_a_hold_does():
    frozen = judged(story(reading("a")), replace(Settings(), publish=Publish(frozen=True)))
    assert stands(frozen)
    assert stands(judged(story(reading("a", hours=100))))
    assert not stands(judged(story(reading("a", hold=MINOR))))


def test_sections_are_what_the_originals_agree_on():
    business = (Judgement("Business", 0.9, "shares"),)
    world = (Judgement("World", 0.8, "Chile"),)
    what = story(reading("a", sections=world), reading("b", sections=world), reading("c", sections=world),
                 reading("d", sections=business + world), reading("e", sections=business), copies=("e",))  # fmt: skip
    assert [j.value for j in filed(what)] == ["World"]
    assert filed(what)[0].why == "4 of 4 tellings; Chile"


def test_tags_are_what_the_originals_agree_on_without_mentions():
    hull = Tag("Hull", "place", 0.9, "in the headline", ((3, 7),))
    what = story(reading("a", tags=(hull, Tag("Ann Orr", "person", 0.2, "once"))), reading("b", tags=(hull,)))
    assert [(t.name, t.mentions) for t in tagged(what)] == [("Hull", ())]


ACCUSED = (Judgement("allegation against the living", 0.7, "'accused of' beside Dax Merrow"),)


def test_an_allegation_from_one_origin_is_not_quoted():
    assert unproven(story(reading("a", sensitive=ACCUSED))) == (
        "allegation against the living, from one origin: 'accused of' beside Dax Merrow"
    )
    assert unproven(story(reading("a", sensitive=ACCUSED), reading("b"), copies=("b",)))


def test_what_two_found_for_themselves_or_nobody_alleges_is():
    assert not unproven(story(reading("a", sensitive=ACCUSED), reading("b", sensitive=ACCUSED)))
    assert not unproven(story(reading("a", sensitive=(Judgement("suicide", 0.9, "'took his own life'"),))))
