"""The table of rights, row by row: as a pure function of the evidence, and from a page's and a site's own words."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from broadsheet.news import Article
from broadsheet.wire import rights
from broadsheet.wire.evidence import Evidence, from_plain, plain

NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
BARE = "<html><head><title>x</title></head><body><p>text"
CC = '<a rel="license" href="https://creativecommons.org/licenses/by/4.0/">CC</a>'
AI = Evidence("agents", "excerpt", "robots.txt refuses GPTBot", machine=False, scope="site")
SHUT = Evidence("robots", "none", "robots.txt disallows this address", machine=False)
PAID = Evidence("paywall", "link", "the page says that it is paid for")
MINING = Evidence("tdm", "link", "header: tdm-reservation 1", machine=False)
RSL = Evidence("rsl", "link", "RSL: usage ai-all is prohibited", machine=False)
OPEN = Evidence("licence", "full", "licence CC BY")
LETTER = Evidence("letter", "full", "letter of the editor, 2026-02-01", scope="house")
OUT = Evidence("opt-out", "none", "its publisher asked us to print nothing")

TABLE = [
    # what is found, what it comes to, whether a language model may see the text
    ((SHUT,), "none", False),
    ((OUT,), "none", False),
    ((PAID,), "link", False),
    ((MINING,), "link", False),
    ((RSL,), "link", False),
    ((AI,), "excerpt", False),
    ((), "excerpt", True),
    ((OPEN,), "full", True),
    ((LETTER,), "full", True),
    ((OPEN, AI), "full", False),
    ((OPEN, PAID), "link", False),
    ((OPEN, MINING), "link", False),
    ((OPEN, RSL), "link", False),
    ((LETTER, PAID, MINING, RSL, AI), "full", True),
    ((LETTER, SHUT), "none", False),
    ((LETTER, OUT), "none", False),
    ((OPEN, SHUT), "none", False),
]


@pytest.mark.parametrize(("evidence", "mode", "model"), TABLE)
def test_the_table(evidence, mode, model):
    for said in (evidence, evidence[::-1]):
        judged = rights.judge(said, NOW)
        assert judged.value == mode
        assert rights.machine(said, NOW) is model
        assert judged.why


def test_silence_says_so():
    assert rights.judge((), NOW).why == rights.SILENCE


def test_evidence_holds_from_its_day_on():
    later = Evidence("directive", "none", "unavailable_after", since=NOW + timedelta(days=1))
    assert rights.judge((later,), NOW).value == "excerpt"
    assert rights.judge((later,), NOW + timedelta(days=2)).value == "none"


def test_evidence_is_written_down_and_read_back():
    for said in (AI, Evidence("directive", "excerpt", "max-snippet", "https://x.example/", NOW, snippet=90, since=NOW)):
        assert from_plain(plain(said)) == said
    assert plain(PAID) == {"kind": "paywall", "mode": "link", "words": PAID.words}


def meta(name, content):
    return f'<html><head><meta name="{name}" content="{content}"></head><body>text'


def graph(node):
    return f'<html><head><script type="application/ld+json">{node}</script></head><body>text'


DEED = "https://creativecommons.org/licenses/by-sa/4.0/"
RSL_SCRIPT = (
    '<script type="application/rsl+xml"><rsl xmlns="https://rslstandard.org/rsl"><content url="/"><license>'
    '<prohibits type="usage">{}</prohibits></license></content></rsl></script>'
)
PAGES = [
    # markup, headers, mode, language model, words of the reason
    (BARE, (), "excerpt", True, rights.SILENCE),
    (BARE, (("tdm-reservation", "1"),), "link", False, "header: tdm-reservation 1"),
    (meta("tdm-reservation", "1"), (), "link", False, "meta tag: tdm-reservation 1"),
    (meta("tdm-reservation", "0"), (("tdm-reservation", "1"),), "excerpt", True, "meta tag: tdm-reservation 0"),
    (meta("robots", "noindex, nosnippet"), (), "link", False, "nosnippet"),
    (meta("robots", "max-snippet:0"), (), "link", False, "max-snippet:0"),
    (meta("robots", "max-snippet:-1, max-image-preview:large"), (), "excerpt", True, rights.SILENCE),
    (meta("ROBOTS", "noarchive"), (), "excerpt", False, "noarchive (no language model)"),
    (meta("robots", "noai, noimageai"), (), "excerpt", False, "noai"),
    (meta("GPTBot", "noindex"), (), "excerpt", False, "gptbot: noindex"),
    (meta("googlebot", "nosnippet"), (), "excerpt", True, rights.SILENCE),
    (meta("broadsheet", "nosnippet"), (), "link", False, "nosnippet"),
    (meta("robots", "unavailable_after: 1 Mar 2026 09:00:00 GMT"), (), "none", False, "unavailable_after"),
    (meta("robots", "unavailable_after: 2026-03-09, noarchive"), (), "excerpt", False, "noarchive"),
    (BARE, (("x-robots-tag", "nosnippet"),), "link", False, "header X-Robots-Tag: nosnippet"),
    (BARE, (("x-robots-tag", "googlebot: nosnippet, noarchive"),), "excerpt", True, rights.SILENCE),
    (BARE, (("x-robots-tag", "googlebot: noindex"), ("x-robots-tag", "broadsheet: nosnippet")), "link", False, "nosnippet"),
    (BARE, (("x-robots-tag", "unavailable_after: Sunday, 01-Mar-26 12:00:00 GMT"),), "none", False, "unavailable_after"),
    (graph('{"isAccessibleForFree": "False"}'), (), "link", False, "paid for"),
    (f'<a rel="license" href="{DEED}">CC</a>', (), "full", True, "CC BY-SA"),
    ('<a href="https://creativecommons.org/licenses/by-nc/4.0/" rel="license">CC</a>', (), "excerpt", True, "BY-NC"),
    ('<a href="https://creativecommons.org/licenses/by/4.0/">a photo of theirs</a>', (), "excerpt", True, rights.SILENCE),
    (graph(f'{{"@type": "NewsArticle", "license": "{DEED}"}}'), (), "full", True, "CC BY-SA"),
    (graph(f'{{"@type": "NewsArticle", "image": {{"license": "{DEED}"}}}}'), (), "excerpt", True, rights.SILENCE),
    (meta("dcterms.license", DEED), (), "full", True, "CC BY-SA"),
    (
        '<link rel="license" href="https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/">',
        (), "full", True, "Open Government Licence",
    ),
    (meta("tdm-reservation", "1") + CC, (), "link", False, "tdm"),
    (RSL_SCRIPT.format("ai-all"), (), "link", False, "usage ai-all is prohibited"),
    (RSL_SCRIPT.format("ai-train"), (), "excerpt", False, "ai-train"),
]  # fmt: skip


@pytest.mark.parametrize(("markup", "headers", "mode", "model", "why"), PAGES)
def test_a_pages_own_words(page, markup, headers, mode, model, why):
    found = rights.of_page(page(markup, headers=headers))
    judged = rights.judge(found, NOW)
    assert (judged.value, rights.machine(found, NOW)) == (mode, model)
    assert why in judged.why


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-32"])
@pytest.mark.parametrize(
    ("markup", "mode"), [(meta("tdm-reservation", "1"), "link"), (CC, "full"), (RSL_SCRIPT.format("ai-all"), "link")]
)
def test_a_page_in_wide_characters_is_heard_too(page, encoding, markup, mode):
    read = replace(page(markup), body=markup.encode(encoding))
    assert rights.judge(rights.of_page(read), NOW).value == mode


def test_max_snippet_bounds_what_is_shown_and_no_image_preview_takes_the_picture(page):
    found = rights.of_page(page(meta("robots", "max-snippet:90, max-image-preview:none")))
    assert rights.snippet(found, NOW) == 90
    assert not rights.picture(found, NOW)
    assert not rights.picture(rights.of_page(page(meta("robots", "noimageindex"))), NOW)
    assert rights.picture(rights.of_page(page(meta("robots", "max-image-preview:large"))), NOW)
    assert rights.snippet((*found, LETTER), NOW) is None
    assert rights.snippet((), NOW) is None


def test_a_stub_that_the_reading_found_is_a_paywall(page):
    stub = Article("a", "https://paper.example/a", "paper", "Bridge opens", access="paywall")
    assert rights.judge(rights.of_page(page(BARE), stub), NOW).value == "link"


@pytest.mark.parametrize(("access", "mode"), [("free", "excerpt"), ("paywall", "link")])
def test_of_an_article_that_was_read_its_own_access_counts(page, access, mode):
    own = Article("a", "https://paper.example/a", "paper", "Bridge opens", access=access)
    teaser = page(graph('{"@type": "NewsArticle", "url": "https://paper.example/b", "isAccessibleForFree": false}'))
    assert rights.judge(rights.of_page(teaser, own), NOW).value == mode
    assert rights.judge(rights.of_page(teaser), NOW).value == "link"


def test_what_the_page_says_of_mining_takes_the_place_of_what_its_site_says():
    free = Evidence("tdm", "excerpt", "meta tag: tdm-reservation 0")
    site = Evidence("tdm", "link", "tdmrep.json, /: tdm-reservation 1", scope="site")
    assert rights.judge(rights.gathered((free,), (site,)), NOW).value == "excerpt"
    assert rights.judge(rights.gathered((), (site,)), NOW).value == "link"
    assert rights.judge(rights.gathered((free,), (SHUT,)), NOW).value == "none"
