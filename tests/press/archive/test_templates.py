"""What is remembered of a publisher's pages in the database: learned, asked for by version, forgotten."""

from datetime import UTC, datetime

import pytest

from broadsheet.press.archive import templates
from broadsheet.press.archive.models import Template
from broadsheet.wire.paths import Leaf
from broadsheet.wire.recurring import Marks
from broadsheet.wire.templates import Sighting
from tests.press.archive.newsroom import publisher

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


def seen(number):
    marks = Marks(f"a{number}", (2, 10 + 2 * number))
    return Sighting(marks, (Leaf("body > main > p", 900, 0),), length=900)


@pytest.fixture(autouse=True)
def houses():
    return [publisher(slug) for slug in ("ford-post", "mill-echo")]


def test_pages_are_learned_in_their_publishers_memories():
    templates.learn([("ford-post", seen(1)), ("mill-echo", seen(2)), ("ford-post", seen(3)), ("ford-post", seen(4))], NOW)
    assert templates.memory("ford-post").pages == 3
    assert templates.memory("mill-echo").pages == 1
    assert Template.objects.get(pk="ford-post").version == 3


def test_the_template_is_made_anew_when_its_version_moves_on():
    known = templates.Known()
    assert known.template("ford-post").version == 0
    templates.learn([("ford-post", seen(n)) for n in range(3)], NOW)
    first = known.template("ford-post")
    assert (first.version, first.recurring) == (3, {2: 3})
    assert known.template("ford-post") is first


def test_what_is_forgotten_is_learned_anew_and_its_version_goes_on():
    known = templates.Known()
    templates.learn([("ford-post", seen(n)) for n in range(3)], NOW)
    known.template("ford-post")
    templates.forget("ford-post", NOW)
    assert (known.template("ford-post").version, known.template("ford-post").recurring) == (4, {})
    templates.learn([("ford-post", seen(9))], NOW)
    assert (templates.memory("ford-post").version, templates.memory("ford-post").pages) == (5, 1)


def test_forgetting_what_nobody_knows_is_no_error():
    templates.forget("mill-echo", NOW)
    assert not Template.objects.exists()
