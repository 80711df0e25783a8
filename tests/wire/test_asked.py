"""How often a feed asks to be polled."""

import pytest

from broadsheet.wire.asked import Asked, asked, max_age


@pytest.mark.parametrize(
    ("said", "minutes"),
    [
        ({"ttl": "15"}, 15.0),
        ({"ttl": "0"}, None),
        ({"ttl": "soon"}, None),
        ({"ttl": "9999999999"}, None),
        ({"sy:updateperiod": " Hourly ", "sy:updatefrequency": "4"}, 15.0),
        ({"sy:updateperiod": "daily"}, 1440.0),
        ({"sy:updateperiod": "hourly", "sy:updatefrequency": "0"}, 60.0),
        ({"sy:updateperiod": "always"}, None),
    ],
)
def test_the_minutes(said, minutes):
    assert asked(said).minutes == minutes


def test_skipped_hours_and_days():
    assert asked({"skip_hours": ["1", "24", "x", "99"], "skip_days": ["Sunday", "monday "]}) == Asked(None, (0, 1), (0, 6))


def test_who_skips_everything_is_not_believed():
    days = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
    assert asked({"skip_hours": [str(hour) for hour in range(24)], "skip_days": days}) == Asked()


@pytest.mark.parametrize(
    ("header", "minutes"),
    [
        ("max-age=300", 5.0),
        ("public, s-maxage=60, max-age=600", 10.0),
        ("s-maxage=60", 1.0),
        ("no-cache, max-age=600", None),
        ("max-age=0", None),
        ("", None),
        ("x-max-age=600", None),
    ],
)
def test_cache_control(header, minutes):
    assert max_age(header) == minutes
