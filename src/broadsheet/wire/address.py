"""Which network addresses may be connected to: public ones on the web's ports, and what the settings allow beyond."""

from __future__ import annotations

from functools import lru_cache
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

from broadsheet.settings import Network, allowance

Allowed = tuple[tuple[Network, int], ...]

PORTS = (80, 443)

# What `is_global` lets through, in one Python version or another, although it leads inside or to an address written within.
_TUNNELS: tuple[tuple[Network, str], ...] = (
    (ip_network("64:ff9b::/96"), "a NAT64 address (RFC 6052)"),
    (ip_network("64:ff9b:1::/48"), "a local NAT64 address (RFC 8215)"),
    (ip_network("2002::/16"), "a 6to4 address (RFC 3056)"),
    (ip_network("192.88.99.0/24"), "a 6to4 relay (RFC 7526)"),
    (ip_network("2001::/32"), "a Teredo address (RFC 4380)"),
    (ip_network("2001::/23"), "an address of a protocol's own (RFC 2928)"),
    (ip_network("3fff::/20"), "an address for documentation (RFC 9637)"),
    (ip_network("192.0.0.0/24"), "an address of a protocol's own (RFC 6890)"),
    (ip_network("::/96"), "an IPv4-compatible address (RFC 4291)"),
    (ip_network("100.64.0.0/10"), "a carrier's shared address (RFC 6598)"),
    (ip_network("168.63.129.16/32"), "a cloud's metadata service"),
)

_UNICAST = ip_network("2000::/3")


def allowances(entries: tuple[str, ...]) -> Allowed:
    """The networks with ports that `wire.allow_loopback` names, such as `127.1.0.0/16:8901`. Raises SettingsError."""
    return tuple(allowance(entry) for entry in entries)


def port_objection(port: int | None, allowed: Allowed) -> str:
    """Why this port may not be asked at any address; empty when it may."""
    if port in PORTS or any(port == known for _, known in allowed):
        return ""
    return f"port {port} is none of the web's (80 and 443)"


@lru_cache(maxsize=4096)
def objection(address: str, port: int, allowed: Allowed) -> str:
    """Why this address and port may not be connected to; empty when they may."""
    try:
        ip = _plain(ip_address(address.partition("%")[0]))
    except ValueError:
        return f"{address} is no network address"
    if any(port == known and ip in network for network, known in allowed):
        return ""
    kind = _kind(ip)
    if kind:
        return f"{address} is {kind}"
    return port_objection(port, ())


def _plain(ip: IPv4Address | IPv6Address) -> IPv4Address | IPv6Address:
    """The IPv4 address that an IPv4-mapped one connects to in truth."""
    mapped = ip.ipv4_mapped if isinstance(ip, IPv6Address) else None
    return mapped or ip


def _kind(ip: IPv4Address | IPv6Address) -> str:
    """What keeps an address from being a public one, in words; empty for a public one."""
    for network, name in _TUNNELS:
        if ip in network and not ip.is_loopback and not ip.is_unspecified:
            return name
    checks = (
        (ip.is_loopback, "a loopback address"),
        (ip.is_unspecified, "the unspecified address"),
        (ip.is_link_local, "a link-local address, where clouds keep their metadata"),
        (ip.is_multicast, "a multicast address"),
        (ip.is_private, "a private address"),
        (not ip.is_global, "no public address"),
        (isinstance(ip, IPv6Address) and ip not in _UNICAST, "no global unicast address (RFC 4291)"),
    )
    return next((name for found, name in checks if found), "")
