"""What a site's robots.txt says to us and to those who mine texts (RFC 9309)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

AGENT = "Broadsheet"
MAX_BYTES = 512 * 1024  # RFC 9309, 2.5: at least 500 KiB are read

# The user agents that collect text for models; who refuses one of them means no machine-written use of a text.
MINERS = (
    "GPTBot",
    "ChatGPT-User",
    "CCBot",
    "ClaudeBot",
    "anthropic-ai",
    "Google-Extended",
    "Applebot-Extended",
    "PerplexityBot",
    "Bytespider",
    "meta-externalagent",
    "cohere-ai",
)

_LINE = re.compile(r"^[ \t]*([a-z][a-z -]*?)[ \t]*:([^#\r\n]*)", re.IGNORECASE | re.MULTILINE)
_SIGNAL = re.compile(r"([a-z][a-z-]*)\s*=\s*(yes|no)\b", re.IGNORECASE)
_MINING = frozenset({("ai-train", "no"), ("ai-input", "no")})
_MOST = 20  # licences and signals of one robots.txt that are kept


@dataclass(frozen=True, slots=True)
class Permission:
    """What robots.txt says of one address: whether we may ask, whether miners may not, and the seconds between requests.

    `licences` are the addresses of its License lines (RSL 1.0, for the whole site), `signals` its Content-Signal
    preferences that are said to everyone or to us, such as `("ai-train", "no")`.
    """

    allowed: bool
    agents_refused: bool
    delay: float
    why: str
    licences: tuple[str, ...] = ()
    signals: tuple[tuple[str, str], ...] = ()


class Rules:
    """One site's robots.txt, read; without a text, one answer for the whole site.

    `licences` and `signals` are those of `Permission`, for the whole site.
    """

    def __init__(self, text: str | None, why: str, allowed: bool = True) -> None:
        self._parsed: Any = None
        self._allowed = allowed
        self._why = why
        self.licences: tuple[str, ...] = ()
        self.signals: tuple[tuple[str, str], ...] = ()
        if text is not None:
            from protego import Protego

            self._parsed = Protego.parse(text)
            self.licences, self.signals = _beside(text)

    def permission(self, url: str) -> Permission:
        """What is said of one address."""
        if self._parsed is None:
            return Permission(self._allowed, agents_refused=False, delay=0.0, why=self._why)
        allowed = bool(self._parsed.can_fetch(url, AGENT))
        miner = "a content signal" if _MINING & set(self.signals) else self._refused(url)
        why = self._why if allowed else "robots.txt disallows this address"
        if miner and allowed:
            why = f"robots.txt refuses {miner}"
        delay = float(self._parsed.crawl_delay(AGENT) or 0.0)
        return Permission(allowed, bool(miner), delay, why, self.licences, self.signals)

    def _refused(self, url: str) -> str:
        return next((name for name in MINERS if not self._parsed.can_fetch(url, name)), "")


def _beside(text: str) -> tuple[tuple[str, ...], tuple[tuple[str, str], ...]]:
    """The License lines, which hold for everyone, and the Content-Signals of the groups that are ours or everyone's."""
    licences: dict[str, None] = {}
    signals: dict[tuple[str, str], None] = {}
    ours, named = True, False
    for field, value in ((m[1].lower(), m[2].strip()) for m in _LINE.finditer(text)):
        if field == "user-agent":
            ours = value.lower() in {"*", AGENT.lower()} or (named and ours)
        elif field == "license" and value.startswith(("https://", "http://")):
            licences[value] = None
        elif field == "content-signal" and ours:
            signals.update(dict.fromkeys((m[1].lower(), m[2].lower()) for m in _SIGNAL.finditer(value)))
        named = field == "user-agent"
    return tuple(licences)[:_MOST], tuple(signals)[:_MOST]


def read(status: int, body: bytes) -> Rules:
    """The rules that an answer to /robots.txt makes: 4xx means free, 5xx and 429 closed for now (RFC 9309, 2.3.1)."""
    if status == 429 or status >= 500:
        return Rules(None, f"robots.txt answered {status}, so the site is left alone for now", allowed=False)
    if status >= 400:
        return Rules(None, f"there is no robots.txt (it answered {status})")
    return Rules(body[:MAX_BYTES].decode("utf-8", "replace").lstrip("\ufeff"), "robots.txt allows it")
