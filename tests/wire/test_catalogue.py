"""The catalogue is facts, each in its form, and it is found by name, domain, country and owner."""

import subprocess
import sys
from collections import Counter
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import available_timezones

import pytest
from babel import Locale
from babel.core import UnknownLocaleError

from broadsheet.settings import default_sections
from broadsheet.slugs import slug
from broadsheet.wire import catalogue
from broadsheet.wire.catalogue import UnknownCountry, country_code, folded, outlet, outlets, owner_of, search
from broadsheet.wire.publishers import starter

PROXIES = (
    "news.google.com", "reddit.com", "youtube.com", "rss.app", "rsshub.app", "openrss.org", "kill-the-newsletter.com",
    "nitter.net", "feedx.net", "morss.it", "politepol.com", "fetchrss.com", "siftrss.com", "feedproxy.google.com", "hnrss.org",
    "bing.com", "news.yahoo.co.jp", "substack.com", "medium.com", "libsyn.com", "steamcommunity.com", "feed43.com",
)  # fmt: skip


@pytest.fixture(scope="module")
def rows():
    return list(outlets())


def test_it_holds_thousands_of_publishers_each_under_its_own_slug_and_domain(rows):
    assert len(rows) > 5000
    assert max(Counter(row.slug for row in rows).values()) == 1
    assert max(Counter(row.domain for row in rows).values()) == 1
    assert [row.domain for row in rows] == sorted(row.domain for row in rows)
    assert [row.slug for row in rows if row.slug != slug(row.slug) or not row.slug] == []


def test_its_page_counts_it_rightly(rows):
    page = (Path(__file__).parents[2] / "docs" / "reference" / "catalogue.md").read_text(encoding="utf-8")
    feeds = [feed for row in rows for feed in row.feeds]
    counts = [len(rows), len(feeds), *(sum(1 for row in rows if getattr(row, part)) for part in ("owner", "country", "kind"))]
    assert [f"{many:,}" for many in counts if f"{many:,}" not in page] == []
    assert f"({sum(1 for feed in feeds if not feed.listed)}, all of starters)" in page


def test_neither_the_command_line_nor_the_poller_touches_it():
    code = "import sys, broadsheet.cli.main, broadsheet.wire.poll, broadsheet.wire.publishers as polled\n"
    code += "polled.starter()\nprint(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "broadsheet.wire.publishers" in done.stdout.split()
    assert "broadsheet.wire.catalogue" not in done.stdout.split()


def test_each_address_is_one_and_stands_once(rows):
    feeds = [feed.url for row in rows for feed in row.feeds]
    assert max(Counter(feeds).values()) == 1
    plain = Counter(url.partition("://")[2].removeprefix("www.").rstrip("/") for url in feeds)
    assert [twin for twin, many in plain.items() if many > 1] == []
    for url in [*feeds, *(row.home for row in rows)]:
        parts = urlsplit(url)
        assert parts.scheme in ("http", "https"), url
        assert "." in parts.netloc, url
        assert not set(url) & set(" \t\"<>'"), url
        assert len(url) <= 500, url


def test_no_feed_is_a_proxys_or_a_platforms(rows):
    hosts = {(urlsplit(feed.url).hostname or "") for row in rows for feed in row.feeds}
    assert [host for host in hosts if any(host == proxy or host.endswith(f".{proxy}") for proxy in PROXIES)] == []


def test_a_host_services_feed_is_its_publishers_only_one(rows):
    for row in rows:
        hosted = [feed for feed in row.feeds if (urlsplit(feed.url).hostname or "").endswith("feedburner.com")]
        assert not hosted or len(hosted) == len(row.feeds), row.slug


def test_the_facts_are_in_their_form_or_absent(rows):
    countries = {code for code in Locale("en").territories if len(code) == 2 and code.isalpha()}
    sections, zones = {section.name for section in default_sections()}, available_timezones()
    for row in rows:
        assert row.name.strip() == row.name != "", row.slug
        assert row.owner.strip() == row.owner, row.slug
        assert {row.country, *row.covers} - {""} <= countries, row.slug
        assert row.kind in ("", *catalogue.KINDS), row.slug
        assert not row.timezone or row.timezone in zones, row.slug
        assert (len(row.name), len(row.owner), len(row.slug)) <= (200, 200, 80), row.slug
        for feed in row.feeds:
            assert feed.section in ("", *sections), feed.url
            assert set(feed.listed) <= {"kite", "awesome-rss-feeds"}, feed.url


