"""Two spellings of one name are one tag; two names are two."""

import pytest

from broadsheet.desk.identity import identity, settled


@pytest.mark.parametrize(
    ("one", "other", "kind"),
    [
        ("The Guild of Pilots", "Guild of Pilots", "organisation"),
        ("World Trade Organisation", "World Trade Organization", "organisation"),
        ("Marsh & Dale", "Marsh and Dale", "organisation"),
        ("Corvane Ltd", "Corvane", "organisation"),
        ("Luis F. Okoye", "Luis Okoye", "person"),
        ("José Mourão", "Jose Mourao", "person"),
        ("Sant'Elia", "Sant’Elia", "place"),
        ("Al-Masri", "Al Masri", "person"),
    ],
)
def test_one_name(one, other, kind):
    assert identity(one, kind) == identity(other, kind) != ""


@pytest.mark.parametrize(
    ("one", "other", "kind"),
    [
        ("Robert Kane", "Robert Kane Jr", "person"),
        ("North Dakota", "South Dakota", "place"),
        ("Marsh Bank", "Marsh Trust", "organisation"),
        ("George W. Marsh", "Georgia Marsh", "person"),
    ],
)
def test_two_names(one, other, kind):
    assert identity(one, kind) != identity(other, kind)


def test_the_lists_settle_a_name():
    assert settled("Nato") == "NATO"
    assert settled("Sir Keir") == "Keir Starmer"
    assert settled("Hedda Brandvold") == "Hedda Brandvold"
