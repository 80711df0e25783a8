"""Private people are no tag, however often they are named."""

import pytest

from tests.desk.wire_copy import article, read


def people(text, title="A quiet street", **fields):
    (reading,) = read([article(title, text, language="en", **fields)], "language", "sensitive", "tags")
    return {tag.name for tag in reading.tags if tag.kind == "person"}


@pytest.mark.parametrize(
    "text",
    [
        "Shabana Okeke, a mother of three, said the school had never phoned. Shabana Okeke moved away. Shabana Okeke wept.",
        "Neighbour Gary Stent heard a bang. Gary Stent ran out. Gary Stent called for help.",
        "The dead man was named as Peter Aldous, aged 52. Peter Aldous kept bees. Peter Aldous sang.",
        "A 17-year-old pupil, Megan Hartley, won a prize. Megan Hartley rows. Megan Hartley runs.",
        "Daniel Moss was arrested on Friday. Daniel Moss was later released. Daniel Moss denies it.",
        "Helen Marsh, who survived the crash, her daughter said, is at home. Helen Marsh rests. Helen Marsh reads.",
        "Passenger Joan Ellery saw smoke. Joan Ellery left by the rear door. Joan Ellery went home.",
        "Dave Harker (61) found the dog. Dave Harker fed it. Dave Harker kept it.",
        "His wife, Karen Dunmore, told the court so. Karen Dunmore left early. Karen Dunmore drove.",
        "Nurse Anita Rowe said the ward was full. Anita Rowe has worked there since May. Anita Rowe is tired.",
        "Ms Haverstock told the inquiry so. Haverstock left. Haverstock waits.",
        "Carol Venn said it was loud. Many agreed.",
    ],
)
def test_whom_the_news_only_happened_to(text):
    assert people(text) == set()


@pytest.mark.parametrize("word", ["suspect", "victim", "defendant"])
def test_a_role_does_not_make_a_suspect_or_a_victim_public(word):
    assert people(f"Gary Stent, the {word} and a former manager, was in court. Gary Stent sat down. Gary Stent left.") == set()


def test_nobody_in_a_text_about_a_minor_but_those_in_office():
    text = "A girl of 15 was sexually assaulted, the court heard. Robin Vale, a director, said so. Senator Ann Okoro spoke."
    assert people(text) <= {"Ann Okoro"}


def test_who_is_public_by_office_or_role():
    text = "Senator Ann Okoro met Luis Ferrand, the company's chief executive. Keir Starmer looked on."
    assert people(text) == {"Ann Okoro", "Luis Ferrand", "Keir Starmer"}
