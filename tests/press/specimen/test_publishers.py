import re
from pathlib import Path

import pytest

from broadsheet.press.specimen.faults import FAULTS
from broadsheet.press.specimen.fields import SpecimenError
from broadsheet.press.specimen.pages import furniture
from broadsheet.press.specimen.publishers import (
    FILE,
    FLAWS,
    FORMATS,
    GUIDS,
    METADATA,
    PROMOTIONS,
    SHOWS,
    load_publishers,
    page_styles,
)

REFERENCE = Path(__file__).parents[3] / "docs" / "reference" / "specimen.md"


def test_the_reference_names_the_publishers_there_are():
    houses = REFERENCE.read_text(encoding="utf-8").partition("## `events/")[0]
    rows = re.findall(r"^\| `(\w+)` \| ([^|]+?) \|", houses, re.MULTILINE)
    assert dict(rows) == {publisher.slug: publisher.name for publisher in load_publishers()}
    assert len(rows) == 12


def test_the_reference_tells_every_fault_and_setting():
    reference = REFERENCE.read_text(encoding="utf-8")
    told = {*FAULTS, *METADATA, *FORMATS, *SHOWS, *GUIDS, *FLAWS, *PROMOTIONS} - {""}
    assert {word for word in told if f"`{word}`" not in reference} == set()


def test_the_publishers_differ():
    publishers = load_publishers()
    assert {publisher.page for publisher in publishers} == set(page_styles())
    assert len(page_styles()) >= 6
    assert len({publisher.path for publisher in publishers}) == 12
    feeds = [feed for publisher in publishers for feed in publisher.feeds]
    assert {feed.format for feed in feeds} == set(FORMATS)
    assert {"bad_entity", "no_zone"} <= {feed.flaw for feed in feeds}
    assert len({publisher.robots for publisher in publishers}) > 4


def test_every_language_has_the_same_words():
    keys = {frozenset(words) for words in furniture().values()}
    assert len(keys) == 1
    assert {publisher.tongue for publisher in load_publishers()} == set(furniture())


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('timezone = "Europe/Paris"', 'timezone = "Lyon"', "publisher courrier has `timezone` 'Lyon'; use an IANA name"),
        ('language = "fr-FR"', 'language = "it-IT"', "has `language` 'it-IT'; use one of"),
        ('path = "/{slug}/"', 'path = "/{title}/"', "use only {year}"),
        ('path = "/{slug}/"', 'path = "/{year}/"', "begin it with /"),
        ('slug = "elbe"', 'slug = "courrier"', "is there twice"),
        ('page = "tape"', 'page = "neon"', "has `page` 'neon'"),
        ('format = "rdf"', 'format = "doc"', "feed 1 of publisher wardround has `format` 'doc'"),
        ('"#c2185b"', '"pink"', "write three such as"),
    ],
)
def test_a_bad_publisher_is_refused_in_one_sentence(tmp_path, old, new, says):
    text = FILE.read_text(encoding="utf-8")
    assert old in text
    file = tmp_path / "publishers.toml"
    file.write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(SpecimenError) as refused:
        load_publishers(file)
    assert str(refused.value).startswith("publishers.toml: ")
    assert says in str(refused.value)


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(SpecimenError, match=r"^publishers\.toml: is not there; put it in "):
        load_publishers(tmp_path / "publishers.toml")
