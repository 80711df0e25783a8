"""After an upgrade the fold stands where print stands: no address breaks, and nothing printed moves by itself."""

from __future__ import annotations

from datetime import timedelta

import pytest

from broadsheet import journal
from broadsheet.desk import events
from broadsheet.desk.engine import engine
from broadsheet.press import opening
from broadsheet.press.archive import models, overrule
from broadsheet.press.archive.apply import decide
from broadsheet.press.archive.sequence import Sequencer
from broadsheet.settings import Settings
from tests.press.archive.newsroom import FLOOD, FLOOD_AGAIN, NOW, OPERA, judge, read

pytestmark = pytest.mark.django_db

ALL_READ = (
    "Ruth Calder said that the Humber tunnel at Hull stays under water: the pump failed again, and no lane opens before Friday."
)


@pytest.fixture
def settings_():
    settings = Settings()
    opening.seed_sections(settings)
    return settings


@pytest.fixture
def rows(settings_):
    """A flood that two tell, an opera and a reprint of it, looked at by a Tick and never kept in a snapshot."""
    found = {
        "tunnel": read("courier", "tunnel", "Humber tunnel at Hull closed after pump fails", FLOOD, minutes=90),
        "queues": read("post", "queues", "Humber tunnel under water: Hull drivers face queues", FLOOD_AGAIN, minutes=60),
        "opera": read("courier", "opera", "Vienna opera names Lotte Anders music director", OPERA, minutes=30),
        "again": read("post", "again", "A new director for Vienna", OPERA, minutes=10),
    }
    judge(settings_)
    sequencer = Sequencer(settings_)
    go_on(sequencer)
    return {name: row.pk for name, row in found.items()}


def go_on(sequencer):
    """Fold all there is, then a Tick."""
    while sequencer.turn(NOW).lines:
        pass
    sequencer.tick(NOW)
    sequencer.turn(NOW)
    return sequencer


def upgraded(settings, format_too=False):
    """The sequencer of another engine than the one that decided so far."""
    if format_too:
        models.Fold.objects.update(state=b"BSE\x00\x01\x00\x00\x00", number=models.Fold.objects.get().applied)
    models.Fold.objects.update(engine="0")
    return Sequencer(settings)


def remembered():
    state = events.State.load(bytes(models.Fold.objects.get().state))
    return {piece.id: state.bundle(piece).id for piece in state.pieces.values()}


def printed():
    return dict(models.Telling.objects.values_list("article_id", "story_id"))


def everything():
    tables = (models.Story, models.Telling, models.Alias, models.Printed, models.Article)
    return [sorted(map(str, table.objects.values_list())) for table in tables]


@pytest.mark.parametrize("format_too", [True, False])
def test_what_another_engine_decided_otherwise_stands_as_it_is_printed(settings_, rows, format_too):
    decide([journal.Split(rows["tunnel"], rows["queues"], (rows["queues"],), "of another mind")], NOW)
    decide([journal.Merge(rows["opera"], rows["tunnel"], 6_000, "of another mind")], NOW)
    before = everything()
    upgraded(settings_, format_too)
    assert remembered() == printed()
    assert printed()[rows["queues"]] != printed()[rows["tunnel"]] == printed()[rows["opera"]]
    assert everything() == before


def test_a_look_at_all_stories_without_news_moves_nothing(settings_, rows):
    decide([journal.Split(rows["tunnel"], rows["queues"], (rows["queues"],), "of another mind")], NOW)
    before = printed()
    go_on(upgraded(settings_))
    assert printed() == before == remembered() | before


def test_news_joins_the_story_that_stands_in_print(settings_, rows):
    decide([journal.Merge(rows["tunnel"], rows["opera"], 6_000, "of another mind")], NOW)
    sequencer = upgraded(settings_)
    late = read("herald", "late", "Hull: Humber tunnel under water, pump failed", ALL_READ)
    judge(settings_)
    go_on(sequencer)
    sequencer.snapshot()
    assert printed()[late.pk] == printed()[rows["tunnel"]] == rows["opera"]
    assert remembered() == printed()


