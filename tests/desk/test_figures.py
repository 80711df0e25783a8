"""Figures: how numbers meet across styles, and which numbers only say when."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.desk.figures import FIGURE, MOST
from broadsheet.desk.figures import figures as figures_of
from broadsheet.desk.spacing import Spaced
from broadsheet.desk.terms import stem, terms
from broadsheet.news import Article


def figures(*texts):
    return figures_of(map(Spaced, texts), stem)


GIVEN = [
    ("Twelve dead, 30 injured in blast", ["#12 dead", "#30 hurt"]),
    ("At least 12 people were killed", ["#12 dead"]),
    ("Blast kills 12", ["#12 dead"]),
    ("an attack killing at least 12 people", ["#12 dead"]),
    ("Zwölf Tote in Köln", ["#12 dead"]),
    ("douze morts à Lyon", ["#12 dead"]),
    ("doce muertos; 12 muertos", ["#12 dead"]),
    ("one person was killed", ["#1 dead"]),
    ("one of the two", []),
    ("police arrested 1,200, 1,200 arrested", ["#1200 held"]),
    ("4.5 percent, 4,5 Prozent, 4.5 per cent, 4.5%, 4,5 %", ["#4.5 %"]),
    ("$3 billion, $3bn, 3 billion dollars, $3,000 million, $3-billion, $3,000,000,000", ["#$3 billion"]),
    ("€3.5bn, 3,5 Mrd. Euro, 3,5 Milliarden Euro", ["#€3.5 billion"]),
    ("£900m and £0.9bn", ["#£900 million"]),
    ("$1,250.50", ["#$1250.5"]),
    ("300 workers, 20k jobs, 1.5 million voters", ["#300 worker", "#20000 job", "#1.5 million voter"]),
    ("won 3-1, 52–48 and 65 - 53", ["#3-1", "#52-48", "#65-53"]),
    ("a 25-year-old man, 25, and Smith, 7,", ["#25 year", "#25"]),
    ("dead at 95", ["#95"]),
    ("On Jan. 5, 2016 and 5 January 2017, in 2018", []),
    ("at 10:30, 3 p.m., 5 o'clock, 11 Uhr", []),
    ("the 19th, the 1990s, 9/11, COVID-19, F-35, G20", []),
    ("2016-17 and 12345678901234567890 and 1.2.3.4", []),
    ("In 2016 a ship; 1,999 of them", ["#1999"]),
    ("007 and 0.0", []),
]


@pytest.mark.parametrize(("text", "expected"), GIVEN)
def test_figures_given(text, expected):
    assert figures(text) == expected


def test_no_more_than_so_many():
    assert len(figures(" ".join(f"{n} ships" for n in range(30, 90)))) == MOST


@given(st.text(alphabet="0123456789.,-–:/ %$€mbn\n", max_size=80))
def test_any_run_of_digits_gives_figures_with_a_digit(text):
    assert all(each[0] == FIGURE and any(c.isdigit() for c in each) for each in figures(text))


def test_terms_carry_the_figures_of_title_and_lead_alone():
    told = Article("a", "https://a.example/", "a", "Blast kills 12", text="Blast. " + "So it goes. " * 60 + "It hurt 40.")
    assert [term for term, _ in terms(told) if term[0] == FIGURE] == ["#12 dead"]
