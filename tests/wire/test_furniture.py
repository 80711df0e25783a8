"""What is cut from a text and what stays: lines of furniture in three languages beside prose that only sounds like them."""

import pytest

from broadsheet.wire.furniture import Known, cleaned, judged

PROSE = [
    "The bridge over the Wend opened to traffic on Monday morning, four years after the flood took the old one away.",
    "Some three thousand people had come to walk across before the first cars, among them the mayor and two choirs.",
    "The new structure cost 41 million pounds, nine million more than planned, which the council blames on steel prices.",
]


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("Stay in the know: download our free app and get alerts the moment news breaks.", "app"),
        ("News in your pocket? Get the Gazette app here.", "app"),
        ("Laden Sie jetzt kostenlos die App der Rundschau herunter.", "app"),
        ("Installez l'application de La Dépêche pour suivre l'actualité en direct.", "app"),
        ("The best of the week: sign up to our newsletter here.", "newsletter"),
        ("Liked this? Our bulletin comes out on Fridays. Subscribe now.", "newsletter"),
        ("Guten Morgen: Abonnieren Sie kostenlos unseren Newsletter.", "newsletter"),
        ("Chaque soir : recevez notre lettre d'information, inscription gratuite.", "newsletter"),
        ("For reprints and permissions, contact rights@paper.example.", "rights"),
        ("Nothing on this site is financial advice.", "rights"),
        ("This article is for subscribers only. Log in to continue.", "subscription"),
        ("Dieser Artikel ist Abonnenten vorbehalten.", "subscription"),
        ("Cet article est réservé aux abonnés.", "subscription"),
        ("▶ Watch 1:32", "player"),
        ("You'll also love:", "teaser"),
        ("Watch: How the bridge was lifted into its place", "teaser"),
        ("Les også: Brua over elva åpner i mai", "teaser"),
        ("Klicken Sie hier für den Fahrplan der Fähre", "teaser"),
        ("The first cars cross the new bridge (Image: Agency/A. Person)", "credit"),
        ("Reporting by Jane Doe in Ford; editing by John Roe", "credit"),
        ("Updated at 4:15 p.m.", "meta"),
        ("Atualizado em 3 de março de 2026 às 10h20", "meta"),
        ("This slideshow requires JavaScript.", "player"),
        ("Did you enjoy this article? Buy us a coffee.", "subscription"),
        ("Article réservé aux abonnés", "subscription"),
        ("Apoya nuestro periodismo con una donación.", "subscription"),
        ("The views expressed in this column are those of its author alone.", "rights"),
        ("Las opiniones vertidas en esta columna son de su autora.", "rights"),
        ("This article was originally published in the Ford Gazette.", "rights"),
        ("Got a tip? Write to the newsroom.", "share"),
        ("Jane Doe can be reached at jane@paper.example.", "share"),
        ("More on this story", "teaser"),
        ("Correction, 3 March 2026, 09:10 GMT: An earlier version named the wrong river.", "correction"),
        ("Rectificatif, 3 mars 2026 à 9h10 : le nom du fleuve était faux.", "correction"),
        ("Eine frühere Fassung dieses Artikels enthielt einen Fehler.", "correction"),
    ],
)
def test_furniture_is_named(line, why):
    assert judged(line) == why


@pytest.mark.parametrize(
    "line",
    [
        "Anyone who wants to get the city's parking app must now show a driving licence, the council said.",
        "He told the court: I never asked anyone to install it, and the app was gone the next day.",
        "The newsletter was read by four million people. Its founder could not be reached.",
        "Sie laden die App nicht mehr, sagt Minister Weber, weil sie ihr nicht trauen.",
        "The company needs a licence for reprints of the songs, a judge ruled on Tuesday.",
        "Corrections officers at the jail went on strike for a second week.",
        "Correction: An earlier version of this report said that 24 cars had derailed. The railroad's figure is 14.",
        "Watch officers on both ships had seen the lights.",
        "Posted on the river by the council, the warning was read by few.",
        "Watch | Price | Battery",
        "Bring a purse (credit/debit cards, coins).",
        "The views that he expressed at the hearing were not new.",
        "Updated figures for 2025 show that fewer cars cross at night.",
        "Reporting by the council to the ministry was late.",
        "Comments on the plan were sent to the council in moderate number.",
        "Latest figures show that rents rose by 4 per cent.",
        "This article of the constitution is for judges to read, not for subscribers to slogans.",
    ],
)
def test_prose_that_sounds_like_furniture_stays(line):
    assert judged(line) == ""


@pytest.mark.parametrize(
    "byline", ["Jane Doe", "By Jane Doe and John Roe", "Von Jane Doe", "Jane Doe, Political Editor", "JOHN ROE"]
)
def test_a_line_that_is_only_the_byline_goes(byline):
    kept, cut = cleaned([PROSE[0], byline, *PROSE[1:]], Known(authors=("Jane Doe", "John Roe")))
    assert kept == PROSE
    assert [each.why for each in cut] == ["byline"]


@pytest.mark.parametrize("line", ["Jane Doe was there.", "Mary Moe", "“Jane Doe”"])
def test_a_line_that_is_more_than_the_byline_stays(line):
    assert line in cleaned([PROSE[0], line, *PROSE[1:]], Known(authors=("Jane Doe",)))[0]


def test_labels_go_from_the_edges_and_stay_within():
    known = Known(labels=("Wales", "flooding", "bridges"))
    page = ["Wales / flooding", "2 March 2026, 12:00 GMT", "Analysis", *PROSE[:2], "Flooding", PROSE[2], "bridges", "flooding"]
    assert cleaned(page, known)[0] == [*PROSE[:2], "Flooding", PROSE[2]]
    assert cleaned(page, Known(labels=None))[0] == page


def test_a_caption_goes_with_its_credit_unless_captions_are_the_text():
    caption = "Flood water stands at the north end of the bridge"
    known = Known(captions=frozenset({"floodwaterstandsatthenorthendofthebridge"}))
    assert cleaned([f"{caption}. Agency/A. Person", *PROSE], known)[0] == PROSE
    assert cleaned([caption, caption, "Another picture of it."], known)[0] == [caption, caption, "Another picture of it."]
