"""What a page says of how its words came about: to readers quietly, to machines in IPTC's and schema.org's words."""

from __future__ import annotations

import json
import re

import pytest
from django.contrib.auth import get_user_model

from broadsheet.press.archive import deciding, overrule, receipts
from broadsheet.press.front.disclosed import IPTC
from tests.press.archive.newsroom import NOW
from tests.press.archive.test_drafts import waiting
from tests.press.drafted import HEADLINE, POINTS, flood, page

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _then(monkeypatch):
    from broadsheet.press import clock

    monkeypatch.setattr(clock, "clock", lambda: NOW)


@pytest.fixture
def row():
    get_user_model().objects.create_user("ada", first_name="Ada", last_name="Frey")
    return flood()


def blocks(text):
    """The page's JSON-LD, by type."""
    found = re.findall(r'<script type="application/ld\+json">(.*?)</script>', text)
    return {block["@type"]: block for block in map(json.loads, found)}


def meta(text):
    return re.search(r'<meta name="iptc-digital-source-type" content="([^"]+)">', text)[1]


def shown(text):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text))


def test_a_page_of_outlets_words_is_a_composite_and_no_article_of_ours(client, row):
    text = page(client, row)
    assert meta(text) == f"{IPTC}composite"
    assert blocks(text)["CollectionPage"]["digitalSourceType"] == f"{IPTC}composite"
    assert "NewsArticle" not in blocks(text)
    assert "hasPart" not in blocks(text)["CollectionPage"]
    assert "No language model wrote any of it" in text
    assert "is-model" not in text


def test_a_models_headline_says_so_to_readers_and_machines(client, row):
    deciding.accept(waiting(row).pk, row.pk, "ada", NOW, "")
    text = page(client, row)
    assert f"<h1>{HEADLINE}</h1>" in text
    assert "Headline: Drafted by a language model (paper-model); read and accepted by Ada Frey, 4 March 2026" in shown(text)
    assert meta(text) == f"{IPTC}compositeSynthetic"
    (part,) = blocks(text)["CollectionPage"]["hasPart"]
    assert (part["name"], part["text"], part["digitalSourceType"]) == ("Headline", HEADLINE, f"{IPTC}trainedAlgorithmicMedia")
    assert part["creator"] == {"@type": "SoftwareApplication", "name": "paper-model"}
    assert "NewsArticle" not in blocks(text)


@pytest.mark.parametrize(
    ("kind", "given", "types", "words"),
    [
        ("headlines", "Hull tunnel shut", [f"{IPTC}trainedAlgorithmicMedia", f"{IPTC}humanEdits"], "changed by Ada Frey"),
        ("translation", "", f"{IPTC}compositeWithTrainedAlgorithmicMedia", "Translated by a language model"),
    ],
)
def test_a_changed_and_a_translated_headline_have_their_own_types(client, row, kind, given, types, words):
    deciding.accept(waiting(row, kind).pk, row.pk, "ada", NOW, given)
    text = page(client, row)
    assert blocks(text)["CollectionPage"]["hasPart"][0]["digitalSourceType"] == types
    assert words in shown(text)


def test_an_editors_own_words_are_a_humans(client, row):
    overrule.edit_story(row, "ada", NOW, headline="Hull tunnel shut")
    text = page(client, row)
    assert meta(text) == f"{IPTC}composite"
    assert blocks(text)["CollectionPage"]["hasPart"][0]["digitalSourceType"] == f"{IPTC}digitalCreation"
    assert "Headline: Written by an editor" in shown(text)


def test_a_models_key_points_stand_with_their_outlets_and_their_label(client, row):
    deciding.accept(waiting(row, "key_points", *POINTS).pk, row.pk, "ada", NOW, "")
    text = page(client, row)
    for each in POINTS:
        assert each in text
    assert "Key points: Drafted by a language model (paper-model); read and accepted by Ada Frey" in shown(text)
    assert "None is written by a machine" not in text
    assert blocks(text)["CollectionPage"]["hasPart"][0]["text"] == " ".join(POINTS)


def test_what_a_model_wrote_is_escaped(client, row):
    deciding.accept(waiting(row).pk, row.pk, "ada", NOW, 'Hull <img src=x onerror=alert(1)> "tunnel" </script> shut')
    text = page(client, row)
    assert "<img src=x" not in text
    assert blocks(text)["CollectionPage"]["hasPart"][0]["name"] == "Headline"


def test_an_article_of_ours_is_only_what_somebody_answers_for_as_it_stands(client, row):
    receipts.answer(row.pk, "ada", NOW, receipts.standing(row.pk)[0].version)
    text = page(client, row)
    said = blocks(text)["NewsArticle"]
    assert (said["editor"], said["version"]) == ({"@type": "Person", "name": "Ada Frey"}, receipts.standing(row.pk)[0].version)
    assert blocks(text)["CollectionPage"]["reviewedBy"]["name"] == "Ada Frey"
    assert "Ada Frey of The Broadsheet read this page 4 March 2026" in shown(text)
    overrule.edit_story(row, "ben", NOW, standfirst="Queues all day.")
    text = page(client, row)
    assert "NewsArticle" not in blocks(text)
    assert "reviewedBy" not in blocks(text)["CollectionPage"]
    assert "nobody has read yet" in text
    assert "Ada Frey" not in text


def test_login_names_stay_inside(client, row):
    get_user_model().objects.create_user("s3cret-login")
    deciding.accept(waiting(row).pk, row.pk, "s3cret-login", NOW, "")
    receipts.answer(row.pk, "s3cret-login", NOW, receipts.standing(row.pk)[0].version)
    text = page(client, row)
    assert "s3cret-login" not in text
    assert "read and accepted by an editor" in shown(text)


def test_lists_mark_a_models_headline_and_no_other(client, row):
    from broadsheet.press.front import cache

    def listed():
        cache.PAGES.clear()
        return client.get("/latest/").content.decode()

    assert "Headline by a language model" not in listed()
    deciding.accept(waiting(row).pk, row.pk, "ada", NOW, "")
    assert "Headline by a language model" in listed()
