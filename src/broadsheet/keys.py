"""The settings' keys: what can be set in broadsheet.toml, with its default and what it means."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


def _say(default: Any, doc: str) -> Any:
    return field(default=default, metadata={"doc": doc})


@dataclass(frozen=True, slots=True)
class Site:
    """The publication itself."""

    name: str = _say("The Broadsheet", "the masthead's name")
    tagline: str = _say("The news, and where it comes from", "the line below the masthead")
    address: str = _say("http://127.0.0.1:8000", "the public address, without a final slash; feeds and sitemaps use it")
    place: str = _say("", "where it is published, for the date line")
    language: str = _say("en", "the language of the interface (BCP 47)")
    languages: tuple[str, ...] = _say(("en",), "languages that may give a headline or a summary; others only join stories")
    timezone: str = _say("Europe/London", "the zone of days and editions (IANA)")
    responsible: str = _say("", "who answers for what is published; stands on the about page")
    contact: str = _say("", "the e-mail address for readers and publishers; also sent to publishers in the User-Agent")
    mission: str = _say("", "why this site exists, in a paragraph; stands on the about page")


@dataclass(frozen=True, slots=True)
class Publish:
    """What prints, and how much of it."""

    mode: str = _say("automatic", "`automatic` prints what nothing holds; `review` waits for an editor; a section may differ")
    frozen: bool = _say(False, "the one switch that stops all printing; what is printed stays")
    max_age_hours: int = _say(72, "older articles join stories but open none in print")
    excerpt_characters: int = _say(200, "how much of a publisher's text a page shows, in characters")
    verbatim_words: int = _say(60, "words of one article that all pages together show, key points included, unless it is free")


@dataclass(frozen=True, slots=True)
class Wire:
    """How publishers are polled and pages fetched."""

    sources: str = _say("", "an OPML file or address to poll instead of the starter publishers")
    pace: float = _say(1.0, "seconds between two requests to one host")
    concurrency: int = _say(32, "requests under way at once, over all hosts")
    per_host: int = _say(1, "requests under way at once at one host")
    per_address: int = _say(6, "requests under way at once at one network address, however many hosts share it")
    timeout: float = _say(20.0, "seconds a request may take from first to last byte")
    min_rate: float = _say(1000.0, "bytes a second below which an answer is given up before its time is over; 0 waits")
    max_bytes: int = _say(8_000_000, "bytes of one answer after decompression")
    redirects: int = _say(5, "redirects followed for one request")
    min_minutes: float = _say(5.0, "the shortest time between two polls of a feed")
    max_minutes: float = _say(720.0, "the longest time between two polls of a feed")
    patience: float = _say(10.0, "seconds without an answer from any publisher before the specimen wire opens")
    allow_loopback: tuple[str, ...] = _say(
        (), "private networks, each with its port, that may be fetched, such as `127.1.0.0/16:8901`"
    )


@dataclass(frozen=True, slots=True)
class Pictures:
    """The pictures beside the news, where rights allow."""

    use: str = _say("auto", "`auto` shows the pictures that rights allow, `never` none")
    max_bytes: int = _say(12_000_000, "bytes of a picture's file as its publisher sends it")
    max_pixels: int = _say(40_000_000, "pixels of a picture that is opened at all")
    days: int = _say(365, "days a picture is kept after it was made")


@dataclass(frozen=True, slots=True)
class Line:
    """The production line."""

    steps: tuple[str, ...] = _say(
        (
            "language",
            "fingerprint",
            "terms",
            "meaning",
            "round_up",
            "genre",
            "sensitive",
            "unattended",
            "sections",
            "tags",
            "summary",
        ),
        "the steps an article goes through, by name or as `package.module:STEP`",
    )
    story_steps: tuple[str, ...] = _say(("headline", "summary", "disagreements"), "the steps a changed story goes through")
    learned: str = _say("", "the model of sections that `broadsheet learn` made; empty takes the one that ships, `none` none")
    batch: int = _say(64, "articles a batch")
    workers: int = _say(2, "processes that read and judge; 0 works in the loop's own process")


@dataclass(frozen=True, slots=True)
class Model:
    """The optional language model: it drafts and an editor decides; nothing asks it until `use` names something."""

    use: tuple[str, ...] = _say((), "what it drafts: `headlines`, `key_points`, `translation`; empty asks no model")
    base_url: str = _say(
        "", "the endpoint, OpenAI-compatible, such as `http://127.0.0.1:11434/v1`; naming it here is what allows it"
    )
    name: str = _say("", "the model's name as its endpoint knows it")
    key_variable: str = _say(
        "LANGUAGE_MODEL_KEY", "the environment variable that holds the endpoint's key; the key itself stands in no file"
    )
    timeout: float = _say(60.0, "seconds that a draft may take, all its tries together")
    retries: int = _say(1, "tries after a first one that failed")
    tokens_a_day: int = _say(200_000, "tokens, in and out together, that a day may take")
    money_a_day: float = _say(0.0, "money that a day may cost, in the currency of the prices; 0 limits by tokens alone")
    price_in: float = _say(0.0, "the price of a million tokens that are sent")
    price_out: float = _say(0.0, "the price of a million tokens that come back")
    characters: int = _say(12_000, "characters of a story's texts that are sent at most")


@dataclass(frozen=True, slots=True)
class Front:
    """The weights of the front page's formula, each in the unit that its line names."""

    origins: float = _say(1.0, "weight of the logarithm of independent origins")
    freshness: float = _say(1.0, "weight of freshness, halved every `half_life_hours`")
    half_life_hours: float = _say(8.0, "hours after which a story is half as fresh")
    section: float = _say(0.3, "weight of a section's own `weight`")
    hysteresis: float = _say(0.05, "how much better a story must be to take another's place")
    places: int = _say(40, "places on the front page")
    per_section: int = _say(6, "places a section front takes on the front page")


