"""What a page tells robots in its header X-Robots-Tag and its meta tags, as far as it touches what we show.

nosnippet, none, max-snippet:0 -> link; max-snippet:N bounds the excerpt; unavailable_after -> none from then on;
max-image-preview:none, noimageindex -> no picture; noai, noimageai, noarchive, nocache -> an excerpt that no language
model sees.
noindex speaks to search engines of their lists, nofollow of links: neither changes what we may do.
"""

from __future__ import annotations

import email.utils
import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

from broadsheet.wire.evidence import Evidence
from broadsheet.wire.groups import AGENT, MINERS

_VALUED = ("max-snippet", "max-image-preview", "max-video-preview", "unavailable_after")
_US = frozenset({"", "*", "robots", AGENT.lower()})
_MINERS = frozenset(name.lower() for name in MINERS)
_NO_MODEL = frozenset({"noai", "noimageai", "noarchive", "nocache"})
_SHUT = frozenset({"none", "noindex", "nosnippet", *_NO_MODEL})
_AFTER = re.compile(r"unavailable_after\s*:\s*(.+?)(?=,\s*(?:[a-z_-]+\s*(?::|,|$))|$)", re.IGNORECASE)

Said = tuple[str, str]  # to which agent (empty: to all), and what


def names(agent: str) -> bool:
    """Whether a meta tag of this name speaks to us or to those who mine texts."""
    return agent.lower() in _US or agent.lower() in _MINERS


def in_header(value: str) -> Iterator[Said]:
    """The directives of one X-Robots-Tag; a name before a colon is the agent that what follows is for."""
    agent = ""
    for token in _tokens(value):
        head, colon, rest = token.partition(":")
        if colon and head.strip().lower() not in _VALUED:
            agent, token = head.strip().lower(), rest.strip()  # noqa: PLW2901 - the directive behind its agent
        if token:
            yield agent, token.lower() if not token.lower().startswith("unavailable_after") else token


def in_meta(agent: str, content: str) -> Iterator[Said]:
    """The directives of one meta tag."""
    agent = "" if agent.lower() in _US else agent.lower()
    for token in _tokens(content):
        yield agent, token if token.lower().startswith("unavailable_after") else token.lower()


def evidence(said: Iterable[Said], what: str, where: str, now: datetime) -> Iterator[Evidence]:
    """What these directives come to, each as evidence; `what` says where they stand, in words."""
    for agent, token in dict.fromkeys(said):
        if agent in _MINERS and token in _SHUT:
            yield Evidence("agents", "excerpt", f"{what}: {agent}: {token}", where, now, machine=False)
        elif agent in _US:
            yield from _of(token, f"{what}: {token}", where, now)


def _of(token: str, words: str, where: str, now: datetime) -> Iterator[Evidence]:
    name, _, value = (part.strip() for part in token.partition(":"))
    if name in {"nosnippet", "none"}:
        yield Evidence("directive", "link", words, where, now)
    elif name in _NO_MODEL:
        yield Evidence("directive", "excerpt", words, where, now, machine=False, picture=name != "noimageai")
    elif name == "max-snippet" and value.isascii() and value.isdigit():
        most = int(value[:9])
        yield Evidence("directive", "excerpt" if most else "link", words, where, now, snippet=most)
    elif name == "noimageindex" or (name == "max-image-preview" and value == "none"):
        yield Evidence("directive", "excerpt", words, where, now, picture=False)
    elif name.lower() == "unavailable_after" and (after := _time(value)):
        yield Evidence("directive", "none", words, where, now, since=after)


def _tokens(value: str) -> list[str]:
    """The parts between the commas; the date of unavailable_after, which has commas and colons, as one."""
    dates = [f"unavailable_after:{found[1].strip()}" for found in _AFTER.finditer(value)]
    return [*(token.strip() for token in _AFTER.sub("", value).split(",") if token.strip()), *dates]


def _time(value: str) -> datetime | None:
    """A date as RFC 822, RFC 850 or ISO 8601 has it; None for what is none."""
    try:
        found = datetime.fromisoformat(value)
    except ValueError:
        try:
            found = email.utils.parsedate_to_datetime(value)
        except (TypeError, ValueError):
            return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)
