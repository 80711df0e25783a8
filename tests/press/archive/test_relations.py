"""What stands beside a story, from real rows: related by kind, what one might also like, next, and recommended."""

from __future__ import annotations

import pytest

from broadsheet.press import opening
from broadsheet.press.archive import models, relations, told
from broadsheet.press.archive.sequence import Sequencer
from broadsheet.settings import Settings
from tests.press import factories
from tests.press.archive.newsroom import FLOOD, NOW, OPERA, judge, read

pytestmark = pytest.mark.django_db

INQUIRY = """An inquiry into the Humber tunnel flood at Hull opened on Monday, and Ruth Calder was its first witness.

The pump of the tunnel had failed twice before, Calder told the inquiry. The city council of Hull runs the tunnel.

The inquiry will hear the engineers who pumped the Humber tunnel dry.
"""


def folded(settings):
    sequencer = Sequencer(settings)
    while sequencer.turn(NOW).lines:
        pass
    return sequencer


@pytest.fixture
def newsroom():
    settings = Settings()
    opening.seed_sections(settings)
    read("courier", "tunnel", "Humber tunnel at Hull closed after pump fails", FLOOD, minutes=60 * 30)
    read("wire", "tunnel", "Tunnel shut: pump to blame", FLOOD.replace("Engineers", "The engineers"), minutes=60 * 29)
    read("courier", "opera", "Vienna opera names Lotte Anders music director", OPERA, minutes=60 * 20)
    read("post", "inquiry", "Inquiry into Humber tunnel flood opens in Hull", INQUIRY, minutes=30)
    judge(settings)
    folded(settings)
    apart("inquiry", hours=0.5)
    relations.Index().relate([the_story(name) for name in ("tunnel", "inquiry", "opera")], NOW)


def the_story(name):
    return models.Telling.objects.get(article__url__endswith=f"/{name}", copy_of="").story_id


def apart(name, hours):
    """A story of its own for an article, whatever the fold made of it."""
    when = factories.hours_ago(hours, NOW)
    row = models.Story.objects.create(id=name, headline=name, first_seen=when, last_changed=when, state="printed")
    told_ = models.Telling.objects.get(article__url__endswith=f"/{name}")
    models.Telling.objects.filter(article=told_.article_id).update(story=row)
    models.Story.objects.filter(id=the_story("tunnel")).update(last_changed=factories.hours_ago(29, NOW))


def test_a_sequel_and_what_went_before_find_each_other_and_nothing_else(newsroom):
    flood, inquiry, opera = the_story("tunnel"), the_story("inquiry"), the_story("opera")
    rows = {(row.story_id, row.other_id): row for row in models.Relation.objects.all()}
    assert set(rows) == {(flood, inquiry), (inquiry, flood)}
    assert rows[inquiry, flood].kind == "background"
    assert rows[inquiry, flood].score > 0
    assert opera not in {other for _, other in rows}


def test_an_index_made_anew_finds_the_same(newsroom):
    before = list(models.Relation.objects.order_by("story", "other").values_list("story", "other", "kind", "score", "why"))
    models.Relation.objects.all().delete()
    relations.Index().relate([the_story("tunnel"), the_story("inquiry")], NOW)
    again = list(models.Relation.objects.order_by("story", "other").values_list("story", "other", "kind", "score", "why"))
    assert again == before


def stories_of_a_page():
    said = ("Crane falls", "Ferry sinks", "Mayor held", "Rates rise", "Snow closes pass")
    return [
        factories.story(factories.article(title, f"outlet-{n}", 2.0 + n), slug=f"s{n}", tags=("Salford",) if n < 4 else ())
        for n, title in enumerate(said)
    ]


def test_the_lists_of_one_page_never_repeat_one_another():
    first, second, third, fourth, fifth = stories_of_a_page()
    factories.edition(first, second, third)
    models.Relation.objects.create(story=first, other=second, kind="actors", score=0.3, why="both about Salford")
    models.Relation.objects.create(story=first, other=fourth, kind="also", score=0.2, why="also about Salford")
    models.Relation.objects.create(story=first, other=fifth, kind="also", score=0.1, why="also about Salford")
    kinds = {each.story: each.kind for each in relations.around(first, [], told.related(first.id))}
    assert kinds == {second.id: "actors", fourth.id: "also", fifth.id: "also", third.id: "next"}


def test_a_chapter_of_the_storyline_is_next_and_in_no_other_list():
    first, second, third, fourth, _ = stories_of_a_page()
    factories.edition(first, second, third)
    for other in (second, third, fourth):
        models.Relation.objects.create(story=first, other=other, kind="also", score=0.3)
    line = [third.id, first.id, fourth.id]
    beside = relations.around(first, line, told.related(first.id))
    assert [(each.story, each.kind) for each in beside] == [(second.id, "also"), (fourth.id, "next")]
    ended = relations.around(first, [third.id, first.id], told.related(first.id))
    assert {(each.story, each.kind) for each in ended} == {(second.id, "also"), (fourth.id, "also")}


def test_what_one_might_also_like_is_written_when_a_story_is_related(newsroom):
    flood, inquiry, opera = the_story("tunnel"), the_story("inquiry"), the_story("opera")
    for story in (flood, inquiry, opera):
        models.Filing.objects.filter(story=story).delete()
        models.Filing.objects.create(
            story_id=story, section=models.Section.objects.first(), last_changed=NOW, printed=True, score=1
        )
    relations.Index().relate([inquiry], NOW)
    assert dict(models.Relation.objects.values_list("other_id", "kind").filter(story=inquiry)) == {
        flood: "background", opera: "also",
    }  # fmt: skip
    relations.Index().relate([inquiry], NOW, {inquiry: flood, flood: flood})
    assert dict(models.Relation.objects.values_list("other_id", "kind").filter(story=inquiry)) == {opera: "also"}


def test_recommended_is_like_what_was_read_and_none_of_it():
    first, second, *rest = stories_of_a_page()
    found = relations.recommend([first.id, "nobody", second.id], factories.NOW)
    assert {each.story for each in found} == {row.id for row in rest}
    assert all(each.why.startswith("because you read “") for each in found)
    assert relations.recommend(["nobody"], factories.NOW) == []


def test_facts_know_sections_tags_and_who_tells_it():
    first, *_ = stories_of_a_page()
    [known] = relations.facts([first.id]).values()
    assert (known.sections, known.tags, known.publisher) == (("World",), (("Salford", "place"),), "outlet-0")
