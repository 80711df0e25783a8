"""Sockets and connections."""

import socket

import pytest

from broadsheet.wire.address import Forbidden, allowances
from broadsheet.wire.connect import Kept, Sockets


@pytest.mark.parametrize("address", ["127.0.0.1", "10.0.0.1", "::1", "169.254.169.254"])
def test_no_socket_opens_towards_the_inside(address):
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    sockets = Sockets(())
    with pytest.raises(Forbidden):
        sockets.open((family, socket.SOCK_STREAM, 6, "", (address, 443)))
    assert not sockets.contacted


def test_a_socket_opens_where_it_is_allowed():
    sockets = Sockets(allowances(("127.0.0.0/8:8901",)))
    sockets.open((socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.9", 8901))).close()
    assert sockets.contacted == {("127.0.0.9", 8901)}


def test_two_hundred_connections_are_kept_and_no_more():
    kept = Kept()
    assert all(kept.keep(f"http://{n}.example", 0.0) for n in range(200))
    assert not kept.keep("http://one.more.example", 1.0)
    assert kept.keep("http://7.example", 20.0)
    assert kept.keep("http://one.more.example", 31.0)
    assert sum(kept.keep(f"http://other{n}.example", 31.0) for n in range(300)) == 198
