"""Addresses read as browsers read them, and connected to as they were read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.wire.connect import target
from broadsheet.wire.url import NotAUrl, read

BASE = "https://paper.example/a/b.html?x=1"

SAID = [  # what stands there, scheme, host, port, and what follows
    ("https://paper.example", "https", "paper.example", 443, "/"),
    ("HTTP://PAPER.example:80/a", "http", "paper.example", 80, "/a"),
    ("https://paper.example:80/", "https", "paper.example", 80, "/"),
    ("https://paper.example:/", "https", "paper.example", 443, "/"),
    ("https://paper.example:0443/", "https", "paper.example", 443, "/"),
    ("  https://paper.example/a\n", "https", "paper.example", 443, "/a"),
    ("ht\ntps://pap\ter.exa\r\nmple/\ta", "https", "paper.example", 443, "/a"),
    ("http:\\\\evil.example\\a", "http", "evil.example", 80, "/a"),
    ("https:/\\evil.example", "https", "evil.example", 443, "/"),
    ("https://evil.example\\@paper.example/", "https", "evil.example", 443, "/@paper.example/"),
    ("https://paper.example@evil.example/", "https", "evil.example", 443, "/"),
    ("https://paper.example:x@evil.example/", "https", "evil.example", 443, "/"),
    ("https://a@b@evil.example/", "https", "evil.example", 443, "/"),
    ("https://evil.example#@paper.example/", "https", "evil.example", 443, "/"),
    ("https://evil.example?@paper.example/", "https", "evil.example", 443, "/?@paper.example/"),
    ("https:evil.example", "https", "paper.example", 443, "/a/evil.example"),
    ("http:evil.example", "http", "evil.example", 80, "/"),
    ("//evil.example/a", "https", "evil.example", 443, "/a"),
    ("/\\evil.example/a", "https", "evil.example", 443, "/a"),
    ("\\\\evil.example", "https", "evil.example", 443, "/"),
    ("../../../c", "https", "paper.example", 443, "/c"),
    ("%2e%2e/c", "https", "paper.example", 443, "/c"),
    ("?y=2#part", "https", "paper.example", 443, "/a/b.html?y=2"),
    ("c d.html", "https", "paper.example", 443, "/a/c%20d.html"),
    ("/ä?ö=ü", "https", "paper.example", 443, "/%C3%A4?%C3%B6=%C3%BC"),
    ("/a%7Eb/%c3%a4", "https", "paper.example", 443, "/a%7Eb/%c3%a4"),
    ("http://127.0.0.1/", "http", "127.0.0.1", 80, "/"),
    ("http://0x7f.1/", "http", "127.0.0.1", 80, "/"),
    ("http://0177.0.0.01/", "http", "127.0.0.1", 80, "/"),
    ("http://2130706433/", "http", "127.0.0.1", 80, "/"),
    ("http://127.1/", "http", "127.0.0.1", 80, "/"),
    ("http://127.0.0.1./", "http", "127.0.0.1", 80, "/"),
    ("http://%31%32%37.0.0.1/", "http", "127.0.0.1", 80, "/"),
    ("http://１２７．０．０．１/", "http", "127.0.0.1", 80, "/"),
    ("http://127。0。0。1/", "http", "127.0.0.1", 80, "/"),
    ("http://[::1]/", "http", "[::1]", 80, "/"),
    ("http://[0:0::0:1]:81/", "http", "[::1]", 81, "/"),
    ("http://[::ffff:127.0.0.1]/", "http", "[::ffff:7f00:1]", 80, "/"),
    ("http://loc%61lhost/", "http", "localhost", 80, "/"),
    ("http://ⓛocalhost/", "http", "localhost", 80, "/"),
    ("http://local\u00adhost/", "http", "localhost", 80, "/"),
    ("https://paper.example./a", "https", "paper.example", 443, "/a"),
    ("https://bücher.example/", "https", "xn--bcher-kva.example", 443, "/"),
    ("https://straße.example/", "https", "xn--strae-oqa.example", 443, "/"),
    ("https://PAPER.EXAMPLE。/", "https", "paper.example", 443, "/"),
]

NONE = [
    "",
    "nonsense",
    "http://",
    "http:///",
    "http://?x",
    "http://[",
    "http://[::1",
    "http://[::1%25eth0]/",
    "http://a:b:c/",
    "http://paper.example:65536/",
    "http://paper.example:-1/",
    "http://pa per.example/",
    "http://paper%20.example/",
    "http://pa<per.example/",
    "http://paper%00.example/",
    "http://256.1.1.1/",
    "http://1.2.3.4.5/",
    "http://0x.0x.0x.0x.0x/",
    "http://./",
    "http://../",
    "http://\u00ad/",
    "http://" + "a." * 130 + "example/",
    "http://paper.example/" + "a" * 9000,
    "ftp://paper.example/",
    "file:///etc/passwd",
    "javascript:alert(1)",
    "data:text/html,x",
    "blob:https://paper.example/x",
    "ws://paper.example/",
    "http://paper.example/\ud800",
]


@pytest.mark.parametrize(("text", "scheme", "host", "port", "rest"), SAID)
def test_an_address_is_read_as_browsers_read_it(text, scheme, host, port, rest):
    at = read(text, BASE)
    assert (at.scheme, at.host, at.port) == (scheme, host, port)
    assert at.href == f"{at.origin}{rest}"
    assert read(at.href) == at


@pytest.mark.parametrize("text", NONE)
def test_what_is_no_web_address_is_told(text):
    with pytest.raises(NotAUrl):
        read(text)


@pytest.mark.parametrize(("text", "scheme", "host", "port", "rest"), SAID)
def test_what_is_connected_to_is_what_was_read(text, scheme, host, port, rest):
    url = target(read(text, BASE))
    assert (url.scheme, url.host_subcomponent, url.port) == (scheme, host, port)
    assert url.raw_path_qs == rest
    assert url.raw_user is None
    assert url.raw_password is None


@given(st.text(alphabet="htp:/\\@?#[]%.0x127aeäß\u00ad。-_~ \t\n", max_size=40).map(lambda rest: f"http://{rest}"))
def test_no_text_at_all_is_read_in_two_ways(text):
    try:
        at = read(text, BASE)
    except NotAUrl:
        return
    url = target(at)  # raises Forbidden where the two differ
    assert (url.raw_host or "") == at.address
    assert read(at.href) == at


@pytest.mark.parametrize(
    ("text", "literal"),
    [("http://127.1/", True), ("http://[::1]/", True), ("http://p1.example/", False), ("http://0x7f/", True)],
)
def test_network_addresses_are_told_from_names(text, literal):
    assert read(text).literal is literal
