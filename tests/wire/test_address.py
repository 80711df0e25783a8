"""Which addresses may be connected to."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.settings import SettingsError
from broadsheet.wire.address import allowances, objection, port_objection

INSIDE = [
    "127.0.0.1",
    "0.0.0.0",
    "10.1.2.3",
    "172.16.0.1",
    "192.168.0.1",
    "169.254.169.254",
    "100.64.0.1",
    "100.100.100.200",
    "224.0.0.1",
    "255.255.255.255",
    "192.0.0.192",
    "192.0.2.1",
    "198.18.0.1",
    "168.63.129.16",
    "192.88.99.1",
    "::1",
    "::",
    "fe80::1",
    "fe80::1%eth0",
    "fd00:ec2::254",
    "fc00::1",
    "ff02::1",
    "64:ff9b::7f00:1",
    "64:ff9b:1::1",
    "2002:7f00:1::1",
    "2001:0:1::1",
    "::ffff:127.0.0.1",
    "::ffff:10.0.0.1",
    "::7f00:1",
    "2001:db8::1",
]


@pytest.mark.parametrize("address", INSIDE)
def test_what_leads_inside_is_refused_with_a_reason(address):
    assert objection(address, 443, ())


@pytest.mark.parametrize("address", ["93.184.216.34", "1.1.1.1", "2606:4700::1111", "::ffff:1.1.1.1"])
def test_what_is_public_may_be_asked_on_the_webs_ports(address):
    assert not objection(address, 80, ())
    assert not objection(address, 443, ())
    assert "port 22" in objection(address, 22, ())


def test_an_allowance_is_for_its_network_and_its_port():
    allowed = allowances(("127.1.0.0/16:8901", "[::1]/128:8902"))
    assert not objection("127.1.2.3", 8901, allowed)
    assert not objection("::1", 8902, allowed)
    assert objection("127.1.2.3", 8902, allowed)
    assert objection("127.0.0.1", 8901, allowed)
    assert objection("1.1.1.1", 8901, allowed)
    assert not port_objection(8901, allowed)
    assert port_objection(8903, allowed)


@pytest.mark.parametrize("entry", ["127.0.0.1", "localhost:80", "127.0.0.0/99:80", "::1", ""])
def test_an_allowance_that_cannot_be_read_says_how_to_write_one(entry):
    with pytest.raises(SettingsError, match=r"127\.1\.0\.0/16:8901"):
        allowances((entry,))


@given(st.ip_addresses())
def test_no_private_address_ever_passes(ip):
    if not objection(str(ip), 443, ()):
        assert ip.is_global
        assert not ip.is_multicast
        assert not ip.is_link_local
