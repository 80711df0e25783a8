"""Where the site listens, and where a browser on this machine finds it."""

from __future__ import annotations

import socket
from dataclasses import replace

import pytest

from broadsheet.press import serve
from broadsheet.press.home import HomeError
from broadsheet.settings import Serve


@pytest.fixture(autouse=True)
def _at_once(monkeypatch):
    monkeypatch.setattr(serve, "WATCH_SECONDS", 0.0)


@pytest.mark.parametrize(("family", "host"), [(socket.AF_INET, "127.0.0.1"), (socket.AF_INET6, "::1")])
def test_a_port_is_free_until_someone_listens_on_it(family, host):
    with socket.socket(family) as other:
        try:
            other.bind((host, 0))
        except OSError:
            pytest.skip(f"this machine has no {host}")
        wanted = Serve(host=host, port=other.getsockname()[1])
        other.listen()
        with pytest.raises(HomeError, match=f"Port {wanted.port} on {host} is in use"):
            serve.free(wanted)
    serve.free(wanted)


def test_a_host_that_is_none_is_told_apart_from_a_taken_port():
    with pytest.raises(HomeError, match=r"'no host at all' is no address of this machine"):
        serve.free(Serve(host="no host at all"))


@pytest.mark.parametrize(
    ("host", "address"),
    [
        ("127.0.0.1", "http://127.0.0.1:8000"),
        ("0.0.0.0", "http://127.0.0.1:8000"),
        ("::", "http://127.0.0.1:8000"),
        ("::1", "http://[::1]:8000"),
        ("192.168.7.4", "http://192.168.7.4:8000"),
        ("press.example", "http://press.example:8000"),
    ],
)
def test_the_site_has_an_address_that_a_browser_can_open(host, address):
    assert serve.address(replace(Serve(), host=host)) == address
