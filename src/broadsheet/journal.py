"""The journal that a fold reads, numbered, in one order for all; and the decisions that it answers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from broadsheet.news import Reading


@dataclass(frozen=True, slots=True)
class Arrival:
    """A new article has been read and judged."""

    number: int
    reading: Reading


@dataclass(frozen=True, slots=True)
class Revision:
    """A known article came back changed."""

    number: int
    reading: Reading


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """An article is gone: retracted, killed, or out of bounds by its publisher's rights."""

    number: int
    article: str
    why: str


@dataclass(frozen=True, slots=True)
class Overrule:
    """An editor decided: `act` is join, merge or split; `articles` or stories it is about, and into what."""

    number: int
    act: str
    subjects: tuple[str, ...]
    into: str
    why: str


@dataclass(frozen=True, slots=True)
class Tick:
    """The time has come to `now`: what a fold may know of the clock."""

    number: int
    now: datetime


JournalLine = Arrival | Revision | Withdrawal | Overrule | Tick

# Decisions: what a fold answers, for press/archive/apply.py to carry out. Scores are ten-thousandths.


@dataclass(frozen=True, slots=True)
class Near:
    """A story that an article came near to without joining it: how far below the bar, and what they share."""

    story: str
    score: int
    why: str


@dataclass(frozen=True, slots=True)
class Open:
    """This article is the first telling of a new story; `near` are those it missed, `doubtful` asks an editor to look."""

    story: str
    article: str
    why: str
    doubtful: bool = False
    near: tuple[Near, ...] = ()


@dataclass(frozen=True, slots=True)
class Join:
    """This article tells that story too; `near` are others that it might tell, `doubtful` asks an editor to look."""

    story: str
    article: str
    score: int
    why: str
    doubtful: bool = False
    near: tuple[Near, ...] = ()


@dataclass(frozen=True, slots=True)
class Copy:
    """This article reprints another's prose; `origin` is the first of the chain, `overlap` the part that it shares.

    A later Copy of the same article takes the place of an earlier one; an empty `of` says that it reprints nobody any more.
    """

    article: str
    of: str
    origin: str
    overlap: int
    why: str


@dataclass(frozen=True, slots=True)
class Merge:
    """Two stories were one: `story` becomes an alias of `into`; `doubtful` asks an editor to look."""

    story: str
    into: str
    score: int
    why: str
    doubtful: bool = False


@dataclass(frozen=True, slots=True)
class Split:
    """Articles leave a story and stand as one of their own."""

    story: str
    new: str
    articles: tuple[str, ...]
    why: str


@dataclass(frozen=True, slots=True)
class Leave:
    """An article leaves its story for good."""

    story: str
    article: str
    why: str


@dataclass(frozen=True, slots=True)
class Follow:
    """A story goes on from an earlier one: both stay what they are. An empty `of` says that it follows none any more."""

    story: str
    of: str
    score: int
    why: str


Decision = Open | Join | Copy | Merge | Split | Leave | Follow
