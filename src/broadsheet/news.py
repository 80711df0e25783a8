"""The nouns: what comes in on the wire, what the desk thinks of it, and what the press prints.

Everything here is frozen, slotted and made of the standard library, so it pickles and can be compared byte for byte.
Times are timezone-aware UTC. Scores that decide are integers in ten-thousandths (`TEN_THOUSAND` is certainty).
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar

T = TypeVar("T")

TEN_THOUSAND = 10_000

KINDS = ("article", "live", "video", "gallery", "listing", "other")
GENRES = (
    "news",
    "analysis",
    "opinion",
    "review",
    "interview",
    "obituary",
    "satire",
    "sponsored",
    "press_release",
    "service",
)


def article_id(address: str) -> str:
    """The id of the article at an address: 16 hexadecimal digits of its SHA-256.

    The address is the one it was fetched from: anyone can claim another's canonical, nobody another's address.
    """
    return hashlib.sha256(address.encode()).hexdigest()[:16]


def text_hash(text: str) -> str:
    """The SHA-256 of a text in UTF-8, in hexadecimal: what a printed sentence is proved against."""
    return hashlib.sha256(text.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Judgement(Generic[T]):
    """An opinion with its reason: the value, how sure (0 to 1), and why in words."""

    value: T
    score: float
    why: str


@dataclass(frozen=True, slots=True)
class Publisher:
    """Who publishes: the facts of the catalogue, and what a licence or letter allows beyond an excerpt."""

    slug: str
    name: str
    home: str = ""
    owner: str = ""
    country: str = ""
    kind: str = ""
    language: str = "en"
    timezone: str = "UTC"
    licence: str = ""


@dataclass(frozen=True, slots=True)
class Feed:
    """A publisher's feed: where it is, whose it is, and what its publisher files there."""

    url: str
    publisher: str
    title: str = ""
    section: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One item of a feed, as its publisher wrote it; `published` may be unknown, `dated` says that its zone was given.

    `source` is the name of the other outlet whose item it says it is, `source_url` an address of that outlet's.
    """

    feed: str
    guid: str
    url: str
    title: str
    summary: str = ""
    content: str = ""
    authors: tuple[str, ...] = ()
    published: datetime | None = None
    dated: bool = False
    categories: tuple[str, ...] = ()
    image: str = ""
    language: str = ""
    image_credit: str = ""
    source: str = ""
    source_url: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """What one address answered: the bytes, what they claim to be, and when; `url` is where redirects ended.

    `moved` is where those led that say they are for good, up to the first that does not; empty without one.
    """

    asked: str
    url: str
    status: int
    content_type: str
    body: bytes
    fetched: datetime
    headers: tuple[tuple[str, str], ...] = ()
    moved: str = ""


@dataclass(frozen=True, slots=True)
class Article:
    """What a publisher said, at one address, in one version: a changed text is a new version of the same id.

    `text` is the article's own prose, paragraphs separated by a blank line; empty when only the feed spoke.
    `caption` and `credit` are of `image`: what the publisher wrote under it, and whose picture it is.
    `access` is `free`, `paywall` (a stub) or `feed` (the page refused us); `rights` is the mode of the rights ledger.
    `source` and `source_url` are the other outlet that its feed names as the item's source.
    `machine` says whether a language model may see the text, `snippet` how many characters its page lets anyone show.
    """

    id: str
    url: str
    publisher: str
    title: str
    version: int = 1
    text: str = ""
    standfirst: str = ""
    authors: tuple[str, ...] = ()
    published: datetime | None = None
    dated: bool = False
    modified: datetime | None = None
    seen: datetime | None = None
    language: str = ""
    canonical: str = ""
    image: str = ""
    caption: str = ""
    credit: str = ""
    kind: str = "article"
    genre: str = "news"
    access: str = "free"
    rights: str = "excerpt"
    machine: bool = True
    snippet: int | None = None
    hints: tuple[str, ...] = ()
    source: str = ""
    source_url: str = ""

    @property
    def when(self) -> datetime | None:
        """The time its age counts from: the earlier of published and first seen; None when neither is known."""
        if self.published is None or self.seen is None:
            return self.published or self.seen
        return min(self.published, self.seen)


@dataclass(frozen=True, slots=True)
class Tag:
    """A person, organisation, place or topic that a text names; mentions are code-point ranges of the article's text.

    `also` are the other names that the text states it by, which mean nobody else: letters, and names of several words.
    """

    name: str
    kind: str
    score: float
    why: str
    mentions: tuple[tuple[int, int], ...] = ()
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with its proof: `text == source.text[start:end]`, and the SHA-256 of the stored source text."""

    text: str
    source: str
    start: int
    end: int
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """What we think of an article: one typed field a step, None until that step has spoken."""

    article: Article
    language: Judgement[str] | None = None
    sketch: tuple[int, ...] | None = None
    terms: tuple[tuple[str, int], ...] | None = None
    meaning: bytes | None = None
    form: Judgement[str] | None = None
    genre: Judgement[str] | None = None
    sensitive: tuple[Judgement[str], ...] | None = None
    hold: tuple[Judgement[str], ...] | None = None
    sections: tuple[Judgement[str], ...] | None = None
    tags: tuple[Tag, ...] | None = None
    summary: tuple[Sentence, ...] | None = None
    dropped: str | None = None


