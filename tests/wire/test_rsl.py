"""RSL 1.0: which terms restrict a newsroom that indexes, quotes and links, and where they are found."""

import pytest

from broadsheet.wire import rsl

URL = "https://paper.example/news/1"


def terms(inner, url="/", attributes=""):
    return (
        f'<rsl xmlns="https://rslstandard.org/rsl"><content url="{url}" {attributes}><license>{inner}</license></content></rsl>'
    ).encode()


def usage(verb, tokens, kind="usage"):
    return f'<{verb} type="{kind}">{tokens}</{verb}>'


ROWS = [
    (usage("prohibits", "ai-all"), "link", False),
    (usage("prohibits", "all"), "link", False),
    (usage("prohibits", "search"), "link", False),
    (usage("prohibits", "ai-index"), "link", False),
    (usage("prohibits", "ai-train ai-input"), "link", False),
    (usage("prohibits", "ai-train"), "excerpt", False),
    (usage("permits", "search"), "excerpt", False),
    (usage("permits", "search ai-input"), "excerpt", True),
    (usage("permits", "all"), "excerpt", True),
    (usage("permits", "ai-train"), "link", False),
    (usage("permits", "all") + usage("prohibits", "ai-index"), "link", False),
    (usage("permits", "all") + '<payment type="crawl"><amount currency="USD">1</amount></payment>', "link", False),
    (usage("permits", "search") + '<payment type="attribution"/>', "excerpt", False),
    ('<payment type="subscription"/>', "link", False),
    (usage("permits", "all") + usage("permits", "non-commercial", "user"), "link", False),
    (usage("permits", "all") + usage("permits", "commercial", "user"), "excerpt", True),
    (usage("prohibits", "commercial", "user"), "link", False),
    (usage("permits", "us", "geo"), "link", False),
    ("", "excerpt", True),
]


@pytest.mark.parametrize(("inner", "mode", "model"), ROWS)
def test_what_restricts_us(now, inner, mode, model):
    said = rsl.on(rsl.read(terms(inner)), URL, "https://paper.example/rsl.xml", now)
    assert said is not None
    assert (said.mode, said.machine) == (mode, model)
    assert said.words.startswith("RSL: ")


def test_a_prohibition_counts_whatever_another_licence_permits(now):
    both = terms(f"{usage('permits', 'all')}</license><license>{usage('prohibits', 'ai-all')}")
    said = rsl.on(rsl.read(both), URL, "", now)
    assert said is not None
    assert said.mode == "link"


def test_a_licence_server_must_be_asked_first(now):
    said = rsl.on(rsl.read(terms(usage("permits", "all"), attributes='server="https://olp.example"')), URL, "", now)
    assert said is not None
    assert (said.mode, said.words) == ("link", "RSL: a licence must be asked for first")


def test_the_longest_pattern_speaks_and_others_are_silent(now):
    shut, free = usage("prohibits", "all"), usage("permits", "all")
    both = (*rsl.read(terms(shut)), *rsl.read(terms(free, "/news/*")), *rsl.read(terms(shut, "https://other.example/news/*")))
    said = rsl.on(both, URL, "", now)
    assert said is not None
    assert said.mode == "excerpt"
    assert rsl.on(rsl.read(terms(shut, "/sport/")), URL, "", now) is None


def test_a_page_names_its_files_in_header_and_link_tags(page):
    made = page(
        '<link rel="license" type="application/rsl+xml" href="/a.xml"><link rel=license href="/human.html">',
        headers=(("link", '</b.xml>; rel="license"; type="application/rsl+xml", </c>; rel="next"'),),
    )
    assert rsl.named(made) == ("https://paper.example/b.xml", "https://paper.example/a.xml")


def test_what_cannot_be_read_says_nothing():
    for broken in (
        b"",
        b"{}",
        b"<html>no",
        b"<!DOCTYPE x [<!ENTITY a 'b'>]><rsl/>",
        b"<rsl xmlns='urn:other'><content url='/'/>",
    ):
        assert rsl.on(rsl.read(broken), URL, "", None) is None


def test_a_page_carries_its_terms_in_scripts_and_one_that_never_ends_says_nothing(page):
    shut = terms(usage("prohibits", "all")).decode()
    script = f'<script type="application/rsl+xml">{shut}'
    assert len(rsl.inline(page(f"{script}</SCRIPT><p>x</p>{script}</script>"))) == 2
    assert rsl.inline(page(script * 2_000)) == ()
