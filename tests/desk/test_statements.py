"""What a sentence puts a value to."""

import pytest

from broadsheet.desk.statements import statements


def told(text, kind):
    return [(s.of, s.value, s.low, s.high) for s in statements(text, "en") if s.kind == kind]


@pytest.mark.parametrize(
    ("text", "of", "low", "high"),
    [
        ("Four people died in Norham.", "dead", 4, 4),
        ("About 200 seats stood empty.", "seat", 150, 250),
        ("Nine hikers are missing.", "missing", 9, 9),
        ("The road was blocked for 5 miles.", "m", 8046.7, 8046.7),
        ("At least 20 people were killed.", "dead", 20, float("inf")),
        ("It cost €48 million.", "€", 47_500_000, 48_500_000),
    ],
)
def test_a_number_and_what_it_is_of(text, of, low, high):
    assert [(each[0], each[2], each[3]) for each in told(text, "number")] == [(of, pytest.approx(low), pytest.approx(high))]


@pytest.mark.parametrize(
    "text",
    [
        "In 2011 four people died in Norham.",
        "Another four people died in Norham.",
        "Were four people killed in Norham?",
        "Six people died in Forrest County and three in Jones.",
    ],
)
def test_what_is_of_another_time_or_part_of_another(text):
    assert told(text, "number") == []


def test_days_that_say_when_somebody_spoke():
    assert told("The guild said Sunday that it would strike.", "date") == []
    assert [each[1] for each in told("The guild will strike on Sunday.", "date")] == ["Sunday"]


def test_a_name_in_its_role():
    assert [each[:2] for each in told("Mayor Helga Strand left.", "name")] == [("mayor", "Helga Strand")]
