"""What a site's robots.txt says to us and to those who mine texts (RFC 9309)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from broadsheet.wire.groups import AGENT, MINERS, beside, heard

MAX_BYTES = 512 * 1024  # RFC 9309, 2.5: at least 500 KiB are read

_MINING = frozenset({("ai-train", "no"), ("ai-input", "no")})


@dataclass(frozen=True, slots=True)
class Permission:
    """What robots.txt says of one address: whether we may ask, whether miners may not, and the seconds between requests.

    `licences` are the addresses of its License lines (RSL 1.0, for the whole site), `signals` its Content-Signal
    preferences that are said to everyone or to us, such as `("ai-train", "no")`. `passing` says that the address is not
    disallowed: the site is left alone while its robots.txt is out of order.
    """

    allowed: bool
    agents_refused: bool
    delay: float
    why: str
    licences: tuple[str, ...] = ()
    signals: tuple[tuple[str, str], ...] = ()
    passing: bool = False


class Rules:
    """One site's robots.txt, read; without a text, one answer for the whole site.

    `licences` and `signals` are those of `Permission`, for the whole site; `weight` is the characters that it takes to keep,
    `open` says whether there may be an address that we may ask for.
    """

    def __init__(self, text: str | None, why: str, allowed: bool = True) -> None:
        self.open = allowed  # whether there is anything that may be asked for
        self._why = why
        self._parsed: Any = None
        self._text: str | None = None
        self._named: tuple[str, ...] = ()
        self.licences: tuple[str, ...] = ()
        self.signals: tuple[tuple[str, str], ...] = ()
        if text is not None:
            self._text, self._named = heard(text)
            self.licences, self.signals = beside(text)
        self.weight = len(self._text or "") + 500

    def permission(self, url: str) -> Permission:
        """What is said of one address."""
        allowed, delay = self.visit(url)
        if self._text is None:
            return Permission(allowed, agents_refused=False, delay=delay, why=self._why, passing=not allowed)
        miner = "a content signal" if _MINING & set(self.signals) else self._refused(url)
        why = self._why if allowed else "robots.txt disallows this address"
        if miner and allowed:
            why = f"robots.txt refuses {miner}"
        return Permission(allowed, bool(miner), delay, why, self.licences, self.signals)

    def visit(self, url: str) -> tuple[bool, float]:
        """Whether we may ask for an address, and the seconds to leave between requests: the shorter answer."""
        if self._text is None:
            return self.open, 0.0
        asked = self._protego()
        rate = asked.request_rate(AGENT)
        pace = rate.seconds / rate.requests if rate else 0.0
        return bool(asked.can_fetch(url, AGENT)), max(float(asked.crawl_delay(AGENT) or 0.0), pace)

    def forget(self) -> None:
        """Keep the text alone, which is some twenty times smaller than what protego makes of it."""
        self._parsed = None

    def _protego(self) -> Any:
        if self._parsed is None:
            from protego import Protego

            self._parsed = Protego.parse(self._text or "")
        return self._parsed

    def _refused(self, url: str) -> str:
        """The first miner who is turned away; those that it does not name are as everyone else."""
        other = next((name for name in MINERS if name not in self._named), "")
        asked = (name for name in (*self._named, other) if name in MINERS)
        return next((name for name in asked if not self._protego().can_fetch(url, name)), "")


def read(status: int, body: bytes) -> Rules:
    """The rules that an answer to /robots.txt makes: 4xx means free, 5xx and 429 closed for now (RFC 9309, 2.3.1)."""
    if status == 429 or status >= 500:
        return Rules(None, f"robots.txt answered {status}, so the site is left alone for now", allowed=False)
    if status >= 400:
        return Rules(None, f"there is no robots.txt (it answered {status})")
    return Rules(body[:MAX_BYTES].decode("utf-8", "replace").lstrip("\ufeff"), "robots.txt allows it")
