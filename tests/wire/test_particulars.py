"""The particulars of an article with the place of the page that tells each."""

import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from broadsheet.news import Article, Entry, Page
from broadsheet.wire.extract import Report, report

ADDRESS = "https://www.paper.example/uk/bridge-opens-41"
NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
PROSE = "".join(
    f"<p>The bridge over the Wend opened to traffic for the {n}th time on Monday morning.</p>" for n in range(4, 14)
)
ENTRY = Entry(
    "https://www.paper.example/feed.xml", "p/41", ADDRESS, "Bridge opens", "A bridge has opened.", authors=("Ada Feed",)
)
TITLE = "Bridge over the Wend opens after four years"


def read(head: str = "", body: str = "", entry: Entry | None = None, lang: str = "en", url: str = ADDRESS) -> Report:
    page = f'<html lang="{lang}"><head>{head}</head><body><main><article>{body}{PROSE}</article></main></body></html>'
    return report(Page(url, url, 200, "text/html", page.encode(), NOW), "paper", entry, seen=NOW)


def article(*args, **more) -> Article:
    found = read(*args, **more).article
    assert isinstance(found, Article)
    return found


def ld(**facts: object) -> str:
    return f'<script type="application/ld+json">{json.dumps({"@type": "NewsArticle", **facts})}</script>'


def test_each_fact_is_told_with_its_place():
    head = ld(headline=TITLE, author={"@type": "Person", "name": "Jane Doe"}, dateModified="2026-03-02T10:00:00Z")
    head += '<meta property="article:published_time" content="2026-03-02T09:00:00Z">'
    head += '<link rel="canonical" href="/uk/bridge-opens-41">'
    head += '<meta property="og:image" content="/b.jpg"><meta name="description" content="The flood is over.">'
    told = {each.fact: (each.value, each.source) for each in read(head).told}
    assert told["title"] == (TITLE, "JSON-LD NewsArticle headline")
    assert told["authors"] == ("Jane Doe", "JSON-LD NewsArticle author")
    assert told["published"] == ("2026-03-02T09:00:00+00:00", "meta article:published_time")
    assert told["modified"] == ("2026-03-02T10:00:00+00:00", "JSON-LD dateModified")
    assert told["image"] == ("https://www.paper.example/b.jpg", "meta og:image")
    assert told["standfirst"] == ("The flood is over.", "meta description")
    assert told["canonical"] == (ADDRESS, "the link rel=canonical")
    assert told["language"] == ("en", "the html element's lang")
    assert told["kind"] == ("article", "it says so")
    assert {"genre", "access"} <= set(told)


def test_what_the_feed_fills_is_told_as_the_feeds():
    told = {each.fact: (each.value, each.source) for each in read("", "", replace(ENTRY, language="de"), lang="").told}
    assert told["title"] == ("Bridge opens", "the feed")
    assert told["authors"] == ("Ada Feed", "the feed")
    assert told["standfirst"] == ("A bridge has opened.", "the feed")
    assert told["language"] == ("de", "the feed")


def test_what_nobody_says_is_not_told():
    assert {each.fact for each in read("", f"<h1>{TITLE}</h1>").told}.isdisjoint({"authors", "image", "standfirst", "credit"})


def test_a_description_that_was_cut_is_told_whole_where_the_page_shows_it():
    whole = "The flood took the old one, and the new one cost nine million more than anybody had planned for."
    head = f'<meta name="description" content="{whole[:60]}…">'
    assert article(head, f"<h1>{TITLE}</h1><h2>{whole}</h2>").standfirst == whole


def test_the_picture_brings_its_caption_and_credit():
    found = article(ld(headline=TITLE, image={"url": "/b.jpg", "caption": "The bridge", "creditText": "Jane Doe/Union"}))
    assert (found.image, found.caption, found.credit) == ("https://www.paper.example/b.jpg", "The bridge", "Jane Doe/Union")


@pytest.mark.parametrize(
    ("body", "names"),
    [
        ('<p class="story-author">Mateusz Berg<span>Founder at Wend</span></p>', ("Mateusz Berg",)),
        ('<p><a href="/autoren/eva-huber">Eva Huber</a></p>', ("Eva Huber",)),
        ("<div>Por <b>Ana Souza</b></div>", ("Ana Souza",)),
        ("<p>Di Carla Rossi</p>", ("Carla Rossi",)),
        ("<p>By TPN, in Portugal, Property, Tourism</p>", ("TPN",)),
        ('<p class="author">By Jane Doe</p><p class="author">Reviewed by John Roe</p>', ("Jane Doe",)),
        ('<p class="byline">By Jane Doe, reviewed by <a href="/author/roe">John Roe</a></p>', ("Jane Doe",)),
        ('<p class="author">10 min read</p>', ()),
        ('<p class="byline">Learn More</p>', ()),
        ("<p>By the river the crowd waited</p>", ()),
        ('<div class="comments"><a class="comment-author" href="/profile/roe">John Roe</a></div>', ()),
    ],
)
def test_the_byline_by_the_headline(body, names):
    assert article("", f"<h1>{TITLE}</h1>{body}").authors == names


@pytest.mark.parametrize(
    ("author", "names"),
    [
        ({"@type": "Person", "givenName": "Birgit", "familyName": "Berg"}, ("Birgit Berg",)),
        ({"@type": "Person", "name": "jane.doe"}, ("Eva Huber",)),
        ({"@type": "Organization", "name": "Union Agency"}, ("Eva Huber",)),
        ({"@type": "Person", "name": "The Paper"}, ("Eva Huber",)),
        ({"@type": "Person", "name": "Jane Doe"}, ("Jane Doe",)),
    ],
)
def test_a_person_by_the_headline_stands_before_a_house_or_a_login(author, names):
    head = ld(headline=TITLE, author=author, publisher={"@type": "Organization", "name": "The Paper"})
    assert article(head, f'<h1>{TITLE}</h1><p class="byline">By Eva Huber</p>').authors == names


def test_a_commenter_is_not_the_author_of_a_persons_own_site():
    head = ld(headline=TITLE, author={"@type": "Person", "name": "Gary Wend"})
    body = f'<h1>{TITLE}</h1><div class="thread"><a href="/profile/1">Ann Thornton</a></div>'
    assert article(head, body, url="https://garywend.example/p/bridge").authors == ("Gary Wend",)


@pytest.mark.parametrize(
    ("head", "body", "title"),
    [
        ("<title>A brief look at bridges | Wend</title>", "<h1>A brief<br>look at bridges</h1>", "A brief look at bridges"),
        (
            f'<meta property="og:title" content="{TITLE}"><meta name="twitter:title" content="{TITLE}">',
            "<h1>Sample menus</h1>",
            TITLE,
        ),
        ("", "<h1>Why &lt;br&gt; is a bridge</h1>", "Why <br> is a bridge"),
    ],
)
def test_the_headline_as_it_is_printed(head, body, title):
    assert article(head, body).title == title