def test_an_alias_answers_and_no_address_is_given_twice(settings_, rows):
    decide([journal.Merge(rows["tunnel"], rows["opera"], 6_000, "of another mind")], NOW)
    decide([journal.Split(rows["opera"], f"{rows['queues']}-2", (rows["queues"],), "of another mind")], NOW)
    models.Story.objects.create(id=rows["queues"], first_seen=NOW, last_changed=NOW)
    sequencer = upgraded(settings_)
    models.Journal.objects.create(
        kind="overrule", at=NOW, payload={"act": "join", "subjects": [rows["queues"]], "into": rows["tunnel"], "why": "ada"}
    )
    go_on(sequencer)
    assert printed()[rows["queues"]] == rows["opera"]
    overrule.split(rows["opera"], [rows["queues"]], "ada", NOW, "")
    sequencer.turn(NOW)
    assert printed()[rows["queues"]] == f"{rows['queues']}-3"


def test_what_an_editor_parted_or_moved_stays_so(settings_, rows):
    sequencer = Sequencer(settings_)
    overrule.split(rows["tunnel"], [rows["queues"]], "ada", NOW, "two tunnels")
    go_on(sequencer)
    before = printed()
    sequencer = upgraded(settings_)
    changed = models.Article.objects.filter(pk__in=[rows["queues"], rows["tunnel"]])
    changed.update(state="read", version=2, reason="read again")  # news of both, so that the Tick looks at them
    judge(settings_)
    go_on(sequencer)
    assert printed() == before
    assert before[rows["queues"]] != before[rows["tunnel"]]


def test_what_was_parted_before_the_line_named_the_story_stays_so_too(settings_, rows):
    overrule.split(rows["tunnel"], [rows["queues"]], "ada", NOW, "two tunnels")
    go_on(Sequencer(settings_))
    line = models.Journal.objects.get(kind="overrule")
    assert line.payload.pop("of") == rows["tunnel"]
    line.save()
    before = printed()
    sequencer = upgraded(settings_)
    models.Article.objects.filter(pk=rows["queues"]).update(state="read", version=2, reason="read again")
    judge(settings_)
    go_on(sequencer)
    assert printed() == before


def test_a_reprint_stays_one_and_inherits_when_its_origin_goes(settings_, rows):
    sequencer = upgraded(settings_)
    models.Journal.objects.create(kind="withdrawal", article=rows["opera"], payload={"why": "retracted"}, at=NOW)
    go_on(sequencer)
    telling = models.Telling.objects.get(article=rows["again"])
    assert (telling.copy_of, telling.origin, telling.story_id) == ("", rows["again"], rows["opera"])


def test_what_is_older_than_the_window_is_not_read_again(settings_, rows):
    models.Journal.objects.filter(article=rows["tunnel"]).update(at=NOW - timedelta(days=6))
    before = everything()
    upgraded(settings_)
    assert set(remembered()) == {rows["queues"], rows["opera"], rows["again"]}
    assert everything() == before


def test_a_revision_of_something_older_counts_as_its_coming(settings_, rows):
    models.Journal.objects.filter(article=rows["tunnel"]).update(at=NOW - timedelta(days=6))
    models.Journal.objects.create(kind="revision", article=rows["tunnel"], version=1, at=NOW)
    go_on(Sequencer(settings_))
    upgraded(settings_)
    assert remembered() == printed()


def test_a_restored_memory_is_kept_at_once_and_the_same_each_time(settings_, rows):
    upgraded(settings_)
    fold = models.Fold.objects.get()
    assert (fold.number, fold.engine) == (fold.applied, engine())
    models.Fold.objects.update(number=0, state=b"")
    upgraded(settings_)
    assert bytes(models.Fold.objects.get().state) == bytes(fold.state)


def test_after_a_clean_stop_the_snapshot_serves_another_engine_too(settings_, rows):
    Sequencer(settings_).snapshot()
    before = models.Fold.objects.get()
    models.Journal.objects.all().delete()  # nothing to read anew
    upgraded(settings_)
    after = models.Fold.objects.get()
    assert (bytes(after.state), after.number, after.engine) == (bytes(before.state), before.number, engine())
