from datetime import UTC, datetime

import pytest

from broadsheet.press.specimen.clock_words import fill, stamp, unknown_words

MONDAY = datetime(2026, 11, 23, 14, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    ("language", "text", "said"),
    [
        ("en-GB", "on {weekday}, {date} {year}", "on Monday, 23 November 2026"),
        ("en-US", "on {weekday-1}, {date-1}", "on Sunday, November 22"),
        ("fr-FR", "paru {weekday} {date} {year}", "paru lundi 23 novembre 2026"),
        ("fr-FR", "dès le {date+8}", "dès le 1er décembre"),
        (
            "fr-FR",
            "Fin.\n\n{weekday}, il pleut. {weekday+1} aussi, « {weekday+2} »",
            "Fin.\n\nLundi, il pleut. Mardi aussi, « mercredi »",
        ),
        ("de-DE", "am {weekday+2}, dem {date+2}", "am Mittwoch, dem 25. November"),
        ("en-GB", "in {month+2} and {month-11} {year-1}", "in January and December 2025"),
        ("en-GB", "in 2019, untouched", "in 2019, untouched"),
    ],
)
def test_words_are_said_in_the_language(language, text, said):
    assert fill(text, MONDAY, language) == said


def test_unknown_words_are_found():
    assert unknown_words("{weekday} {yesterday} {date+1} {date+1 }") == ["{yesterday}", "{date+1 }"]


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en-GB", "23 November 2026, 14:05 UTC"),
        ("en-US", "November 23, 2026 at 2:05 p.m. UTC"),
        ("fr-FR", "23 novembre 2026 à 14h05"),
        ("de-DE", "23. November 2026, 14:05 Uhr"),
    ],
)
def test_a_stamp_has_date_and_time(language, said):
    assert stamp(MONDAY, language) == said


def test_midnight_is_twelve_in_the_united_states():
    assert " 12:05 a.m." in stamp(MONDAY.replace(hour=0), "en-US")