@dataclass(frozen=True, slots=True)
class Serve:
    """The web server."""

    host: str = _say("127.0.0.1", "the address to listen on")
    port: int = _say(8000, "the port to listen on")
    workers: int = _say(1, "server processes")


@dataclass(frozen=True, slots=True)
class Archive:
    """What is kept, and how long."""

    database: str = _say("broadsheet.sqlite3", "the SQLite file, in the newsroom's folder")
    text_days: int = _say(90, "days a publisher's full text is kept, privately, for judging and proof")
    lease_seconds: int = _say(120, "seconds a worker may hold an article before another takes it over")
    claim: int = _say(100, "articles a worker claims at once")


@dataclass(frozen=True, slots=True)
class Specimen:
    """The fictional publishers that fill a demo."""

    use: str = _say("auto", "`auto` opens them when no publisher answers, `always` or `never`")
    port: int = _say(8910, "the loopback port they answer on")


@dataclass(frozen=True, slots=True)
class Section:
    """A section of the paper: what belongs in it and how it prints."""

    name: str = _say("", "the section's name as readers see it")
    slug: str = _say("", "its part of the address; made from the name when left out")
    parent: str = _say("", "the name of the section that it stands below")
    description: str = _say("", "what belongs in it, in a sentence")
    examples: tuple[str, ...] = _say((), "headlines that belong in it, a handful: they say by meaning what keywords cannot")
    keywords: tuple[str, ...] = _say((), "words and phrases that speak for it")
    places: tuple[str, ...] = _say((), "places that speak for it, by country code or name")
    hints: tuple[str, ...] = _say((), "publishers' own section labels that mean it")
    topics: tuple[str, ...] = _say((), "IPTC Media Topics codes, such as `medtop:04000000`")
    mode: str = _say("", "`automatic` or `review`; empty takes `publish.mode`")
    weight: float = _say(0.0, "what its stories gain on the front page, -1 to 1")
