"""Is an article a round-up of several stories, by its headline? It tells no event of its own, so it is never printed as one."""

from __future__ import annotations

import re

TITLE_CHARACTERS = 400

_round_up = re.compile(
    r"\b((morning|evening|daily|weekly|news) (briefing|brief|round-?up|digest)|round-?up|top stories|things to know"
    r"|week in (review|pictures)|on this day|newsletter|front pages)\b",
    re.IGNORECASE,
)


def round_up(title: str) -> str:
    """The words of a headline that say so; empty when none does."""
    found = _round_up.search(title[:TITLE_CHARACTERS])
    return found[0] if found else ""
