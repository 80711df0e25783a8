"""The guarded door: what it brings, what it refuses and in which words."""

import asyncio
from dataclasses import replace

import pytest

from broadsheet.settings import Settings
from broadsheet.wire.fetch import Fetcher, Refused, retry_after, user_agent


async def refusal(fetcher: Fetcher, url: str, **more: int) -> Refused:
    with pytest.raises(Refused) as caught:
        await fetcher.get(url, **more)
    assert caught.value.reason.endswith(".")
    return caught.value


async def test_a_page_comes_with_its_headers_and_where_it_was_found(fetcher, server, now):
    page = await fetcher.get(server.url("/to-feed"))
    assert (page.status, page.asked, page.url) == (200, server.url("/to-feed"), server.url("/feed.xml"))
    assert b"A bridge opens" in page.body
    assert dict(page.headers)["etag"] == '"one"'
    assert (page.content_type, page.fetched) == ("application/rss+xml", now)


async def test_a_validator_brings_304_without_a_body(fetcher, server):
    page = await fetcher.get(server.url("/feed.xml"), etag='"one"', last_modified="Mon, 02 Mar 2026 09:00:00 GMT")
    assert (page.status, page.body) == (304, b"")
    assert dict(server.asked)["/feed.xml"]["if-modified-since"].startswith("Mon")


async def test_a_304_that_nobody_asked_for_is_no_page(fetcher, server):
    server.answer("/same", b"", status="304 X")
    assert (await refusal(fetcher, server.url("/same"))).status == 304


async def test_headers_in_latin_1_are_text_that_can_be_kept_and_sent(fetcher, server):
    server.answer("/odd", b"x", 'ETag: "\xe4"\r\nX-A: \xc3\xa4\r\n')
    page = await fetcher.get(server.url("/odd"))
    assert dict(page.headers)["etag"] == '"ä"'
    assert dict(page.headers)["x-a"] == "ä"
    assert (await fetcher.get(server.url("/odd"), etag=dict(page.headers)["etag"])).status == 200


@pytest.mark.parametrize(
    ("location", "path"), [("/\xe4", "/%E4"), ("/\xc3\xa4", "/%C3%A4"), ("a b", "/a%20b"), ("?x", "/from?x"), ("\\a", "/a")]
)
async def test_a_redirect_is_followed_as_browsers_follow_it(fetcher, server, location, path):
    server.answer("/from", b"", f"Location: {location}\r\n", "302 X")
    server.answer(path, b"there")
    page = await fetcher.get(server.url("/from"))
    assert (page.body, page.url) == (b"there", server.url(path))


async def test_it_says_who_we_are_and_sends_no_cookie(fetcher, server, settings):
    server.answer("/cookie", b"x", "Set-Cookie: a=b\r\n")
    await fetcher.get(server.url("/cookie"))
    await fetcher.get(server.url("/cookie"))
    sent = server.asked[-1][1]
    assert sent["user-agent"] == user_agent(settings)
    assert "desk@paper.example" in sent["user-agent"]
    assert settings.site.address in sent["user-agent"]
    assert "cookie" not in sent


async def test_a_connection_is_kept(fetcher, server):
    for _ in range(3):
        await fetcher.get(server.url("/feed.xml"))
    assert server.connections == 1


