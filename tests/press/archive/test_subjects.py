"""IPTC's Media Topics of a story, in its page and in feeds."""

import json
import re

import feedparser
import pytest

from broadsheet.press.archive import models
from broadsheet.press.archive.subjects import SCHEME, subjects
from tests.press.factories import article, section, story

pytestmark = pytest.mark.django_db


@pytest.fixture
def told():
    section("Politics", topics=["medtop:11000000"])
    section("UK News", topics=["medtop:02000000", "medtop:03000000", "medtop:14000000"])
    row = story(
        article("Polls open", "one", 2), article("Polls", "two", 1), sections=("UK News", "Politics"), tags=("Elections",)
    )
    models.Tag.objects.update(kind="topic")
    return row


def test_topics_first_then_sections_of_one_topic(told):
    assert [(each.name, each.code) for each in subjects([told.id])[told.id]] == [
        ("Elections", "20000574"),
        ("Politics", "11000000"),
    ]


def test_a_place_of_a_topics_name_is_no_subject(told):
    models.Tag.objects.update(kind="place")
    assert [each.name for each in subjects([told.id])[told.id]] == ["Politics"]


def test_the_page_says_what_it_is_about(client, told):
    text = client.get(f"/story/{told.id}/crane-falls/").content.decode()
    blocks = [json.loads(each) for each in re.findall(r'<script type="application/ld\+json">(.*?)</script>', text, re.DOTALL)]
    (about,) = [block["about"] for block in blocks if "about" in block]
    assert about[0] == {
        "@type": "DefinedTerm",
        "name": "Elections",
        "termCode": "20000574",
        "inDefinedTermSet": SCHEME,
        "url": f"{SCHEME}20000574",
    }


def test_feeds_carry_the_codes(client, told):
    (entry,) = feedparser.parse(client.get("/feed.xml").content).entries
    assert [tag.term for tag in entry.tags if tag.scheme == SCHEME] == ["20000574", "11000000"]
    assert told.id in entry.link
