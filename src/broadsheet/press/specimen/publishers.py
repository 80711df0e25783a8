"""Who are the twelve publishers, and how does each print?"""

from __future__ import annotations

from dataclasses import dataclass, fields
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from broadsheet.press.specimen.fields import SpecimenError, Table, read_table

FILE = Path(__file__).parent / "publishers.toml"
TEMPLATES = Path(__file__).parent / "templates"
KINDS = ("agency", "national", "regional", "broadcaster", "trade", "magazine")
LANGUAGES = ("en-GB", "en-US", "fr-FR", "de-DE")
METADATA = ("canonical", "jsonld", "jsonld_graph", "opengraph", "microdata")
FORMATS = ("rss", "atom", "rdf", "json", "sitemap")
SHOWS = ("title", "summary", "lead", "full")
GUIDS = ("permalink", "tag", "number", "query", "version")
FLAWS = ("", "bad_entity", "no_zone")
PROMOTIONS = ("newsletter", "app", "read_more", "player", "licence", "shop")
PATH_WORDS = {"year": "", "month": "", "day": "", "slug": "", "hash": "", "number": "", "section": ""}
SECTIONS = (
    "UK News",
    "US News",
    "World",
    "Politics",
    "Business",
    "Technology",
    "Health Care",
    "Entertainment",
    "Blockchain",
    "Cryptocurrency",
    "Crypto Market",
)


@dataclass(frozen=True, slots=True)
class SpecimenFeed:
    """One feed of a publisher; `section` empty means everything it publishes."""

    path: str
    title: str
    format: str
    shows: str
    guid: str
    flaw: str
    section: str


@dataclass(frozen=True, slots=True)
class Promotion:
    """A box the publisher sets after the `after`th paragraph of an article's prose."""

    kind: str
    after: int
    text: str


@dataclass(frozen=True, slots=True)
class SpecimenPublisher:
    """One fictional publisher: who it is, and how its pages and feeds are made."""

    slug: str
    name: str
    owner: str
    country: str
    language: str
    timezone: str
    kind: str
    tagline: str
    page: str
    path: str
    colours: tuple[str, ...]  # ink, paper, accent
    metadata: tuple[str, ...]
    robots: str  # robots.txt; empty serves a 404
    tdm_policy: str  # the TDMRep policy's path; empty reserves nothing
    licence: str  # the address of the licence that its pages name as their own; empty for none
    feeds: tuple[SpecimenFeed, ...]
    promotions: tuple[Promotion, ...]

    @property
    def zone(self) -> ZoneInfo:
        """The publisher's time zone."""
        return ZoneInfo(self.timezone)

    @property
    def tongue(self) -> str:
        """The language without its country: en, fr, de."""
        return self.language.partition("-")[0]


def load_publishers(file: Path = FILE) -> tuple[SpecimenPublisher, ...]:
    """The publishers in the file's order.

    Raises SpecimenError naming the file, the publisher and what to do.
    """
    table = read_table(file)
    table.only({"publisher"})
    found = tuple(_publisher(row) for row in table.tables("publisher"))
    slugs = [one.slug for one in found]
    for slug in slugs:
        if slugs.count(slug) > 1:
            raise SpecimenError(f"{table.file}: publisher {slug} is there twice; give one another slug.")
    return found


def _publisher(row: Table) -> SpecimenPublisher:
    row.only({field.name.removesuffix("s") if field.name in ("feeds", "promotions") else field.name
              for field in fields(SpecimenPublisher)})  # fmt: skip
    metadata = row.texts("metadata")
    row.allowed("metadata", metadata, METADATA)
    return SpecimenPublisher(
        slug=row.text("slug"),
        name=row.text("name"),
        owner=row.text("owner"),
        country=row.text("country"),
        language=row.choice("language", LANGUAGES),
        timezone=_zone(row),
        kind=row.choice("kind", KINDS),
        tagline=row.text("tagline"),
        page=row.choice("page", page_styles()),
        path=_path(row),
        colours=_colours(row),
        metadata=metadata,
        robots=row.text("robots", ""),
        tdm_policy=row.text("tdm_policy", ""),
        licence=row.text("licence", ""),
        feeds=tuple(_feed(inner) for inner in row.tables("feed")),
        promotions=tuple(_promotion(inner) for inner in row.tables("promotion")),
    )


def page_styles() -> tuple[str, ...]:
    """The page styles there are templates for."""
    return tuple(sorted(file.stem for file in (TEMPLATES / "articles").glob("*.html")))


def _zone(row: Table) -> str:
    name = row.text("timezone")
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        raise row.refusal(f"has `timezone` {name!r}; use an IANA name such as Europe/London") from None
    return name


def _path(row: Table) -> str:
    path = row.text("path")
    try:
        path.format_map(PATH_WORDS)
    except (KeyError, ValueError, IndexError):
        raise row.refusal(f"has `path` {path!r}; use only {{{'}, {'.join(PATH_WORDS)}}}") from None
    if not path.startswith("/") or not any(f"{{{word}}}" in path for word in ("slug", "hash", "number")):
        raise row.refusal(f"has `path` {path!r}; begin it with / and put {{slug}}, {{hash}} or {{number}} in")
    return path


def _colours(row: Table) -> tuple[str, ...]:
    colours = row.texts("colours")
    if len(colours) != 3 or not all(len(one) == 7 and one.startswith("#") for one in colours):
        raise row.refusal("has `colours` that are not ink, paper and accent; write three such as #1b1a17")
    return colours


def _feed(row: Table) -> SpecimenFeed:
    row.only({field.name for field in fields(SpecimenFeed)})
    return SpecimenFeed(
        path=row.text("path"),
        title=row.text("title"),
        format=row.choice("format", FORMATS),
        shows=row.choice("shows", SHOWS),
        guid=row.choice("guid", GUIDS, "permalink"),
        flaw=row.choice("flaw", FLAWS, ""),
        section=row.choice("section", ("", *SECTIONS), ""),
    )


def _promotion(row: Table) -> Promotion:
    row.only({field.name for field in fields(Promotion)})
    return Promotion(row.choice("kind", PROMOTIONS), int(row.number("after")), row.text("text"))
