"""Which network addresses may be connected to: public ones on the web's ports, and what the settings allow beyond."""

from __future__ import annotations

from functools import lru_cache
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

from broadsheet.settings import Network, allowance
from broadsheet.wire.registries import ISATAP, NAMES, SPECIAL

Allowed = tuple[tuple[Network, int], ...]

PORTS = (80, 443)

_UNICAST = ip_network("2000::/3")


class Forbidden(OSError):
    """A name or an address that may not be connected to; the message is the reason."""


def allowances(entries: tuple[str, ...]) -> Allowed:
    """The networks with ports that `wire.allow_loopback` names, such as `127.1.0.0/16:8901`. Raises SettingsError."""
    return tuple(allowance(entry) for entry in entries)


def port_objection(port: int | None, allowed: Allowed) -> str:
    """Why this port may not be asked at any address; empty when it may."""
    if port in PORTS or any(port == known for _, known in allowed):
        return ""
    return f"port {port} is none of the web's (80 and 443), nor does wire.allow_loopback name it"


def name_objection(host: str, port: int, allowed: Allowed) -> str:
    """Why a host's name may not be looked up; empty when it may: then its addresses have their say.

    On a port that the settings allow any name may be, for the allowance's network is checked in any case.
    """
    if any(port == known for _, known in allowed):
        return ""
    if "." not in host:
        return f"{host} is {NAMES['localhost']}" if host == "localhost" else f"{host} is a name of a private network"
    return next((f"{host} is {what}" for name, what in NAMES.items() if host.endswith(f".{name}")), "")


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
    for network, name in SPECIAL:
        if ip in network:
            return name
    if isinstance(ip, IPv6Address):
        if ip not in _UNICAST:
            return "no global unicast address (RFC 4291)"
        if int(ip) >> 32 & 0xFFFFFFFF in ISATAP:
            return "an address with another inside (RFC 5214)"
    return "" if ip.is_global else "no public address"
