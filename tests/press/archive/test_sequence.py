"""The way from a read page to a printed story, on a real database."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from broadsheet import journal, line, news, steps
from broadsheet.desk import events
from broadsheet.press import opening
from broadsheet.press.archive import claims, models, reprint
from broadsheet.press.archive.ranking import standings
from broadsheet.press.archive.readings import article as noun
from broadsheet.press.archive.sequence import Sequencer
from broadsheet.runners.here import Here
from broadsheet.runners.pool import Pool
from broadsheet.settings import Settings
from tests.press.archive.newsroom import FLOOD, FLOOD_AGAIN, NOW, OPERA, judge, read, small

pytestmark = pytest.mark.django_db


@pytest.fixture
def settings_():
    settings = Settings()
    opening.seed_sections(settings)
    return settings


def told(settings, *turns):
    sequencer = Sequencer(settings)
    while sequencer.turn(NOW).lines:
        pass
    return sequencer


def test_two_outlets_tell_one_story_and_a_third_event_stands_alone(settings_):
    read("courier", "tunnel", "Humber tunnel at Hull closed after pump fails", FLOOD, minutes=90)
    read("post", "queues", "Humber tunnel under water: Hull drivers face queues", FLOOD_AGAIN, minutes=60)
    read("courier", "opera", "Vienna opera names Lotte Anders music director", OPERA, minutes=30)
    assert judge(settings_) == 3
    told(settings_)
    stories = models.Story.objects.order_by("first_seen")
    assert [(s.outlets, s.origins, s.state) for s in stories] == [(2, 2, "printed"), (1, 1, "printed")]
    assert models.Article.objects.filter(state="published").count() == 3
    assert not models.Article.objects.filter(reason="").exists()


def test_a_reprint_is_credited_to_its_origin(settings_):
    first = read("wire", "tunnel", "Humber tunnel at Hull closed after pump fails", FLOOD, minutes=90)
    second = read("post", "tunnel", "Tunnel shut: pump to blame", FLOOD.replace("Engineers", "The engineers"), minutes=30)
    judge(settings_)
    told(settings_)
    telling = models.Telling.objects.get(article=second)
    assert (telling.copy_of, telling.origin) == (first.pk, first.pk)
    second.refresh_from_db()
    assert second.state == "copied"
    story = models.Story.objects.get()
    assert (story.outlets, story.origins) == (2, 1)


def test_a_restart_goes_on_with_the_same_state(settings_):
    read("courier", "tunnel", "Humber tunnel at Hull closed after pump fails", FLOOD, minutes=90)
    judge(settings_)
    told(settings_)  # no snapshot: as after a kill
    read("post", "queues", "Humber tunnel under water: Hull drivers face queues", FLOOD_AGAIN, minutes=60)
    judge(settings_)
    told(settings_).snapshot()
    assert models.Story.objects.count() == 1
    assert models.Story.objects.get().outlets == 2
    assert Sequencer(settings_).turn(NOW).lines == 0


def test_sponsored_posts_are_counted_and_never_told(settings_):
    row = read("glitz", "mattress", "Sleep better with Dozewell", OPERA, genre="sponsored")
    judge(settings_)
    told(settings_)
    row.refresh_from_db()
    assert row.state == "held"
    assert row.reason.startswith("never printed: ")
    assert not models.Story.objects.exists()


def test_old_news_joins_but_opens_no_story_in_print(settings_):
    row = read("courier", "opera", "Vienna opera names Lotte Anders music director", OPERA)
    old = NOW - timedelta(hours=100)
    models.Article.objects.filter(pk=row.pk).update(published=old, when=old)
    judge(settings_)
    told(settings_)
    story = models.Story.objects.get()
    assert (story.state, story.reason) == ("held", "older than 72 hours when first seen")


def test_review_holds_every_story_with_the_reason():
    settings = small(mode="review")
    opening.seed_sections(settings)
    row = read("courier", "opera", "Vienna opera names Lotte Anders music director", OPERA)
    judge(settings)
    told(settings)
    row.refresh_from_db()
    assert row.state == "held"
    assert "review" in row.reason


def test_a_freeze_keeps_what_is_printed_and_prints_nothing_more(settings_):
    read("courier", "tunnel", "Humber tunnel at Hull closed after pump fails", FLOOD, minutes=90)
    judge(settings_)
    told(settings_)
    frozen = small(settings_, frozen=True)
    read("post", "queues", "Humber tunnel under water: Hull drivers face queues", FLOOD_AGAIN, minutes=60)
    read("courier", "opera", "Vienna opera names Lotte Anders music director", OPERA, minutes=30)
    judge(frozen)
    told(frozen)
    assert [(s.outlets, s.state) for s in models.Story.objects.order_by("first_seen")] == [(2, "printed"), (1, "held")]


def test_what_changes_bumps_just_its_pages(settings_):
    read("courier", "tunnel", "Humber tunnel at Hull closed after pump fails", FLOOD, minutes=90)
    judge(settings_)
    told(settings_)
    story = models.Story.objects.get()
    keys = set(models.Printed.objects.values_list("key", flat=True))
    assert {f"story:{story.pk}", "publisher:courier"} <= keys
    assert not any(key.startswith("story:") and key != f"story:{story.pk}" for key in keys)


def test_papers_of_one_owner_are_one_origin_and_the_page_can_say_why(settings_):
    read("courier", "tunnel", "Humber tunnel at Hull closed after pump fails", FLOOD, minutes=90)
    read("post", "queues", "Humber tunnel under water: Hull drivers face queues", FLOOD_AGAIN, minutes=60)
    models.Publisher.objects.update(owner="Humber Press")
    judge(settings_)
    told(settings_)
    story = models.Story.objects.get()
    assert (story.outlets, story.origins) == (2, 1)
    assert story.origins_why == "2 outlets of Humber Press count once"
    assert {mention.house for mention in standings()[0].articles} == {"Humber Press"}


def test_the_agency_that_signs_a_text_is_noted_and_stays_when_the_text_is_purged(settings_):
    row = read("courier", "tunnel", "Humber tunnel at Hull closed after pump fails", f"HULL (AP) — {FLOOD}", minutes=90)
    judge(settings_)
    told(settings_)
    assert models.Telling.objects.get(article=row).agency == "AP"
    models.Article.objects.update(text="")
    reprint.retell([row.pk], settings_, NOW)
    assert models.Telling.objects.get(article=row).agency == "AP"


def test_two_workers_and_one_sequencer_tell_the_stories_of_one_process(settings_):
    said = {
        "tunnel": FLOOD,
        "queues": FLOOD_AGAIN,
        "opera": OPERA,
        "echo": OPERA.replace("Bergen", "Oslo"),
        "brief": FLOOD[:90],
    }
    for minutes, (name, text) in enumerate(said.items()):
        read(f"paper-{name}", name, f"{name}: {text[:50]}", text, minutes=90 - minutes)
    held = [claims.claim("read", NOW, settings_, limit=3), claims.claim("read", NOW, settings_, limit=3)]
    assert [len(rows) for rows in held] == [3, 2]
    recipe, runner = steps.recipe(settings_.line.steps), Pool(2)
    try:
        work = (recipe, settings_)
        judged = list(runner.map(line.work, work, [tuple(noun(row) for row in rows) for rows in held]))
    finally:
        runner.close()
    for rows, done in reversed(list(zip(held, judged, strict=True))):
        readings = [replace(news.Reading(noun(row)), **found) for row, found in zip(rows, done.fields, strict=True)]
        assert claims.write_judged(rows, readings, NOW) == len(rows)
    sequencer = Sequencer(settings_)
    sequencer.tick(NOW)
    while sequencer.turn(NOW).lines:
        sequencer.snapshot()
        sequencer = Sequencer(settings_)
    assert grouped() == by_one_process(settings_)


def by_one_process(settings):
    """The same articles judged and folded at once, in the order in which they were published."""
    rows = models.Article.objects.order_by("when")
    readings = line.run(steps.recipe(settings.line.steps), [noun(row) for row in rows], Here(), settings)
    state = events.State()
    lines = [journal.Arrival(number, reading) for number, reading in enumerate(readings)]
    events.fold(state, [*lines, journal.Tick(len(lines), NOW)], settings)
    return sorted(sorted(state.columns.ids[row] for row in state.stories[number].rows) for number in state.stories)


def grouped():
    found = {}
    for story, article in models.Telling.objects.values_list("story_id", "article_id"):
        found.setdefault(story, []).append(article)
    return sorted(sorted(articles) for articles in found.values())
