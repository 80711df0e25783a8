"""A tag's pages: one address a tag, none in the index before several stories carry it."""

import pytest

from broadsheet.press.archive import models, tags
from tests.press.factories import article, story

pytestmark = pytest.mark.django_db
NOINDEX = '<meta name="robots" content="noindex'


def told(count, name="Salford"):
    return [story(article(f"Story {n}", "one", 1 + n), slug=f"s{n}", tags=(name,)) for n in range(count)]


def test_another_name_leads_to_the_tag_for_good(client):
    told(2)
    models.Tag.objects.create(slug="salford-city", name="Salford City", kind="place", leads_to_id="salford")
    for asked, there in (("/tag/salford-city/", "/tag/salford/"), ("/tag/salford-city/feed.xml", "/tag/salford/feed.xml")):
        answer = client.get(asked)
        assert (answer.status_code, answer["Location"]) == (301, there)


def test_a_listed_name_that_no_row_has_leads_there(client):
    told(2, "NATO")
    answer = client.get("/tag/north-atlantic-treaty-organization/")
    assert (answer.status_code, answer["Location"]) == (301, "/tag/nato/")
    assert client.get("/tag/otan/")["Location"] == "/tag/nato/"
    assert client.get("/tag/unicef/").status_code == 404


def test_a_tag_of_one_story_is_not_indexed_nor_listed(client):
    told(1)
    assert NOINDEX in client.get("/tag/salford/").content.decode()
    assert "/tag/salford/" not in client.get("/tags/").content.decode()


def test_a_tag_of_two_is(client):
    told(2)
    assert NOINDEX not in client.get("/tag/salford/").content.decode()
    assert "/tag/salford/" in client.get("/tags/").content.decode()


def test_search_offers_no_tag_that_is_another_name_or_thin(client):
    told(1)
    assert "/tag/salford/" not in client.get("/search/?q=salfor").content.decode()
    models.Tag.objects.create(slug="ann-vale", name="Ann Vale", kind="person")
    assert "Ann Vale" not in client.get("/search/?q=ann+v").content.decode()
    assert tags.listed("ann-vale").name == "Ann Vale"


def test_of_two_tags_with_the_same_stories_one_is_for_search_engines(client):
    for each in range(3):
        story(article(f"Story {each}", "one", 1 + each), slug=f"s{each}", tags=("Salford", "Tram crane"))
    one, other = (client.get(f"/tag/{slug}/").content.decode() for slug in ("salford", "tram-crane"))
    assert NOINDEX not in one
    assert "/tag/tram-crane/" not in one.split("<main")[0]
    assert NOINDEX in other
    assert '<link rel="canonical" href="http://127.0.0.1:8000/tag/salford/">' in other
    assert "The same stories as under" in other


def test_two_tags_with_few_stories_in_common_both_are(client):
    told(3)
    for each in range(3):
        story(
            article(f"Tram {each}", "two", 1 + each),
            slug=f"t{each}",
            tags=("Salford", "Tram crane") if each else ("Tram crane",),
        )
    for slug in ("salford", "tram-crane"):
        assert NOINDEX not in client.get(f"/tag/{slug}/").content.decode()
