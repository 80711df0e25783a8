"""Pages into articles: each fact from where it stands, the text without its furniture, and nothing raised."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from broadsheet.news import Article, Entry, Feed, Page, article_id
from broadsheet.wire.extract import Unreadable, extract, from_entry, report

NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
SHARED = Path(__file__).parents[3] / "shared" / "data"
ADDRESS = "https://www.paper.example/uk/bridge-opens-41"
PROSE = [
    "The bridge over the Wend opened to traffic on Monday morning, four years after the flood took the old one away.",
    "Some three thousand people had come to walk across before the first cars, among them the mayor and two choirs.",
    "The new structure cost 41 million pounds, nine million more than planned, which the council blames on steel prices.",
    "A second crossing, further down the river, is to follow by the end of the decade if the government pays its share.",
]
ENTRY = Entry(
    "https://www.paper.example/feed.xml",
    "p/41",
    ADDRESS,
    "Bridge opens",
    "A bridge has opened.",
    authors=("Feed Author",),
    published=datetime(2026, 3, 2, 8, 30, tzinfo=UTC),
    dated=True,
    categories=("UK",),
    image="https://www.paper.example/feed.jpg",
    language="en",
)


def html(head: str = "", body: str = "", prose: list[str] | None = None, lang: str = "en-GB") -> str:
    paragraphs = "".join(f"<p>{each}</p>" for each in (PROSE if prose is None else prose))
    nav = '<header><nav><a href="/">Home</a> <a href="/uk">UK</a></nav></header>'
    foot = "<footer><p>© The Paper. All rights reserved.</p></footer>"
    main = f"<main><article>{body}{paragraphs}</article></main>"
    return f'<!doctype html><html lang="{lang}"><head>{head}</head><body>{nav}{main}{foot}</body></html>'


def ld(**facts: object) -> str:
    return f'<script type="application/ld+json">{json.dumps({"@context": "https://schema.org", **facts})}</script>'


def read(
    markup: str | bytes, entry: Entry | None = None, url: str = ADDRESS, content_type: str = "text/html; charset=utf-8", **more
):
    body = markup.encode() if isinstance(markup, str) else markup
    return extract(Page(url, url, 200, content_type, body, NOW), "paper", entry, seen=NOW, **more)


def article(*args, **more) -> Article:
    found = read(*args, **more)
    assert isinstance(found, Article), found
    return found


def test_an_article_is_read_whole():
    found = article(
        html(
            ld(
                **{"@type": "NewsArticle"},
                headline="Bridge opens after four years",
                description="The flood is over.",
                author=[{"@type": "Person", "name": "Jane Doe"}, {"@type": "Person", "name": "John Roe"}],
                datePublished="2026-03-02T09:00:00+01:00",
                dateModified="2026-03-02T10:00:00+01:00",
                image={"@type": "ImageObject", "url": "/b.jpg"},
                articleSection="UK",
                publisher={"@type": "Organization", "name": "The Paper"},
            )
            + f'<link rel="canonical" href="{ADDRESS}"><title>Bridge opens after four years | The Paper</title>',
            "<h1>Bridge opens after four years</h1>",
        )
    )
    assert found.title == "Bridge opens after four years"
    assert found.text.split("\n\n") == PROSE
    assert found.standfirst == "The flood is over."
    assert found.authors == ("Jane Doe", "John Roe")
    assert (found.published, found.dated) == (datetime(2026, 3, 2, 8, tzinfo=UTC), True)
    assert found.modified == datetime(2026, 3, 2, 9, tzinfo=UTC)
    assert (found.language, found.image, found.hints) == ("en", "https://www.paper.example/b.jpg", ("UK",))
    assert (found.url, found.canonical, found.id) == (ADDRESS, ADDRESS, article_id(ADDRESS))
    assert (found.kind, found.genre, found.access, found.seen) == ("article", "news", "free", NOW)


def test_the_date_is_reported_in_the_zone_it_was_written_in():
    markup = html('<meta property="article:published_time" content="2026-03-01T23:30:00-05:00">')
    said = report(Page(ADDRESS, ADDRESS, 200, "text/html", markup.encode(), NOW), "paper", seen=NOW)
    assert said.written is not None
    assert said.written.isoformat() == "2026-03-01T23:30:00-05:00"


def test_the_entry_fills_what_the_page_leaves_open():
    found = article(html(lang=""), ENTRY)
    assert (found.title, found.authors, found.language) == ("Bridge opens", ("Feed Author",), "en")
    assert (found.published, found.dated, found.image, found.hints) == (ENTRY.published, True, ENTRY.image, ("UK",))
    assert found.standfirst == "A bridge has opened."


def test_a_date_without_a_zone_gives_way_to_the_entrys_and_else_takes_the_publishers():
    head = '<meta property="article:published_time" content="2026-03-02T09:00:00">'
    assert article(html(head), ENTRY).published == ENTRY.published
    alone = article(html(head), zone="Europe/Berlin")
    assert (alone.published, alone.dated) == (datetime(2026, 3, 2, 8, tzinfo=UTC), False)


def test_json_ld_before_opengraph_before_the_visible_page():
    both = (
        ld(**{"@type": "NewsArticle"}, headline="Said in JSON-LD here")
        + '<meta property="og:title" content="Said in OpenGraph here">'
    )
    assert article(html(both, "<h1>Said on the page itself</h1>")).title == "Said in JSON-LD here"
    plain = '<meta property="og:title" content="Said in OpenGraph here">'
    assert article(html(plain)).title == "Said in OpenGraph here"
    assert article(html("", "<h1>Said on the page itself</h1>")).title == "Said on the page itself"


@pytest.mark.parametrize(
    "written",
    [
        "Bridge opens after years | The Paper",
        "Bridge opens after years - The Paper",
        "The Paper: Bridge opens after years".replace(":", " |"),
        "Bridge opens after years | UK | The Paper",
        "Bridge opens after years – paper.example",
    ],
)
def test_a_title_does_not_end_in_the_sites_name(written):
    head = f'<title>{written}</title><meta property="og:site_name" content="The Paper">'
    body = "<h1>The Paper</h1><h1>Bridge opens after years</h1>"
    assert article(html(head, body)).title == "Bridge opens after years"


@pytest.mark.parametrize(
    ("head", "body", "names"),
    [
        (ld(**{"@type": "NewsArticle"}, author="By Jane Doe, Political Editor"), "", ("Jane Doe",)),
        (
            ld(
                **{
                    "@graph": [
                        {"@type": "Article", "author": {"@id": "#j"}},
                        {"@type": "Person", "@id": "#j", "name": "Jane Doe"},
                    ]
                }
            ),
            "",
            ("Jane Doe",),
        ),
        ('<meta name="author" content="Jane Doe and John Roe">', "", ("Jane Doe", "John Roe")),
        ('<meta property="article:author" content="https://www.facebook.com/paper">', "", ()),
        ("", '<div class="byline">Von <a rel="author" href="/a">Eva Huber</a></div>', ("Eva Huber",)),
        ("", '<p class="c-byline__name">By Jane Doe</p>', ("Jane Doe",)),
        ("", "<div><span>By</span> <span>Jane Doe</span></div>", ("Jane Doe",)),
        ('<meta name="twitter:label1" content="Written by"><meta name="twitter:data1" content="Jane Doe">', "", ("Jane Doe",)),
        (
            ld(**{"@type": "NewsArticle"}, author={"name": "The Paper"}, publisher={"name": "The Paper"}),
            "<p>By Jane Doe</p>",
            ("Jane Doe",),
        ),
        (ld(**{"@type": "NewsArticle"}, author={"name": "The Paper"}, publisher={"name": "The Paper"}), "", ("The Paper",)),
        ('<meta name="author" content="admin">', "", ()),
    ],
)
def test_authors_are_names(head, body, names):
    assert article(html(head, body)).authors == names


FURNITURE = [
    "Sign up to our newsletter for the stories that matter.",
    "Download our app to get breaking news first.",
    "Please use Chrome browser for a more accessible video player",
    "Read more: Mayor resigns over bridge costs",
    "Share this article",
    "This article was originally published by Another Paper.",
    "Advertisement",
    "Melden Sie sich für unseren Newsletter an und verpassen Sie nichts.",
    "Jetzt Newsletter abonnieren",
    "Lesen Sie auch: Bürgermeister tritt zurück",
    "Artikel teilen",
    "Inscrivez-vous à notre newsletter quotidienne",
    "À lire aussi : Le maire démissionne",
    "Téléchargez notre application",
    "Follow us on Facebook and X",
    "© The Paper 2026",
]


@pytest.mark.parametrize("line", FURNITURE)
def test_furniture_in_the_text_is_cut_with_a_reason(line):
    markup = html(prose=[PROSE[0], PROSE[1], line, *PROSE[2:]])
    said = report(Page(ADDRESS, ADDRESS, 200, "text/html", markup.encode(), NOW), "paper", seen=NOW)
    assert isinstance(said.article, Article)
    assert said.article.text.split("\n\n") == PROSE
    assert all(cut.why for cut in said.cut)


PROSE_LIKE = [
    "Subscribers to the newsletter learned of the plan a week before the council did, the inquiry was told.",
    "Read more books, the minister told the schools, and the results will follow.",
    "The app, which 4 million people use, was withdrawn on Friday after the regulator had found a leak.",
    "Share prices fell by nine per cent in early trading.",
    "Follow the money, he said, and you will find the bridge.",
    "Advertisement revenue fell for the third year, the broadcaster said in its report.",
    "Get out of the way, the driver shouted, before the tram came to a stop in the square.",
    "The video shows two men on the bridge shortly before midnight.",
]


@pytest.mark.parametrize("line", PROSE_LIKE)
def test_prose_that_has_the_words_of_furniture_stays(line):
    assert line in article(html(prose=[*PROSE, line])).text


def test_a_headline_that_repeats_itself_is_no_prose():
    head = '<meta property="og:title" content="Bridge opens after four years">'
    assert not article(html(head, prose=["Bridge opens after four years", *PROSE])).text.startswith("Bridge opens after")


@pytest.mark.parametrize(
    ("head", "url", "kind"),
    [
        (ld(**{"@type": "LiveBlogPosting"}), ADDRESS, "live"),
        ("", "https://www.paper.example/news/live/flood-updates", "live"),
        ('<meta property="og:type" content="article">', ADDRESS, "article"),
        ("", "https://www.paper.example/tag/bridges", "listing"),
        ("", "https://www.paper.example/", "listing"),
    ],
)
def test_the_kind_of_a_page(head, url, kind):
    assert article(html(head, "<h1>Bridge opens after four years</h1>"), url=url).kind == kind


def test_a_player_with_little_text_is_a_video():
    found = article(
        html(ld(**{"@type": "VideoObject"}), "<h1>See the bridge open</h1>", PROSE[:2]), url="https://p.example/video/41"
    )
    assert found.kind == "video"


@pytest.mark.parametrize(
    ("head", "url", "title", "genre"),
    [
        (ld(**{"@type": "OpinionNewsArticle"}), ADDRESS, "A bridge too far, too late", "opinion"),
        (ld(**{"@type": "AdvertiserContentArticle"}), ADDRESS, "A bridge too far, too late", "sponsored"),
        ("", "https://p.example/opinion/bridge", "A bridge too far, too late", "opinion"),
        ("", "https://p.example/meinung/bruecke", "Eine Brücke zu viel", "opinion"),
        ('<meta property="article:section" content="Obituaries">', ADDRESS, "Ada Wend, builder of bridges", "obituary"),
        ("", "https://p.example/press-releases/bridge", "Council opens bridge", "press_release"),
        ("", "https://p.example/deals/bridge", "The best bridges to buy", "service"),
        ("", ADDRESS, "Review: The Bridge at the Playhouse", "review"),
        ("", ADDRESS, "Opinion | The bridge was worth it", "opinion"),
        ("", ADDRESS, "The opinion of the bridge builder counts", "news"),
        ("", "https://p.example/news/analysis-of-steel", "Steel is dear", "news"),
    ],
)
def test_the_genre_of_a_piece(head, url, title, genre):
    assert article(html(head, f"<h1>{title}</h1>"), url=url).genre == genre


@pytest.mark.parametrize(
    ("head", "body", "prose", "access"),
    [
        (ld(**{"@type": "NewsArticle"}, isAccessibleForFree=False), "", PROSE, "paywall"),
        (ld(**{"@type": "NewsArticle"}, isAccessibleForFree="False"), "", PROSE, "paywall"),
        (ld(**{"@type": "NewsArticle"}, isAccessibleForFree=True), "", PROSE, "free"),
        ('<meta property="article:content_tier" content="locked">', "", PROSE, "paywall"),
        ("", '<div class="paywall"></div>', PROSE[:3], "paywall"),
        ("", '<div class="paywall"></div>', PROSE * 3, "free"),
    ],
)
def test_what_is_paid_for(head, body, prose, access):
    assert article(html(head, body, prose)).access == access


@pytest.mark.parametrize(
    ("canonical", "url"),
    [
        (ADDRESS + "?page=1", ADDRESS + "?page=1"),
        ("https://paper.example/uk/bridge-opens-41", "https://paper.example/uk/bridge-opens-41"),
        ("https://other.example/uk/bridge-opens-41", ADDRESS),
        ("https://www.paper.example/", ADDRESS),
        ("javascript:alert(1)", ADDRESS),
    ],
)
def test_a_canonical_counts_only_for_the_same_page_of_the_same_site(canonical, url):
    found = article(html(f'<link rel="canonical" href="{canonical}">'))
    assert found.url == url
    assert found.id == article_id(url)


@pytest.mark.parametrize(
    ("body", "content_type", "why"),
    [
        (b"", "text/html", "empty page"),
        (b"   ", "text/html", "empty page"),
        (b"%PDF-1.7 ...", "text/html", "not HTML: application/pdf"),
        (b"{}", "application/json", "not HTML: application/json"),
        (b"just words", "text/html", "not HTML: plain text"),
        (b"<html><body></body></html>", "text/html", "empty page"),
        (b"<p>x" * 50_000, "text/html", "a page of more than 40,000 elements"),
    ],
)
def test_a_page_that_is_no_article_says_why(body, content_type, why):
    found = read(body, content_type=content_type)
    assert found == Unreadable(ADDRESS, why)


@pytest.mark.parametrize(
    ("encoding", "declared", "header"),
    [
        ("utf-8", "", "text/html"),
        ("utf-8", "iso-8859-1", "text/html; charset=iso-8859-1"),
        ("utf-16", "", "text/html"),
        ("windows-1252", "iso-8859-1", "text/html"),
        ("windows-1252", "", "text/html; charset=windows-1252"),
        ("windows-1251", "windows-1251", "text/html"),
        ("shift_jis", "Shift_JIS", "text/html"),
    ],
)
def test_the_charset_is_found(encoding, declared, header):
    words = {"windows-1251": "Мост через реку открыт", "shift_jis": "橋が開通した"}.get(encoding, "Zürich – “Brücke” offen")
    meta = f'<meta charset="{declared}">' if declared else ""
    found = article(html(f"{meta}<title>x</title>", f"<h1>{words}</h1>").encode(encoding, "replace"), content_type=header)
    assert found.title == words


def test_a_feed_alone_makes_an_article():
    feed = Feed(ENTRY.feed, "paper", language="en")
    found = from_entry(replace(ENTRY, content="\n\n".join([*PROSE, "Sign up to our newsletter today."])), feed, NOW)
    assert (found.id, found.url, found.publisher) == (article_id(ADDRESS), ADDRESS, "paper")
    assert (found.access, found.standfirst, found.published) == ("feed", "A bridge has opened.", ENTRY.published)
    assert found.text.split("\n\n") == PROSE
    assert from_entry(ENTRY, feed, NOW).text == ""


def test_the_source_that_its_feed_names_goes_with_an_article():
    entry = replace(ENTRY, source="Harbour Post", source_url="https://post.example/rss")
    for found in (from_entry(entry, Feed(ENTRY.feed, "paper"), NOW), article(html("", "<h1>Bridge</h1>"), entry=entry)):
        assert (found.source, found.source_url) == ("Harbour Post", "https://post.example/rss")


def test_an_entry_without_address_or_title_still_has_both():
    bare = Entry(ENTRY.feed, "g7", "", "", "Something has happened in the town.")
    found = from_entry(bare, Feed(ENTRY.feed, "paper"), NOW)
    assert found.url == f"{ENTRY.feed}#g7"
    assert found.title == "Something has happened in the town."
