"""Which addresses may be connected to."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.settings import SettingsError
from broadsheet.wire.address import allowances, name_objection, objection, port_objection

INSIDE = [
    ("127.0.0.1", "loopback"),
    ("127.255.255.254", "loopback"),
    ("0.0.0.0", "unspecified"),
    ("0.1.2.3", "this network"),
    ("10.1.2.3", "private"),
    ("172.16.0.1", "private"),
    ("172.31.255.255", "private"),
    ("192.168.0.1", "private"),
    ("100.64.0.1", "carrier"),
    ("100.100.100.200", "carrier"),
    ("169.254.169.254", "metadata"),
    ("168.63.129.16", "metadata"),
    ("192.0.0.1", "protocol"),
    ("192.0.0.192", "protocol"),
    ("192.0.2.1", "documentation"),
    ("198.51.100.1", "documentation"),
    ("203.0.113.1", "documentation"),
    ("192.31.196.1", "AS112"),
    ("192.175.48.1", "AS112"),
    ("192.52.193.1", "multicast"),
    ("192.88.99.1", "6to4"),
    ("198.18.0.1", "measurements"),
    ("198.19.255.255", "measurements"),
    ("224.0.0.1", "multicast"),
    ("239.255.255.255", "multicast"),
    ("240.0.0.1", "reserved"),
    ("255.255.255.255", "broadcast"),
    ("::1", "loopback"),
    ("::", "unspecified"),
    ("::ffff:127.0.0.1", "loopback"),
    ("::ffff:10.0.0.1", "private"),
    ("::ffff:169.254.169.254", "metadata"),
    ("::7f00:1", "IPv4-compatible"),
    ("::ffff:0:7f00:1", "IPv4-translated"),
    ("64:ff9b::7f00:1", "NAT64"),
    ("64:ff9b::808:808", "NAT64"),
    ("64:ff9b:1::1", "local NAT64"),
    ("64:ff9b:1:ffff::7f00:1", "local NAT64"),
    ("100::1", "discards"),
    ("100:0:0:1::1", "dummy"),
    ("2001:0:1::1", "Teredo"),
    ("2001:1::1", "protocol"),
    ("2001:2::1", "measurements"),
    ("2001:3::1", "protocol"),
    ("2001:4:112::1", "protocol"),
    ("2001:10::1", "protocol"),
    ("2001:20::1", "protocol"),
    ("2001:30::1", "protocol"),
    ("2001:db8::1", "documentation"),
    ("2002:7f00:1::1", "6to4"),
    ("2002:808:808::1", "6to4"),
    ("2620:4f:8000::1", "AS112"),
    ("3fff::1", "documentation"),
    ("5f00::1", "segment routing"),
    ("fc00::1", "private"),
    ("fd00:ec2::254", "private"),
    ("fe80::1", "link-local"),
    ("fe80::1%eth0", "link-local"),
    ("fec0::1", "private"),
    ("ff02::1", "multicast"),
    ("ff0e::1", "multicast"),
    ("4000::1", "no global unicast"),
    ("2606:4700::5efe:7f00:1", "another inside"),
    ("2606:4700::200:5efe:7f00:1", "another inside"),
    ("paper.example", "no network address"),
    ("0x7f.1", "no network address"),
    ("", "no network address"),
]


@pytest.mark.parametrize(("address", "word"), INSIDE)
def test_what_leads_inside_is_refused_with_a_reason(address, word):
    assert word in objection(address, 443, ())


@pytest.mark.parametrize(
    ("host", "word"),
    [
        ("localhost", "this machine"),
        ("paper.localhost", "this machine"),
        ("printer.local", "local network"),
        ("metadata.google.internal", "private network"),
        ("intranet", "private network"),
        ("box.home.arpa", "home network"),
        ("paper.onion", "Tor"),
        ("paper.alt", "outside the DNS"),
        ("paper.test", "tests"),
        ("paper.invalid", "nowhere"),
    ],
)
def test_names_of_no_public_host_are_not_looked_up(host, word):
    assert word in name_objection(host, 443, ())


@pytest.mark.parametrize("host", ["paper.example", "www.local.paper.example", "localhost.example", "xn--pper-loa.example"])
def test_other_names_are_looked_up(host):
    assert name_objection(host, 443, ()) == ""


def test_a_name_may_be_looked_up_on_a_port_that_is_allowed():
    assert name_objection("paper.localhost", 8901, allowances(("127.0.0.0/8:8901",))) == ""


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
