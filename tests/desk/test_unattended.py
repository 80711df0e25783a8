"""What may print unattended, and why the rest is held."""

import pytest

from tests.desk.wire_copy import article, judged, read

STEPS = ("language", "genre", "sensitive", "unattended")


def hold(
    title="A bridge opens", text="The bridge opened on Friday, and the lorries came. It is long and it is grey.", **fields
):
    (reading,) = read([article(title, text, **fields)], *STEPS)
    return reading.hold


def test_the_cases():
    wrong = []
    for case, reading in judged("genre", *STEPS):
        values = {each.value for each in reading.hold}
        if case["hold"] != ("never" if "never" in values else "review" if values else ""):
            wrong.append((case["title"], reading.hold))
    assert not wrong


def test_news_is_not_held():
    assert hold() == ()


@pytest.mark.parametrize(
    ("fields", "value", "why"),
    [
        ({"rights": "none"}, "never", "rights"),
        ({"title": ""}, "never", "no headline"),
        ({"title": "…"}, "never", "no headline"),
        ({"kind": "listing"}, "never", "listing"),
        ({"genre": "sponsored"}, "never", "sponsored"),
        ({"genre": "press_release"}, "never", "press release"),
        ({"title": "Your horoscope for today"}, "never", "horoscope"),
        ({"title": "Weather forecast for Tuesday"}, "never", "weather forecast"),
        ({"title": "The best laptop deals today"}, "never", "deals"),
        ({"genre": "satire"}, "review", "satire"),
        ({"text": "A man was jailed for rape, the court said on Friday."}, "review", "sexual offence"),
        ({"text": "The boy, 9, was hurt when the bridge fell, police said."}, "review", "minor"),
    ],
)
def test_held(fields, value, why):
    first = hold(**fields)[0]
    assert first.value == value
    assert why in first.why


@pytest.mark.parametrize(
    "fields", [{"genre": "opinion"}, {"kind": "live"}, {"genre": "analysis"}, {"access": "feed", "text": ""}]
)
def test_not_held(fields):
    assert hold(**fields) == ()
