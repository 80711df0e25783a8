"""What follows when rights change: each story is told anew once, and a chain of reprints goes from its last to its first."""

from __future__ import annotations

from datetime import timedelta

import pytest

from broadsheet import news
from broadsheet.press import opening
from broadsheet.press.archive import models, reprint, sequence
from broadsheet.press.archive.sequence import Sequencer
from broadsheet.settings import Settings
from broadsheet.wire.evidence import Evidence
from tests.press.archive.newsroom import FLOOD, NOW, OPERA, judge, read

pytestmark = pytest.mark.django_db

COPIES = 12


@pytest.fixture
def settings_(monkeypatch):
    """Few at once, so that a dozen reprints are many."""
    monkeypatch.setattr(reprint, "AT_ONCE", 5)
    monkeypatch.setattr(sequence, "AT_ONCE", 5)
    monkeypatch.setattr(sequence, "AHEAD", 50)
    settings = Settings()
    opening.seed_sections(settings)
    return settings


@pytest.fixture
def copied(settings_):
    """A text that its publisher printed a dozen times, and another story."""
    read("post", "opera", "Vienna opera names Lotte Anders music director", OPERA)
    for minutes in range(COPIES):
        read("courier", f"tunnel{minutes}", f"Humber tunnel at Hull closed {minutes}", FLOOD, minutes=90 - minutes)
    judge(settings_)
    folded(settings_)
    assert models.Telling.objects.exclude(copy_of="").count() == COPIES - 1
    return models.Publisher.objects.get(slug="courier")


def folded(settings):
    sequencer = Sequencer(settings)
    while sequencer.turn(NOW).lines:
        pass


def test_the_lines_of_a_withdrawn_chain_go_from_its_last_to_its_first(settings_, copied):
    reprint.opt_out(copied, settings_, NOW)
    names = models.Journal.objects.filter(kind="withdrawal").order_by("number").values_list("article", flat=True)
    when = dict(models.Article.objects.values_list("pk", "when"))
    assert [when[name] for name in names] == sorted((when[name] for name in names), reverse=True)
    assert len(names) == COPIES


def test_a_story_that_loses_many_is_told_anew_once_by_the_opt_out_and_once_by_the_fold(settings_, copied, monkeypatch):
    told, copies = [], []
    rewrite, decide = sequence.stories.rewrite, sequence.decide
    monkeypatch.setattr(reprint.stories, "rewrite", lambda names, *rest: told.append(list(names)) or rewrite(names, *rest))
    reprint.opt_out(copied, settings_, NOW)
    story = models.Telling.objects.filter(article__publisher="courier").values_list("story_id", flat=True).first()
    assert [names for names in told if names] == [[story]]

    def counted(decisions, now):
        copies.extend(each for each in decisions if type(each).__name__ == "Copy")
        return decide(decisions, now)

    monkeypatch.setattr(sequence, "decide", counted)
    told.clear()
    folded(settings_)
    assert sum(story in names for names in told) == 1
    assert copies == [], "no reprint became the first of its chain on the way"
    assert not models.Telling.objects.filter(article__publisher="courier").exists()
    assert models.Story.objects.get(pk=story).state == "held"
    assert models.Story.objects.exclude(pk=story).get().state == "printed"


def test_a_story_that_waits_is_told_anew_though_the_rest_of_its_withdrawals_is_far(settings_, copied, monkeypatch):
    monkeypatch.setattr(sequence, "AHEAD", 2)
    reprint.opt_out(copied, settings_, NOW)
    sequencer = Sequencer(settings_)
    sequencer.turn(NOW)
    assert models.Telling.objects.filter(article__publisher="courier").count() == COPIES - 5
    folded(settings_)
    assert not models.Telling.objects.filter(article__publisher="courier").exists()


def test_articles_of_one_story_are_never_in_two_parts(settings_, copied):
    names = list(models.Article.objects.order_by("pk").values_list("pk", flat=True))
    stands = dict(models.Telling.objects.values_list("article_id", "story_id"))
    loose = [news.article_id(f"https://nobody.example/{n}") for n in range(11)]
    parts = list(reprint._together([*names, *loose]))
    assert sorted(name for part in parts for name in part) == sorted([*names, *loose])
    for story in set(stands.values()):
        assert sum(any(stands.get(name) == story for name in part) for part in parts) == 1
    assert all(len(part) <= 5 or len({stands[name] for name in part}) == 1 for part in parts)


def test_what_is_only_linked_afterwards_waits_to_be_judged_by_its_title(settings_, copied):
    names = list(models.Article.objects.filter(publisher=copied).values_list("pk", flat=True))

    def reserved(_):
        return (Evidence("tdm", "link", "its site reserves the right", scope="house"),)

    changed = reprint.judge_again(names, reserved, settings_, NOW + timedelta(hours=1))
    assert changed.less == COPIES
    assert set(models.Article.objects.filter(publisher=copied).values_list("state", "text")) == {("read", "")}