@pytest.mark.parametrize(
    ("path", "kind", "word"),
    [
        ("/hang", "timeout", "within 1 seconds"),
        ("/drip", "timeout", "fewer than 1,000 bytes a second"),
        ("/loop", "redirects", "more than 5 times"),
        ("/gzip-bomb", "size", "1,000,000 bytes"),
        ("/brotli-bomb", "size", "1,000,000 bytes"),
        ("/endless", "size", "1,000,000 bytes"),
        ("/stacked-gzip", "encoding", "packed 2 times"),
        ("/broken-gzip", "encoding", "broken"),
        ("/to-private", "address", "none of the web's"),
        ("/to-metadata", "address", "169.254.169.254"),
        ("/to-file", "scheme", "no web address"),
        ("/reset", "network", "broke off"),
        ("/odd/headers", "network", "Too many headers"),
        ("/odd/long-header", "network", "more than 32768 bytes"),
        ("/odd/status-line", "network", "more than 32768 bytes"),
        ("/odd/no-http", "network", "does not speak HTTP"),
        ("/odd/chunk-size", "network", "Invalid character in chunk size"),
        ("/odd/chunk-huge", "network", "before the end"),
        ("/odd/chunk-extension", "network", "before the end"),
        ("/odd/trailers", "network", "Too many headers"),
        ("/odd/length-more", "network", "before the end"),
        ("/odd/length-huge", "size", "1,000,000 bytes"),
        ("/odd/length-twice", "network", "Duplicate Content-Length"),
        ("/odd/length-and-chunks", "network", "Content-Length can't be present"),
        ("/odd/both-gzip", "encoding", "packed 2 times"),
        ("/odd/continue", "timeout", "within 1 seconds"),
        ("/private/page", "robots", "disallows"),
        ("/nothing", "status", "404"),
    ],
)
async def test_each_fault_has_its_kind_and_words(fetcher, server, path, kind, word):
    refused = await refusal(fetcher, server.url(path))
    assert refused.kind == kind
    assert word in refused.reason


@pytest.mark.parametrize(("path", "status", "wait"), [("/410", 410, None), ("/429", 429, 120.0), ("/503", 503, 120.0)])
async def test_a_bad_status_carries_what_the_server_asks(fetcher, server, path, status, wait):
    refused = await refusal(fetcher, server.url(path))
    assert (refused.kind, refused.status, refused.retry_after) == ("status", status, wait)


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1:{canary}/",
        "http://localhost:{canary}/",
        "http://paper.localhost:{canary}/",
        "http://2130706433:{canary}/",
        "http://0x7f.1:{canary}/",
        "http://[::1]:{canary}/",
        "http://[::ffff:127.0.0.1]:{canary}/",
        "http://127.0.0.1/",
        "http://10.0.0.1/",
        "http://[fe80::1]/",
        "http://user:word@127.0.0.1:{canary}/",
    ],
)
async def test_no_way_of_writing_an_inner_address_leads_there(fetcher, server, address):
    refused = await refusal(fetcher, address.format(canary=server.canary_port))
    assert refused.kind == "address"
    assert ("127.0.0.1", server.canary_port) not in fetcher.contacted


@pytest.mark.parametrize(
    "address", ["", "nonsense", "ftp://paper.example/", "file:///etc/passwd", "http://", "http://[", "http://a:b:c/"]
)
async def test_what_is_no_web_address_is_refused(fetcher, address):
    assert (await refusal(fetcher, address)).kind == "scheme"


async def test_names_under_localhost_are_this_machine(fetcher, server):
    page = await fetcher.get(f"http://meridian.localhost:{server.port}/feed.xml")
    assert page.status == 200
    assert fetcher.contacted == {("127.0.0.1", server.port)}


async def test_logins_in_an_address_are_not_sent(fetcher, server):
    await fetcher.get(f"http://user:word@127.0.0.1:{server.port}/feed.xml")
    assert all("authorization" not in headers for _, headers in server.asked)


async def test_a_form_is_posted_and_the_answer_comes(fetcher, server, settings):
    server.answer("/hub", b"accepted", status="202 X")
    page = await fetcher.post(server.url("/hub"), form={"hub.mode": "subscribe", "hub.topic": "https://p.example/?a=1&b"})
    assert (page.status, page.body) == (202, b"accepted")
    assert server.sent == [("POST", "/hub", b"hub.mode=subscribe&hub.topic=https%3A%2F%2Fp.example%2F%3Fa%3D1%26b")]
    sent = dict(server.asked)["/hub"]
    assert sent["content-type"] == "application/x-www-form-urlencoded"
    assert sent["user-agent"] == user_agent(settings)
    assert server.paths() == ["/hub"]  # no robots.txt


