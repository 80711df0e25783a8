"""Labelled articles move what is filed, and a model is compared on those that were held back."""

from dataclasses import replace

import pytest

from broadsheet.desk import likeness
from broadsheet.desk.lessons import Lesson, f1, held_back, taught
from broadsheet.desk.likeness import ModelError
from broadsheet.desk.sections import file
from broadsheet.settings import Section, Settings
from tests.desk.wire_copy import article, read

OWN = replace(
    Settings(),
    section=(
        Section(name="Bees", slug="bees", description="Beekeeping and honey."),
        Section(name="Boats", slug="boats", description="Boats and the harbour."),
    ),
)
BEES = (
    "Hives opened",
    "Swarm caught in chimney",
    "Queens sold out",
    "Wax prices up",
    "Smoker fire",
    "Keeper stung",
    "Comb show",
)
BOATS = ("Mast stepped", "Keel laid", "Slipway repaired", "Regatta off", "Tender lost", "Anchor fouled", "Dredger back")


def lessons():
    pairs = [(title, "Bees") for title in BEES] + [(title, "Boats") for title in BOATS]
    texts = {"Bees": "The keeper of the apiary said so at the stand.", "Boats": "The harbour master said so at the quay."}
    readings = read([article(title, texts[name]) for title, name in pairs], "language")
    return [Lesson(reading, frozenset({name})) for reading, (_, name) in zip(readings, pairs, strict=True)]


def in_force(model, folder):
    name, kept = likeness.encoded(model)
    (folder / name).write_bytes(kept)
    return replace(OWN, line=replace(OWN.line, learned=str(folder / name)))


def test_what_was_taught_files_new_articles(tmp_path):
    settings = in_force(taught(lessons(), OWN), tmp_path)
    new = read(
        [article("Apiary moved", "The keeper took the stand away."), article("Quay", "The harbour master slept.")], "language"
    )
    assert [found[0].value for found in file(new, settings)] == ["Bees", "Boats"]
    assert f1(lessons(), settings) == 1.0


def test_every_article_gets_a_section_where_every_example_had_one(tmp_path):
    settings = in_force(taught(lessons(), OWN), tmp_path)
    assert all(file(read([article("Nothing at all", "It was so.")], "language"), settings))


def test_the_same_lessons_make_the_same_file():
    assert likeness.encoded(taught(lessons(), OWN)) == likeness.encoded(taught(lessons(), OWN))


def test_a_model_of_other_sections_says_nothing(tmp_path):
    path = in_force(taught(lessons(), OWN), tmp_path).line.learned
    other = replace(OWN, section=OWN.section[:1], line=replace(OWN.line, learned=path))
    without = replace(other, line=replace(other.line, learned="none"))
    readings = [each.reading for each in lessons()]
    assert file(readings, other) == file(readings, without)


def test_a_part_is_held_back_by_id_alone():
    held = [held_back(each) for each in lessons()]
    assert held == [held_back(each) for each in lessons()]
    assert 0 < sum(held) < len(held)


def test_a_file_that_is_no_model_is_refused_in_a_sentence(tmp_path):
    (tmp_path / "odd.npz").write_bytes(b"PK\x03\x04 nothing")
    with pytest.raises(ModelError, match="no model of sections"):
        likeness.read(str(tmp_path / "odd.npz"))
