"""What does a publisher's page look like? Articles, front and section pages, author pages, house pages."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache, partial
from hashlib import sha256
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from broadsheet.press.specimen.addresses import author_path, origin, picture_path, section_path
from broadsheet.press.specimen.clock_words import stamp
from broadsheet.press.specimen.edition import Edition, Printed
from broadsheet.press.specimen.publishers import SpecimenPublisher
from broadsheet.press.specimen.structured import json_ld, live_times

HERE = Path(__file__).parent
HOUSE_PAGES = ("about", "contact", "privacy", "newsletter", "subscribe", "sign_in", "app", "search")


@dataclass(frozen=True, slots=True)
class Part:
    """One thing in an article's column: a paragraph of prose (`p`) or a box of the house's own."""

    kind: str
    text: str
    link: str = ""
    title: str = ""
    when: datetime | None = None


@cache
def furniture() -> Mapping[str, Mapping[str, str]]:
    """The words around an article: language -> name -> words."""
    return tomllib.loads((HERE / "furniture.toml").read_text(encoding="utf-8"))


@cache
def templates() -> Environment:
    """The Jinja environment of all pages and feeds."""
    found = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=select_autoescape(["html", "xml"]),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    found.globals |= {"author_path": author_path, "section_path": section_path, "picture_path": picture_path}
    return found


def article_page(edition: Edition, printed: Printed, out: Sequence[Printed]) -> str:
    """The page of one article; `out` is all its publisher has out, newest first."""
    publisher = printed.telling.publisher
    others = [one for one in out if one.telling.slug != printed.telling.slug]
    return _render(
        f"articles/{publisher.page}.html",
        edition,
        publisher,
        out,
        article=printed,
        text=printed.text,
        version=printed.version,
        parts=column(printed, related(printed, others)),
        related=related(printed, others)[:4],
        json_ld=json_ld(printed, edition.port),
    )


def front_page(edition: Edition, publisher: SpecimenPublisher, out: Sequence[Printed]) -> str:
    """The publisher's front page."""
    return _listing(edition, publisher, out, out, publisher.name, publisher.tagline)


def section_page(edition: Edition, publisher: SpecimenPublisher, out: Sequence[Printed], path: str) -> str | None:
    """The section page at a path; None where no article out carries such a label."""
    found = [one for one in out if section_path(one.text.section) == path]
    return _listing(edition, publisher, out, found, found[0].text.section, "") if found else None


def author_page(edition: Edition, publisher: SpecimenPublisher, out: Sequence[Printed], path: str) -> str | None:
    """The author page at a path; None where no article out is theirs."""
    names = {author_path(name): name for one in out for name in one.text.byline}
    if path not in names:
        return None
    found = [one for one in out if names[path] in one.text.byline]
    title = f"{furniture()[publisher.tongue]['articles_by']} {names[path]}"
    return _listing(edition, publisher, out, found, title, "")


def house_page(edition: Edition, publisher: SpecimenPublisher, out: Sequence[Printed], name: str) -> str:
    """About, contact, privacy and the like: where the furniture's links lead, and the page for a wrong address."""
    return _render("house.html", edition, publisher, out, which=name)


def index_page(edition: Edition) -> str:
    """The page of the whole wire: the twelve publishers."""
    houses = [(publisher, origin(publisher.slug, edition.port)) for publisher in edition.publishers.values()]
    return templates().get_template("index.html").render(houses=houses, port=edition.port)


def column(printed: Printed, near: Sequence[Printed]) -> list[Part]:
    """The article's prose with its publisher's boxes between the paragraphs."""
    times = live_times(printed) if printed.text.kind == "live" else [None] * len(printed.text.served)
    parts: list[Part] = []
    for at, (text, when) in enumerate(zip(printed.text.served, times, strict=True), 1):
        parts.append(Part("p", text, when=when))
        parts += _boxes(printed, near, at)
    return parts


def _boxes(printed: Printed, near: Sequence[Printed], at: int) -> list[Part]:
    boxes = [box for box in printed.telling.publisher.promotions if box.after == at]
    plain = [Part(box.kind, box.text) for box in boxes if box.kind != "read_more"]
    return plain + [
        Part(box.kind, box.text, near[at % len(near)].address, near[at % len(near)].text.headline)
        for box in boxes
        if box.kind == "read_more" and near
    ]


def related(printed: Printed, others: Sequence[Printed]) -> list[Printed]:
    """The publisher's other articles, those on the same event and section first, then the newest."""

    def distance(one: Printed) -> tuple[bool, bool]:
        return one.telling.event != printed.telling.event, one.text.section != printed.text.section

    return sorted(others, key=distance)


def most_read(out: Sequence[Printed]) -> list[Printed]:
    """Five articles that readers are said to like: always the same ones of those that are out."""
    return sorted(out, key=lambda one: sha256(one.telling.slug.encode()).digest())[:5]


def labels(out: Sequence[Printed]) -> list[str]:
    """The seven section labels used most, most used first."""
    return [label for label, _ in Counter(one.text.section for one in out).most_common(7)]


def _listing(
    edition: Edition,
    publisher: SpecimenPublisher,
    out: Sequence[Printed],
    shown: Sequence[Printed],
    title: str,
    line: str,
) -> str:
    return _render("listing.html", edition, publisher, out, shown=shown, title=title, line=line)


def _render(
    template: str,
    edition: Edition,
    publisher: SpecimenPublisher,
    out: Sequence[Printed],
    **more: object,
) -> str:
    context: dict[str, object] = {"json_ld": None, "article": None, **more}
    return (
        templates()
        .get_template(template)
        .render(
            publisher=publisher,
            base=origin(publisher.slug, edition.port),
            frame=f"frames/{publisher.page}.html",
            say=furniture()[publisher.tongue],
            labels=labels(out),
            most_read=most_read(out),
            latest=out[:6],
            house_pages=HOUSE_PAGES,
            stamp=partial(_stamp, publisher),
            clock=partial(_clock, publisher),
            iso=partial(_iso, publisher),
            **context,
        )
    )


def _stamp(publisher: SpecimenPublisher, when: datetime) -> str:
    return stamp(when.astimezone(publisher.zone), publisher.language)


def _clock(publisher: SpecimenPublisher, when: datetime) -> str:
    return f"{when.astimezone(publisher.zone):%H:%M}"


def _iso(publisher: SpecimenPublisher, when: datetime) -> str:
    return when.astimezone(publisher.zone).isoformat()
