"""The genre that a piece's own words show, in six languages; and prose that has such words and is news."""

import pytest

from broadsheet.wire.genres import worded

PROSE = "\n\n".join(
    f"The council met for the {n}th time on Monday and agreed on nothing, its clerk said." for n in range(4, 20)
)


@pytest.mark.parametrize(
    ("title", "genre"),
    [
        ("Your daily horoscope: what the stars hold", "service"),
        ("Horoskop heute: Das sagen die Sterne", "service"),
        ("Horoscope du jour : lundi", "service"),
        ("Horóscopo de hoy para todos los signos", "service"),
        ("Horóscopo do dia para todos os signos", "service"),
        ("Oroscopo di oggi, segno per segno", "service"),
        ("Weather: rain in the north", "service"),
        ("Lottozahlen vom Samstag", "service"),
        ("The best early Black Friday deals on kettles", "service"),
        ("How to watch Wendford v Elbe: TV channel and kick-off", "service"),
        ("Dónde ver el partido", "service"),
        ("Ada Wend, builder of bridges, 1936–2026", "obituary"),
        ("Nachruf auf Ada Wend", "obituary"),
        ("Exclusive interview: the mayor on her bridge", "interview"),
        ("Entrevista con la alcaldesa de Wendford", "interview"),
        ("The Bridge review: a long way to the other side", "review"),
        ("Letters: the bridge was worth it", "opinion"),
    ],
)
def test_a_title_is_worded_as_its_genre(title, genre):
    found = worded(title, PROSE)
    assert found is not None
    assert (found.value, found.why.startswith("its title's words")) == (genre, True)


@pytest.mark.parametrize(
    "title",
    [
        "Minister calls the weather a test for the grid",
        "Deal to keep talks alive is the best hope yet",
        "The year in review: four bridges and a flood",
        "Police review of the case ends",
        "Lottery funds to pay for the bridge",
        "Council cuts interview panel from five to three",
        "Bridge of 1936 is closed",
    ],
)
def test_news_that_has_such_words_is_no_other_genre(title):
    assert worded(title, PROSE) is None


@pytest.mark.parametrize(
    ("text", "genre"),
    [
        ("WENDFORD, Nov. 3, 2026 /PRNewswire/ -- Wend Bridges today announced its third.\n\n" + PROSE, "press_release"),
        ("Elbstadt (ots) - Die Brücke ist offen.\n\n" + PROSE, "press_release"),
        (PROSE + "\n\nMedia contact: Jane Doe, Wend Bridges", "press_release"),
        (PROSE + "\n\nPressekontakt Wendbrücken GmbH", "press_release"),
        ("Sponsored by Wend Bridges\n\n" + PROSE, "sponsored"),
        ("Contenido patrocinado\n\n" + PROSE, "sponsored"),
        (
            "\n\n".join(f"What happened in year {n}?\n\nWe built a pier and waited for the river." for n in range(6)),
            "interview",
        ),
    ],
)
def test_a_text_opens_ends_or_runs_as_its_genre(text, genre):
    found = worded("Bridge opens", text)
    assert found is not None
    assert found.value == genre


def test_a_list_of_questions_is_no_interview():
    assert worded("Questions for the mayor", "\n\n".join(f"Why is pier {n} late?" for n in range(20))) is None


def test_a_source_at_the_end_is_no_press_release():
    assert worded("Bridge opens", PROSE + "\n\nThat is what a source close to the council said") is None
