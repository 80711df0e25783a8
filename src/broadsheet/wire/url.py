"""What a web address says, read the one way in which all of the wire reads it: WHATWG's URL Standard, by ada."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import ada_url

_PORTS = {"http": 80, "https": 443}
_LONGEST = 8_192  # characters of an address; browsers' and servers' limits lie about here
_LONGEST_NAME = 253  # characters of a host's name (RFC 1035, 2.3.4)


class NotAUrl(ValueError):
    """A text that is no address of http or https."""


@dataclass(frozen=True, slots=True)
class Url:
    """A web address: `href` is its whole, `host` as it stands in there (IPv6 in brackets), `port` the one it leads to.

    There is no login and no fragment in it, and no dot at the end of the host.
    """

    href: str
    scheme: str
    host: str
    port: int

    @property
    def origin(self) -> str:
        """Scheme, host and port, the port only where it is not the scheme's own."""
        return f"{self.scheme}://{self.host}" + ("" if _PORTS[self.scheme] == self.port else f":{self.port}")

    @property
    def literal(self) -> bool:
        """Whether the host is a network address; the standard makes one of all that ends in a number."""
        return self.host.startswith("[") or self.host.replace(".", "").isdigit()

    @property
    def address(self) -> str:
        """The host as a socket wants it: a name, or a network address without brackets."""
        return self.host.strip("[]")


@lru_cache(maxsize=4096)
def read(text: str, base: str = "") -> Url:
    """An address, or a link on the page at `base`. Raises NotAUrl for what does not lead to a host by http or https."""
    if len(text) > _LONGEST:
        raise NotAUrl(f"it has {len(text):,} characters")
    try:
        said = ada_url.URL(text, base) if base else ada_url.URL(text)
        scheme = said.protocol[:-1]
        if scheme not in _PORTS:
            raise NotAUrl(f"it is one of {scheme}")
        if "@" in said.href:
            said.username = said.password = ""
        if said.hostname.endswith("."):
            said.hostname = said.hostname.rstrip(".")
    except ValueError as wrong:
        raise wrong if isinstance(wrong, NotAUrl) else NotAUrl("it cannot be read") from wrong
    host, href = said.hostname, said.href.partition("#")[0]
    if not host.strip(".") or host.endswith(".") or len(host) > _LONGEST_NAME:
        raise NotAUrl("it names no host")
    return Url(href, scheme, host, int(said.port or _PORTS[scheme]))