async def test_a_body_is_posted_with_the_type_that_is_given(fetcher, server):
    server.answer("/hook", b"", status="204 X")
    await fetcher.post(server.url("/hook"), body=b'{"a":1}', headers={"Content-Type": "application/json"})
    assert server.sent == [("POST", "/hook", b'{"a":1}')]
    assert dict(server.asked)["/hook"]["content-type"] == "application/json"


@pytest.mark.parametrize(
    ("path", "kind"),
    [("/to-private", "address"), ("/to-feed", "redirects"), ("/410", "status"), ("/endless", "size"), ("/hang", "timeout")],
)
async def test_what_is_posted_goes_through_the_same_door(fetcher, server, path, kind):
    with pytest.raises(Refused) as caught:
        await fetcher.post(server.url(path), body=b"x")
    assert caught.value.kind == kind
    assert all(asked != "/feed.xml" for asked in server.paths())


async def test_nothing_is_posted_inside(fetcher, server):
    with pytest.raises(Refused) as caught:
        await fetcher.post(f"http://127.0.0.1:{server.canary_port}/", body=b"x")
    assert caught.value.kind == "address"


async def test_the_rules_of_a_site_can_be_read(fetcher, server):
    server.answer("/robots.txt", b"License: https://p.example/rsl.xml\nUser-agent: *\nContent-Signal: ai-train=no\n")
    rules = await fetcher.rules(server.url("/a/1.html"))
    assert rules.licences == ("https://p.example/rsl.xml",)
    assert rules.signals == (("ai-train", "no"),)


async def test_robots_is_asked_once_however_many_wait(fetcher, server):
    await asyncio.gather(*(fetcher.get(server.url("/feed.xml")) for _ in range(5)))
    assert server.paths().count("/robots.txt") == 1


@pytest.mark.parametrize(("status", "allowed"), [("404 X", True), ("403 X", True), ("500 X", False), ("429 X", False)])
async def test_a_missing_robots_is_freedom_and_a_broken_one_is_not(fetcher, server, status, allowed):
    server.answer("/robots.txt", b"", status=status)
    assert (await fetcher.permission(server.url("/feed.xml"))).allowed is allowed


@pytest.mark.parametrize(("status", "passing"), [("200 OK", False), ("503 X", True)])
async def test_a_broken_robots_may_pass_and_a_disallowed_address_does_not(fetcher, server, status, passing):
    server.answer("/robots.txt", b"User-agent: *\nDisallow: /\n", status=status)
    said = await refusal(fetcher, server.url("/feed.xml"))
    assert (said.kind, said.passing) == ("robots", passing)


async def test_robots_tells_of_those_who_mine(fetcher, server):
    said = await fetcher.permission(server.url("/feed.xml"))
    assert (said.allowed, said.agents_refused) == (True, True)
    assert "GPTBot" in said.why


async def test_a_smaller_limit_can_be_asked_for(fetcher, server):
    assert (await refusal(fetcher, server.url("/feed.xml"), max_bytes=100)).kind == "size"


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("120", 120.0),
        ("Mon, 02 Mar 2026 12:01:00 GMT", 60.0),
        ("Mon, 02 Mar 2026 11:00:00 GMT", 0.0),
        ("soon", None),
        ("", None),
    ],
)
def test_retry_after_is_seconds_or_a_date(value, seconds, now):
    assert retry_after(value, now) == seconds


def test_the_user_agent_is_one_line_whatever_the_settings_say():
    odd = replace(Settings().site, contact="a@b.example\r\nX-Evil: 1", address="https://päper.example")
    sent = user_agent(replace(Settings(), site=odd))
    assert "\r" not in sent
    assert "\n" not in sent
    assert sent.isascii()
