"""A story's page says how it was put together: why each article is in, near misses, what was merged, who was not heard."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from broadsheet.press.archive import models
from broadsheet.press.front import cache
from tests.press.factories import NOW, article, edition, hours_ago, story

pytestmark = pytest.mark.django_db
MOST_QUERIES = 15  # of a story with near misses, a past, and outlets not seen telling it: one each more than a plain one


@pytest.fixture
def row():
    """A story of three origins and a reprint, with near misses in both directions, one story merged into it, one parted."""
    told = [article("Crane falls", "one", 9), article("Tram hit", "two", 8), article("Crane hits", "three", 7)]
    made = story(*told, article("Crane hits tram", "four", 6), reprints=1, origins_why="1 only reprints another's article")
    other = story(article("Lift falls", "quiet", 5), slug="lift-falls")
    models.NearMiss.objects.create(article=told[1], story=other, score=4000, why="tram", at=NOW)
    models.NearMiss.objects.create(article_id=other.headline_from_id, story=made, score=3000, why="falls", at=NOW)
    models.Alias.objects.create(id=told[1].pk, story=made, why="one crane")
    parted = story(article("Tram late", "late", 4), slug="tram-late")
    models.Story.objects.filter(pk=parted.pk).update(parted_from=made, parted_why="two trams")
    models.Feed.objects.update(last_good=hours_ago(0.1))
    edition(made)
    return made


def page(client, row):
    cache.PAGES.clear()
    return client.get(f"/story/{row.pk}/{row.slug}/").content.decode()


def test_each_article_says_why_and_how_sure(client, row):
    models.Telling.objects.filter(article__publisher="three").update(score=6000, why="crane, tram")
    text = page(client, row)
    assert '<span class="sure sure-probably">probably</span>' in text
    assert "Crane, tram." in text
    assert "It opened a story that became part of this one: one crane" in text
    models.Telling.objects.filter(article__publisher="three").update(doubtful=True)
    assert '<span class="sure sure-doubtful">doubtful</span>' in page(client, row)


def test_a_reprint_is_drawn_under_its_origin_and_an_agency_is_credited(client, row):
    models.Telling.objects.filter(article__publisher="four").update(agency="AP")
    text = page(client, row).split('class="tree how-tree"')[1]
    first, copy = (models.Telling.objects.get(article__publisher=name).article_id for name in ("one", "four"))
    assert text.index(f"how-{first}") < text.index("<ul>") < text.index(f"how-{copy}") < text.index("</ul>")
    assert "<strong>AP copy</strong>, as printed by Four" in text


def test_an_agency_is_credited_where_its_own_article_is_not_here(client, row):
    models.Telling.objects.filter(article__publisher="two").update(agency="AP")
    models.Telling.objects.filter(article__publisher="three").update(agency="a press release")
    text = page(client, row)
    assert "<strong>AP copy</strong>, as printed by Two" in text
    assert "<strong>A press release</strong>, as printed by Three" in text


def test_reasons_name_headlines_and_no_ids(client, row):
    first, second = (models.Telling.objects.get(article__publisher=name).article_id for name in ("one", "two"))
    other = models.Story.objects.get(slug="lift-falls")
    why = f"near {other.pk}, yet not near enough (4922 of 5000): nearer to {first}-2; reprints {'0' * 16}: 90% of its prose"
    models.Telling.objects.filter(article__publisher__in=("three", "four")).update(why=why, copy_why=f"{second}, withdrawn")
    models.Alias.objects.update(why=f"{second} reprints it")
    text = re.sub(r"<[^>]+>", "", page(client, row))
    assert "Close to “Lift falls”, but not close enough: nearer to “Crane falls”; reprints another: 90%" in text
    assert "“Tram hit” reprints it" in text
    assert "Reprint: “Tram hit”, withdrawn" in text
    assert first not in text.split("How this story was put together")[1].split("Timeline")[0]


def test_an_agencys_own_article_is_no_copy(client, row):
    models.Publisher.objects.filter(slug="one").update(name="AP")
    models.Telling.objects.filter(article__publisher="one").update(agency="AP")
    assert "AP copy" not in page(client, row)


def test_near_misses_lead_to_where_they_stand(client, row):
    text = page(client, row)
    other = models.Story.objects.get(slug="lift-falls")
    how = text.split("How this story was put together")[1].split("Timeline")[0]
    assert how.count(f"/story/{other.pk}/lift-falls/") == 2
    assert "Nearly told <a" in text
    assert "It tells <a" in text
    assert "came near to it: tram." in how.lower()
    assert "of 5000" not in text


def test_its_past_is_told(client, row):
    assert "the machine found that both tell one event: one crane" in page(client, row)
    assert "Tram late</a> was part of it until the machine parted it: Two trams" in page(client, row)
    parted = models.Story.objects.get(slug="tram-late")
    assert "It was part of <a" in page(client, parted)


def test_how_the_origins_were_counted_is_said(client, row):
    text = page(client, row)
    assert "4 outlets, 3 independent origins.</strong>" in text
    assert "Counted so: one outlet only reprints another" in text


def test_what_an_editor_decided_is_said_and_neither_the_name_nor_the_words(client, row):
    assert "All of it was decided by the machine." in page(client, row)
    models.Telling.objects.filter(article__publisher="two").update(editor="ada", why="ada: our secret reason")
    models.Alias.objects.update(why="ada: our secret reason")
    text = page(client, row)
    assert "an editor found that both tell one event." in text
    assert "An editor decided that it tells this story" in text
    assert "secret" not in text
    assert "ada:" not in text
    assert "Editors decided on 1 of these articles, the machine on the rest." in text


def test_who_was_heard_and_not_seen_telling_it(client, row):
    text = page(client, row)
    assert "Of 6 outlets heard since 03:00, 2 have not been seen telling this; we find about 8 of 10 tellings" in text
    table = client.get(f"/silence/{row.pk}/").content.decode()
    assert "United Kingdom" in table
    assert ">Late</a></li>" in table
    assert 'Quiet</a> <span class="label">Near miss</span>' in table
    assert "1 of these printed something near to it" in table
    assert "noindex" in table
    for word in ("blind spot", "ignore", "silent on"):
        assert word not in f"{text} {table}".lower()


def test_a_story_without_that_says_when_it_is_counted(client, row):
    models.Story.objects.update(first_seen=NOW - timedelta(hours=1))
    assert "Not seen telling it" not in page(client, row)
    assert "at least 3 independent origins" in client.get(f"/silence/{row.pk}/").content.decode()


def test_the_pages_about_a_story_move_with_it(client, row):
    gone = models.Alias.objects.get().pk
    for name in ("silence", "why"):
        assert client.get(f"/{name}/{gone}/")["Location"] == f"/{name}/{row.pk}/"
        assert client.get(f"/{name}/{'0' * 16}/").status_code == 404
    models.Story.objects.filter(pk=row.pk).update(state="held")
    assert client.get(f"/silence/{row.pk}/").status_code == 404


def test_all_of_it_costs_a_query_each(client, row):
    for number in range(12):
        late = article(f"Crane {number}", f"more-{number}", 3)
        models.Telling.objects.create(article=late, story=row, origin=late.pk, joined=NOW, why="crane")
        models.NearMiss.objects.create(article=late, story=models.Story.objects.get(slug="lift-falls"), score=1, at=NOW)
    with CaptureQueriesContext(connection) as queries:
        page(client, row)
    asked = [query["sql"] for query in queries.captured_queries if query["sql"].startswith(("SELECT", "("))]
    assert len(asked) <= MOST_QUERIES


def test_where_the_outlets_differ_with_their_own_words(client, row):
    one, two = (each.article for each in models.Telling.objects.filter(story=row, copy_of="").select_related("article")[:2])
    sides = [
        {"value": value, "publisher": each.publisher_id, "article": each.pk, "start": 0, "end": 9, "sha256": "", "text": said}
        for each, value, said in ((one, "four injured", "Four were hurt."), (two, "three injured", "Three <b>were</b> hurt."))
    ]
    kept = {"kind": "number", "of": "hurt", "state": "open", "why": "", "sides": sides}
    models.Story.objects.filter(pk=row.pk).update(differences=[kept])
    text = page(client, row)
    assert "Where the outlets differ" in text
    assert "How many were hurt" in text
    assert "Four were hurt." in text
    assert "<b>were" not in text
    models.Article.objects.filter(pk=two.pk).update(rights="link")
    assert "were</b>" not in page(client, row)
    assert "were&lt;" not in page(client, row)
    models.Article.objects.filter(pk=two.pk).update(rights="none")
    assert "Where the outlets differ" not in page(client, row)
