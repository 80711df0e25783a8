"""What a model reads of an article: its words by slot, its vector, and how near each section's is."""

import numpy as np
import pytest

from broadsheet.desk import likeness
from broadsheet.settings import Section, Settings
from tests.desk.wire_copy import article, read


def test_words_and_pairs_have_slots():
    found = likeness.stems(article("Harbour closed", "The harbour was closed."))
    assert len(likeness.slots(found)) == 2 * len(found) - 1
    assert all(0 <= slot < likeness.WIDTH for slot in likeness.slots(found))


def test_weights_are_of_length_one():
    slots, weights = likeness.weighed([5, 7, 5, 9], {5: 0, 7: 1}, np.array([1.0, 2.0]))
    assert slots == [0, 1]
    assert sum(weight**2 for weight in weights) == pytest.approx(1.0)
    assert likeness.weighed([9], {5: 0}, np.array([1.0])) == ([], [])


def test_an_article_lies_nearest_the_section_it_is_about():
    sections = (
        Section(name="Bees", slug="bees", description="Beekeeping, hives and honey."),
        Section(name="Trains", slug="trains", examples=("Railway line shut after derailment", "New locomotive on test")),
    )
    about = likeness.vectors(
        read([article("Honey harvest fails as hives die"), article("Train derails on branch line")], "language")
    )
    assert likeness.nearness(about, sections).argmax(axis=1).tolist() == [0, 1]


def test_a_vector_that_a_step_gave_is_taken():
    (given,) = read([article("Honey harvest fails")], "language", "meaning")
    (asked,) = read([article("Honey harvest fails")], "language")
    assert (likeness.vectors([given]) == likeness.vectors([asked])).all()


def test_the_shipped_model_knows_the_shipped_sections():
    assert likeness.shipped().names == tuple(section.name for section in Settings().section)
