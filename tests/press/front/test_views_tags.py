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
