"""A site's terms come through the door, once a day, and stand when it cannot be asked."""

from datetime import timedelta

import pytest

from broadsheet.wire.fetch import Fetcher, Refused
from broadsheet.wire.site import Sites, origin_of, said

TERMS = b"<license><prohibits>ai-all</prohibits></license>"
RSL = b'<rsl xmlns="https://rslstandard.org/rsl"><content url="/">' + TERMS + b"</content></rsl>"


@pytest.fixture
def clock(now):
    return [now]


@pytest.fixture
async def sites(settings, clock):
    async with Fetcher(settings, lambda: clock[0]) as door:
        yield Sites(door, lambda: clock[0])


def kinds(terms, url):
    return {(each.kind, each.mode, each.scope) for each in said(terms, url)}


async def test_robots_tdmrep_and_rsl_are_asked_once_a_day(server, sites, clock):
    url = server.url("/news/1")
    server.answer("/robots.txt", f"License: {server.url('/rsl.xml')}\nUser-agent: GPTBot\nDisallow: /\n".encode())
    server.answer("/.well-known/tdmrep.json", b'[{"location": "/news/", "tdm-reservation": 1}]')
    server.answer("/rsl.xml", RSL)
    terms = await sites.terms(url)
    assert kinds(terms, url) == {("agents", "excerpt", "site"), ("tdm", "link", "site"), ("rsl", "link", "site")}
    await sites.terms(server.url("/news/2"))
    assert sorted(server.paths()) == ["/.well-known/tdmrep.json", "/robots.txt", "/rsl.xml"]
    server.answer("/robots.txt", b"User-agent: *\nDisallow: /news/\n")
    clock[0] += timedelta(days=1, seconds=1)
    assert ("robots", "none", "site") in kinds(await sites.terms(url), url)
    assert kinds(await sites.terms(url), server.url("/sport/")) == set()


async def test_a_file_that_cannot_be_had_today_stands_as_it_was(server, sites, clock):
    url = server.url("/news/1")
    server.answer("/robots.txt", b"")
    server.answer("/.well-known/tdmrep.json", b'[{"location": "/", "tdm-reservation": 1}]')
    await sites.terms(url)
    server.answer("/.well-known/tdmrep.json", b"", status="503 X")
    clock[0] += timedelta(days=1, seconds=1)
    assert kinds(await sites.terms(url), url) == {("tdm", "link", "site")}
    server.answer("/.well-known/tdmrep.json", b"", status="404 X")
    clock[0] += timedelta(days=1, seconds=1)
    assert kinds(await sites.terms(url), url) == set()


async def test_a_robots_txt_out_of_order_says_nothing_of_rights(server, sites):
    server.answer("/robots.txt", b"", status="503 X")
    url = server.url("/news/1")
    assert kinds(await sites.terms(url), url) == set()


async def test_a_site_that_cannot_be_reached_is_refused(sites):
    with pytest.raises(Refused):
        await sites.terms("http://127.0.0.1:1/")


async def test_a_named_licence_that_cannot_be_read_keeps_models_out(server, sites):
    (found,) = await sites.said_by((server.url("/no.xml"),), server.url("/news/1"))
    assert (found.mode, found.machine) == ("excerpt", False)


def test_an_origin_has_no_path():
    assert origin_of("HTTPS://Paper.example:8443/a?b#c") == "https://paper.example:8443"
    assert origin_of("https://attacker.example\\:x@paper.example") == "https://attacker.example"
    assert origin_of("https://user:word@Paper.example.:443/") == "https://paper.example"
    assert origin_of("https://[") == ""
