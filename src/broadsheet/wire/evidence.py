"""What was found that speaks of an article's rights: one finding, its words, where it stands and when it was seen."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

NO_MODEL = "no language model"


@dataclass(frozen=True, slots=True)
class Evidence:
    """One finding. `mode` is what it comes to by itself: full, excerpt, link or none.

    `kind` is robots, agents, tdm, rsl, paywall, directive, licence, letter or opt-out; `words` says what was found, `where` is
    its address, `scope` whose word it is: the page's, the feed's, the site's or the house's (letters, opt-outs, the catalogue).
    `machine` is false where no language model may use the text, `picture` where no picture may be shown; `snippet` is the most
    characters that may be shown (None: it asks for no limit). It holds from `since` on (None: always).
    """

    kind: str
    mode: str
    words: str
    where: str = ""
    seen: datetime | None = None
    machine: bool = True
    picture: bool = True
    snippet: int | None = None
    since: datetime | None = None
    scope: str = "page"

    def holds(self, now: datetime) -> bool:
        """Whether it speaks at this time."""
        return self.since is None or self.since <= now


def plain(said: Evidence) -> dict[str, Any]:
    """A finding as JSON values; what is as it is by default is left out."""
    blank = asdict(Evidence(said.kind, said.mode, said.words))
    kept = {name: value for name, value in asdict(said).items() if name in {"kind", "mode", "words"} or value != blank[name]}
    return {name: value.isoformat() if isinstance(value, datetime) else value for name, value in kept.items()}


def from_plain(kept: dict[str, Any]) -> Evidence:
    """The finding that was written down."""
    values = dict(kept)
    for name in ("seen", "since"):
        values[name] = datetime.fromisoformat(values[name]) if values.get(name) else None
    return Evidence(**values)
