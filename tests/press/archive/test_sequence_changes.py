"""What changes after it was printed: revisions, withdrawals, holds, kills, opt-outs, and failures in between."""

from __future__ import annotations

from datetime import timedelta

import pytest

from broadsheet import journal, news
from broadsheet.press import opening
from broadsheet.press.archive import claims, models, reprint, sequence, stories
from broadsheet.press.archive.apply import decide
from broadsheet.settings import Settings
from broadsheet.steps import recipe
from tests.press.archive.newsroom import FLOOD, FLOOD_AGAIN, NOW, OPERA, judge, read

pytestmark = pytest.mark.django_db

BOY = FLOOD_AGAIN + "\nA boy aged 14 was raped near the tunnel, a court heard, and cannot be named.\n"


@pytest.fixture
def settings_():
    settings = Settings()
    opening.seed_sections(settings)
    return settings


def told(settings):
    sequencer = sequence.Sequencer(settings)
    while sequencer.turn(NOW).lines:
        pass
    return sequencer


def printed(settings, text=OPERA, **columns):
    row = read("courier", "opera", "Vienna opera names Lotte Anders music director", text, minutes=30, **columns)
    judge(settings)
    told(settings)
    return row


def changed(row, **columns):
    models.Article.objects.filter(pk=row.pk).update(state="read", version=2, reason="read again", **columns)


def state_of(row):
    row.refresh_from_db()
    return row.state


def test_a_revised_article_stays_in_print_with_its_new_words(settings_):
    row = printed(settings_)
    changed(row, title="Vienna opera names Lotte Anders, 41, music director")
    judge(settings_)
    told(settings_)
    assert state_of(row) == "published"
    assert models.Story.objects.get().headline == "Vienna opera names Lotte Anders, 41, music director"


def test_a_revision_that_the_window_has_forgotten_still_counts(settings_):
    row = printed(settings_)
    models.Fold.objects.update(state=b"", number=models.Fold.objects.get().applied)  # a fold that knows nothing of it
    changed(row, title="Lotte Anders will direct the music of the Vienna opera")
    judge(settings_)
    told(settings_)
    assert state_of(row) == "published"
    assert models.Story.objects.get().headline.startswith("Lotte Anders")


def test_an_article_that_becomes_an_advertisement_leaves_its_story(settings_):
    row = printed(settings_)
    changed(row, genre="sponsored")
    judge(settings_)
    told(settings_)
    assert state_of(row) == "held"
    assert models.Story.objects.get().state == "held"
    assert not models.SearchDocument.objects.exists()


def test_an_article_that_is_withdrawn_leaves_its_story(settings_):
    row = printed(settings_)
    changed(row)
    claimed = claims.claim("read", NOW, settings_, limit=1)
    claimed[0].state, claimed[0].reason = "dropped", "withdrawn by its publisher: 410"
    claims.write_read(claimed, NOW)
    told(settings_)
    assert not models.Telling.objects.exists()
    assert models.Story.objects.get().state == "held"


def test_a_state_whose_decisions_failed_is_never_kept(settings_, monkeypatch):
    read("courier", "opera", "Vienna opera names Lotte Anders music director", OPERA)
    judge(settings_)
    sequencer = sequence.Sequencer(settings_)
    with monkeypatch.context() as broken:
        broken.setattr(sequence.stories, "rewrite", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            sequencer.turn(NOW)
    sequencer.snapshot()
    told(settings_)
    assert models.Story.objects.get().state == "printed"


def test_a_held_telling_gives_no_words_no_count_and_no_search(settings_):
    read("courier", "tunnel", "Humber tunnel at Hull closed after pump fails", FLOOD, minutes=90)
    read("herald", "tunnel2", "Humber tunnel at Hull under water, lane to open Friday", FLOOD_AGAIN, minutes=70)
    boy = read("post", "boy", "Humber tunnel at Hull under water: boy hurt, drivers queue", BOY, minutes=60,
               standfirst="Unquotable words")  # fmt: skip
    judge(settings_)
    told(settings_)
    story = models.Story.objects.get()
    assert (story.state, story.outlets, state_of(boy)) == ("printed", 2, "held")
    assert all(said["source"] != boy.pk for said in story.summary)
    assert "Unquotable" not in models.SearchDocument.objects.get().body


def test_search_keeps_no_words_that_may_only_be_linked(settings_):
    printed(settings_, rights="link", standfirst="Words behind a paywall")
    assert "paywall" not in models.SearchDocument.objects.get().body


def test_an_opinion_is_no_origin(settings_):
    read("courier", "tunnel", "Humber tunnel at Hull closed after pump fails", FLOOD, minutes=90)
    read("post", "view", "Humber tunnel under water at Hull again: shame", FLOOD_AGAIN, minutes=60, genre="opinion")
    judge(settings_)
    told(settings_)
    story = models.Story.objects.get()
    assert (story.outlets, story.origins) == (2, 1)


def test_a_killed_story_does_not_print_as_part_of_another(settings_):
    rows = [read("courier", str(n), f"Title {n}", OPERA) for n in range(2)]
    judge(settings_)
    decide([journal.Open(row.pk, row.pk, "first") for row in rows], NOW)
    models.Edit.objects.create(story_id=rows[0].pk, state="killed", editor="ann", at=NOW)
    decide([journal.Merge(rows[0].pk, rows[1].pk, 9000, "one opera")], NOW)
    assert models.Edit.objects.get(story=rows[1].pk).state == "held"


def test_a_publisher_that_opts_out_leaves_stories_that_the_window_has_forgotten(settings_):
    row = printed(settings_)
    models.Fold.objects.update(state=b"", number=models.Fold.objects.get().applied)
    reprint.opt_out(models.Publisher.objects.get(slug="courier"), settings_, NOW + timedelta(days=9))
    assert models.Story.objects.get().state == "held"
    assert state_of(row) == "held"


def test_sections_and_tags_that_a_story_left_are_printed_anew(settings_):
    row = printed(settings_)
    before = set(models.Tagging.objects.values_list("tag_id", flat=True))
    assert before
    changed(row, text=FLOOD, title="Humber tunnel at Hull closed after pump fails")
    judge(settings_)
    versions = dict(models.Printed.objects.values_list("key", "version"))
    told(settings_)
    after = dict(models.Printed.objects.values_list("key", "version"))
    assert all(after[f"tag:{tag}"] > versions[f"tag:{tag}"] for tag in before)


def test_a_story_whose_articles_moved_away_leaves_an_alias(settings_):
    first, second = (read("courier", str(n), f"Opera names director {n}", OPERA, minutes=n) for n in range(2))
    judge(settings_)
    decide([journal.Open(row.pk, row.pk, "first") for row in (first, second)], NOW)
    moves = [journal.Leave(first.pk, first.pk, "nearer"), journal.Join(second.pk, first.pk, 8000, "nearer")]
    touched = decide(moves, NOW)
    stories.rewrite(touched.stories, recipe(settings_.line.story_steps, of=news.Story), settings_, NOW)
    assert models.Alias.objects.get(pk=first.pk).story_id == second.pk
    assert models.Story.objects.get(pk=first.pk).state == "merged"
