"""What a site's robots.txt says to us and to those who mine texts (RFC 9309)."""

from __future__ import annotations

import re
from collections.abc import Iterator
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

_KNOWN = {name.lower(): name for name in ("*", AGENT, *MINERS)}
_USER = re.compile(r"user[- ]?agent\b[ \t]*:?(.*)", re.IGNORECASE)
_FIELD = re.compile(r"([a-z][a-z -]*?)[ \t]*:(.*)", re.IGNORECASE)
_SITE_WIDE = ("sitemap", "site-map", "host")  # lines that may stand among a group's agents without ending them
_SIGNAL = re.compile(r"([a-z][a-z-]*)\s*=\s*(yes|no)\b", re.IGNORECASE)
_MINING = frozenset({("ai-train", "no"), ("ai-input", "no")})
_LONGEST = 2_000  # characters of a line that is heard; no address that we ask for is longer than a few of these
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
            self._text, self._named = _heard(text)
            self.licences, self.signals = _beside(text)
        self.weight = len(self._text or "") + 500

    def permission(self, url: str) -> Permission:
        """What is said of one address."""
        allowed, delay = self.visit(url)
        if self._text is None:
            return Permission(allowed, agents_refused=False, delay=delay, why=self._why)
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


def _lines(text: str) -> Iterator[str]:
    """The lines that say something, without their comments."""
    for line in text.splitlines():
        said = line[: _LONGEST + 1].partition("#")[0].strip()
        if said and len(said) <= _LONGEST:
            yield said


def _heard(text: str) -> tuple[str, tuple[str, ...]]:
    """The groups that concern us, and those of us that they name: everyone else's are left out.

    protego gives each agent of a group a copy of its rules, so that 1,500 agents over 2,000 rules, a text of 57 KB, took
    200 MB and 8 seconds.
    """
    kept: list[str] = []
    named: dict[str, None] = {}
    concerned, ruled = False, True  # whether the group is one of ours, and whether its agents are all named
    for line in _lines(text):
        user = _USER.match(line)
        if user:
            name = _KNOWN.get(user[1].partition("/")[0].strip().lower(), "")
            concerned, ruled = bool(name) or (concerned and not ruled), False
            if name:
                named[name] = None
                kept.append(f"User-agent: {name}")
        else:
            ruled = ruled or not line.lower().startswith(_SITE_WIDE)
            if concerned:
                kept.append(line)
    return "\n".join(kept), tuple(named)


def _beside(text: str) -> tuple[tuple[str, ...], tuple[tuple[str, str], ...]]:
    """The License lines, which hold for everyone, and the Content-Signals of the groups that are ours or everyone's."""
    licences: dict[str, None] = {}
    signals: dict[tuple[str, str], None] = {}
    ours, named = True, False
    for line in _lines(text):
        user, field = _USER.match(line), _FIELD.match(line)
        if user:
            ours = user[1].partition("/")[0].strip().lower() in {"*", AGENT.lower()} or (named and ours)
        elif field:
            word, value = field[1].lower(), field[2].strip()
            if word == "license" and value.startswith(("https://", "http://")):
                licences[value] = None
            elif word == "content-signal" and ours:
                signals.update(dict.fromkeys((m[1].lower(), m[2].lower()) for m in _SIGNAL.finditer(value)))
        named = user is not None
    return tuple(licences)[:_MOST], tuple(signals)[:_MOST]


def read(status: int, body: bytes) -> Rules:
    """The rules that an answer to /robots.txt makes: 4xx means free, 5xx and 429 closed for now (RFC 9309, 2.3.1)."""
    if status == 429 or status >= 500:
        return Rules(None, f"robots.txt answered {status}, so the site is left alone for now", allowed=False)
    if status >= 400:
        return Rules(None, f"there is no robots.txt (it answered {status})")
    return Rules(body[:MAX_BYTES].decode("utf-8", "replace").lstrip("\ufeff"), "robots.txt allows it")
