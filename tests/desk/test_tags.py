"""Tags name who and what a text is about, with exact mentions; never its publisher, nor whom news only happened to."""

import pytest

from broadsheet.desk.filing import tagged
from broadsheet.desk.tags import MOST
from broadsheet.news import Story, Telling
from tests.desk.wire_copy import SETTINGS, article, judged, read


def tags(text, title="A headline", **fields):
    (reading,) = read([article(title, text, **fields)], "language", "sensitive", "tags")
    return {tag.name: tag for tag in reading.tags}


def surfaces(tag, text):
    return [text[start:end] for start, end in tag.mentions]


MEETING = (
    "Prime Minister Hedda Brandvold met Senator Luis Ferreira-Okoye in Oslo on Friday. Brandvold said the talks, at the "
    "Norwegian Institute of Shipping, had gone well. Mr Ferreira-Okoye agreed. The World Health Organization (WHO) sent "
    "observers; WHO staff left early. Chipmaker Corvane said nothing. Corvane's shares fell."
)


def test_people_by_office_with_their_surnames():
    found = tags(MEETING)
    assert found["Hedda Brandvold"].kind == "person"
    assert surfaces(found["Hedda Brandvold"], MEETING) == ["Hedda Brandvold", "Brandvold"]
    assert surfaces(found["Luis Ferreira-Okoye"], MEETING) == ["Luis Ferreira-Okoye", "Ferreira-Okoye"]


def test_organisations_with_their_acronyms():
    found = tags(MEETING)
    assert found["World Health Organization"].kind == "organisation"
    assert surfaces(found["World Health Organization"], MEETING) == ["World Health Organization", "WHO", "WHO"]
    assert surfaces(found["Norwegian Institute of Shipping"], MEETING) == ["Norwegian Institute of Shipping"]


def test_a_word_beside_a_name_makes_it_an_organisation():
    assert surfaces(tags(MEETING)["Corvane"], MEETING) == ["Corvane", "Corvane"]


def test_places_under_one_name():
    text = "The U.S. and the UK agreed. Britain signed first, the United States second, Reading the text, in Köln."
    found = tags(text)
    assert surfaces(found["United States"], text) == ["U.S.", "United States"]
    assert surfaces(found["United Kingdom"], text) == ["UK", "Britain"]
    assert "Cologne" in found
    assert "Reading" not in found


@pytest.mark.parametrize(
    "text",
    [
        "Police named the victim as Carol Dunmore, 44, a nurse. Carol Dunmore lived alone.",
        "Witness Peter Aldous said he heard a bang. Peter Aldous, a neighbour, called for help.",
        "Oliver Stent, 14, won the race. Oliver Stent trains daily. Oliver Stent is quick.",
        "Martin Rook, 58, was charged with fraud. Martin Rook denies it. Martin Rook is retired.",
        "Le conducteur, Paul Morin, 41 ans, a été mis en examen. Paul Morin est retraité. Paul Morin se tait.",
    ],
)
def test_private_people_are_not_tagged(text):
    assert not [tag for tag in tags(text, title="A bang in the night").values() if tag.kind == "person"]


def test_the_publisher_and_agencies_are_never_tags():
    text = "The Meridian Courier told Reuters in London. Reuters said so. The Meridian Courier and the BBC agreed."
    for publisher in ("The Meridian Courier", "meridian-courier"):
        assert set(tags(text, publisher=publisher)) <= {"London"}


def test_section_names_are_never_tags():
    names = {section.name for section in SETTINGS.section}
    for _, reading in judged("sections", "language", "sensitive", "tags"):
        assert names.isdisjoint(tag.name for tag in reading.tags)


def test_the_first_word_of_a_sentence_is_no_name():
    text = "Bridges close. Bridges open. Bridges fall. Engineers mend them. Engineers wait. Engineers drink tea."
    assert not tags(text)


def test_topics_come_from_the_vocabulary():
    text = "The union called a strike. Drivers began the strike at noon, and pickets stood by the gate."
    assert tags(text, title="Drivers strike over pay")["Strikes"].kind == "topic"


def test_german_nouns_are_no_names():
    text = "Die Regierung hat am Freitag den Haushalt beschlossen. Der Haushalt sieht Kürzungen vor. Der Haushalt gilt ab Mai."
    kinds = {tag.kind for tag in tags(text, language="de").values()}
    assert kinds <= {"topic"}


def test_mentions_are_exact_and_few():
    for name in ("sections", "sensitive"):
        for _, reading in judged(name, "language", "sensitive", "tags"):
            assert len(reading.tags) <= MOST
            for tag in reading.tags:
                assert tag.why
                assert tag.mentions == tuple(sorted(tag.mentions))
                assert all(0 <= start < end <= len(reading.article.text) for start, end in tag.mentions)


def test_what_is_printed_with_a_story_is_fewer_than_what_is_read():
    text = "Officials met. " * 40 + "A clerk in Leeds read a note. Then Norrland Timber Group closed."
    (reading,) = read([article("Officials meet", text, language="en")], "language", "sensitive", "tags")
    assert {"Leeds", "Norrland Timber Group"} <= {tag.name for tag in reading.tags}
    assert tagged(Story("s", (Telling(reading, reading.article.id, None, 0, ""),))) == ()


def test_tellings_that_call_one_by_two_names_have_one_tag():
    told = (
        "The Guild of Harbour Pilots met. GHP members, the Guild of Harbour Pilots said, will strike. GHP is small.",
        "GHP said no. The pilots of GHP will strike, GHP said. GHP is small, GHP said.",
    )
    readings = read([article("Harbour pilots", text, language="en") for text in told], "language", "sensitive", "tags")
    (tag,) = [
        tag for tag in tagged(Story("s", tuple(Telling(r, r.article.id, None, 0, "") for r in readings))) if tag.kind != "topic"
    ]
    assert (tag.name, tag.also) == ("Guild of Harbour Pilots", ("GHP",))
