"""What a page prints around its headline and declares nowhere: standfirst, names, date, labels."""

from datetime import UTC, datetime

import pytest

from broadsheet.news import Article, Page
from broadsheet.wire.extract import extract
from broadsheet.wire.spoken import is_spoken, spoken

NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
TITLE = "Bridge over the Wend opens after four years"
STANDFIRST = "The flood took the old one, and the new one cost nine million more than planned."
PROSE = [
    "The bridge over the Wend opened to traffic on Monday morning, four years after the flood took the old one away.",
    "Some three thousand people had come to walk across before the first cars, among them the mayor and two choirs.",
    "The new structure cost 41 million pounds, nine million more than planned, which the council blames on steel prices.",
    "A second crossing, further down the river, is to follow by the end of the decade if the government pays its share.",
]


def article(around: str, head: str = "", url: str = "https://paper.example/uk/bridge", before: str = "") -> Article:
    prose = "".join(f"<p>{each}</p>" for each in PROSE)
    menu = '<nav><a href="/opinion">Opinion</a> <a href="/obituaries">Obituaries</a></nav>'
    main = f"<div id=m>{before}<h1>{TITLE}</h1>{around}<div>{prose}</div></div>"
    page = f"<html lang=en><head>{head}</head><body>{menu}{main}</body>"
    found = extract(Page(url, url, 200, "text/html", page.encode(), NOW), "paper", seen=NOW)
    assert isinstance(found, Article)
    return found


@pytest.mark.parametrize(
    "markup", ["<p class=dek>{}</p>", "<h2>{}</h2>", "<div><b>{}</b></div>", "<div class=lead><p>{}</p></div>"]
)
def test_the_standfirst_opens_the_text_once(markup):
    head = f'<meta name="description" content="{STANDFIRST}">'
    assert article(markup.format(STANDFIRST), head).text.split("\n\n") == [STANDFIRST, *PROSE]


def test_a_description_that_the_page_does_not_show_is_no_standfirst():
    assert article("", f'<meta name="description" content="{STANDFIRST}">').text.split("\n\n") == PROSE


def test_names_and_date_that_only_the_reader_sees():
    found = article("<div><i>Ada van der Berg and Tom O'Neill</i></div><div class=small>1 March 2026, 23:30 GMT</div>")
    assert found.authors == ("Ada van der Berg", "Tom O'Neill")
    assert (found.published, found.dated) == (datetime(2026, 3, 1, 23, 30, tzinfo=UTC), True)
    assert found.text.split("\n\n") == PROSE


def test_two_lines_that_could_be_names_are_none():
    assert article("<div><i>Ada Berg</i></div><div><i>West Yorkshire</i></div>").authors == ()


def test_a_date_of_a_change_is_not_the_publications():
    found = article("<p>Updated 2 March 2026, 11:00 GMT</p><p>1 March 2026, 08:00 GMT</p>")
    assert found.published == datetime(2026, 3, 1, 8, tzinfo=UTC)


@pytest.mark.parametrize(
    ("before", "around", "genre"),
    [
        ("<p>Obituary</p>", "", "obituary"),
        ('<p><a href="/analysis">Analysis</a></p>', "", "analysis"),
        ("", "<div>Ada Berg / 1 March 2026 / Interview</div>", "interview"),
        ('<div class="ad">Anzeige</div>', "", "news"),
        ("", '<p><a href="/opinion">Opinion</a></p>', "news"),
    ],
)
def test_a_label_by_the_headline_tells_the_genre(before, around, genre):
    assert article(around, before=before).genre == genre


def test_a_list_behind_a_teasers_heading_is_not_the_text():
    other = "<li><h3><a href='/b'>Another bridge, another town</a></h3><p>With a summary of a full sentence.</p></li>"
    found = article(f"<section><h2>Related stories</h2><ul>{other * 4}</ul></section>")
    assert found.text.split("\n\n") == PROSE


@pytest.mark.parametrize(
    ("author", "names"),
    [
        ('{"@type": "NewsMediaOrganization", "name": "The Paper"}', ("The Paper",)),
        ('{"@type": "Organization", "name": "The Paper Data Desk"}', ("The Paper Data Desk",)),
        ('{"@type": "Organization", "name": "Union Agency"}', ("Union Agency",)),
        ('{"@type": "Person", "name": "The Paper"}', ("The Paper",)),
    ],
)
def test_an_organisation_that_is_named_as_author_signs_even_where_it_is_the_publisher(author, names):
    publisher = '"publisher": {"@type": "Organization", "name": "The Paper"}'
    head = f'<script type="application/ld+json">{{"@type": "NewsArticle", "author": {author}, {publisher}}}</script>'
    assert article("", head, url="https://p.example/uk/bridge").authors == names


@pytest.mark.parametrize(
    ("written", "iso", "dated"),
    [
        ("20 November 2026, 12:05 GMT", "2026-11-20T12:05:00+00:00", True),
        ("November 20, 2026 at 9:05 p.m. EST", "2026-11-20T21:05:00-05:00", True),
        ("20. Mai 2026, 09:05 Uhr", "2026-05-20T09:05:00+02:00", False),
        ("1er juillet 2026 à 9h05", "2026-07-01T09:05:00+02:00", False),
        ("Sept. 3, 2026", "2026-09-03T00:00:00+02:00", False),
    ],
)
def test_dates_in_words(written, iso, dated):
    moment, zoned = spoken(f"Jane Doe | {written}", "Europe/Berlin")
    assert moment is not None
    assert (moment.isoformat(), zoned) == (iso, dated)
    assert is_spoken(written)
    assert not is_spoken(f"It opened on {written}")


@pytest.mark.parametrize(
    "text", ["31 February 2026", "45 May 2026, 12:00", "May 2026", "in May", "12:00", "1 March 2026, 29:99"]
)
def test_what_is_no_date_is_none_or_the_day(text):
    moment, _ = spoken(text)
    assert moment is None or moment.hour == 0