def test_the_languages_are_tags_that_the_cldr_knows(rows):
    for tag in {tag for row in rows for tag in row.languages}:
        try:
            Locale.parse(tag, sep="-")
        except (UnknownLocaleError, ValueError):
            pytest.fail(f"{tag} is no language tag")


def test_every_starter_publisher_stands_in_it_with_the_same_facts_and_every_feed(rows):
    found = {row.slug: row for row in rows}
    assert {row.slug for row in rows if row.starter} == {publisher.slug for publisher, _ in starter()}
    for publisher, feeds in starter():
        assert found[publisher.slug].publisher() == publisher
        assert {(feed.url, feed.section) for feed in feeds} <= {
            (each.url, each.section) for each in found[publisher.slug].feeds
        }


def test_an_address_that_no_collection_names_is_a_starters(rows):
    ours = {feed.url for _, feeds in starter() for feed in feeds}
    assert {feed.url for row in rows for feed in row.feeds if not feed.listed} <= ours


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("Le Monde", "le-monde"), ("lemonde.fr", "le-monde"), ("lemonde", "le-monde"), ("LIBERATION", "liberation"),
        ("tuoi tre", "tuoi-tre"), ("el pais", "el-pais"), ("guardian", "guardian"), ("washington", "the-washington-post"),
        ("nhk", "nhk"), ("post new york", "new-york-post"), ("folha.uol", "folha-de-s-paulo"),
    ],
)  # fmt: skip
def test_the_publisher_that_is_meant_comes_first(words, first):
    assert search(words)[0].slug == first


def test_a_name_that_begins_so_comes_before_one_that_holds_it_and_both_before_an_owner():
    names = [folded(each.name) for each in search("herald")]
    begin = [name.removeprefix("the ").startswith("herald") for name in names]
    assert begin == sorted(begin, reverse=True)
    assert True in begin
    assert False in begin
    found = search("mediahuis")
    assert {each.owner for each in found} == {"Mediahuis"}
    assert len(found) > 5


def test_a_countrys_name_finds_what_is_at_home_there():
    found = search("Österreich")
    assert {"AT"} == {each.country for each in found[:10]}


def test_the_search_is_narrowed_by_country_language_and_kind():
    papers = search(country="Switzerland", language="de", kind="public broadcaster")
    assert [each.slug for each in papers] == ["srf"]
    at_home = [each.country == "AR" for each in search(country="ar")]
    assert at_home == sorted(at_home, reverse=True)
    assert all("AR" in (each.country, *each.covers) for each in search(country="ar"))
    assert {tag for each in search(language="zh") for tag in each.languages} == {"zh-Hant"}


def test_nothing_is_found_for_nonsense_and_everything_for_no_words(rows):
    assert search("zzqzz") == ()
    assert len(search()) == len(rows)


def test_the_answer_is_the_same_each_time():
    assert search("news", country="US") == search("news", country="us")


def test_a_country_is_known_by_code_and_by_name():
    assert [country_code(given) for given in ("fr", "UK", "Germany", "Allemagne", "österreich")] == [
        "FR",
        "GB",
        "DE",
        "DE",
        "AT",
    ]
    with pytest.raises(UnknownCountry, match="Nowhere is no country"):
        country_code("Nowhere")


def test_sister_papers_share_their_owner_in_one_spelling():
    assert owner_of("wired") == owner_of("ars-technica") == "Advance Publications"
    assert owner_of("no-such-publisher") == ""


def test_a_letter_with_a_stroke_is_found_without():
    assert folded("Børsen, Łódź, Æ") == "borsen, lodz, ae"
    assert search("borsen")[0].name == "Børsen"


def test_a_publisher_is_taken_as_the_desk_knows_one():
    found = outlet("liberation")
    assert (found.publisher().language, found.publisher().timezone) == ("fr", "UTC")
    assert found.polled([found.feeds[0].url])[0].publisher == "liberation"
    assert outlet("no-such-publisher") is None
