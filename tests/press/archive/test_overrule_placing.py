"""What an editor decides on an article's place goes through the fold, is noted as theirs, and is the machine's no more."""

from __future__ import annotations

import pytest

from broadsheet.press import opening
from broadsheet.press.archive import models, overrule, together, told
from broadsheet.press.archive.overrule import Refused
from broadsheet.press.archive.sequence import Sequencer
from broadsheet.settings import Settings
from tests.press.archive.newsroom import FLOOD, FLOOD_AGAIN, NOW, OPERA, judge, read

pytestmark = pytest.mark.django_db


@pytest.fixture
def room():
    """A sequencer with two stories: a flood that two tell, and an opera."""
    settings = Settings()
    opening.seed_sections(settings)
    read("courier", "tunnel", "Humber tunnel at Hull closed after pump fails", FLOOD, minutes=90)
    read("post", "queues", "Humber tunnel under water: Hull drivers face queues", FLOOD_AGAIN, minutes=60)
    read("courier", "opera", "Vienna opera names Lotte Anders music director", OPERA, minutes=30)
    judge(settings)
    sequencer = Sequencer(settings)
    fold(sequencer)
    return sequencer


def fold(sequencer):
    while sequencer.turn(NOW).lines:
        pass


def stories():
    """Article names by the story that they tell now."""
    found = {}
    for story, url in models.Telling.objects.order_by("article__when").values_list("story_id", "article__url"):
        found.setdefault(story, []).append(url.rpartition("/")[2])
    return sorted(found.values())


def telling(name):
    return models.Telling.objects.get(article__url__endswith=name)


def said(name):
    each = next(t for t in told.every_telling(telling(name).story_id) if t.article == telling(name).pk)
    return together.reason(each, together.past(told.found(each.story), {each.editor}))


def test_an_article_is_moved_and_the_page_says_who_did_and_not_why(room):
    assert stories() == [["opera"], ["tunnel", "queues"]]
    overrule.move(telling("queues").pk, telling("opera").story_id, "ada", NOW, "a joke")
    fold(room)
    assert sorted(stories()) == [["queues", "opera"], ["tunnel"]]
    room.tick(NOW)
    fold(room)
    assert sorted(stories()) == [["queues", "opera"], ["tunnel"]], "its old companion does not follow it"
    assert (telling("queues").editor, said("queues")) == ("ada", "An editor decided that it tells this story")


def test_the_last_article_of_a_story_takes_its_story_along(room):
    gone = telling("opera").story_id
    overrule.move(telling("opera").pk, telling("tunnel").story_id, "ada", NOW, "")
    fold(room)
    assert stories() == [["tunnel", "queues", "opera"]]
    assert models.Alias.objects.get(pk=gone).story_id == telling("tunnel").story_id
    assert said("opera") == "An editor decided that it tells this story"


def test_what_an_editor_parted_says_so(room):
    overrule.split(telling("tunnel").story_id, [telling("queues").pk], "ada", NOW, "two tunnels")
    fold(room)
    row = told.found(telling("queues").story_id)
    assert row.parted_from_id == telling("tunnel").story_id
    parted = together.past(row, {"ada"}).came_from
    assert (parted.by_editor, parted.machine_why, parted.why) == (True, "", "ada: two tunnels")


def test_a_move_that_cannot_be_is_refused(room):
    queues, flood = telling("queues").pk, telling("tunnel").story_id
    for article, into in ((queues, flood), (queues, "0" * 16), ("0" * 16, flood)):
        with pytest.raises(Refused):
            overrule.move(article, into, "ada", NOW, "")
    assert not models.Journal.objects.filter(kind="overrule").exists()


def test_a_story_is_doubtful_until_its_last_doubtful_telling_is_decided_on(room):
    flood = telling("tunnel").story_id
    models.Telling.objects.filter(story=flood).update(doubtful=True)
    models.Story.objects.filter(pk=flood).update(doubtful="near another")
    overrule.keep(flood, [telling("tunnel").pk], "ada", NOW, "")
    assert models.Story.objects.get(pk=flood).doubtful
    overrule.move(telling("queues").pk, telling("opera").story_id, "ada", NOW, "")
    assert not models.Story.objects.get(pk=flood).doubtful
    assert models.Printed.objects.get(key=f"story:{flood}").version > 0
