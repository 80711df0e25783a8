"""Where may a language model's endpoint be, and what is the one way there? An address that the operator named, no other."""

from __future__ import annotations

from ipaddress import ip_address
from typing import Any

from broadsheet.wire.address import name_objection
from broadsheet.wire.fetch import Fetcher, Refused
from broadsheet.wire.url import NotAUrl, Url, read

PRIVATE = ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "127.0.0.0/8", "[fc00::]/7", "[::1]/128")


class Unusable(Exception):
    """An endpoint that cannot be asked as things are set, in one sentence that says what to change."""


def allowances(at: Url) -> tuple[str, ...]:
    """The private networks that naming an endpoint allows, with its port; none for a public name. Raises Unusable.

    A literal address allows itself alone. A name that only a private network knows may lead to any private address; a
    public name may not, wherever its name servers point.
    """
    if at.literal:
        ip = ip_address(at.address)
        if ip.is_link_local:
            raise Unusable("model.base_url is a link-local address, where clouds keep their metadata; name another.")
        return () if ip.is_global else (f"{ip}/{ip.max_prefixlen}:{at.port}" if ip.version == 4 else f"[{ip}]/128:{at.port}",)
    if name_objection(at.host, at.port, ()):
        return tuple(f"{network}:{at.port}" for network in PRIVATE)
    return ()


def address(base_url: str) -> Url:
    """The endpoint's address, read. Raises Unusable."""
    try:
        at = read(base_url.rstrip("/") + "/")
    except NotAUrl as wrong:
        raise Unusable(f"model.base_url is no address that can be asked: {wrong}.") from wrong
    if at.scheme != "https" and not allowances(at):
        raise Unusable("model.base_url is a public address without https, so anyone on the way could read along; use https.")
    return at


def through(fetcher: Fetcher, at: Url, key: str) -> Any:
    """A client of the kind that `openai` speaks through, whose one way out is the fetcher, to this endpoint alone."""
    import httpx2

    class Door(httpx2.AsyncBaseTransport):
        async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
            asked = read(str(request.url))
            if request.method != "POST" or asked.origin != at.origin or not asked.href.startswith(at.href):
                raise Refused("address", f"{asked.host} is not the endpoint that model.base_url names.")
            headers = {"Content-Type": "application/json"} | ({"Authorization": f"Bearer {key}"} if key else {})
            page = await fetcher.post(str(request.url), body=await request.aread(), headers=headers)
            return httpx2.Response(page.status, headers={"Content-Type": page.content_type}, content=page.body, request=request)

    return httpx2.AsyncClient(transport=Door(), trust_env=False, follow_redirects=False)
