"""Every page answers with what it should say, in few queries, and shows nothing as markup that came as text."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from broadsheet.press.archive import models
from broadsheet.press.front import cache
from tests.press.factories import NOW, article, edition, hours_ago, publisher, section, story

pytestmark = pytest.mark.django_db
MOST_QUERIES = 14
EVIL = '<script>alert("x")</script><img src=x onerror=alert(1)>'


def paper():
    """A paper with a story of two origins and a reprint, a single-outlet story, and a section below another."""
    section("Crypto", slug="crypto")
    section("Blockchain", slug="blockchain", parent=section("Crypto", slug="crypto"))
    told = [
        article("Crane falls on a tram", "union-wire", 3),
        article("Tram hit by crane", "tidewater", 2),
        article("Crane hits tram", "potomac", 1),
    ]
    big = story(*told, reprints=1, tags=("Salford",), sections=("World", "Blockchain"))
    small = story(article("Only we have this", "cable", 4), slug="only")
    models.Relation.objects.create(story=big, other=small, score=1, why="both in Salford")
    edition(big, small)
    return big, small


def addresses(big, small):
    return [
        "/", "/latest/", "/section/world/", "/section/crypto/", "/section/blockchain/",
        f"/story/{big.id}/{big.slug}/", f"/story/{small.id}/{small.slug}/", f"/why/{big.id}/", f"/why/{small.id}/",
        f"/article/{big.headline_from_id}/", "/publishers/", "/publisher/union-wire/", "/author/union-wire/ada-frey/",
        "/tag/salford/", "/tags/", "/search/", "/search/?q=crane", "/search/?q=nothing+of+the+kind", "/search/suggest?q=cra",
        f"/recommended/?read={big.id}",
        "/about/", "/opensearch.xml", "/feed.xml", "/section/world/feed.xml", "/tag/salford/feed.xml",
        "/publisher/union-wire/feed.xml", "/sitemap.xml", "/sitemap/pages.xml", "/sitemap/news.xml", "/sitemap/2026-11-23.xml",
        "/robots.txt", "/favicon.svg", "/healthz",
    ]  # fmt: skip


def test_every_page_answers_in_few_queries(client):
    asked = addresses(*paper())
    counts = {}
    for address in asked:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200, address
        counts[address] = sum(1 for query in queries.captured_queries if query["sql"].startswith(("SELECT", "EXPLAIN", "(")))
    assert max(counts.values()) <= MOST_QUERIES, counts


def test_the_number_of_queries_does_not_grow_with_the_stories(client):
    big, _ = paper()
    address = f"/story/{big.id}/{big.slug}/"
    with CaptureQueriesContext(connection) as few:
        client.get("/section/world/"), client.get("/"), client.get(address)
    for number in range(40):
        other = story(article(f"Story number {number}", f"paper-{number}", 5), article(f"Telling {number}", "union-wire", 6))
        models.Relation.objects.create(story=big, other=other)
    cache.PAGES.clear()
    with CaptureQueriesContext(connection) as many:
        client.get("/section/world/"), client.get("/"), client.get(address)
    assert len(many) <= len(few) + 2  # whom the added summaries quote


def test_the_front_leads_with_the_first_place_and_counts_truly(client):
    big, small = paper()
    page = client.get("/").content.decode()
    assert page.index("lead-zone") < page.index(f"/story/{big.id}/") < page.index(f"/story/{small.id}/")
    assert "3 outlets, 2 independent" in page
    assert "Tram hit by crane" in page
    assert "Monday, 23 November 2026" in page
    assert [int(number) for number in re.findall(r"<dd>(\d+)</dd>", page)] == [2, 4, 4]


def test_an_empty_paper_says_so(client):
    assert "Nothing is in print yet" in client.get("/").content.decode()


def test_outside_text_is_never_markup(client):
    publisher("evil", name=f"Evil {EVIL}", owner=EVIL, kind="x", licence=EVIL, home="javascript:alert(1)")
    shown = [
        article(
            f"Title {EVIL}",
            "evil",
            2,
            excerpt=f"Text {EVIL}",
            authors=[f"Ann {EVIL}"],
            url="javascript:alert(1)",
            rights_why=EVIL,
        ),
        article(f"Other {EVIL}", "other", 1, excerpt=EVIL, language='en" onload="x'),
    ]
    models.Feed.objects.update(title=EVIL, why=EVIL)
    big = story(*shown, tags=("Harmless",), headline_why=EVIL)
    models.Tag.objects.update(name=f"Tag {EVIL}")
    models.Telling.objects.update(why=EVIL, copy_why=EVIL)
    models.Filing.objects.update(why=EVIL)
    models.Tagging.objects.update(why=EVIL)
    models.Relation.objects.create(story=big, other=story(article("Else", "third")), why=EVIL)
    tag = models.Tag.objects.get().slug
    for address in (
        "/", "/latest/", "/section/world/", f"/story/{big.id}/crane-falls/", f"/why/{big.id}/", f"/article/{shown[0].id}/",
        "/publishers/", "/publisher/evil/", "/tags/", f"/tag/{tag}/", "/search/?q=title", "/feed.xml",
    ):  # fmt: skip
        page = client.get(address).content.decode()
        assert "alert(" not in page, address
        assert "<img" not in page, address
        assert "javascript:" not in page, address
        assert 'onload="x' not in page, address


def test_scripts_in_what_a_reader_asks_are_text(client):
    page = client.get("/search/", {"q": EVIL, "section": EVIL, "source": EVIL, "sort": EVIL, "page": EVIL}).content.decode()
    assert "<script>alert" not in page
    assert "<img" not in page


def test_structured_data_cannot_leave_its_block(client):
    row = story(article("A </script><b>headline</b> & more", "one", 2), article("Another", "two", 1))
    models.Edit.objects.create(story=row, headline="Edited </script><script>alert(1)</script> & <b>", at=NOW)
    page = client.get(f"/story/{row.id}/crane-falls/").content.decode()
    block = page.split('<script type="application/ld+json">')[1].split("</script>")[0]
    assert "<" not in block
    assert '"CollectionPage"' in block
    assert '"citation"' in block


def test_a_story_page_tells_who_said_what(client):
    big, small = paper()
    page = client.get(f"/story/{big.id}/{big.slug}/").content.decode()
    assert "3 outlets, 2 independent origins" in page
    assert "Reprinted by 1 outlet" in page
    assert "shares 90% of its words" in page
    assert "Read the entire article at Union Wire" in page
    assert 'rel="noopener"' in page
    assert "#:~:text=" in page
    assert f'<link rel="canonical" href="http://127.0.0.1:8000/story/{big.id}/{big.slug}/">' in page
    assert "noindex" not in page
    assert "Both in Salford" in page
    assert f"/story/{small.id}/" in page
    assert '<time datetime="2026-11-23T09:00:00+00:00" title="23 November 2026, 09:00 GMT"' in page


def test_a_story_of_one_outlet_is_that_outlets(client):
    _, small = paper()
    page = client.get(f"/story/{small.id}/{small.slug}/").content.decode()
    assert "Reported only by" in page
    assert '<meta name="robots" content="noindex">' in page
    assert f'<link rel="canonical" href="{small.headline_from.url}">' in page
    assert "In short" not in page


def test_excerpts_are_no_longer_than_the_settings_say(client):
    long = "word " * 200
    row = story(article("Long", "cable", 1, excerpt=long))
    page = client.get(f"/story/{row.id}/crane-falls/").content.decode()
    excerpt = page.split("<blockquote")[1].split("<p>")[1].split("</p>")[0]
    assert 150 < len(excerpt) <= 200


def test_the_article_that_opened_a_story_says_so_and_is_not_sure_of_itself(client):
    first = article("Opens", "cable", 1)
    row = story(first, article("Joins", "two", 2), id=first.id)
    models.Telling.objects.filter(article=row.pk).update(why="the nearest story shares too little", score=10_000)
    models.Telling.objects.exclude(article=row.pk).update(why="crane", score=9_000)
    page = client.get(f"/story/{row.id}/crane-falls/").content.decode()
    assert "It opened the story: no story before it was enough like it.</span>" in page
    assert page.count('class="sure ') == 1


def test_rights_that_forbid_an_excerpt_are_kept(client):
    row = story(article("Linked", "cable", 1, excerpt="SECRET WORDS", rights="link"), article("Two", "two", 2, rights="none"))
    for address in (
        "/",
        f"/story/{row.id}/crane-falls/",
        f"/article/{row.headline_from_id}/",
        "/feed.xml",
        "/publisher/cable/",
    ):
        page = client.get(address).content.decode()
        assert "SECRET WORDS" not in page, address
    assert "Read the entire article at Two" not in client.get(f"/story/{row.id}/crane-falls/").content.decode()


@pytest.mark.parametrize(
    ("columns", "label"),
    [
        ({"genre": "opinion"}, "Opinion"),
        ({"kind": "live"}, "Live"),
        ({"access": "paywall"}, "Paywall"),
        ({"access": "feed"}, "Feed only"),
    ],
)
def test_what_a_reader_must_know_is_labelled(client, columns, label):
    row = story(article("Labelled", "cable", 1, **columns))
    assert f">{label}</span>" in client.get(f"/story/{row.id}/crane-falls/").content.decode()


def test_other_languages_are_marked(client):
    row = story(article("عاجل", "arab", 2, language="ar"), article("News", "one", 1))
    page = client.get(f"/story/{row.id}/crane-falls/").content.decode()
    assert '<h1 lang="ar" dir="rtl">' in page


def test_addresses_move_and_end_as_they_should(client):
    big, small = paper()
    held = story(article("Held", "held", 1), state="held")
    killed = story(article("Killed", "killed", 1), state="killed")
    models.Alias.objects.create(id="0123456789abcdef", story=big)
    right = f"/story/{big.id}/{big.slug}/"
    for wrong in (f"/story/{big.id}/other/", f"/story/{big.id}/", "/story/0123456789abcdef/any/"):
        answer = client.get(wrong)
        assert (answer.status_code, answer["Location"]) == (301, right)
    assert client.get(f"/story/{held.id}/x/").status_code == 404
    gone = client.get(f"/story/{killed.id}/x/")
    assert gone.status_code == 410
    assert b"taken down" in gone.content
    assert client.get("/story/ffffffffffffffff/x/").status_code == 404
    models.Edit.objects.create(story=small, state="killed", at=NOW)
    assert client.get(f"/story/{small.id}/{small.slug}/").status_code == 410
    assert f"/story/{small.id}/" not in client.get("/latest/").content.decode()


def test_an_editors_headline_wins(client):
    big, _ = paper()
    models.Edit.objects.create(story=big, headline="Edited headline", standfirst="Edited standfirst", at=NOW)
    page = client.get(f"/story/{big.id}/{big.slug}/").content.decode()
    assert "Edited headline</h1>" in page
    assert "Edited standfirst" in page
    assert "Edited headline" in client.get("/").content.decode()


def test_why_shows_the_terms_and_their_sum(client):
    big, _ = paper()
    page = client.get(f"/why/{big.id}/").content.decode()
    assert "1.0000" in page
    assert "0.5000" in page
    assert "1.5000" in page


@pytest.mark.parametrize(
    "address", ["/nope/", "/section/nope/", "/tag/nope/", "/publisher/nope/", "/latest/?before=nonsense", "/article/nope/"]
)
def test_what_is_not_there_helps(client, address):
    answer = client.get(address)
    assert answer.status_code == 404
    assert b"Front page" in answer.content
    assert b"Search the news" in answer.content


def test_our_fault_needs_no_database(rf, django_assert_num_queries):
    from broadsheet.press.front.views.errors import broken

    with django_assert_num_queries(0):
        answer = broken(rf.get("/"))
    assert answer.status_code == 500
    assert b"Something broke" in answer.content


def test_the_desk_wins_over_the_file(client):
    models.Setting.objects.create(name="site.name", value="The Harbour Post", at=NOW)
    models.Setting.objects.create(name="front.half_life_hours", value=5.5, at=NOW)
    page = client.get("/about/").content.decode()
    assert "The Harbour Post" in page
    assert "5.5" in page


def test_a_setting_that_cannot_be_does_not_stop_the_paper(client):
    models.Setting.objects.create(name="site.timezone", value="Mars/Olympus", at=NOW)
    assert client.get("/").status_code == 200


def test_empty_sections_and_tags_are_hidden(client):
    paper()
    section("Empty", slug="empty")
    models.Tag.objects.create(slug="unused", name="Unused", kind="topic")
    assert "/section/empty/" not in client.get("/").content.decode()
    assert "Unused" not in client.get("/tags/").content.decode()
    assert client.get("/tag/unused/").status_code == 404


def test_articles_that_are_not_in_print_have_no_page(client):
    big, _ = paper()
    models.Article.objects.filter(id=big.headline_from_id).update(state="held")
    assert client.get(f"/article/{big.headline_from_id}/").status_code == 404


def test_feeds_say_how_they_are(client):
    paper()
    models.Feed.objects.filter(publisher="cable").update(failures=3, why="The server answered 503.")
    page = client.get("/publisher/cable/").content.decode()
    assert "failing" in page
    assert "The server answered 503." in page


def test_named_addresses_are_the_documented_ones():
    assert reverse("story", kwargs={"story": "ab", "slug": "cd"}) == "/story/ab/cd/"
    assert reverse("why", kwargs={"story": "ab"}) == "/why/ab/"


def test_old_news_says_its_date(client):
    story(article("Old", "cable", 24 * 9))
    assert "14 November 2026" in client.get("/latest/").content.decode()
    assert hours_ago(0) == NOW


def test_a_slug_of_any_script_has_its_page(client):
    paper_of = publisher("süddeutsche-日本", name="Süddeutsche")
    told = article("Kran fällt auf Tram", by="süddeutsche-日本", url="https://sz.example/kran")
    models.Author.objects.update(slug="ada-フライ")
    row = story(told, sections=("Börse 世界",))
    models.Tag.objects.create(slug="zürich", name="Zürich", kind="place")
    tagging = models.Tagging.objects.create(
        story=row, tag_id="zürich", score=1, why="named", last_changed=row.last_changed, printed=True
    )
    edition(row)
    pages = [
        "/", "/publishers/", "/tags/", "/sitemap/pages.xml", f"/story/{row.id}/{row.slug}/",
        reverse("publisher", kwargs={"slug": paper_of.slug}), reverse("publisher_feed", kwargs={"slug": paper_of.slug}),
        reverse("tag", kwargs={"slug": tagging.tag_id}), reverse("tag_feed", kwargs={"slug": tagging.tag_id}),
        reverse("section", kwargs={"slug": "börse-世界"}), reverse("section_feed", kwargs={"slug": "börse-世界"}),
        reverse("author", kwargs={"publisher": paper_of.slug, "slug": models.Author.objects.get().slug}),
    ]  # fmt: skip
    for page in pages:
        assert client.get(page).status_code == 200, page
    assert client.get("/section/a%00b/").status_code == 404
