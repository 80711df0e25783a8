"""How a feed's hub is asked to bring what is new, and how what it brings is told from forgery (W3C WebSub, 2018)."""

from __future__ import annotations

import hashlib
import hmac
import ipaddress
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol
from urllib.parse import urlsplit

from broadsheet.news import Page
from broadsheet.wire.feeds import Parsed
from broadsheet.wire.fetch import Refused
from broadsheet.wire.links import exact

LEASE = timedelta(days=10)  # asked of a hub, which may give another; the customary one
SHORTEST, LONGEST = timedelta(minutes=5), timedelta(days=90)  # leases that are believed
RENEW = 0.25  # part of the lease that is left when it is asked for anew
PATIENCE = timedelta(days=1)  # between two requests to a hub that refused or never came back to verify
METHODS = ("sha1", "sha256", "sha384", "sha512")  # of a signature (WebSub, 8); the hub chooses

_LINK = re.compile(r"<([^<>]{1,2000})>((?:\s*;\s*[\w*-]+\s*(?:=\s*(?:\"[^\"]*\"|[^\s,;\"]+))?)*)")
_REL = re.compile(r";\s*rel\s*=\s*(?:\"([^\"]*)\"|([^\s,;\"]+))", re.IGNORECASE)


class Door(Protocol):
    """What a subscription goes out through: the wire's guarded door."""

    async def post(self, url: str, *, form: Mapping[str, str]) -> Page:
        """Send a form. Raises Refused."""
        ...


@dataclass(frozen=True, slots=True)
class Subscription:
    """A subscription at a hub, as it stands.

    `state` is `asked` (not verified yet), `active`, `denied`, or empty before the first request; `asked_at` is the last one's
    time, `lease_until` the end of what the hub verified; `callback` is our address for it, `secret` what its hub signs with.
    """

    hub: str
    topic: str
    callback: str
    secret: str
    state: str = ""
    asked_at: datetime | None = None
    lease_until: datetime | None = None
    lease_seconds: int = 0
    why: str = ""


def named(page: Page, parsed: Parsed) -> tuple[str, str]:
    """The hub and the topic that a feed names, headers before its own elements (WebSub, 4); empty without both."""
    links = _header_links(page)
    hubs = [address for rel, address in links if rel == "hub"] or list(parsed.hubs)
    own = next((address for rel, address in links if rel == "self"), "") or parsed.topic
    return (hubs[0], own or page.url) if hubs else ("", "")


def wanted(had: Subscription | None, hub: str, topic: str, now: datetime) -> str:
    """What to ask of a hub now: `subscribe`, `unsubscribe` from the one we had, or nothing."""
    if had is None:
        return "subscribe" if hub else ""
    if (had.hub, had.topic) != (hub, topic):
        return "unsubscribe" if had.state in {"asked", "active"} else "subscribe" if hub else ""
    if had.state == "active" and had.lease_until is not None:
        left = timedelta(seconds=had.lease_seconds * RENEW)
        return (
            "subscribe" if now >= had.lease_until - left and _rested(had, now, min(PATIENCE, max(left / 4, SHORTEST))) else ""
        )
    return "subscribe" if _rested(had, now, PATIENCE) else ""


def _rested(had: Subscription, now: datetime, least: timedelta) -> bool:
    return had.asked_at is None or now - had.asked_at >= least


async def ask(door: Door, had: Subscription, mode: str) -> str:
    """Ask the hub to subscribe or unsubscribe (WebSub, 5.1); what became of it in words, empty when it will verify."""
    form = {"hub.callback": had.callback, "hub.mode": mode, "hub.topic": had.topic}
    if mode == "subscribe":
        form |= {"hub.lease_seconds": str(int(LEASE.total_seconds())), "hub.secret": had.secret}
    try:
        await door.post(had.hub, form=form)
    except Refused as refused:
        return f"Its hub did not take the request: {refused.reason}"
    return ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a hub's question is answered with: the challenge to echo (empty refuses it), and the subscription after it."""

    challenge: str
    after: Subscription | None


def verified(had: Subscription, asked: Mapping[str, str], now: datetime) -> Verdict:
    """The answer to a hub that verifies an intent or denies it (WebSub, 5.2 and 5.3)."""
    mode, challenge = asked.get("hub.mode", ""), asked.get("hub.challenge", "")
    if asked.get("hub.topic", "") != had.topic:
        return Verdict("", None)
    if mode == "denied":
        why = f"Its hub denied the subscription ({asked.get('hub.reason', 'without a reason')[:200]})."
        return Verdict("", _with(had, "denied", None, 0, why))
    if not challenge or len(challenge) > 2000:
        return Verdict("", None)
    if mode == "unsubscribe" and had.state == "ending":
        return Verdict(challenge, _with(had, "ended", None, 0, "The subscription at its hub has ended."))
    if mode != "subscribe" or had.state not in {"asked", "active"}:
        return Verdict("", None)
    lease = _lease(asked.get("hub.lease_seconds", ""))
    words = f"Its hub brings what is new; the subscription lasts until {now + lease:%d %B %Y, %H:%M} UTC."
    return Verdict(challenge, _with(had, "active", now + lease, int(lease.total_seconds()), words))


def _with(had: Subscription, state: str, until: datetime | None, seconds: int, why: str) -> Subscription:
    return Subscription(had.hub, had.topic, had.callback, had.secret, state, had.asked_at, until, seconds, why)


def _lease(seconds: str) -> timedelta:
    given = timedelta(seconds=int(seconds)) if seconds.isascii() and seconds.isdigit() and len(seconds) <= 9 else LEASE
    return min(max(given, SHORTEST), LONGEST)


def signed(secret: str, body: bytes, signature: str) -> bool:
    """Whether a delivery's X-Hub-Signature, `method=hexadecimal`, is our secret's (WebSub, 7.1.2)."""
    method, _, given = signature.strip().partition("=")
    if method.lower() not in METHODS or not given.isascii():
        return False
    own = hmac.new(secret.encode(), body, getattr(hashlib, method.lower())).hexdigest()
    return hmac.compare_digest(own, given.strip().lower())


def reachable(address: str) -> bool:
    """Whether a hub can reach our site at this address: https, by a public name or network address."""
    parts = urlsplit(address)
    name = (parts.hostname or "").rstrip(".").lower()
    if parts.scheme != "https" or not name:
        return False
    try:
        return ipaddress.ip_address(name).is_global
    except ValueError:
        return "." in name and name.rpartition(".")[2] not in {"localhost", "local", "internal", "lan", "home", "test", "arpa"}


def _header_links(page: Page) -> list[tuple[str, str]]:
    """Relations and addresses of the Link headers (RFC 8288)."""
    found = []
    for value in (value for name, value in page.headers if name == "link"):
        for match in _LINK.finditer(value[:4_000]):
            rel = _REL.search(match[2])
            address = exact(match[1], page.url)
            if rel and address:
                found += [(each, address) for each in (rel[1] or rel[2]).lower().split()]
    return found