@dataclass(frozen=True, slots=True)
class Telling:
    """One article's place in a story: whose prose it is (`origin` is itself when original), how sure the join, and why."""

    reading: Reading
    origin: str
    copy_of: str | None
    score: int
    why: str


@dataclass(frozen=True, slots=True)
class Side:
    """A value as one outlet has it, in a sentence of its article: range, SHA-256 of the stored text, and the words.

    `text` is empty where the article's rights leave no room to quote it.
    """

    value: str
    publisher: str
    article: str
    start: int
    end: int
    sha256: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Difference:
    """What outlets say differently of one thing: `kind` is number, date, place, name or claim, `of` what it is a value of.

    `state` is `open`, `agreed` (each outlet's latest report has the same) or `update` (a number that grew in time).
    """

    kind: str
    of: str
    state: str
    sides: tuple[Side, ...]
    why: str


@dataclass(frozen=True, slots=True)
class Story:
    """One event as several outlets told it; its id never changes. Tellings stand in order of arrival.

    `independent` is how many origins it has, and how that was counted, where owners and agencies are known.
    """

    id: str
    tellings: tuple[Telling, ...]
    headline: Judgement[str] | None = None
    summary: tuple[Sentence, ...] | None = None
    independent: Judgement[int] | None = None
    differences: tuple[Difference, ...] | None = None

    @property
    def outlets(self) -> int:
        """How many publishers tell it."""
        return len({t.reading.article.publisher for t in self.tellings})

    @property
    def origins(self) -> int:
        """How many of its origins are independent; where nobody counted them, the publishers whose telling is nobody's copy.

        Opinions count only where there is nothing else.
        """
        if self.independent is not None:
            return self.independent.value
        own = [t.reading for t in self.tellings if t.copy_of is None]
        told = [reading for reading in own if reading.genre is None or reading.genre.value != "opinion"]
        return len({reading.article.publisher for reading in told or own})


# Ranking: what the front page knows of a story, and what it answers.


@dataclass(frozen=True, slots=True)
class Mention:
    """An article as ranking sees it: whose, when, and whose prose; `owner` is its publisher's, empty where nobody knows."""

    id: str
    publisher: str
    published: datetime | None
    origin: str
    owner: str = ""

    @property
    def house(self) -> str:
        """Who counts once: the owner, else the publisher."""
        return self.owner or self.publisher


@dataclass(frozen=True, slots=True)
class Pin:
    """An editor's hand: rank `place` (1 is the lead) on a page (empty: the front) until a time (None: until lifted)."""

    place: int
    page: str = ""
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """A story as ranking sees it, and as `broadsheet export stories` writes it."""

    id: str
    headline: str
    sections: tuple[str, ...]
    first_seen: datetime
    last_changed: datetime
    outlets: int
    origins: int
    articles: tuple[Mention, ...] = ()
    pins: tuple[Pin, ...] = ()


@dataclass(frozen=True, slots=True)
class Term:
    """One term of a score: its name, its value in ten-thousandths, and why."""

    name: str
    value: int
    why: str


@dataclass(frozen=True, slots=True)
class Place:
    """A ranked place; `score` is the sum of its terms."""

    rank: int
    story: str
    score: int
    terms: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class FrontPage:
    """The ranked stories of one page at one time; `page` is empty for the front, else a section's name."""

    at: datetime
    page: str
    places: tuple[Place, ...]
