"""What is said of an outlet, and what is left empty."""

import pytest

import outlet_facts


@pytest.mark.parametrize(
    ("titles", "label", "name"),
    [
        (["India | The Hull Post"], "hullpost", "The Hull Post"),
        (["Latest - Hull Post.com"], "hullpost", "Hull Post"),
        (["Home :: Grimsby Evening Star"], "ges", "Grimsby Evening Star"),
        (["Latest news"], "hullpost", ""),
        (["Sólo Noticias"], "solonoticias", "Sólo Noticias"),
    ],
)
def test_a_name_is_a_piece_of_a_title_that_spells_the_domain(titles, label, name):
    assert outlet_facts.spelled(titles, label) == name


@pytest.mark.parametrize(
    ("about", "kind"),
    [
        ("The Post is a daily newspaper that reports on television.", "newspaper"),
        ("Pixel is an American gaming website focused on TV and radio.", "site"),
        ("RX is a public service broadcaster.", "public broadcaster"),
        ("It writes of newspapers.", ""),
    ],
)
def test_a_kind_is_what_it_is_said_to_be_not_what_it_writes_of(about, kind):
    assert outlet_facts.kind(about, "", "post.example", "The Post") == kind


def test_a_kind_is_told_by_the_domain_or_the_name():
    assert outlet_facts.kind("", "", "works.gov.uk", "Works") == "government"
    assert outlet_facts.kind("", "", "wire.gov.eg", "Nile News Agency") == "agency"


@pytest.mark.parametrize(
    ("said", "owner"),
    [
        ("Humber Press S.p.A. (53.3%)", "Humber Press"),
        ("Ada Bell (40%), Humber Press (60%), other shareholders", "Ada Bell, Humber Press"),
        ("It is controlled by its founders.", ""),
        ("Unknown", ""),
        ("Ministry of Works (Egypt)", "Ministry of Works (Egypt)"),
    ],
)
def test_an_owner_is_a_name_or_nothing(said, owner):
    assert outlet_facts.owner(said) == owner


def test_one_owner_has_one_spelling():
    given = ["Humber Press Group", "Humber Press", "Humber Press", "Ouse Media"]
    assert set(outlet_facts.agreed(given).values()) == {"Humber Press", "Ouse Media"}
