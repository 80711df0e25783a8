"""Places: what a text names as where it happened, and what only looks like a place."""

from __future__ import annotations

import pytest

from broadsheet.desk.spacing import Spaced
from broadsheet.desk.terms import shouted, terms
from broadsheet.desk.whereabouts import MOST_COUNTRIES, MOST_REGIONS, MOST_TOWNS, PLACE, level
from broadsheet.desk.whereabouts import whereabouts as places_of
from broadsheet.news import Article


def whereabouts(title, lead, dateline="", shouted=False):
    return places_of(Spaced(title), Spaced(lead), dateline, shouted)


NAMED = [
    # listed towns, by whatever name
    ("Fire in Lyon", "A fire broke out on Friday.", {"@Lyon", "@FR"}),
    ("Feuer in Köln", "In Köln hat es gebrannt, wie die Feuerwehr der Stadt sagte.", {"@Cologne", "@DE"}),
    ("Incendie à Grenoble", "Un incendie a fait deux morts près de Lyon.", {"@Grenoble", "@Lyon", "@FR"}),
    ("Londres: un mort", "La police de Londres enquête.", {"@London", "@GB"}),
    ("Quake Hits Kabul As Leaders Meet", "", {"@Kabul", "@AF"}),
    # towns that no list has
    ("Man shot", "A man was shot in Broken Arrow, Oklahoma, on Friday.", {"@broken arrow", "@~Oklahoma", "@US"}),
    ("Man shot", "A man was shot in Ashbourne on Friday.", {"@ashbourne"}),
    ("Man shot", "A judge in Visalia, Calif., said so.", {"@visalia", "@~California", "@US"}),
    ("Fighters seize town", "Fighters seized the Syrian town of Palmyra.", {"@palmyra", "@SY"}),
    ("Un homme tué", "Un homme est mort à Romorantin, a dit le maire.", {"@romorantin"}),
    ("Muere un hombre", "Un hombre murió cerca de Ponferrada, dijo el alcalde.", set()),
    # a name before a local institution
    ("Jury convicts man", "A Ashbourne jury on Friday convicted a man.", {"@ashbourne"}),
    ("Ashbourne jury convicts man", "", {"@ashbourne"}),
    ("Man held", "He was taken to Chelan County jail.", {"@chelan"}),
    ("Man held", "Millbrook police arrested a man.", {"@millbrook"}),
    ("Woman Killed as Millbrook Police Give Chase", "", {"@millbrook"}),
    ("Chicago Mayor resigns", "", {"@Chicago", "@US"}),
    ("Virginia judge rules", "", {"@~Virginia", "@US"}),
    ("Georgia Gov. Kemp signs bill", "", {"@~Georgia", "@US"}),
    (
        "Woman found in desert",
        "She was found in a Richmond Heights hotel near Eureka Springs.",
        {"@eureka springs", "@richmond heights"},
    ),
    ("Teen Killed By Police", "Sicilian police arrested him.", set()),
    # a quarter names its town, and a doubtful town is one where its country is named
    ("Judge in Brooklyn", "", {"@Brooklyn", "@New York", "@US"}),
    ("Greek bank burns", "It stood in the middle of the capital Athens, and burned.", {"@Athens", "@GR"}),
    ("Fire in Surrey", "Wall Street rallies.", {"@~Surrey", "@GB", "@US"}),
    # levels
    ("French police arrest ten", "", {"@FR"}),
    ("Sen. McConnell votes", "Mitch McConnell (R-Ky.) voted.", set()),
    # persons
    ("Paris Hilton arrested", "Paris Hilton was arrested in Las Vegas.", {"@Las Vegas", "@US"}),
    ("Jordan Pickford signs", "Jordan Pickford signed. Jordan said he was happy.", set()),
    ("Denzel Washington honoured", "Denzel Washington was honoured at the gala.", set()),
    ("Michael Jordan sells his house", "", set()),
    ("Trump speaks", "Confidence in Trump, who spoke in Dallas, fell.", {"@Dallas", "@US"}),
    ("London Breed wins", "London Breed was elected on Tuesday.", set()),
    # teams
    ("Manchester United win again", "Manchester United won 3-1 at home.", set()),
    ("Chicago Bulls beat Miami Heat", "", set()),
    ("Chargers receiver held", "San Diego Chargers receiver Vincent Jackson was held.", set()),
    ("Liverpool striker injured", "", set()),
    # governments
    ("Washington warns Tehran", "Washington said that Tehran must comply.", {"@US", "@IR"}),
    ("Washington's new tariffs", "", {"@US"}),
    ("March in Washington draws crowds", "", {"@Washington", "@US"}),
    ("Moscow denies attack", "", {"@RU"}),
    ("Blast in Moscow", "", {"@Moscow", "@RU"}),
    # longer names
    ("Bank of England raises rates", "", {"@GB"}),
    ("New York Times wins prize", "", set()),
    ("Facebook shares fall", "Shares fell in March, said Congress in September.", set()),
    ("Local police search house", "Federal court hears case. Supreme Court rules.", set()),
]

