"""Which addresses and names no publisher can have, by the registries that say so."""

from __future__ import annotations

from ipaddress import ip_network

from broadsheet.settings import Network

# IANA's registries of special-purpose addresses, read on 2026-11-23, the ones marked global too: no publisher is there.
SPECIAL: tuple[tuple[Network, str], ...] = tuple(
    (ip_network(network), name)
    for network, name in (
        ("127.0.0.0/8", "a loopback address"),
        ("::1/128", "a loopback address"),
        ("0.0.0.0/32", "the unspecified address"),
        ("::/128", "the unspecified address"),
        ("0.0.0.0/8", "an address of this network (RFC 791)"),
        ("10.0.0.0/8", "a private address (RFC 1918)"),
        ("172.16.0.0/12", "a private address (RFC 1918)"),
        ("192.168.0.0/16", "a private address (RFC 1918)"),
        ("100.64.0.0/10", "a carrier's shared address (RFC 6598)"),
        ("169.254.0.0/16", "a link-local address, where clouds keep their metadata (RFC 3927)"),
        ("168.63.129.16/32", "a cloud's metadata service"),
        ("192.0.0.0/24", "an address of a protocol's own (RFC 6890)"),
        ("192.0.2.0/24", "an address for documentation (RFC 5737)"),
        ("198.51.100.0/24", "an address for documentation (RFC 5737)"),
        ("203.0.113.0/24", "an address for documentation (RFC 5737)"),
        ("192.31.196.0/24", "an address of the AS112 project (RFC 7535)"),
        ("192.175.48.0/24", "an address of the AS112 project (RFC 7534)"),
        ("192.52.193.0/24", "a multicast tunnel (RFC 7450)"),
        ("192.88.99.0/24", "a 6to4 relay (RFC 7526)"),
        ("198.18.0.0/15", "an address for measurements (RFC 2544)"),
        ("224.0.0.0/4", "a multicast address (RFC 5771)"),
        ("255.255.255.255/32", "the broadcast address (RFC 919)"),
        ("240.0.0.0/4", "a reserved address (RFC 1112)"),
        ("64:ff9b::/96", "a NAT64 address (RFC 6052)"),
        ("64:ff9b:1::/48", "a local NAT64 address (RFC 8215)"),
        ("::/96", "an IPv4-compatible address (RFC 4291)"),
        ("::ffff:0:0:0/96", "an IPv4-translated address (RFC 2765)"),
        ("100::/64", "an address that discards (RFC 6666)"),
        ("100:0:0:1::/64", "a dummy address (RFC 9780)"),
        ("2001::/32", "a Teredo address (RFC 4380)"),
        ("2001:2::/48", "an address for measurements (RFC 5180)"),
        ("2001::/23", "an address of a protocol's own (RFC 2928)"),
        ("2001:db8::/32", "an address for documentation (RFC 3849)"),
        ("2002::/16", "a 6to4 address (RFC 3056)"),
        ("2620:4f:8000::/48", "an address of the AS112 project (RFC 7534)"),
        ("3fff::/20", "an address for documentation (RFC 9637)"),
        ("5f00::/16", "a segment routing address (RFC 9602)"),
        ("fc00::/7", "a private address (RFC 4193)"),
        ("fe80::/10", "a link-local address (RFC 4291)"),
        ("fec0::/10", "a private address (RFC 3879)"),
        ("ff00::/8", "a multicast address (RFC 4291)"),
    )
)
ISATAP = (0x00005EFE, 0x02005EFE)  # the upper half of an interface identifier with an IPv4 address in it (RFC 5214, 6.1)

# Names that no public name server answers for, or that one must not be asked.
NAMES = {
    "localhost": "this machine (RFC 6761)",
    "local": "a name of the local network (RFC 6762)",
    "internal": "a name of a private network (ICANN, 2024)",
    "home.arpa": "a name of a home network (RFC 8375)",
    "onion": "a name of the Tor network (RFC 7686)",
    "alt": "a name outside the DNS (RFC 9476)",
    "test": "a name for tests (RFC 6761)",
    "invalid": "a name that leads nowhere (RFC 6761)",
}