DATELINES = [
    ("TULSA, Okla. (AP) — ", "A police officer shot a man.", {"@Tulsa", "@US"}),
    ("ASHBOURNE, England (AP) — ", "A mill was flooded.", {"@ashbourne"}),
    ("WASHINGTON (Reuters) - ", "The court ruled on Monday.", {"@US"}),
    ("BEIRUT (Reuters) - ", "Fighters seized Homs.", {"@Homs", "@SY", "@LB"}),
    ("NEW YORK (AP) — ", "Shares rose on Monday.", {"@US"}),
    ("", "Shares rose on Monday.", set()),
]


@pytest.mark.parametrize(("title", "lead", "expected"), NAMED)
def test_places_named(title, lead, expected):
    assert set(whereabouts(title, lead, shouted=shouted(title))) == expected


@pytest.mark.parametrize(("line", "lead", "expected"), DATELINES)
def test_a_datelines_town_counts_where_no_other_is_named_and_no_desk_sits_there(line, lead, expected):
    assert set(whereabouts("", lead, line)) == expected


def test_two_tellings_of_one_event_meet_and_of_two_do_not():
    def towns(*told):
        return {term for term in whereabouts(*told) if level(term) == "town"}

    assert towns("Explosion à Cologne", "") & towns("Explosion in Köln", "")
    assert not towns("Explosion in Köln", "") & towns("Explosion in Leipzig", "")


def test_levels():
    assert [level(term) for term in ("@Lyon", "@broken arrow", "@~Ohio", "@FR")] == ["town", "town", "region", "country"]


def test_a_place_of_the_title_counts_twice():
    assert whereabouts("Fire in Lyon", "Lyon burns.")["@Lyon"] == 3


def test_no_more_than_so_many():
    lead = "In Lyon, Berlin, Madrid, Ohio, Texas, Iowa, Rome, Oslo, Vienna, Lisbon, Dublin, Athens and Warsaw. " * 50
    found = [level(term) for term in whereabouts("", lead)]
    assert (found.count("town"), found.count("region"), found.count("country")) == (MOST_TOWNS, MOST_REGIONS, MOST_COUNTRIES)


@pytest.mark.parametrize(
    "text", ["", " ", "A", "'s", "In", "in X", ", Ohio", "\ud800 In", "東京都庁", "In " * 900, "A" * 9_000]
)
def test_any_text_will_do(text):
    assert all(term[0] == PLACE for term in whereabouts(text, text, text))


def test_terms_carry_the_places_of_title_and_lead_alone():
    told = Article("a", "https://a.example/", "a", "Fire", text="It burned in Lyon. " + "So it goes. " * 60 + "In Berlin.")
    assert {term for term, _ in terms(told) if term[0] == PLACE} == {"@Lyon", "@FR"}
